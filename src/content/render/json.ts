import { hasOwnOrder } from '../key-order';
import { ContentValue, isMap } from '../value';
import { RawText } from './raw-text';
import { assertRenderable, writtenKeys } from './renderable';

/**
 * Write a content as JSON: compact, which leaves the most room under SSM's 64 KB, or indented by two spaces for people.
 *
 * @throws Error when it holds what JSON cannot, such as a number that is not finite.
 */
export function renderJson(content: ContentValue, pretty = false): string {
  assertRenderable(content);
  return isOrdinary(content) ? JSON.stringify(content, undefined, pretty ? 2 : undefined) : write(content, pretty ? '\n' : '');
}

/** Whether `JSON.stringify` writes it as it is: no key order of its own, no large integers, no raw text. */
function isOrdinary(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint';
  if (Array.isArray(value)) return value.every(isOrdinary);
  if (value instanceof RawText || hasOwnOrder(value)) return false;
  for (const key in value) {
    if (!isOrdinary((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

function write(value: ContentValue | RawText, indent: string): string {
  if (value instanceof RawText) return value.text;
  if (typeof value === 'bigint') return value.toString();
  const inner = indent === '' ? '' : `${indent}  `;
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : `[${inner}${value.map(item => write(item, inner)).join(`,${inner}`)}${indent}]`;
  }
  if (isMap(value)) {
    const colon = indent === '' ? ':' : ': ';
    const entries = writtenKeys(value).map(key => `${JSON.stringify(key)}${colon}${write(value[key], inner)}`);
    return entries.length === 0 ? '{}' : `{${inner}${entries.join(`,${inner}`)}${indent}}`;
  }
  return JSON.stringify(value);
}
