import type { CedarCode } from './codes';
import { CEDAR_ACTION, CEDAR_ACTION_UID, CEDAR_GROUP, CEDAR_NODES, CEDAR_SCHEMA, CEDAR_USER, CEDAR_USER_ATTRIBUTES } from './schema';
import { bare } from './statements';
import { suggestion } from '../check/nearest';

/** What the engine says, and of which part of a statement. */
interface Said {
  readonly message: string;
  readonly help?: string;
  readonly label?: string;
  /** Whether the engine could read the statement, and says this of its meaning. */
  readonly isRead: boolean;
  readonly statement: string;
  readonly from: number;
  readonly to: number;
}

interface Words {
  readonly code: CedarCode;
  readonly message: string;
  /** The condition that should stand before. */
  readonly test?: string;
}

const ENTITY_TYPES = Object.entries(CEDAR_SCHEMA).flatMap(([namespace, { entityTypes }]) => Object.keys(entityTypes).map(name => `${namespace}::${name}`));
const TAGGED = Object.entries(CEDAR_SCHEMA).flatMap(([namespace, { entityTypes }]) =>
  Object.entries(entityTypes).filter(([, { tags }]) => tags !== undefined).map(([name]) => `${namespace}::${name}`));
const THE_ACTION = `the action is ${CEDAR_ACTION_UID}`;
const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Z}]/u;
const AN_ENTITY = `an entity is written as its type and its id in quotes, such as ${CEDAR_GROUP}::"<group id>"`;

/** The engine's words for people who do not know its inside, and what kind of fault it is. */
export function inWords(said: Said): Words {
  const words = wordsFor(said);
  return { ...words, message: inSight(words.message) };
}

function wordsFor(said: Said): Words {
  for (const [pattern, words] of PATTERNS) {
    const match = pattern.exec(said.message);
    if (match !== null) return words(match, said);
  }
  return { code: said.isRead ? 'cedar/strict' : 'cedar/syntax', message: plainly(said) };
}

