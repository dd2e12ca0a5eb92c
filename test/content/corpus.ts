import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keysOf } from '../../src/content/key-order';
import { ContentValue, isMap } from '../../src/content/value';

const FOLDER = join(__dirname, '../../../shared/corpus');

/** A real document, as the index of the corpus describes it. */
export interface CorpusDocument {
  readonly file: string;
  readonly class: string;
  readonly declaredType: string | null;
}

export const CORPUS = JSON.parse(readFileSync(join(FOLDER, 'INDEX.json'), 'utf8')) as readonly CorpusDocument[];

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
