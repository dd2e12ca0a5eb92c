import { RunbookStep } from '../automation/runbook';
import { isMismatch, typeOfReference } from '../automation/value-types';
import { keysOf } from '../key-order';
import { Path } from '../path';
import { hasReference, soleReference } from '../references';
import { ActionGrammar, InputGrammar, InputGroup } from '../schema/actions/action';
import { ContentValue, describe, isMap, quote } from '../value';
import { nearest, suggestion } from './nearest';
import { defineRunbookRule, RunbookContext } from './runbook-rule';

const CODES = {
  'automation/missing-input': { severity: 'error', summary: 'A step lacks an input that its action needs.' },
  'automation/unknown-input': { severity: 'warning', summary: 'A step has an input that its action does not have.' },
  'automation/inputs-together': { severity: 'error', summary: 'Inputs stand together that exclude each other, or one stands without its companion.' },
  'automation/input-type': { severity: 'error', summary: 'An input holds the wrong kind of value.' },
  'automation/input-loose': { severity: 'warning', summary: 'An input holds a kind of value that is not documented, though it may be read.' },
  'automation/input-value': { severity: 'error', summary: 'An input is none of the values that its action knows.' },
  'automation/unlisted-value': { severity: 'warning', summary: 'An input is none of the values that are documented, though there may be others.' },
  'automation/deprecated-value': { severity: 'warning', summary: 'An input has a value that is not offered any more, such as an old runtime.' },
  'automation/input-limit': { severity: 'error', summary: 'An input is too small, too large, too short or too long.' },
  'automation/input-form': { severity: 'error', summary: 'An input is not written as its action needs it.' },
  'automation/reference-type': { severity: 'error', summary: 'An input refers to a value of a type that cannot be converted to what it needs.' },
  'automation/input': { severity: 'error', summary: 'Inputs that the action cannot work with, each for itself or together.' },
  'automation/odd-input': { severity: 'warning', summary: 'Inputs that have no effect, or that the guide does not describe together.' },
} as const;

type Context = RunbookContext<keyof typeof CODES & string>;

/** What a step gives its action, against what the action takes. */
export const inputRule = defineRunbookRule({
  codes: CODES,
  check(context) {
    for (const step of context.runbook.steps) {
      const { grammar, content } = step;
      if (grammar === undefined || !isMap(content.inputs) || context.isUnresolved(content.inputs)) continue;
      const missing = checkPresence(context, step);
      checkUnknown(context, step, missing);
      for (const name of keysOf(step.inputs)) {
        const value = step.inputs[name];
        const input = Object.hasOwn(grammar.inputs, name) ? grammar.inputs[name] : undefined;
        if (input?.onlyIn !== undefined && input.onlyIn !== context.type && value !== null) {
          context.report('automation/odd-input', [...step.path, 'inputs', name], `${name} is described for documents of type ${input.onlyIn} only, this one is of type ${context.type}; take ${otherThan(name, grammar)}`);
        }
        if (value === null || input === undefined || isFine(input, value) || context.isUnresolved(value)) continue;
        checkValue(context, [...step.path, 'inputs', name], input, value);
      }
      for (const { severity, path, message } of grammar.check?.({ step: content, inputs: step.inputs, isUnresolved: context.isUnresolved }) ?? []) {
        context.report(severity === 'error' ? 'automation/input' : 'automation/odd-input', [...step.path, ...path], message);
      }
    }
  },
});

/** What stands beside an input in a group of which one is needed. */
function otherThan(name: string, { groups = [] }: ActionGrammar): string {
  return groups.filter(({ inputs }) => inputs.includes(name)).flatMap(({ inputs }) => inputs.filter(each => each !== name)).join(' or ') || 'another input';
}

/** Whether a value needs no closer look: a text, or a map, where any will do. */
function isFine(input: InputGrammar, value: ContentValue): boolean {
  switch (input.type) {
    case 'String': return typeof value === 'string' && isFree(input) && !value.includes('{{');
    case 'StringMap':
    case 'Map': return isMap(value);
    default: return false;
  }
}

const freeInputs = new WeakMap<InputGrammar, boolean>();

/** Whether an input takes any text. */
function isFree(input: InputGrammar): boolean {
  let isFreeText = freeInputs.get(input);
  if (isFreeText === undefined) {
    isFreeText = Object.keys(input).every(key => key === 'type' || key === 'required' || key === 'isLoose');
    freeInputs.set(input, isFreeText);
  }
  return isFreeText;
}

