import { extname } from 'node:path';
import { recogniseFormat } from '../content/parse/parse';
import { DocumentFormat } from '../content/schema/document-types';

const FORMATS: Readonly<Record<string, DocumentFormat>> = { '.json': 'JSON', '.yaml': 'YAML', '.yml': 'YAML' };

/** What a file is written in: what its name says, unless its text is plainly a calendar or Cedar. */
export function sourceFormat(path: string, text: string): DocumentFormat | undefined {
  return recogniseFormat(text.replace(/^\uFEFF/, '')) === 'TEXT' ? 'TEXT' : FORMATS[extname(path).toLowerCase()];
}
