import { check } from './check/check';
import { Finding, hasErrors } from './finding';
import { parse, ParsedDocument } from './parse/parse';
import { ParseError, Position } from './parse/position';
import { recogniseDocumentType } from './recognise';
import { DocumentFormat, DocumentType } from './schema/document-types';

/** A finding with its place in the text. */
export interface LocatedFinding extends Omit<Finding, 'offset' | 'textOffset'>, Position {
}

export interface ValidateOptions {
  /** The document type; recognised from the content when omitted. */
  readonly type?: DocumentType;
  /** What the text is written in; recognised from the text when omitted. */
  readonly format?: DocumentFormat;
  /** The physical name the document will have. */
  readonly name?: string;
}

/** What reading and checking a text gave. */
export interface Validation {
  /** The type given, else the type recognised. */
  readonly documentType?: DocumentType;
  /** The document, unless its text cannot be read. */
  readonly document?: ParsedDocument;
  /** In the order of the text. */
  readonly findings: readonly LocatedFinding[];
}

const UNRECOGNISED: Finding = {
  severity: 'warning',
  code: 'text/unrecognised',
  path: '',
  message: 'the type of this document does not show in its content, so little of it was checked; say which type it has (--type)',
};

/** Read and check a document's text; a text that cannot be read is a finding like any other. */
export function validateText(text: string, options: ValidateOptions = {}): Validation {
  let document: ParsedDocument;
  try {
    document = parse(text, options.format);
  } catch (error) {
    return { documentType: options.type, findings: [findingOf(error)] };
  }
  const documentType = options.type ?? recogniseDocumentType(document.content);
  const found = [...document.findings, ...check(document.content, { type: documentType, name: options.name })];
  // An error, such as a schema version that does not exist, says better why the type does not show.
  if (documentType === undefined && !hasErrors(found)) found.push(UNRECOGNISED);
  return { documentType, document, findings: locateFindings(document, found) };
}

/** Give findings their places, in the order of the text. */
export function locateFindings(document: ParsedDocument, findings: readonly Finding[]): LocatedFinding[] {
  return findings
    .map(finding => {
      const { offset: _, textOffset: __, ...kept } = finding;
      return { ...kept, ...document.locate(finding) };
    })
    .sort((left, right) => left.line - right.line || left.column - right.column);
}

/**
 * A text that cannot be read, as a finding.
 *
 * @throws the error itself when it is something else.
 */
export function findingOf(error: unknown): LocatedFinding {
  if (!(error instanceof ParseError)) throw error;
  return { severity: 'error', code: error.code, path: '', message: error.reason, ...error.position };
}
