import { Arguments } from './arguments';
import { coloursFor } from './colours';
import { collectFiles, FoundFile, Problem } from './files';
import { Io, Status } from './io';
import { isBrokenDocument, isDocument } from './is-document';
import { printable } from './printable';
import { Progress } from './progress';
import { readSource, Unreadable } from './read-source';
import { displayName, formatFindings, formatFindingsJson, formatSummary } from './report';
import { isCedarFile, sourceFormat } from './source-format';
import { decodeText } from '../content/parse/decode';
import { ParsedDocument } from '../content/parse/parse';
import { DocumentType } from '../content/schema/document-types';
import { findingOf, LocatedFinding, validateText } from '../content/validate';

/** What came of one file. */
interface Outcome {
  readonly documentType?: DocumentType;
  readonly findings: readonly LocatedFinding[];
  readonly text?: string;
  /** It is not meant for SSM; nothing is said of it. */
  readonly isSkipped: boolean;
}

const SKIPPED: Outcome = { findings: [], isSkipped: true };

/** `ssm-doc validate`. */
export async function runValidate(args: Arguments, io: Io): Promise<Status> {
  const { files, problems } = collectFiles(args.paths);
  const type = args.values.get('type') as DocumentType | undefined;
  const asJson = args.flags.has('json');
  const colours = coloursFor(io.out, io.env);
  const progress = new Progress(io.err, files.length);
  const totals = { documents: 0, errors: 0, warnings: 0, skipped: 0 };
  let failed = false;
  const say = (problem: Problem): void => {
    failed = true;
    progress.clear();
    io.err.write(`ssm-doc: ${displayName(problem.path)}: ${printable(problem.reason)}\n`);
  };

  problems.forEach(say);
  for (const [index, file] of files.entries()) {
    progress.step(index);
    let outcome: Outcome;
    try {
      outcome = await examine(file, type, io);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      say({ path: file.path, reason: error.message });
      continue;
    }
    const { documentType, findings, text, isSkipped } = outcome;
    totals[isSkipped ? 'skipped' : 'documents'] += 1;
    for (const { severity } of findings) totals[severity === 'error' ? 'errors' : 'warnings'] += 1;
    if (asJson || findings.length > 0) {
      if (io.out.isTerminal) progress.clear();
      io.out.write(asJson ? formatFindingsJson(file.path, documentType, findings) : formatFindings(file.path, text, findings, colours));
    }
  }
  progress.clear();
  if (!asJson && (files.length > 0 || !failed)) io.out.write(formatSummary(totals));

  if (failed) return Status.FAILED;
  return totals.errors > 0 || (args.flags.has('strict') && totals.warnings > 0) ? Status.FOUND : Status.OK;
}

/**
 * @throws Unreadable when there is nothing to read.
 */
async function examine(file: FoundFile, type: DocumentType | undefined, io: Io): Promise<Outcome> {
  const isCertain = file.isNamed || type !== undefined;
  let bytes: Uint8Array;
  try {
    bytes = await readSource(file.path, io);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    // What is too large for SSM by far was never meant for it.
    return isCertain ? { documentType: type, findings: [findingOf(error)], isSkipped: false } : SKIPPED;
  }
  let text: string;
  try {
    text = decodeText(bytes);
  } catch (error) {
    const findings = [findingOf(error)];
    return isCertain || isBrokenDocument(file.path, undecodable(bytes)) ? { documentType: type, findings, isSkipped: false } : SKIPPED;
  }
  const format = sourceFormat(file.path, text);
  const isCedar = format === 'TEXT' && isCedarFile(file.path);
  const { document, documentType, findings: found } = validateText(text, { type: type ?? (isCedar ? 'AutoApprovalPolicy' : undefined), format });
  // A file of this name is to stand alone, as `CedarPolicy.fromFile` reads it.
  const findings = isCedar ? found.filter(({ code }) => code !== 'access/bare-cedar') : found;
  return isCertain || isMeantForSsm(file.path, text, document, documentType) ? { documentType, findings, text, isSkipped: false } : SKIPPED;
}

function isMeantForSsm(path: string, text: string, document: ParsedDocument | undefined, type: DocumentType | undefined): boolean {
  return document === undefined ? isBrokenDocument(path, text) : isDocument(document.content, type);
}

/** As much as can be read of a file that is no UTF-8 text. */
function undecodable(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
}
