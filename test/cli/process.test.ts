import { ChildProcess, spawn, SpawnOptions } from 'node:child_process';
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { BAD, folderWith, GOOD, Run } from './run';

const BIN = join(__dirname, '../../src/cli/bin.ts');
const NODE = ['--require', require.resolve('tsx/cjs')];

/** Run the real program as a process of its own. */
async function runProcess(argv: readonly string[], before?: (child: ChildProcess) => void, options: SpawnOptions = {}): Promise<Run> {
  const child = spawn(process.execPath, [...NODE, BIN, ...argv], { stdio: 'pipe', ...options });
  const written = { out: '', err: '' };
  child.stdout?.on('data', (chunk: Buffer) => written.out += chunk.toString());
  child.stderr?.on('data', (chunk: Buffer) => written.err += chunk.toString());
  child.stdin?.on('error', () => {});
  before?.(child);
  child.stdin?.end();
  const status = await new Promise<number>(resolve => child.on('close', code => resolve(code ?? -1)));
  return { status, ...written };
}

test('ends with the status of the command', async () => {
  const folder = folderWith({ 'a.json': GOOD, 'b/b.yaml': BAD });
  const [good, bad, misuse] = await Promise.all([
    runProcess(['validate', join(folder, 'a.json')]),
    runProcess(['validate', folder]),
    runProcess(['validate', '--nonsense', folder]),
  ]);
  expect(good).toEqual({ status: 0, out: '1 document, no findings\n', err: '' });
  expect(bad).toMatchObject({ status: 1, out: expect.stringContaining('b.yaml:2:1  error  ') as string, err: '' });
  expect(misuse).toMatchObject({ status: 2, out: '', err: expect.stringContaining('there is no option --nonsense') as string });
});

test('reads its standard input', async () => {
  expect(await runProcess(['type', '-'], child => child.stdin?.write(GOOD))).toEqual({ status: 0, out: 'Session\n', err: '' });
});

test('a reader that goes away is no failure, and the verdict stays', async () => {
  const folder = folderWith(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}.yaml`, BAD])));
  expect(await runProcess(['validate', '--json', folder], child => child.stdout?.destroy())).toEqual({ status: 1, out: '', err: '' });
});

test('large output reaches a slow reader whole', async () => {
  const text = JSON.stringify({ schemaVersion: '0.3', description: 'x'.repeat(900_000) });
  const path = join(folderWith({ 'a.json': text }), 'a.json');
  const { status, out } = await runProcess(['render', path], child => {
    child.stdout?.pause();
    setTimeout(() => child.stdout?.resume(), 1_000);
  });
  expect(status).toBe(0);
  expect(out === text).toBe(true);
});

test('input without end is refused', async () => {
  const { status, err } = await runProcess(['hash', '/dev/zero']);
  expect(status).toBe(1);
  expect(err).toContain('text/too-large');
});

(existsSync('/dev/full') ? test : test.skip)('output that cannot be written is a failure', async () => {
  const full = openSync('/dev/full', 'w');
  const { status, err } = await runProcess(['rules'], undefined, { stdio: ['pipe', full, 'pipe'] });
  closeSync(full);
  expect(status).toBe(2);
  expect(err).toBe('ssm-doc: cannot write: ENOSPC: no space left on device, write\n');
});

// Root may read everything, and whoever it could become may not read the project; there, the mocked test must do.
(process.getuid?.() === 0 ? test.skip : test)('a file that must not be read', async () => {
  const folder = folderWith({ 'a.json': GOOD, 'b.json': GOOD });
  chmodSync(join(folder, 'b.json'), 0o000);
  expect(await runProcess(['validate', folder])).toEqual({ status: 2, out: '1 document, no findings\n', err: `ssm-doc: ${join(folder, 'b.json')}: permission denied\n` });
});

test.each([
  [['--version'], ['content/parse', 'content/schema', 'js-yaml', 'cli/validate']],
  [['validate', join(__dirname, '../../package.json')], ['js-yaml/', 'aws-cdk-lib', 'constructs/']],
])('%j loads nothing it does not need', async (argv, absent) => {
  const probe = 'process.on("exit", () => process.stderr.write(Object.keys(require.cache).join("\\n")))';
  const child = spawn(process.execPath, [...NODE, '--eval', `${probe}; process.argv = [process.argv[0], "", ...${JSON.stringify(argv)}]; require(${JSON.stringify(BIN)})`]);
  let loaded = '';
  child.stderr.on('data', (chunk: Buffer) => loaded += chunk.toString());
  await new Promise(resolve => child.on('close', resolve));
  expect(loaded).toContain('cli/main');
  for (const module of absent) expect(loaded).not.toContain(module);
});
