/**
 * What a document's content is once its text has been read: plain values, exactly as SSM reads them.
 *
 * An integer too large for a double is a `bigint`, so that no digit is lost.
 */
export type ContentValue = string | number | bigint | boolean | null | ContentValue[] | ContentMap;

/** A mapping in a document's content. Read its keys through `keysOf`, which knows the written order. */
export interface ContentMap {
  [key: string]: ContentValue;
}

export function isMap(value: unknown): value is ContentMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a map and nothing more, such as a token of the CDK. Object.prototype is known by its looks, as maps may come from another realm. */
export function isPlainMap(value: unknown): value is ContentMap {
  if (!isMap(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.hasOwn(prototype, 'hasOwnProperty');
}

/** A value in words, for a message: what it is and, when it is short, how it was written. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  switch (typeof value) {
    case 'undefined': return 'nothing';
    case 'object': return 'a map';
    case 'string': return quote(value);
    case 'bigint':
    case 'number': return `the number ${value}`;
    default: return String(value);
  }
}

/** A text in double quotes, shortened when long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
