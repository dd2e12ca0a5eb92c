import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const FOLDER = join(__dirname, '../../../shared/corpus');

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

export function textOf(document: CorpusDocument): string {
  return readFileSync(join(FOLDER, document.file), 'utf8');
}
