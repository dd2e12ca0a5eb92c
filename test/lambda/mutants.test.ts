import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Whether the tests of a plan notice that it is another one. */
async function isNoticed(operation: string, text: string): Promise<boolean> {
  const folder = join(LAMBDA, operation);
  jest.doMock(join(folder, 'plan'), () => moduleOf(text, folder));
  try {
    for (const run of testsOf(join(__dirname, operation, 'plan.test.ts'))) await run();
    return false;
  } catch {
    return true;
  } finally {
    jest.dontMock(join(folder, 'plan'));
  }
}

const OPERATIONS = readdirSync(LAMBDA).filter(name => existsSync(join(LAMBDA, name, 'plan.ts')));

// Each comparison flipped, each call to the service left out: the tests of the plan must notice.
test.each(OPERATIONS)('every mutant of the plan of %s dies', async operation => {
  const text = readFileSync(join(LAMBDA, operation, 'plan.ts'), 'utf8');
  expect(await isNoticed(operation, text)).toBe(false);

  const mutants = mutantsOf(text);
  const survivors: string[] = [];
  for (const { description, text: mutated } of mutants) {
    if (!await isNoticed(operation, mutated)) survivors.push(description);
  }
  expect(survivors).toEqual([]);
  expect(mutants.length).toBeGreaterThan(5);
  if (process.env.SHOW_MUTANTS !== undefined) process.stdout.write(`${operation}: ${mutants.length} mutants, all dead\n`);
}, 300_000);