/** A message repeats what stands in the text, and must not be turned around or broken by it. */
function inSight(message: string): string {
  return message.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, character => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** In the order in which they are tried. */
const PATTERNS: readonly (readonly [RegExp, (match: RegExpExecArray, said: Said) => Words])[] = [
  [/^expected (?:an|single) entity uid.*, found (?:name|literal) `((?:(?!, found (?:name|literal) `).)*)`$/s, ([, found], said) => entity(found, said)],
  [/^expected single entity uid.*, found set of entity uids$/, () =>
    ({ code: 'cedar/syntax', message: 'only one entity can stand here; write a statement for each, or a condition: when { principal in [ … ] }' })],
  [/^(?:expected a static policy, got a template containing the slot |found template slot )(\?\w+)/, ([, slot]) => template(slot)],
  [/^`exists` is not a valid method$/, () => ({
    code: 'cedar/exists',
    message: 'the user guide lists .exists(), but Cedar\'s engine does not know it, so the rest of this statement is not checked',
  })],
  [/^unrecognized entity type `(.*)`$/, ([, name]) =>
    ({ code: 'cedar/entity-type', message: `there is no type of entities ${name}${suggestion(name, ENTITY_TYPES, `; types are ${ENTITY_TYPES.join(', ')}`)}` })],
  [/^unrecognized action `(.*)`$/s, ([, name]) => ({ code: 'cedar/action', message: `there is no action ${name}; ${THE_ACTION}, the only one` })],
  [/^attribute `(.*)` on entity type `?((?:(?!` on entity type ).)*?)`? not found$/s, ([, name, types]) => ({ code: 'cedar/attribute', message: attribute(name, types) })],
  [/^attribute `(.*)` in context for (?:(?!` in context for ).)* not found$/s, ([, name]) =>
    ({ code: 'cedar/attribute', message: `the context has no ${name}; it has iam.principalTags, which is read with context.iam.principalTags.hasTag("…") and .getTag("…")` })],
  [/^attribute `.*not found$/s, (_, said) => ({ code: 'cedar/attribute', message: plainly(said) })],
  [/^unable to guarantee safety of access to (optional attribute|tag) `(.*)` on entity type `((?:(?!` on entity type `).)*)`$/s, ([, kind, name, types], said) => unsafe(kind === 'tag', name, types, said)],
  [/^unexpected type: expected (.*) but saw (.*)$/s, ([, needed, saw], said) => ({ code: 'cedar/type', message: unexpectedType(needed, saw, said) })],
  [/^(?:error during extension function|wrong number of arguments|undefined extension function|.* is not allowed on entities)/s, (_, said) =>
    ({ code: 'cedar/type', message: plainly(said) })],
  [/^the types (.*) and ((?:(?! and ).)*) are not compatible$/s, ([, left, right], { help = '' }) => ({
    code: 'cedar/strict',
    message: /`==`/.test(help) ? `${type(left)} and ${type(right)} are compared here; values of different types are never equal`
      : `${type(left)} and ${type(right)} stand together here; ${quoted(help)}`,
  })],
  [/^unable to find an applicable action given the policy scope constraints$/, (_, { help }) => ({
    code: 'cedar/never-applies',
    message: `no request fits what stands between the brackets: its principal is ${CEDAR_USER} (in a ${CEDAR_GROUP}), its resource ${CEDAR_NODES.join(' or ')}`
      + (help === undefined ? '' : `; ${quoted(help)}`),
  })],
  [/^policy is impossible/, () => ({ code: 'cedar/never-applies', message: 'the conditions of this statement are never met, so it does nothing' })],
  [/^(?:string|identifier) `.* (?:mixed scripts|BIDI control|General Security Profile|confusable)/s, (_, said) => ({ code: 'cedar/lookalike', message: plainly(said) })],
  [/^empty set literals|^extension constructors may not|^operands to `in`/, (_, said) => ({ code: 'cedar/strict', message: plainly(said) })],
  [/^unexpected end of input$/, (_, { label }) => ({
    code: 'cedar/syntax',
    message: label?.startsWith('expected `;`') ? 'the statement does not end with ";"' : `the text ends within a statement${expected(label)}`,
  })],
  [/^unexpected token `(?:and|or)`$/, ({ 0: message }) =>
    ({ code: 'cedar/syntax', message: message.includes('and') ? 'unexpected "and"; write &&' : 'unexpected "or"; write ||' })],
  [/^unexpected token `(.*)`$/s, ([, token], { label, statement, from }) => ({
    code: 'cedar/syntax',
    message: statement.startsWith('/*', from) ? 'there are no comments of this kind; a comment begins with // and ends with the line' : token === '(' && /[)}]\s*\b(?:permit|forbid)\s*$/.test(bare(statement.slice(0, from)))
      ? 'a new statement begins here, but the one before does not end with ";"' : `unexpected ${inQuotes(token)}${expected(label)}`,
  })],
  [/^invalid token$/, (_, said) => ({ code: 'cedar/syntax', message: invalid([...said.statement.slice(said.from)][0] ?? '', said) })],
];

function entity(found: string, { statement, from }: Said): Words {
  const isAction = found.includes(CEDAR_ACTION) || /\baction\s*(?:==|in)\s*(?:\[\s*)?$/.test(statement.slice(0, from));
  return isAction ? { code: 'cedar/action', message: `${THE_ACTION}, with ::Action and the name in quotes; found ${found}` }
    : { code: 'cedar/syntax', message: `${found} is no entity; ${AN_ENTITY}` };
}

function invalid(character: string, said: Said): string {
  if (character === '"') return 'the string that begins here is not closed';
  if (INVISIBLE.test(character)) {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return `a character that cannot be seen stands here, U+${code}${character === '\uFEFF' ? ', the byte order mark that some editors write at the begin of files' : ''}; take it out`;
  }
  return `${inQuotes(character)} cannot stand here${character === '&' || character === '|' ? `; write ${character}${character}` : helpOf(said)}`;
}

function template(slot: string): Words {
  return { code: 'cedar/template', message: `${slot} makes this statement a template, which nothing fills; write the entity itself` };
}

function attribute(name: string, types: string): string {
  const [first] = types.split(' and ');
  if (first === CEDAR_USER) {
    return `users (${CEDAR_USER}) have no attribute "${name}"${suggestion(name, CEDAR_USER_ATTRIBUTES, `; they have ${CEDAR_USER_ATTRIBUTES.join(', ')}`)}`;
  }
  return `${types} ${types === first ? 'has' : 'have'} no attribute "${name}"`
    + (TAGGED.includes(first) ? `; a tag is read with .hasTag("${name}") and .getTag("${name}")` : '');
}

function unsafe(isTag: boolean, name: string, types: string, { statement, from, to }: Said): Words {
  const [first] = types.split(' and ');
  if (isTag && !TAGGED.includes(first)) return { code: 'cedar/attribute', message: `${types} has no tags` };
  const read = statement.slice(from, to);
  // What a condition reads, without a further attribute of it.
  const test = isTag ? read.replace(/^(.*)\.getTag(?=\s*\()/s, '$1.hasTag') : `principal has ${name}`;
  return {
    code: 'cedar/unsafe-access',
    test,
    message: `${isTag ? `the tag ${name}` : `the attribute "${name}"`} may be absent, and the statement then fails and does not count; test it before: ${test} && …`,
  };
}

function unexpectedType(neededTypes: string, saw: string, { help }: Said): string {
  const needed = (neededTypes.match(/(?:<[^>]*>?|[^<,])+/g) ?? []).map(each => type(each.replace(/^ (?:or )?/, ''))).join(' or ');
  const note = neededTypes === 'Long' && saw === 'String' ? '; tags and attributes of users are text, which is compared with ==, != and like alone'
    : help === undefined ? '' : `; ${quoted(help)}`;
  return `${saw.split(' and ').map(type).join(' or ')} stands where ${needed} is needed${note}`;
}

const TYPES: Readonly<Record<string, string>> = {
  'Bool': 'true or false',
  'Long': 'a whole number',
  'String': 'text',
  '__cedar::internal::AnyEntity': 'an entity',
  '__cedar::internal::OpenRecord{}': 'a record',
  '__cedar::internal::Any': 'anything',
  'Set<__cedar::internal::AnyEntity>': 'a set of entities',
  'Set<__cedar::internal::Any>': 'a set',
};

/** A type in words; types of entities are named. */
function type(name: string): string {
  return TYPES[name] ?? name.replace(/^Set<(.*)>$/s, (_, of: string) => `a set of ${type(of)}`);
}

function expected(label: string | undefined): string {
  return label === undefined ? '' : `; ${quoted(label)}`;
}

function helpOf({ help }: Said): string {
  return help === undefined ? '' : `; ${quoted(help)}`;
}

function plainly(said: Said): string {
  return `${quoted(said.message)}${helpOf(said)}${expected(said.label)}`;
}

/** The engine puts what it quotes between backticks. */
function quoted(text: string): string {
  return text.replace(/`([^`]*)`/g, (_, inner: string) => inQuotes(inner));
}

function inQuotes(text: string): string {
  return text.includes('"') ? text : `"${text}"`;
}