/** Look for what is missing; the names of it. */
function checkPresence(context: Context, step: RunbookStep): string[] {
  const { grammar, inputs, action } = step;
  const has = (name: string): boolean => inputs[name] !== undefined && inputs[name] !== null;
  const missing = requiredBy(grammar!).filter(name => !has(name));
  // Where a misspelt input stands for the missing one, it is found there.
  const report = (names: readonly string[], needed: string, path: Path): void => {
    const meant = keysOf(inputs).find(name => !Object.hasOwn(grammar!.inputs, name) && nearest(name, names) !== undefined);
    if (meant === undefined) {
      context.report('automation/missing-input', path, `${action} needs ${needed}`, names);
    } else {
      context.report('automation/missing-input', [...step.path, 'inputs', meant],
        `${action} needs ${needed}; did you mean ${quote(nearest(meant, names)!)} with ${quote(meant)}?`, names);
    }
  };
  for (const name of missing) report([name], `the input ${name}`, [...step.path, 'inputs', name]);
  for (const group of grammar!.groups ?? []) {
    const given = group.inputs.filter(has);
    const fault = faultOfGroup(group, given);
    if (fault === undefined) continue;
    if (given.length === 0) {
      missing.push(...group.inputs);
      report(group.inputs, fault, [...step.path, 'inputs']);
    } else {
      context.report('automation/inputs-together', [...step.path, 'inputs', given[given.length - 1]], `${action} takes ${fault}, found ${given.join(' and ')}`);
    }
  }
  return missing;
}

/** The inputs that an action needs, found once for each action. */
function requiredBy(grammar: ActionGrammar): readonly string[] {
  const names = required.get(grammar) ?? Object.keys(grammar.inputs).filter(name => grammar.inputs[name].required === true);
  required.set(grammar, names);
  return names;
}

const required = new WeakMap<ActionGrammar, readonly string[]>();

function faultOfGroup({ kind, inputs }: InputGroup, given: readonly string[]): string | undefined {
  switch (kind) {
    case 'exactly-one': return given.length === 1 ? undefined : `one of ${inputs.join(' and ')}`;
    case 'at-least-one': return given.length > 0 ? undefined : `${inputs.join(' or ')}`;
    case 'at-most-one': return given.length <= 1 ? undefined : `no more than one of ${inputs.join(' and ')}`;
    case 'all-or-none': return given.length === 0 || given.length === inputs.length ? undefined : `${inputs.join(' and ')} together or not at all`;
  }
}

function checkUnknown(context: Context, step: RunbookStep, missing: readonly string[]): void {
  const { grammar, inputs, action } = step;
  if (grammar!.takesApiInputs === true) return;
  for (const name of keysOf(inputs)) {
    if (Object.hasOwn(grammar!.inputs, name) || context.isUnresolved(name)) continue;
    // CloudFormation's query API numbers the items of lists, and its names are found in the guide.
    if (Object.hasOwn(grammar!.inputs, name.replace(/\.member\.(?:N|[0-9]+)$/, ''))) continue;
    const known = Object.keys(grammar!.inputs);
    const near = nearest(name, known);
    if (near !== undefined && missing.includes(near)) continue;
    context.report('automation/unknown-input', [...step.path, 'inputs', name],
      `${action} has no input ${quote(name)}${suggestion(name, known, known.length === 0 ? '; it has none' : `; it has ${known.join(', ')}`)}`, known);
  }
}

function checkValue(context: Context, path: Path, grammar: InputGrammar, value: ContentValue): void {
  const name = String(path[path.length - 1]);
  if (typeof value === 'string' && hasReference(value)) {
    checkReference(context, path, grammar, value);
    return;
  }
  const fault = kindFault(grammar, value, context.isUnresolved);
  if (fault !== undefined) {
    const isCertain = fault.certain && grammar.isLoose !== true;
    context.report(isCertain ? 'automation/input-type' : 'automation/input-loose', [...path, ...fault.at], `${name} is ${IN_WORDS[grammar.type]}, found ${describe(fault.found)}${inText(grammar, fault.found)}`);
    if (isCertain) return;
  }
  if (Array.isArray(value)) {
    checkCount(context, path, grammar, value);
    value.forEach((item, at) => {
      if (typeof item === 'string' && !hasReference(item) && !context.isUnresolved(item)) checkText(context, [...path, at], name, grammar, item);
    });
  } else if (typeof value === 'string') {
    checkText(context, path, name, grammar, value);
  }
  const number = numberOf(value);
  if (grammar.type === 'Integer' && number !== undefined) {
    const { minimum = -Infinity, maximum = Infinity } = grammar;
    if (number < minimum || number > maximum) context.report('automation/input-limit', path, `${name} is ${rangeInWords(minimum, maximum, 'a number')}, found ${number}`);
  }
}

/** How a flag is written where texts are asked for: as Python does, which is what properties of resources are compared with. */
function inText({ type }: InputGrammar, found: ContentValue): string {
  return type === 'StringList' && typeof found === 'boolean' ? `; write "${found ? 'True' : 'False'}"` : '';
}

function checkReference(context: Context, path: Path, grammar: InputGrammar, text: string): void {
  const reference = soleReference(text);
  const type = reference === undefined ? undefined : typeOfReference(context.runbook, reference, context.isUnresolved);
  if (type !== undefined && grammar.isLoose !== true && isMismatch(type, grammar.type)) {
    context.report('automation/reference-type', path, `${String(path[path.length - 1])} is ${IN_WORDS[grammar.type]}, but ${text.trim()} is of type ${type}`);
  }
}

