import { MAX_DEPTH } from '../depth';
import { keysOf } from '../key-order';
import { formatPath } from '../path';
import { ContentMap, isMap } from '../value';
import { RawText } from './raw-text';

/** The keys that are written: those with a value, in the order in which they were written. */
export function writtenKeys(map: ContentMap): readonly string[] {
  const keys = keysOf(map);
  return keys.some(key => map[key] === undefined) ? keys.filter(key => map[key] !== undefined) : keys;
}

/**
 * Refuse what is no content, before a writer drops it or turns it into something else.
 *
 * @throws Error that says where and what.
 */
export function assertRenderable(content: unknown): void {
  const path: (string | number)[] = [];
  const fail = (reason: string): never => {
    throw new Error(`${path.length === 0 ? 'the content' : formatPath(path.slice(0, 20))} ${reason}`);
  };
  const walk = (value: unknown): void => {
    if (path.length > MAX_DEPTH) fail(`is nested more than ${MAX_DEPTH} levels deep, or holds itself`);
    switch (typeof value) {
      case 'string':
      case 'boolean':
      case 'bigint': return;
      case 'number': return Number.isFinite(value) ? undefined : fail(`is ${value}, which no document can hold`);
      case 'object': break;
      default: fail(`is ${value === undefined ? 'undefined' : `a ${typeof value}`}, which no document can hold`);
    }
    if (value === null || value instanceof RawText) return;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        path.push(index);
        walk(value[index]);
        path.pop();
      }
    } else if (isMap(value)) {
      for (const key of Object.keys(value)) {
        if (value[key] === undefined) continue;
        path.push(key);
        walk(value[key]);
        path.pop();
      }
    }
  };
  walk(content);
}
