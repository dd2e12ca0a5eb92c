import { hostileDocuments } from '../../bench/check/hostile';
import { formatFindings } from '../../src/cli/report';
import { derivePermissions } from '../../src/content/permissions/derive';
import { DocumentType } from '../../src/content/schema/document-types';
import { validateText } from '../../src/content/validate';

/** Of each document; bench/ measures them at the 64 KB that SSM takes. */
const BYTES = 8_000;
/** What each takes is far below, also on a slow machine that does other things too. */
const MOST_MS = 6_000;
/** What takes less cannot be told from chance. */
const NOTICEABLE_MS = 150;
/** Of the time of a document, that of one four times as large: 4 where it is in proportion, 16 where it is in proportion to the square. */
const MOST_GROWTH = 9;
const TRIES = 4;
const plain = (text: string): string => text;
const COLOURS = { error: plain, warning: plain, faint: plain };

type HostileDocument = ReturnType<typeof hostileDocuments>[number];

/** The milliseconds of processor time for all that the command line does with a document. */
function timeOf({ text, format, type }: HostileDocument): number {
  const start = process.cpuUsage();
  const { document, findings } = validateText(text, { format, type: type as DocumentType | undefined });
  if (findings.length > 0) formatFindings('file', text, findings, COLOURS);
  if (document !== undefined) derivePermissions(document.content);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Patterns of users are looked at for some time and no longer, whatever the size. */
function hasTimeLimit({ text, format, type }: HostileDocument): boolean {
  return validateText(text, { format, type: type as DocumentType | undefined }).findings.some(({ code }) => code === 'parameter/unchecked');
}

test('every document that is built to cost time is read, checked and reported in bounded time, and one of four times the size in about four times as much', () => {
  const documents = hostileDocuments(BYTES);
  const larger = hostileDocuments(4 * BYTES);
  expect(documents.length).toBeGreaterThan(350);
  expect(larger.map(({ name }) => name)).toEqual(documents.map(({ name }) => name));
  const slow = documents.flatMap((document, index) => {
    const first = timeOf(document);
    if (first > MOST_MS) return [`${document.name}: ${first} ms`];
    if (first < NOTICEABLE_MS || hasTimeLimit(document)) return [];
    const growths: number[] = [];
    while (growths.length < TRIES && !growths.some(growth => growth < MOST_GROWTH)) growths.push(timeOf(larger[index]) / timeOf(document));
    return growths.some(growth => growth < MOST_GROWTH) ? [] : [`${document.name}: four times as large, it takes ${growths.join(', ')} times as long`];
  });
  expect(slow).toEqual([]);
}, 600_000);

test('there can be more steps and findings than a function takes arguments', () => {
  const text = `{"schemaVersion":"0.3","mainSteps":[${'{},'.repeat(130_000)}{}]}`;
  const { findings } = validateText(text);
  expect(findings.length).toBeGreaterThan(260_000);
  expect(formatFindings('file', text, findings, COLOURS).split('\n')).toHaveLength(findings.length + 1);
}, 120_000);

test('there can be more faulty values and keys than a function takes arguments', () => {
  const list = JSON.stringify(Array.from({ length: 130_000 }, () => 'b'));
  const defaults = `{"schemaVersion":"0.3","parameters":{"P":{"type":"StringList","allowedPattern":"^a$","default":${list}}},"mainSteps":[]}`;
  expect(validateText(defaults).findings.filter(({ path }) => path.startsWith('parameters.P.default')).length).toBeGreaterThan(0);
  const keys = `{"schemaVersion":"0.3","metadata":{${'"a":1,'.repeat(130_000)}"a":1},"mainSteps":[]}`;
  expect(validateText(keys).findings.filter(({ message }) => message.includes('twice')).length).toBeGreaterThan(120_000);
}, 120_000);

test('components of a calendar nest as deep as other documents, and no deeper', () => {
  const nested = (depth: number): string => `BEGIN:VCALENDAR\r\n${'BEGIN:A\r\n'.repeat(depth)}${'END:A\r\n'.repeat(depth)}END:VCALENDAR\r\n`;
  expect(validateText(nested(199)).findings.filter(({ code }) => code === 'text/syntax')).toEqual([]);
  expect(validateText(nested(50_000)).findings.map(({ message, line }) => [message, line])).toEqual([['nested more than 200 levels deep', 201]]);
});
