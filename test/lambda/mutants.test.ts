import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import * as ts from 'typescript';
import { mutantsOf } from './mutants';

const LAMBDA = join(__dirname, '..', '..', 'lambda');

type Body = (...row: any[]) => unknown;

/** The tests of a file, run by themselves instead of being registered with jest. */
function testsOf(file: string): (() => unknown)[] {
  const tests: (() => unknown)[] = [];
  const before: (() => unknown)[] = [];
  const each = (register: (name: string, body: Body) => void) =>
    (rows: readonly unknown[]) => (name: string, body: Body) => rows.forEach(row => register(name, () => body(...Array.isArray(row) ? row : [row])));
  const test = (_: string, body: Body) => tests.push(() => {
    before.forEach(prepare => prepare());
    return body();
  });
  const describe = (_: string, body: Body) => body();
  const own = {
    test: Object.assign(test, { each: each(test) }),
    describe: Object.assign(describe, { each: each(describe) }),
    beforeEach: (body: Body) => before.push(body),
  };
  const theirs = { test: globalThis.test, describe: globalThis.describe, beforeEach: globalThis.beforeEach };
  Object.assign(globalThis, own);
  try {
    jest.isolateModules(() => jest.requireActual(file));
  } finally {
    Object.assign(globalThis, theirs);
  }
  return tests;
}

/** A module made from a source text, with the requires of the file that the text is of. */
function moduleOf(text: string, folder: string): unknown {
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  const loaded = { exports: {} };
  const load = (name: string) => jest.requireActual(name.startsWith('.') ? join(folder, name) : name);
  new Function('require', 'module', 'exports', outputText)(load, loaded, loaded.exports);
  return loaded.exports;
}

/** Whether tests notice that a file of an operation is another one. */
async function isNoticed(tests: string, path: string, text: string): Promise<boolean> {
  jest.doMock(path, () => moduleOf(text, dirname(path)));
  try {
    for (const run of testsOf(tests)) await run();
    return false;
  } catch {
    return true;
  } finally {
    jest.dontMock(path);
  }
}

/** What operations that start executions share, and those that tag requests. */
const SHARED = ['execution', 'ops-item'].map(folder => join('shared', folder));

/** Whether a file that operations share decides something: it gives more than asynchronous functions, which only call the service, and has what can be broken. */
function decides(folder: string, file: string): boolean {
  const text = readFileSync(join(LAMBDA, folder, file), 'utf8');
  return /^export (const|function)/m.test(text) && mutantsOf(text).length > 0;
}

/** Where decisions are made: every file of an operation but the one that talks to the service, and the files that they share. */
const FILES = [
  ...readdirSync(LAMBDA).filter(name => existsSync(join(LAMBDA, name, 'plan.ts')))
    .flatMap(operation => readdirSync(join(LAMBDA, operation)).filter(file => file !== 'index.ts').map(file => [operation, parse(file).name] as const)),
  ...SHARED.flatMap(folder =>
    readdirSync(join(LAMBDA, folder)).filter(file => decides(folder, file)).map(file => [folder, parse(file).name] as const)),
];

// Each comparison flipped, each call to the service left out: the tests of the file must notice, or where it has none those of the plan.
test.each(FILES)('every mutant of %s/%s.ts dies', async (operation, name) => {
  const path = join(LAMBDA, operation, name);
  const own = join(__dirname, operation, `${name}.test.ts`);
  const tests = existsSync(own) ? own : join(__dirname, operation, 'plan.test.ts');
  const text = readFileSync(`${path}.ts`, 'utf8');
  expect(await isNoticed(tests, path, text)).toBe(false);

  const mutants = mutantsOf(text);
  const survivors: string[] = [];
  for (const { description, text: mutated } of mutants) {
    if (!await isNoticed(tests, path, mutated)) survivors.push(description);
  }
  expect(survivors).toEqual([]);
  expect(mutants.length).toBeGreaterThan(name === 'plan' ? 5 : 0);
  if (process.env.SHOW_MUTANTS !== undefined) process.stdout.write(`${operation}/${name}.ts: ${mutants.length} mutants, all dead\n`);
}, 300_000);

test('what becomes of a source', () => {
  const text = 'if (a.has(b) || !(c < 1)) return { calls: [{ api: "Do", input }, undo()] };';
  expect(mutantsOf(text).map(mutant => mutant.text)).toEqual([
    'if (!(a.has(b) || !(c < 1))) return { calls: [{ api: "Do", input }, undo()] };',
    'if (a.has(b) && !(c < 1)) return { calls: [{ api: "Do", input }, undo()] };',
    'if (!(a.has(b)) || !(c < 1)) return { calls: [{ api: "Do", input }, undo()] };',
    'if (a.has(b) || (c < 1)) return { calls: [{ api: "Do", input }, undo()] };',
    'if (a.has(b) || !(c >= 1)) return { calls: [{ api: "Do", input }, undo()] };',
    'if (a.has(b) || !(c <= 1)) return { calls: [{ api: "Do", input }, undo()] };',
    'if (a.has(b) || !(c < 1)) return { calls: [...[], undo()] };',
    'if (a.has(b) || !(c < 1)) return { calls: [{ api: "Do", input }, ...[]] };',
    'if (a.has(b) || !(c < 1)) return { calls: [...[], undo()] };',
  ]);
  expect(mutantsOf('const a = "b" + c; switch (d) { case 1: case 2: break; }').map(({ description }) => description)).toEqual(['line 1: case 1 left out', 'line 1: case 2 left out']);
  expect(mutantsOf('list.map(item => ({ api: "Do", input: item }))').map(mutant => mutant.text)).toEqual(['[]']);
});
