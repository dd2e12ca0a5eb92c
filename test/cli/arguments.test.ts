import { GOOD, folderWith, run } from './run';
import { version } from '../../package.json';
import { DOCUMENT_TYPES } from '../../src/content/schema/document-types';

test('the version', async () => {
  expect(await run(['--version'])).toEqual({ status: 0, out: `${version}\n`, err: '' });
});

test('the help on the whole', async () => {
  const help = await run(['--help']);
  expect(help).toMatchObject({ status: 0, err: '' });
  for (const word of ['validate', 'render', 'hash', 'type', 'rules', '--version', 'Exit status', 'standard input']) expect(help.out).toContain(word);
  expect(await run(['-h'])).toEqual(help);
  expect(await run(['help'])).toEqual(help);
  expect(await run([])).toEqual({ status: 2, out: '', err: help.out });
});

test.each(['validate', 'render', 'hash', 'type', 'rules'])('the help on %s', async command => {
  const help = await run([command, '--help']);
  expect(help).toMatchObject({ status: 0, err: '' });
  expect(help.out).toContain(`Usage: ssm-doc ${command}`);
  expect(Math.max(...help.out.split('\n').map(line => line.length))).toBeLessThanOrEqual(120);
  expect(await run([command, 'x', '-h'])).toEqual(help);
  expect(await run(['help', command])).toEqual(help);
});

test('the help on validate lists the types', async () => {
  const { out } = await run(['validate', '--help']);
  for (const type of DOCUMENT_TYPES) expect(out).toContain(type);
});

test.each([
  [['validat', 'x'], 'there is no command "validat"; did you mean "validate"?'],
  [['frobnicate'], 'there is no command "frobnicate"; the commands are validate, render, hash, type, permissions, rules'],
  [['toString'], 'there is no command "toString"'],
  [['help', 'me'], 'there is no command "me"'],
  [['--vresion'], 'there is no option --vresion; did you mean --version?'],
  [['--json', 'validate', 'x'], 'the option --json stands before the command; write it after'],
  [['validate'], 'validate needs a path; - is standard input'],
  [['validate', '--stict', 'x'], 'there is no option --stict; did you mean --strict?'],
  [['validate', '-j', 'x'], 'there is no option -j'],
  [['validate', '--json=yes', 'x'], 'the option --json takes no value'],
  [['validate', '--type'], 'the option --type needs a value; one of Command, '],
  [['validate', '--type='], 'the option --type needs a value; one of Command, '],
  [['validate', '--type', 'Runbook', 'x'], `"Runbook" is no value of --type; one of ${DOCUMENT_TYPES.join(', ')}`],
  [['validate', '--type=automation', 'x'], '"automation" is no value of --type; did you mean Automation?; one of '],
  [['validate', '--constructor', 'x'], 'there is no option --constructor'],
  [['render', '--to', 'xml', 'x'], '"xml" is no value of --to; one of json, yaml'],
  [['render', 'x', 'y'], 'render takes one file, not 2'],
  [['type'], 'type needs a path'],
  [['hash'], 'hash needs a path'],
  [['rules', 'x'], 'rules takes no path'],
])('misuse: %j', async (argv, message) => {
  const { status, out, err } = await run(argv);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toContain(`ssm-doc: ${message}`);
  expect(err).toMatch(/\nTry: ssm-doc (\w+ )?--help\n$/);
});

test('after -- everything is a path', async () => {
  const { status, err } = await run(['validate', '--', '--json']);
  expect(status).toBe(2);
  expect(err).toBe('ssm-doc: --json: no such file or folder\n');
});

test('options may stand after the paths', async () => {
  const { out } = await run(['validate', folderWith({ 'a.json': GOOD }), '--json']);
  expect(JSON.parse(out)).toMatchObject({ documentType: 'Session' });
});
