import { CORPUS } from './corpus-documents';
import { keysOf } from '../../src/content/key-order';
import { ContentValue, isMap } from '../../src/content/value';

export * from './corpus-documents';

/** In CI the corpus must be there; a clone that stands alone skips what needs it. */
export const describeWithCorpus = CORPUS.length > 0 || process.env.CI !== undefined ? describe : describe.skip;

/** A content with its key order, as lists that can be compared. */
export function ordered(value: ContentValue): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (isMap(value)) return { map: keysOf(value).map(key => [key, ordered(value[key])]) };
  return value;
}

/** A content as a reader sees it that has one kind of number, and one zero. */
export function plain(value: unknown): unknown {
  if (typeof value === 'bigint' || typeof value === 'number') return Number(value) === 0 ? 0 : Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.keys(value).map(key => [key, plain(value[key])]));
}
