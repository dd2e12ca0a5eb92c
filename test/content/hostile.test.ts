import { hostileDocuments } from '../../bench/check/hostile';
import { formatFindings } from '../../src/cli/report';
import { derivePermissions } from '../../src/content/permissions/derive';
import { DocumentType } from '../../src/content/schema/document-types';
import { validateText } from '../../src/content/validate';

/** What each takes is far below; a machine that does other things too is allowed for. */
const MOST_MS = 6_000;
const plain = (text: string): string => text;
const COLOURS = { error: plain, warning: plain, faint: plain };

/** The milliseconds of processor time for all that the command line does with a document. */
function timeOf({ text, format, type }: ReturnType<typeof hostileDocuments>[number]): number {
  const start = process.cpuUsage();
  const { document, findings } = validateText(text, { format, type: type as DocumentType | undefined });
  if (findings.length > 0) formatFindings('file', text, findings, COLOURS);
  if (document !== undefined) derivePermissions(document.content);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

test('every document that is built to cost time is read, checked and reported in bounded time', () => {
  const documents = hostileDocuments();
  expect(documents.length).toBeGreaterThan(350);
  expect(documents.map(document => ({ name: document.name, time: timeOf(document) })).filter(({ time }) => time > MOST_MS)).toEqual([]);
}, 600_000);

test('there can be more findings than a function takes arguments', () => {
  const text = `{"schemaVersion":"0.3","mainSteps":[${'{},'.repeat(70_000)}{}]}`;
  const { findings } = validateText(text);
  expect(findings.length).toBeGreaterThan(130_000);
  expect(formatFindings('file', text, findings, COLOURS).split('\n')).toHaveLength(findings.length + 1);
}, 60_000);

test('components of a calendar nest as deep as other documents, and no deeper', () => {
  const nested = (depth: number): string => `BEGIN:VCALENDAR\r\n${'BEGIN:A\r\n'.repeat(depth)}${'END:A\r\n'.repeat(depth)}END:VCALENDAR\r\n`;
  expect(validateText(nested(199)).findings.filter(({ code }) => code === 'text/syntax')).toEqual([]);
  expect(validateText(nested(50_000)).findings.map(({ message, line }) => [message, line])).toEqual([['nested more than 200 levels deep', 201]]);
});
