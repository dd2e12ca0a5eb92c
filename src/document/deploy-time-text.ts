import { Intrinsic, IResolvable, IResolveContext, Reference, ResolutionTypeHint, Token, Tokenization } from 'aws-cdk-lib';
import { isPlainReference } from './plain-references';
import { inCedarPattern, inCedarString } from '../content/cedar/escape';
import { isIntrinsic } from '../content/intrinsic';

/**
 * What text must be escaped for: inside a JSON string, a double-quoted YAML scalar, single quotes of a POSIX shell, a string of Cedar, or a pattern
 * of Cedar's `like`.
 */
export type Escaping = 'JSON' | 'YAML' | 'SHELL' | 'CEDAR' | 'CEDAR_PATTERN';

/** Line breaks for YAML readers, which mean nothing to JSON. A tab on the other hand needs no escape in YAML. */
const YAML_BREAKS = '\u0085\u2028\u2029';
const BEYOND_JSON = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * What CloudFormation replaces in a value, in this order, and with what. Other control characters cannot stand in the
 * values that CloudFormation hands around: its requests and responses do not carry them.
 */
const REPLACEMENTS: Readonly<Record<Escaping, readonly (readonly [string, string])[]>> = {
  JSON: [['\\', '\\\\'], ['"', '\\"'], ['\n', '\\n'], ['\r', '\\r'], ['\t', '\\t']],
  YAML: [['\\', '\\\\'], ['"', '\\"'], ['\n', '\\n'], ['\r', '\\r'], ...[...YAML_BREAKS].map(each => [each, unicodeEscape(each)] as const)],
  SHELL: [['\'', '\'\\\'\'']],
  // Line feeds and tabs may stand in Cedar's strings as they are.
  CEDAR: [['\\', '\\\\'], ['"', '\\"'], ['\r', '\\r']],
  CEDAR_PATTERN: [['\\', '\\\\'], ['"', '\\"'], ['\r', '\\r'], ['*', '\\*']],
};

