import { ContentMap } from './value';

/**
 * JavaScript lists integer-like keys ("386") before all others, so an object alone forgets how they were written.
 * Only such mappings are remembered here; for all others the object's own order is the written one.
 */
const written = new WeakMap<object, readonly string[]>();
const INTEGER_LIKE = /^(0|[1-9][0-9]{0,9})$/;

/** Remember the order in which the keys of a mapping were written, where the object itself cannot. */
export function rememberKeyOrder(map: ContentMap, keys: readonly string[]): void {
  if (hasIntegerLikeKey(map)) written.set(map, keys);
}

/** Those come first, and nearly no map has any: most need no look into the memory. */
function hasIntegerLikeKey(map: object): boolean {
  for (const key in map) return isIntegerLike(key);
  return false;
}

function isIntegerLike(key: string): boolean {
  // Nearly no key begins with a digit, and this is asked of every key.
  return key.charCodeAt(0) <= 0x39 && INTEGER_LIKE.test(key);
}

/** The keys of a mapping in the order in which they were written; keys added since then come last. */
export function keysOf(map: object): readonly string[] {
  const keys = Object.keys(map);
  const order = keys.length > 0 && isIntegerLike(keys[0]) ? written.get(map) : undefined;
  if (order === undefined) return keys;
  if (order.length === keys.length && order.every(key => Object.hasOwn(map, key))) return order;
  const known = new Set(order);
  return [...order.filter(key => Object.hasOwn(map, key)), ...keys.filter(key => !known.has(key))];
}

/** Whether a mapping's written order differs from what the object itself would give. */
export function hasOwnOrder(map: object): boolean {
  return hasIntegerLikeKey(map) && written.has(map);
}

/** Set a key of a mapping so that even `__proto__` becomes an ordinary key. */
export function setKey(map: ContentMap, key: string, value: ContentMap[string]): void {
  if (key === '__proto__') {
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    map[key] = value;
  }
}

/**
 * A map with another value for a key: in the place of the old one; else behind the first of some other keys that is there; else at the end.
 */
export function withKey(map: ContentMap, key: string, value: ContentMap[string], ...behind: string[]): ContentMap {
  const own = keysOf(map);
  const place = behind.map(other => own.indexOf(other)).find(index => index !== -1) ?? own.length - 1;
  const keys = own.includes(key) ? own : [...own.slice(0, place + 1), key, ...own.slice(place + 1)];
  const changed: ContentMap = {};
  for (const each of keys) {
    setKey(changed, each, each === key ? value : map[each]);
  }
  rememberKeyOrder(changed, keys);
  return changed;
}
