import { ContentMap, isMap } from './value';

/** Whether a value is a call of a CloudFormation function, as templates write it: `{ Ref: … }` or `{ Fn::Name: … }`. */
export function isIntrinsic(value: unknown): value is ContentMap {
  if (!isMap(value)) return false;
  let only: string | undefined;
  for (const key in value) {
    // Asked of every map, and nearly every map says no with its first key.
    if (only !== undefined || !(key === 'Ref' || key.startsWith('Fn::'))) return false;
    only = key;
  }
  return only !== undefined && (only === 'Ref' ? typeof value.Ref === 'string' : /^Fn::[A-Z]/.test(only));
}

/** Keys under which a content holds a template, whose functions are its own. */
export const TEMPLATE_KEY = /^(?:templateBody|Resources)$/i;