/** Pseudo parameters that never hold a character to escape. */
const SAFE_PSEUDO_PARAMETERS = ['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::StackId', 'AWS::StackName', 'AWS::URLSuffix'];
/** Stands between the items of a list while they are escaped together; it needs no escaping itself. */
const ITEM_SEPARATOR = '@~;ssm-item;~@';
/** What no replacement takes away or brings in. */
const UNTOUCHED_BY_ESCAPING = /^[^\\"\n\r\tnrtu0-9\u0085\u2028\u2029]+$/;
const LIST_FUNCTIONS = ['Fn::Split', 'Fn::GetAZs', 'Fn::Cidr'];

/**
 * A value that is only known at deployment, escaped at deployment for the quoted text that it stands in.
 *
 * `Fn::Split` at a character and `Fn::Join` with its escape is how a template replaces one by the other.
 */
export function deployTimeText(inner: IResolvable, escaping: Escaping): string {
  // Some ARNs have a "*", which patterns read as more than itself.
  if (escaping !== 'CEDAR_PATTERN' && isPlainReference(inner)) return Token.asString(inner);
  return cached(inner, `text-${escaping}`, () => new DeployTimeValue(inner, resolved => isText(resolved) ? escapeText(resolved, escaping) : resolved, escaping));
}

/** Whether a value in the strings of a Cedar text cannot end them: it is escaped for Cedar, or never holds what has to be. */
export function isSafeInCedar(marker: string): boolean {
  let token = Tokenization.reverseString(marker).firstToken;
  while (token instanceof DeployTimeValue) {
    if (token.escaping === 'CEDAR' || token.escaping === 'CEDAR_PATTERN') return true;
    token = token.inner;
  }
  if (token === undefined) return false;
  return isPlainReference(token) || token.typeHint === ResolutionTypeHint.NUMBER || isSafePseudoParameter(token);
}

function isSafePseudoParameter(token: IResolvable): boolean {
  if (Reference.isReference(token)) return SAFE_PSEUDO_PARAMETERS.includes(token.displayName);
  // `Aws.REGION` and the like hold their function, and look at no context.
  const held: unknown = Object.getPrototypeOf(token) === Intrinsic.prototype ? token.resolve(undefined as unknown as IResolveContext) : undefined;
  return isIntrinsic(held) && SAFE_PSEUDO_PARAMETERS.includes(held.Ref as string);
}

/** A list that is only known at deployment, written as a JSON list of strings. An empty one becomes a list of one empty string. */
export function deployTimeList(inner: IResolvable, escaping: Escaping): string {
  return cached(inner, `list-${escaping}`, () => new DeployTimeValue(inner, resolved => listText(resolved, escaping)));
}

/** A value whose kind depends on a condition, written as JSON. */
export function deployTimeJson(inner: IResolvable, escaping: Escaping): string {
  return cached(inner, `json-${escaping}`, () => new DeployTimeValue(inner, resolved => jsonText(resolved, escaping)));
}

/** Whether a value can be escaped; what cannot is left as it is, to be refused where it stands. */
function isText(resolved: unknown): boolean {
  return resolved !== undefined && resolved !== null && textFault(resolved) === undefined;
}

/** Why a value that is known at deployment cannot become text; undefined when it can. */
export function textFault(resolved: unknown): string | undefined {
  if (Array.isArray(resolved)) return 'it is a list';
  if (!isIntrinsic(resolved)) return typeof resolved === 'object' ? 'it is a map' : undefined;
  const [name, argument] = Object.entries(resolved)[0];
  if (name === 'Ref' && argument === 'AWS::NoValue') return 'AWS::NoValue removes whole properties of a resource, not parts of a text';
  if (LIST_FUNCTIONS.includes(name)) return `${name} gives a list`;
  if (name === 'Fn::If' && Array.isArray(argument)) return textFault(argument[1]) ?? textFault(argument[2]);
  return undefined;
}

/** Whether a value that is known at deployment is a list. */
export function isList(resolved: unknown): boolean {
  if (!isIntrinsic(resolved)) return Array.isArray(resolved);
  const [name, argument] = Object.entries(resolved)[0];
  return LIST_FUNCTIONS.includes(name) || (name === 'Fn::If' && Array.isArray(argument) && argument.slice(1).every(isList));
}

/** Whether a condition chooses between values of which some are no text. */
export function isConditionalValue(resolved: unknown): boolean {
  if (!isIntrinsic(resolved)) return false;
  const [name, argument] = Object.entries(resolved)[0];
  return name === 'Fn::If' && Array.isArray(argument)
    && argument.slice(1).some(branch => isIntrinsic(branch) ? isList(branch) || isConditionalValue(branch) : typeof branch !== 'string');
}

/** Whether a conditional value drops a property in one of its branches, which only CloudFormation's own properties can. */
export function dropsProperty(resolved: unknown): boolean {
  if (!isIntrinsic(resolved)) return false;
  const [name, argument] = Object.entries(resolved)[0];
  return (name === 'Ref' && argument === 'AWS::NoValue') || (name === 'Fn::If' && Array.isArray(argument) && argument.slice(1).some(dropsProperty));
}

const tokens = new WeakMap<IResolvable, Map<string, string>>();

/** The same token for the same value, so that a content that is rendered twice has the same text. */
function cached(inner: IResolvable, kind: string, make: () => IResolvable): string {
  let known = tokens.get(inner);
  if (known === undefined) {
    known = new Map();
    tokens.set(inner, known);
  }
  let marker = known.get(kind);
  if (marker === undefined) {
    marker = Token.asString(make(), { displayHint: (inner as { displayName?: string }).displayName?.replace(/[^a-zA-Z0-9:._-]/g, '.') });
    known.set(kind, marker);
  }
  return marker;
}

class DeployTimeValue implements IResolvable {
  public readonly creationStack: string[];

  constructor(public readonly inner: IResolvable, private readonly write: (resolved: unknown) => unknown, public readonly escaping?: Escaping) {
    this.creationStack = inner.creationStack;
  }

  public resolve(context: IResolveContext): unknown {
    return this.write(context.resolve(this.inner));
  }

  public toString(): string {
    return Token.asString(this);
  }
}

function escapeText(resolved: unknown, escaping: Escaping): unknown {
  if (!isIntrinsic(resolved)) return escapeLiteral(String(resolved), escaping);
  const [name, argument] = Object.entries(resolved)[0];
  switch (name) {
    case 'Ref':
      if (SAFE_PSEUDO_PARAMETERS.includes(argument as string)) return resolved;
      break;
    case 'Fn::Base64':
      return resolved;
    case 'Fn::Join': {
      const [delimiter, items] = argument as [string, unknown];
      if (!Array.isArray(items)) break;
      return { 'Fn::Join': [escapeLiteral(delimiter, escaping), items.map(item => escapeText(item, escaping))] };
    }
    case 'Fn::If': {
      const [condition, ...branches] = argument as unknown[];
      return { 'Fn::If': [condition, ...branches.map(branch => escapeText(branch, escaping))] };
    }
  }
  return REPLACEMENTS[escaping].reduce<unknown>((value, [raw, written]) => ({ 'Fn::Join': [written, { 'Fn::Split': [raw, value] }] }), resolved);
}

function listText(resolved: unknown, escaping: Escaping): unknown {
  if (Array.isArray(resolved)) return jsonText(resolved, escaping);
  if (isIntrinsic(resolved) && 'Fn::If' in resolved) {
    const [condition, ...branches] = resolved['Fn::If'] as unknown[];
    return { 'Fn::If': [condition, ...branches.map(branch => listText(branch, escaping))] };
  }
  return joined(['["', { 'Fn::Join': ['","', escapedItems(resolved, escaping)] }, '"]']);
}

/** The items of a list, each escaped. */
function escapedItems(list: unknown, escaping: Escaping): unknown {
  const [delimiter, source] = isIntrinsic(list) && Array.isArray(list['Fn::Split']) ? list['Fn::Split'] as unknown[] : [];
  // A text that is still to be split can be escaped before, unless that changes where it is split.
  return typeof delimiter === 'string' && UNTOUCHED_BY_ESCAPING.test(delimiter) ? { 'Fn::Split': [delimiter, escapeText(source, escaping)] }
    : { 'Fn::Split': [ITEM_SEPARATOR, escapeText({ 'Fn::Join': [ITEM_SEPARATOR, list] }, escaping)] };
}

function jsonText(resolved: unknown, escaping: Escaping): unknown {
  if (isList(resolved) && !Array.isArray(resolved)) return listText(resolved, escaping);
  if (isConditionalValue(resolved)) {
    const [condition, ...branches] = (resolved as { 'Fn::If': unknown[] })['Fn::If'];
    return { 'Fn::If': [condition, ...branches.map(branch => jsonText(branch, escaping))] };
  }
  if (typeof resolved === 'string' || isIntrinsic(resolved)) return joined(['"', escapeText(resolved, escaping), '"']);
  if (Array.isArray(resolved)) {
    return joined(['[', ...resolved.flatMap((item, index) => [...index > 0 ? [','] : [], jsonText(item, escaping)]), ']']);
  }
  if (typeof resolved === 'object' && resolved !== null) {
    const entries = Object.entries(resolved).filter(([, value]) => value !== undefined);
    return joined(['{', ...entries.flatMap(([key, value], index) => [`${index > 0 ? ',' : ''}"${escapeLiteral(key, escaping)}":`, jsonText(value, escaping)]), '}']);
  }
  return String(resolved);
}

function joined(parts: unknown[]): unknown {
  return parts.every(part => typeof part === 'string') ? parts.join('') : { 'Fn::Join': ['', parts] };
}

function escapeLiteral(text: string, escaping: Escaping): string {
  switch (escaping) {
    case 'SHELL': return text.replaceAll('\'', '\'\\\'\'');
    case 'CEDAR': return inCedarString(text);
    case 'CEDAR_PATTERN': return inCedarPattern(text);
  }
  const json = JSON.stringify(text).slice(1, -1);
  return escaping === 'YAML' ? json.replace(BEYOND_JSON, unicodeEscape) : json;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
