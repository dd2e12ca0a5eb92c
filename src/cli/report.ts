import { Colours } from './colours';
import { printable } from './printable';
import { STDIN } from './read-source';
import { parsePath } from '../content/path';
import { LocatedFinding } from '../content/validate';

const MOST_ALLOWED_VALUES = 20;
/** On a longer line the place alone does not lead the eye. */
const READABLE_LINE = 200;

/** The findings of a file for people, a line each: `path:line:column  error  message  code`. */
export function formatFindings(path: string, text: string | undefined, findings: readonly LocatedFinding[], colours: Colours): string {
  const places = findings.map(({ line, column }) => `${displayName(path)}:${line}:${column}`);
  const placeWidth = longest(places);
  const severityWidth = longest(findings.map(({ severity }) => severity));
  const lines = text?.split('\n');
  return findings.map((finding, index) => {
    const words = [printable(finding.message) + allowedValues(finding)];
    if (!isPathVisible(finding, lines?.[finding.line - 1])) words.push(colours.faint(`at ${printable(finding.path)}`));
    words.push(colours.faint(finding.code));
    return `${places[index].padEnd(placeWidth)}  ${colours[finding.severity](finding.severity.padEnd(severityWidth))}  ${words.join('  ')}\n`;
  }).join('');
}

/** There can be more of them than a function takes arguments. */
function longest(words: readonly string[]): number {
  return words.reduce((length, word) => Math.max(length, word.length), 0);
}

/** The findings of a file for programs: one JSON object on one line. */
export function formatFindingsJson(path: string, documentType: string | undefined, findings: readonly LocatedFinding[]): string {
  const listed = findings.map(({ severity, code, path: at, message, line, column, allowed }) =>
    ({ severity, code, path: at, message, line, column, ...allowed === undefined ? {} : { allowed } }));
  return `${JSON.stringify({ file: path, documentType: documentType ?? null, findings: listed })}\n`;
}

/** What a run came to. */
export interface Totals {
  readonly documents: number;
  readonly errors: number;
  readonly warnings: number;
  readonly skipped: number;
}

export function formatSummary({ documents, errors, warnings, skipped }: Totals): string {
  const parts = [documents === 0 ? 'no documents' : count(documents, 'document')];
  if (errors > 0) parts.push(count(errors, 'error'));
  if (warnings > 0) parts.push(count(warnings, 'warning'));
  if (documents > 0 && errors === 0 && warnings === 0) parts.push('no findings');
  const others = skipped === 0 ? '' : `; ${count(skipped, 'file')} ${skipped === 1 ? 'is no SSM document' : 'are no SSM documents'}`;
  return `${parts.join(', ')}${others}\n`;
}

/** A path as it is shown to people. */
export function displayName(path: string): string {
  return path === STDIN ? '<stdin>' : printable(path);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function allowedValues({ allowed, message }: LocatedFinding): string {
  if (allowed === undefined || allowed.length === 0 || allowed.every(value => message.includes(value))) return '';
  // Who is told the one that was meant need not read all of them; --json has them.
  if (message.includes('did you mean')) return '';
  const rest = allowed.length - MOST_ALLOWED_VALUES;
  return `; allowed: ${printable(allowed.slice(0, MOST_ALLOWED_VALUES).join(', '))}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Whether the line that a finding points to shows by itself what is meant: it holds the last key of the path. */
function isPathVisible({ path, message }: LocatedFinding, line: string | undefined): boolean {
  if (path === '' || message.includes(path)) return true;
  const last = parsePath(path).at(-1);
  return line !== undefined && line.length <= READABLE_LINE && typeof last === 'string' && line.includes(last);
}
