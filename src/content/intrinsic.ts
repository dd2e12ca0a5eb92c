import { ContentMap, isMap } from './value';

/** Whether a value is a call of a CloudFormation function, as templates write it: `{ Ref: … }` or `{ Fn::Name: … }`. */
export function isIntrinsic(value: unknown): value is ContentMap {
  if (!isMap(value)) return false;
  const keys = Object.keys(value);
  return keys.length === 1 && ((keys[0] === 'Ref' && typeof value.Ref === 'string') || /^Fn::[A-Z]/.test(keys[0]));
}

/** Keys under which a content holds a template, whose functions are its own. */
export const TEMPLATE_KEY = /^(?:templateBody|Resources)$/i;
