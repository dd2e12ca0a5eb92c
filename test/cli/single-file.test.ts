import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { BAD, folderWith, GOOD, run } from './run';
import { findingCodes } from '../../src/content/check/check';
import { RUN_SHELL_SCRIPT } from '../content/amazon-document';

const CALENDAR = 'BEGIN:VCALENDAR\nPRODID:-//AWS//Change Calendar 1.0//EN\nVERSION:2.0\nX-CALENDAR-TYPE:DEFAULT_OPEN\nEND:VCALENDAR\n';

function file(content: string | Uint8Array, name = 'a.yaml'): string {
  return join(folderWith({ [name]: content }), name);
}

describe('hash', () => {
  test('is what SSM reports for a document of Amazon', async () => {
    expect((await run(['hash', file(RUN_SHELL_SCRIPT)])).out).toBe('99749de5e62f71e5ebe9a55c2321e2c394796afe7208cff048696541e6f6771e\n');
  });

  test('is that of the exact bytes, a byte order mark included', async () => {
    for (const text of ['\ufeffschemaVersion: "0.3"', 'é\r\n', '\ud83d\ude00']) {
      const expected = `${createHash('sha256').update(text, 'utf8').digest('hex')}\n`;
      expect(await run(['hash', file(text)])).toEqual({ status: 0, out: expected, err: '' });
      expect((await run(['hash', '-'], { stdin: text })).out).toBe(expected);
    }
  });

  test('of several files comes with their names', async () => {
    const folder = folderWith({ a: 'a', b: 'b' });
    const { status, out, err } = await run(['hash', join(folder, 'a'), join(folder, 'none'), join(folder, 'b')]);
    expect(status).toBe(2);
    expect(out).toBe(['a', 'b'].map(name => `${createHash('sha256').update(name).digest('hex')}  ${join(folder, name)}\n`).join(''));
    expect(err).toBe(`ssm-doc: ${join(folder, 'none')}: no such file or folder\n`);
  });

  test('cannot be that of a folder, of nothing or of what is no text', async () => {
    const folder = folderWith({ empty: '', binary: Buffer.from([1, 0]) });
    expect(await run(['hash', folder])).toEqual({ status: 2, out: '', err: `ssm-doc: ${folder}: this is a folder, a file is needed\n` });
    expect(await run(['hash', join(folder, 'empty')])).toMatchObject({ status: 1, out: '' });
    expect(await run(['hash', join(folder, 'binary')])).toMatchObject({ status: 1, out: '', err: expect.stringContaining('text/encoding') as string });
  });
});

describe('render', () => {
  test('writes the bytes that are deployed', async () => {
    const path = file(BAD);
    expect(await run(['render', path])).toEqual({ status: 0, out: '{"schemaVersion":"1.0","sessionType":"Standard_Strem"}', err: '' });
    expect(await run(['render', '--to=json', path])).toMatchObject({ out: '{"schemaVersion":"1.0","sessionType":"Standard_Strem"}' });
    expect(await run(['render', '--to', 'json', '--pretty', path]))
      .toMatchObject({ out: '{\n  "schemaVersion": "1.0",\n  "sessionType": "Standard_Strem"\n}' });
    expect(await run(['render', '--to', 'yaml', file(GOOD, 'a.json')]))
      .toMatchObject({ out: 'schemaVersion: "1.0"\nsessionType: Standard_Stream\ninputs:\n  idleSessionTimeout: "20"\n' });
  });

  test('ends the line on a terminal', async () => {
    expect((await run(['render', file(GOOD)], { terminals: ['out'] })).out).toBe(`${GOOD}\n`);
    expect((await run(['render', '--to', 'yaml', file(GOOD)], { terminals: ['out'] })).out).toMatch(/[^\n]\n$/);
  });

  test('reads standard input', async () => {
    expect((await run(['render', '-'], { stdin: BAD })).out).toBe('{"schemaVersion":"1.0","sessionType":"Standard_Strem"}');
  });

  test('says what reading found on standard error', async () => {
    const { status, out, err } = await run(['render', '-'], { stdin: 'schemaVersion: "0.3"\nx: 1\nx: yes\n' });
    expect({ status, out }).toEqual({ status: 0, out: '{"schemaVersion":"0.3","x":"yes"}' });
    expect(err).toMatch(/^<stdin>:3:1 {2}warning {2}.*text\/duplicate-key\n<stdin>:3:4 {2}warning {2}.*text\/ambiguous-scalar\n$/);
  });

  test('refuses calendars', async () => {
    const { status, out, err } = await run(['render', file(CALENDAR, 'a.ics')]);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain('a TEXT document (a calendar, Cedar policies) has no JSON form');
  });

  test('refuses what cannot be read', async () => {
    expect(await run(['render', '-'], { stdin: '{' })).toMatchObject({ status: 1, out: '', err: expect.stringMatching(/^<stdin>:1:2 {2}error/) as string });
    expect(await run(['render', '/does/not/exist'])).toMatchObject({ status: 2, out: '' });
  });
});

describe('type', () => {
  test.each([
    [GOOD, 'Session'],
    [RUN_SHELL_SCRIPT, 'Command'],
    [CALENDAR, 'ChangeCalendar'],
    ['schemaVersion: "0.3"\nmainSteps: []\n', 'Automation'],
  ])('%#: %s', async (text, type) => {
    expect(await run(['type', '-'], { stdin: text })).toEqual({ status: 0, out: `${type}\n`, err: '' });
  });

  test('that does not show', async () => {
    expect(await run(['type', '-'], { stdin: 'a: 1' })).toEqual({ status: 1, out: '', err: 'ssm-doc: <stdin>: the document type does not show in the content\n' });
    expect(await run(['type', '-'], { stdin: '{' })).toMatchObject({ status: 1, out: '' });
  });
});

test('rules lists every code', async () => {
  const { status, out } = await run(['rules']);
  expect(status).toBe(0);
  const lines = out.trimEnd().split('\n');
  expect(lines.map(line => line.split(' ')[0])).toEqual(Object.keys(findingCodes()).sort());
  expect(lines).toContainEqual(expect.stringMatching(/^text\/syntax +error +The text is not JSON/));
});
