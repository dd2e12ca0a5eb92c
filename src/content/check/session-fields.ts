import { Path } from '../path';
import { hasReference } from '../references';
import { SessionField } from '../schema/session';
import { ContentValue, describe, quote } from '../value';
import { CheckContext } from './rule';

type FieldCode = 'session/field-type' | 'session/field-loose' | 'session/field-range' | 'session/field-form';

/** Check one field of a Session document against how the service and the agent read it. */
export function checkSessionField<Code extends string>(
  context: CheckContext<Code | FieldCode>, path: Path, field: SessionField, value: ContentValue,
): void {
  if (value === null || context.isUnresolved(value)) return;
  const name = path[path.length - 1];
  const isReference = typeof value === 'string' && hasReference(value);
  switch (field.kind) {
    case 'strict-flag':
      if (typeof value !== 'boolean') {
        context.report('session/field-type', path, `${name} is true or false, found ${describe(value)}; the agent cannot decode anything but a boolean here`, ['true', 'false']);
      }
      return;
    case 'flag':
      if (typeof value !== 'boolean' && !isReference && value !== '' && !(typeof value === 'string' && /^(?:1|0|t|f|true|false)$/i.test(value))) {
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

function checkForm<Code extends string>(context: CheckContext<Code | FieldCode>, path: Path, field: SessionField, value: string): void {
  const name = path[path.length - 1];
  if (field.values !== undefined && !field.values.includes(value)) {
    context.report('session/field-form', path, `${name} is ${quote(value)}; only ${field.values.map(quote).join(' or ')} means something, anything else is as if it were absent`, field.values);
  } else if (field.pattern !== undefined && !field.pattern.test(value)) {
    context.report('session/field-form', path, `${name} is ${quote(value)}, which does not look like ${field.meaning}`);
  }
}

function checkNumber<Code extends string>(
  context: CheckContext<Code | FieldCode>, path: Path, field: SessionField, value: ContentValue, isReference: boolean,
): void {
  const name = path[path.length - 1];
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = field;
  const unit = field.kind === 'minutes' ? ' minutes' : '';
  const form = `${name} is text holding a number from ${min} to ${max}${unit}, such as "${Math.min(max, field.kind === 'minutes' ? 20 : 8080)}"`;
  if (isReference || value === '') return;
  const isNumber = typeof value === 'number' || typeof value === 'bigint';
  if (isNumber && field.kind === 'minutes') {
    context.report('session/field-loose', path, `${name} is the number ${value}; the guide has text, write "${value}"`);
  } else if (typeof value !== 'string') {
    context.report('session/field-type', path, `${form}; found ${describe(value)}${isNumber ? ', which the agent cannot decode' : ''}`);
    return;
  }
  const text = String(value);
  if (!/^[0-9]{1,9}$/.test(text) || Number(text) < min || Number(text) > max) {
    context.report('session/field-range', path, `${form}; found ${describe(value)}`);
  }
}
