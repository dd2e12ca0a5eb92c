import { extname } from 'node:path';
import { recogniseFormat } from '../content/parse/parse';
import { DocumentFormat } from '../content/schema/document-types';

const FORMATS: Readonly<Record<string, DocumentFormat>> = { '.json': 'JSON', '.yaml': 'YAML', '.yml': 'YAML' };

/** What a file is written in: what its name says, unless its text is plainly a calendar or Cedar. */
export function sourceFormat(path: string, text: string): DocumentFormat | undefined {
  const recognised = recogniseFormat(text.replace(/^\uFEFF/, ''));
  return recognised === 'TEXT' || (recognised !== 'JSON' && isCedarFile(path)) ? 'TEXT' : FORMATS[extname(path).toLowerCase()];
}

/** Whether a file is named as files of Cedar policies are; the text of a faulty one does not always show it. */
export function isCedarFile(path: string): boolean {
  return extname(path).toLowerCase() === '.cedar';
}
