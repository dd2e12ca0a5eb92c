import fs, { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { BAD, folderWith, GOOD, run, WARNED } from './run';
import { MAX_SOURCE_BYTES } from '../../src/cli/read-source';

const NOTHING = { findings: [], documentType: null };

async function validateJson(...argv: string[]): Promise<Record<string, unknown>[]> {
  const { out } = await run(['validate', '--json', ...argv]);
  return out.trimEnd().split('\n').map(line => JSON.parse(line) as Record<string, unknown>);
}

describe('exit status', () => {
  test.each([
    ['no findings', GOOD, [], 0],
    ['an error', BAD, [], 1],
    ['a warning', WARNED, [], 0],
    ['a warning with --strict', WARNED, ['--strict'], 1],
    ['no findings with --strict', GOOD, ['--strict'], 0],
    ['a text that cannot be read', '{"schemaVersion": ', [], 1],
  ])('%s', async (_, text, options, status) => {
    const folder = folderWith({ 'a.yaml': text });
    expect((await run(['validate', ...options, folder])).status).toBe(status);
    expect((await run(['validate', ...options, '--json', folder])).status).toBe(status);
  });

  test('a path that does not exist is 2, and the others are checked all the same', async () => {
    const folder = folderWith({ 'a.yaml': BAD });
    const { status, out, err } = await run(['validate', join(folder, 'b.yaml'), folder]);
    expect(status).toBe(2);
    expect(err).toBe(`ssm-doc: ${join(folder, 'b.yaml')}: no such file or folder\n`);
    expect(out).toContain('1 document, 1 error');
  });

  test('nothing but a path that does not exist has no summary', async () => {
    expect(await run(['validate', '/does/not/exist'])).toMatchObject({ status: 2, out: '' });
  });

  test('an unreadable file or folder is 2', async () => {
    const folder = folderWith({ 'a.yaml': GOOD, 'secret/b.yaml': GOOD });
    const denied = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    const open = jest.spyOn(fs, 'openSync').mockImplementation(() => { throw denied; });
    const list = fs.readdirSync.bind(fs) as typeof fs.readdirSync;
    const readdir = jest.spyOn(fs, 'readdirSync').mockImplementation(((path: string, options: { withFileTypes: true }) => {
      if (path.endsWith('secret')) throw denied;
      return list(path, options);
    }) as unknown as typeof fs.readdirSync);
    try {
      const { status, err } = await run(['validate', folder]);
      expect(status).toBe(2);
      expect(err).toBe(`ssm-doc: ${join(folder, 'secret')}: permission denied\nssm-doc: ${join(folder, 'a.yaml')}: permission denied\n`);
    } finally {
      open.mockRestore();
      readdir.mockRestore();
    }
  });
});

describe('text', () => {
  test('a line for each finding, by file, and a summary', async () => {
    const folder = folderWith({
      'bad.yaml': [
        'schemaVersion: "0.3"',
        'parameters:',
        '  Port:',
        '    type: Strng',
        'mainSteps:',
        '  - name: Stop',
        '    action: aws:changeInstanceState',
        '    inputs:',
        '      InstanceIds: ["{{ InstnaceId }}"]',
        '      DesiredState: stopped',
        '',
      ].join('\n'),
      'good.json': GOOD,
      'warned.yml': WARNED,
    });
    const { out, err } = await run(['validate', folder]);
    const lines = out.replaceAll(`${folder}/`, '').split('\n');
    expect(lines[0]).toMatch(/^bad\.yaml:4:5 {3}error {2}there is no parameter type "Strng"; did you mean "String"\? {2}parameter\/type$/);
    expect(lines[1]).toMatch(/^bad\.yaml:9:21 {2}error {2}"\{\{ InstnaceId \}\}" refers to no parameter; declared: Port {2}at mainSteps\[0\]\.inputs\.InstanceIds\[0\] {2}document\/undeclared-parameter$/);
    expect(lines[2]).toMatch(/^warned\.yml:5:3 {2}warning {2}runAsEnabled .* {2}session\/run-as-user$/);
    expect(lines.slice(3)).toEqual(['3 documents, 2 errors, 1 warning', '']);
    expect(err).toBe('');
  });

  test.each([
    [{}, 'no documents'],
    [{ 'a.json': GOOD }, '1 document, no findings'],
    [{ 'a.json': GOOD, 'b.json': GOOD, 'package.json': '{}' }, '2 documents, no findings; 1 file is no SSM document'],
    [{ 'package.json': '{}', 'x.yaml': 'a: 1' }, 'no documents; 2 files are no SSM documents'],
  ])('summary %#', async (files, summary) => {
    expect(await run(['validate', folderWith(files)])).toEqual({ status: 0, out: `${summary}\n`, err: '' });
  });

  test('colours only on a terminal, unless the environment says otherwise', async () => {
    const folder = folderWith({ 'a.yaml': BAD });
    const coloured = async (terminal: boolean, env: Record<string, string> = {}) =>
      (await run(['validate', folder], { terminals: terminal ? ['out'] : [], env })).out.includes('\u001b[31merror\u001b[39m');
    expect(await coloured(true)).toBe(true);
    expect(await coloured(false)).toBe(false);
    expect(await coloured(true, { NO_COLOR: '1' })).toBe(false);
    expect(await coloured(true, { NO_COLOR: '' })).toBe(true);
    expect(await coloured(true, { TERM: 'dumb' })).toBe(false);
    expect(await coloured(false, { FORCE_COLOR: '1' })).toBe(true);
    expect(await coloured(true, { FORCE_COLOR: '0' })).toBe(false);
  });

  test('a document cannot steer the terminal', async () => {
    const { out } = await run(['validate', folderWith({ '\u001b[2Ja.json': '{"schemaVersion":"0.3\\u009b2J\\u202e"}' })]);
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(out).toContain('\\u001b[2Ja.json');
  });
});

describe('--json', () => {
  test('exactly these keys', async () => {
    const folder = folderWith({ 'a.yaml': BAD, 'good.json': GOOD, 'package.json': '{"name":"x"}', 'z.json': '{"schemaVersion":\n  "0.3",}' });
    const lines = await validateJson(folder);
    expect(lines.map(line => Object.keys(line))).toEqual(Array(4).fill(['file', 'documentType', 'findings']));
    expect(lines[0]).toEqual({
      file: join(folder, 'a.yaml'),
      documentType: 'Session',
      findings: [{
        severity: 'error',
        code: 'session/type',
        path: 'sessionType',
        message: expect.stringContaining('Standard_Strem') as string,
        line: 2,
        column: 1,
        allowed: ['Standard_Stream', 'InteractiveCommands', 'NonInteractiveCommands', 'Port'],
      }],
    });
    expect(lines[1]).toEqual({ file: join(folder, 'good.json'), documentType: 'Session', findings: [] });
    expect(lines[2]).toEqual({ ...NOTHING, file: join(folder, 'package.json') });
    expect(lines[3]).toEqual({
      file: join(folder, 'z.json'),
      documentType: null,
      findings: [{ severity: 'error', code: 'text/syntax', path: '', message: expect.any(String) as string, line: 2, column: 9 }],
    });
  });

  test('places of nested paths in JSON', async () => {
    const text = JSON.stringify({ schemaVersion: '1.0', sessionType: 'Port', properties: { portNumber: '22', type: 'X' } }, undefined, 2);
    const [{ findings }] = await validateJson(join(folderWith({ 'a.json': text }), 'a.json'));
    expect(findings).toMatchObject([{ path: 'properties.type', line: 6, column: 5 }]);
  });
});

describe('what counts as a document', () => {
  test.each([
    ['a JSON Schema', 'a.json', '{"$schema":"x","type":"object","properties":{}}'],
    ['a template', 'a.json', '{"Resources":{"A":{"Type":"AWS::SSM::Document","Properties":{"Content":{"schemaVersion":"0.3"}}}}}'],
    ['a list', 'a.json', '[{"schemaVersion":"0.3"}]'],
    ['JSON with comments', 'tsconfig.json', '// why\n{\n  "compilerOptions": { "strict": true, },\n}'],
    ['a template that cannot be read', 'a.yaml', 'Resources:\n  A:\n    Properties:\n      Content:\n        schemaVersion: !Ref Version\n'],
    ['several YAML documents', 'a.yaml', 'kind: A\n---\nkind: B\n'],
    ['a Helm chart', 'a.yaml', '{{- if .Values.x }}\nkind: A\n{{- end }}\n'],
    ['prose', 'README.txt', 'Note: nothing here\n\tis a document\n'],
    ['requirements', 'requirements.txt', 'numpy==1.0\n'],
    ['a Terraform expression', 'a.tf.txt', '{\n  "schemaVersion": "2.2",\n  "mainSteps": [ ${steps} ]\n}'],
    ['a binary file', 'a.txt', Buffer.from([0, 1, 2])],
    ['something large', 'lock.json', `{"a":"${' '.repeat(MAX_SOURCE_BYTES)}"}`],
  ])('%s in a folder is none', async (_, name, content) => {
    const folder = folderWith({ [name]: content });
    expect(await validateJson(folder)).toEqual([{ ...NOTHING, file: join(folder, name) }]);
    expect(await run(['validate', folder])).toEqual({ status: 0, out: 'no documents; 1 file is no SSM document\n', err: '' });
  });

  test.each([
    ['an empty file', 'a.yaml', '', 'text/syntax', 1, 1],
    ['JSON that breaks off', 'a.json', '{"schemaVersion": "0.3",\n"mainSteps": [', 'text/syntax', 2, 15],
    ['JSON that breaks off early', 'a.json', '{', 'text/syntax', 1, 2],
    ['YAML with a function of CloudFormation', 'a.yaml', 'schemaVersion: "0.3"\ndescription: !Sub "x"\n', 'text/syntax', 2, 14],
    ['a broken calendar', 'a.txt', 'BEGIN:VCALENDAR\nEND:VEVENT\n', 'text/syntax', 2, 1],
    ['Latin-1', 'a.json', Buffer.from('{"schemaVersion":"0.3",\n"x":"caf\xe9"}', 'latin1'), 'text/encoding', 2, 9],
    ['UTF-16', 'a.json', Buffer.from('\ufeff{"schemaVersion":"0.3"}', 'utf16le'), 'text/encoding', 1, 1],
  ])('%s in a folder is an error', async (_, name, content, code, line, column) => {
    const [result] = await validateJson(folderWith({ [name]: content }));
    expect(result).toMatchObject({ documentType: null, findings: [{ severity: 'error', code, line, column }] });
  });

  test.each(['freeze.ics', 'freeze.txt'])('a calendar is checked in %s', async name => {
    const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN', 'BEGIN:VEVENT', 'UID:1', 'DTSTART:20261224T180000Z', 'DTEND:20261224T220000Z',
      'RRULE:FREQ=NEVER', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

    const [result] = await validateJson(folderWith({ [name]: text }));

    expect(result).toMatchObject({ documentType: 'ChangeCalendar', findings: [{ severity: 'error', code: 'calendar/recurrence', path: 'VEVENT[0].RRULE', line: 8, column: 1 }] });
  });

  test.each([
    ['not recognised', 'package.json', '{"name":"x"}', 'warning', 'text/unrecognised'],
    ['prose', 'a.md', 'Only words', 'error', 'text/syntax'],
    ['binary', 'a.bin', Buffer.from('ab\0c'), 'error', 'text/encoding'],
    ['large', 'a.json', ' '.repeat(MAX_SOURCE_BYTES + 1), 'error', 'text/too-large'],
  ])('a file that is named is always one: %s', async (_, name, content, severity, code) => {
    const path = join(folderWith({ [name]: content }), name);
    expect(await validateJson(path)).toMatchObject([{ file: path, documentType: null, findings: [{ severity, code }] }]);
  });

  test('with --type every file is one of that type', async () => {
    const folder = folderWith({ 'a.json': '{"name":"x"}' });
    expect(await validateJson('--type', 'Session', folder)).toMatchObject([{ documentType: 'Session', findings: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]) as unknown }]);
    expect(await validateJson('--type=Command', folder)).toMatchObject([{ documentType: 'Command' }]);
  });

  test('a name tells the format', async () => {
    const folder = folderWith({ 'a.yaml': '{schemaVersion: "1.0", sessionType: Standard_Stream, inputs: {}}', 'b.json': BAD });
    expect(await validateJson(folder)).toMatchObject([{ documentType: 'Session', findings: [] }, { findings: [{ code: 'text/syntax' }] }]);
  });
});