function checkCount(context: Context, path: Path, { minItems = 0, maxItems = Infinity }: InputGrammar, items: readonly ContentValue[]): void {
  // A reference to a list among the items stands for any number of them.
  const literal = items.filter(item => !context.isUnresolved(item) && !(typeof item === 'string' && hasReference(item))).length;
  if (literal > maxItems || (literal === items.length && literal < minItems)) {
    context.report('automation/input-limit', path, `${String(path[path.length - 1])} is ${rangeInWords(minItems, maxItems, 'a list of', 'item')}, found ${literal}`);
  }
}

function checkText(context: Context, path: Path, name: string, grammar: InputGrammar, text: string): void {
  const { allowed, known, deprecated, minLength = 0, maxLength = Infinity, maxBytes = Infinity, pattern } = grammar;
  if (allowed !== undefined && !allowed.includes(text)) {
    context.report('automation/input-value', path, `${name} is ${quote(text)}${suggestion(text, allowed, `; it is ${allowed.join(', ')}`)}`, allowed);
  } else if (deprecated?.includes(text)) {
    context.report('automation/deprecated-value', path, `${name} ${quote(text)} is not offered any more; take ${known?.join(', ')}`, known);
  } else if (known !== undefined && !known.includes(text)) {
    context.report('automation/unlisted-value', path, `${name} is ${quote(text)}, which is not documented${suggestion(text, known, `; documented are ${known.join(', ')}`)}`, known);
  } else if (text.length < minLength || text.length > maxLength) {
    context.report('automation/input-limit', path, `${name} is ${rangeInWords(minLength, maxLength, 'a text of', 'character')}, found ${text.length}`);
  } else if (maxBytes < Infinity && text.length * 3 > maxBytes && Buffer.byteLength(text) > maxBytes) {
    context.report('automation/input-limit', path, `${name} has ${Buffer.byteLength(text)} bytes; the most are ${maxBytes}`);
  } else if (pattern !== undefined && !pattern.regex.test(text)) {
    context.report('automation/input-form', path, `${name} is ${pattern.inWords}, found ${quote(text)}`);
  }
}

const IN_WORDS: Readonly<Record<InputGrammar['type'], string>> = {
  String: 'a text',
  StringList: 'a list of texts',
  Integer: 'a whole number',
  Boolean: 'true or false',
  StringMap: 'a map',
  MapList: 'a list of maps',
  Map: 'a map',
  Any: 'a value',
  Condition: 'a condition',
  Choices: 'a list of choices',
  Steps: 'a list of steps',
};

interface KindFault {
  readonly certain: boolean;
  readonly found: ContentValue;
  /** Which item of a list it is. */
  readonly at: Path;
}

/** Whether a value is of the kind that an input takes; numbers written as text are. */
function kindFault(grammar: InputGrammar, value: ContentValue, isUnresolved: (value: unknown) => boolean): KindFault | undefined {
  const fault = (certain: boolean, found: ContentValue = value, at: Path = []): KindFault => ({ certain, found, at });
  const isContainer = typeof value === 'object';
  switch (grammar.type) {
    case 'String': return typeof value === 'string' ? undefined : fault(isContainer);
    case 'Integer': return numberOf(value) !== undefined ? undefined : fault(true);
    case 'Boolean':
      if (typeof value === 'boolean') return undefined;
      return fault(value !== 'true' && value !== 'false');
    case 'StringMap':
    case 'Map': return isMap(value) ? undefined : fault(typeof value !== 'string');
    case 'StringList':
    case 'MapList':
    case 'Choices':
    case 'Steps': {
      if (!Array.isArray(value)) return fault(true);
      if (grammar.type === 'Steps' || grammar.takesAnyItems === true) return undefined;
      const isList = grammar.type === 'StringList';
      const at = value.findIndex(item => !isUnresolved(item) && (isList ? typeof item !== 'string' : !isMap(item) && !(typeof item === 'string' && hasReference(item))));
      return at === -1 ? undefined : fault(!isList || typeof value[at] === 'object', value[at], [at]);
    }
    case 'Condition': return isMap(value) ? undefined : fault(true);
    case 'Any': return undefined;
  }
}

function numberOf(value: ContentValue): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  return typeof value === 'string' && /^-?[0-9]{1,15}$/.test(value) ? Number(value) : undefined;
}

function rangeInWords(min: number, max: number, what: string, unit = ''): string {
  const range = max === Infinity ? `${min} or more` : min <= 0 && unit !== '' ? `at most ${max}` : `${min} to ${max}`;
  return unit === '' ? `${what} from ${max === Infinity ? `${min}` : `${min} to ${max}`}` : `${what} ${range} ${unit}s`;
}
