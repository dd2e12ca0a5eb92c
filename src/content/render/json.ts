import { MAX_DEPTH } from '../depth';
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
  if (isOrdinary(content, 0)) return JSON.stringify(content, undefined, pretty ? 2 : undefined);
  assertRenderable(content);
  return write(content, pretty ? '\n' : '');
}

/** Whether `JSON.stringify` writes it as it is: nothing odd, no key order of its own, no large integers, no raw text. */
function isOrdinary(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean': return true;
    case 'number': return Number.isFinite(value);
    case 'object': break;
    default: return false;
  }
  if (value === null) return true;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (!isOrdinary(value[index], depth + 1)) return false;
    }
    return true;
  }
  if (value instanceof RawText || hasOwnOrder(value)) return false;
  for (const key in value) {
    if (!isOrdinary((value as Record<string, unknown>)[key], depth + 1)) return false;
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
