import { hostileDocuments } from '../../bench/check/hostile';
import { formatFindings } from '../../src/cli/report';
import { derivePermissions } from '../../src/content/permissions/derive';
import { DocumentType } from '../../src/content/schema/document-types';
import { validateText } from '../../src/content/validate';

/** Of each document, which is tried four times as large too; bench/ measures them at the 64 KB that SSM takes. */
const BYTES = 8_000;
/** What each takes is far below, also on a slow machine that does other things too. */
const MOST_MS = 6_000;
/** What takes less is quick enough. */
const NOTICEABLE_MS = 150;
/** Of the time of a document, that of one four times as large: 4 where it is in proportion, 16 where it is in proportion to the square. */
const MOST_GROWTH = 9;
const TRIES = 4;
const plain = (text: string): string => text;
const COLOURS = { error: plain, warning: plain, faint: plain };

/** Names are compared with two hundred others at most, which so small a document does not have. */
const NOT_YET_IN_PROPORTION = /not there|similar names|unknown|misspelt/;

interface Took {
  /** Milliseconds of processor time. */
  readonly time: number;
  /** Whether patterns of users were looked at until their time was over, which is the same for every size. */
  readonly isLimited: boolean;
}

/** All that the command line does with a document. */
function read({ text, format, type }: ReturnType<typeof hostileDocuments>[number]): Took {
  const start = process.cpuUsage();
  const { document, findings } = validateText(text, { format, type: type as DocumentType | undefined });
  if (findings.length > 0) formatFindings('file', text, findings, COLOURS);
  if (document !== undefined) derivePermissions(document.content);
  const { user, system } = process.cpuUsage(start);
  return { time: (user + system) / 1000, isLimited: findings.some(({ code }) => code === 'parameter/unchecked') };
}

test('every document that is built to cost time is read, checked and reported in bounded time, and what takes long in time that grows with its size', () => {
  const documents = hostileDocuments(BYTES);
  const larger = hostileDocuments(4 * BYTES);
  expect(documents.length).toBeGreaterThan(350);
  expect(larger.map(({ name }) => name)).toEqual(documents.map(({ name }) => name));
  const compared: string[] = [];
  const slow = documents.flatMap((document, index) => {
    const { name } = document;
    const { time, isLimited } = read(larger[index]);
    if (time > MOST_MS) return [`${name}: ${time} ms`];
    if (time < NOTICEABLE_MS || isLimited || NOT_YET_IN_PROPORTION.test(name)) return [];
    compared.push(name);
    const growths: number[] = [];
    while (growths.length < TRIES && !growths.some(growth => growth < MOST_GROWTH)) growths.push(read(larger[index]).time / read(document).time);
    return growths.some(growth => growth < MOST_GROWTH) ? [] : [`${name}: four times as large, it takes ${growths.join(', ')} times as long`];
  });
  expect(slow).toEqual([]);
  expect(compared.length).toBeGreaterThan(5);
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
  const calendar = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//AWS//Change Calendar 1.0//EN\r\nX-CALENDAR-TYPE:DEFAULT_OPEN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260101T000000Z\r\nRRULE:FREQ=YEARLY;BYMONTH=${'99,'.repeat(130_000)}1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
  expect(validateText(calendar).findings.filter(({ message }) => message.includes('BYMONTH')).length).toBeGreaterThan(0);
  const keys = `{"schemaVersion":"0.3","metadata":{${'"a":1,'.repeat(130_000)}"a":1},"mainSteps":[]}`;
  expect(validateText(keys).findings.filter(({ message }) => message.includes('twice')).length).toBeGreaterThan(120_000);
}, 120_000);

test('components of a calendar nest as deep as other documents, and no deeper', () => {
  const nested = (depth: number): string => `BEGIN:VCALENDAR\r\n${'BEGIN:A\r\n'.repeat(depth)}${'END:A\r\n'.repeat(depth)}END:VCALENDAR\r\n`;
  expect(validateText(nested(199)).findings.filter(({ code }) => code === 'text/syntax')).toEqual([]);
  expect(validateText(nested(50_000)).findings.map(({ message, line }) => [message, line])).toEqual([['nested more than 200 levels deep', 201]]);
});