describe('standard input', () => {
  test('is read for -', async () => {
    const { status, out } = await run(['validate', '-'], { stdin: BAD });
    expect(status).toBe(1);
    expect(out).toMatch(/^<stdin>:2:1 {2}error {2}/);
    expect(JSON.parse((await run(['validate', '--json', '-'], { stdin: GOOD })).out)).toMatchObject({ file: '-', documentType: 'Session' });
  });

  test('can be too large, empty or no text', async () => {
    expect((await run(['validate', '-'], { stdin: ' '.repeat(MAX_SOURCE_BYTES + 1) })).out).toContain('text/too-large');
    expect((await run(['validate', '-'], { stdin: '' })).out).toContain('the text is empty');
    expect((await run(['validate', '-'], { stdin: Buffer.from([0x7b, 0xff]) })).out).toContain('<stdin>:1:2  error');
  });
});

describe('progress', () => {
  const many = () => folderWith(Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${index}.json`, GOOD])));

  test('is shown on a terminal while many files are read, and erased', async () => {
    let time = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => time += 60);
    const { out, err } = await run(['validate', many()], { terminals: ['err'] });
    jest.restoreAllMocks();
    expect(err).toMatch(/^(\r\d+ of 60 files)+\r\u001b\[2K$/);
    expect(out).toBe('60 documents, no findings\n');
  });

  test('is not shown otherwise', async () => {
    let time = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => time += 60);
    const elsewhere = await run(['validate', many()]);
    const few = await run(['validate', folderWith({ 'a.json': GOOD })], { terminals: ['err'] });
    jest.restoreAllMocks();
    expect(elsewhere.err).toBe('');
    expect(few.err).toBe('');
  });

  test('a link in a circle ends', async () => {
    const folder = folderWith({ 'sub/a.json': GOOD });
    symlinkSync('..', join(folder, 'sub', 'up'));
    expect((await run(['validate', folder])).out).toBe('1 document, no findings\n');
  });
});
