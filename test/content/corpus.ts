import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysOf } from '../../src/content/key-order';
import { ContentValue, isMap } from '../../src/content/value';

const FOLDER = join(__dirname, '../../../shared/corpus');

/** A real document, as the index of the corpus describes it. */
export interface CorpusDocument {
  readonly file: string;
  readonly class: string;
  /** Where it comes from; `community` and `build-template` were written to be deployed. */
  readonly origin: string;
  readonly declaredType: string | null;
}

const INDEX = join(FOLDER, 'INDEX.json');

/** Empty where the repository stands alone. */
export const CORPUS = (existsSync(INDEX) ? JSON.parse(readFileSync(INDEX, 'utf8')) : []) as readonly CorpusDocument[];

/** In CI the corpus must be there; a clone that stands alone skips what needs it. */
export const describeWithCorpus = CORPUS.length > 0 || process.env.CI !== undefined ? describe : describe.skip;

export function textOf(document: CorpusDocument): string {
  return readFileSync(join(FOLDER, document.file), 'utf8');
}

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
