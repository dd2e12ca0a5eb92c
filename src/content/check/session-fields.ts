import { keysOf } from '../key-order';
import { Path } from '../path';
import { hasReference, soleReference } from '../references';
import { readFlag, SessionField } from '../schema/session';
import { ContentMap, ContentValue, describe, isMap, quote } from '../value';
import { SessionContext } from './session-codes';

/** Whether a field is as good as absent. */
export function isBlank(value: ContentValue | undefined): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** The number that a field holds, when it is in its range. */
export function numberIn({ min = 0, max = Number.MAX_SAFE_INTEGER }: SessionField, value: ContentValue | undefined): number | undefined {
  const text = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
  return /^[0-9]{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined;
}

/** Check one field of a Session document against how the service and the agent read it. */
export function checkSessionField(context: SessionContext, path: Path, field: SessionField, value: ContentValue): void {
  if (value === null || context.isUnresolved(value)) return;
  const name = path[path.length - 1];
  const isReference = typeof value === 'string' && hasReference(value);
  const list = field.kind === 'strict-flag' ? undefined : listParameter(context.content, value);
  if (list !== undefined) {
    context.report('session/field-loose', path,
      `${name} is the parameter ${list}, a StringList, so that the agent gets a list where it reads one text; make ${list} a String`);
    return;
  }
  switch (field.kind) {
    case 'strict-flag':
      if (typeof value !== 'boolean') {
        context.report('session/field-type', path, `${name} is true or false, found ${describe(value)}; the agent cannot decode anything but a boolean here`, ['true', 'false']);
      }
      return;
    case 'flag':
      if (readFlag(value) === undefined && !isReference) {
        context.report('session/field-type', path, `${name} is true or false, found ${describe(value)}`, ['true', 'false']);
      }
      return;
    case 'text':
      if (Array.isArray(value) && name === 'commands') {
        context.report('session/field-loose', path, 'commands is one text; a list is shown on one page of the guide, but the agent decodes text, join the lines with line breaks');
      } else if (typeof value !== 'string') {
        context.report('session/field-type', path, `${name} is text, found ${describe(value)}; put it in quotes`);
      } else if (!isReference) {
        checkForm(context, path, field, value);
      }
      return;
    case 'minutes':
    case 'port':
      checkNumber(context, path, field, value, isReference);
  }
}

function checkForm(context: SessionContext, path: Path, field: SessionField, value: string): void {
  const name = path[path.length - 1];
  if (field.values !== undefined && !field.values.includes(value)) {
    context.report('session/field-form', path, `${name} is ${quote(value)}; only ${field.values.map(quote).join(' or ')} means something, anything else is as if it were absent`, field.values);
  } else if (field.pattern !== undefined && !field.pattern.test(value)) {
    context.report('session/field-form', path, `${name} is ${quote(value)}, which does not look like ${field.meaning}`);
  }
}

function checkNumber(context: SessionContext, path: Path, field: SessionField, value: ContentValue, isReference: boolean): void {
  const name = path[path.length - 1];
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = field;
  const unit = field.kind === 'minutes' ? ' minutes' : '';
  const form = `${name} is text holding a number from ${min} to ${max}${unit}, such as "${Math.min(max, field.kind === 'minutes' ? 20 : 8080)}"`;
  if (isReference || value === '') return;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  if (isNumber && field.kind === 'minutes') {
    context.report('session/field-loose', path, `${name} is the number ${value}; the guide has text, write "${value}"`);
  } else if (typeof value !== 'string') {
    context.report('session/field-type', path, `${form}; found ${describe(value)}${isNumber ? `, which the ${field.reader ?? 'agent'} cannot decode` : ''}`);
    return;
  }
  if (numberIn(field, value) === undefined) {
    context.report('session/field-range', path, `${form}; found ${describe(value)}`);
  }
}

/** Look for keys that differ in case only, where the agent ignores it. */
export function checkSpellings(context: SessionContext, path: Path, map: ContentMap, names: readonly string[]): void {
  const known = new Set(names.map(name => name.toLowerCase()));
  const spelled = new Map<string, string>();
  for (const key of keysOf(map)) {
    const first = spelled.get(key.toLowerCase());
    if (first === undefined) {
      spelled.set(key.toLowerCase(), key);
    } else if (known.has(key.toLowerCase())) {
      context.report('session/duplicate-field', [...path, key],
        `${quote(key)} stands beside ${quote(first)}; the agent ignores case, so that one of them is lost, keep one`);
    }
  }
}

/** The name of the parameter that a value is as a whole, when that parameter is a list. */
function listParameter(content: ContentValue, value: ContentValue): string | undefined {
  const reference = typeof value === 'string' ? soleReference(value) : undefined;
  const parameters = isMap(content) ? content.parameters : undefined;
  if (reference?.kind !== 'parameter' || !isMap(parameters) || !Object.hasOwn(parameters, reference.name)) return undefined;
  const definition = parameters[reference.name];
  return isMap(definition) && definition.type === 'StringList' ? reference.name : undefined;
}
