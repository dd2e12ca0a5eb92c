import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { foundIn, holding, when } from './policies';
import { check } from '../../../src/content/check/check';
import { parse } from '../../../src/content/parse/parse';
import { CORPUS, describeWithCorpus, textOf } from '../corpus';

const SRC = join(__dirname, '../../../src/content');
const PACKAGE = dirname(require.resolve('@cedar-policy/cedar-wasm/nodejs'));

/** Run code in a process of its own, which prints a value; what is loaded there is loaded by nobody else. */
function elsewhere(code: string, cwd = tmpdir()): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', code], { cwd, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}

const CHECK = `const { check } = require(${JSON.stringify(join(SRC, 'check/check.ts'))});`;
const PRINT = 'value => process.stdout.write(JSON.stringify(value))';
/** The library as it is where nobody installed the engine beside it. */
const WITHOUT = `const Module = require('node:module');
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (name, parent, ...rest) {
    if (name.startsWith('@cedar-policy/') && String(parent?.filename).startsWith(${JSON.stringify(SRC)})) {
      throw Object.assign(new Error('not there'), { code: 'MODULE_NOT_FOUND' });
    }
    return resolve.call(this, name, parent, ...rest);
  };`;
const FAULTY = JSON.stringify(holding(when('principal.foo == "x"')));

function appWith(engine?: string | ((folder: string) => void)): string {
  const app = realpathSync(mkdtempSync(join(tmpdir(), 'cedar-')));
  if (engine === undefined) return app;
  const folder = join(app, 'node_modules/@cedar-policy/cedar-wasm');
  mkdirSync(folder, { recursive: true });
  if (typeof engine === 'string') symlinkSync(engine, join(folder, 'nodejs'));
  else engine(folder);
  return app;
}

test('nothing of the engine is loaded where there are no Cedar policies', () => {
  expect(elsewhere(`${CHECK}
    check({ schemaVersion: '0.3', mainSteps: [] });
    check({ schemaVersion: '0.3', accessDuration: 3600, mainSteps: [] });
    check({ schemaVersion: '0.3', AutoApprovalPolicyDocuments: [] });
    (${PRINT})(Object.keys(require.cache).filter(file => /cedar-wasm|content.cedar.(?!codes)/.test(file)))`)).toEqual([]);
  expect(elsewhere(`${CHECK} check(${FAULTY}); (${PRINT})(Object.keys(require.cache).filter(file => /cedar_wasm/.test(file)).length)`)).toBe(1);
});

describe('an engine that is not there', () => {
  test('is said once, and what to do', () => {
    const two = JSON.stringify(holding('not Cedar', when('principal.foo == "x"')));
    expect(elsewhere(`${WITHOUT}${CHECK}(${PRINT})(check(${two}))`, appWith())).toEqual([{
      severity: 'warning',
      code: 'cedar/unchecked',
      path: 'AutoApprovalPolicyDocuments[0].content',
      message: 'the Cedar policies were not checked: @cedar-policy/cedar-wasm is not installed. Cedar policies are checked by the engine of the Cedar project, which is installed '
        + 'beside this library: run "npm install --save-dev @cedar-policy/cedar-wasm" (4.3.0 or later) in the directory of cdk.json, whatever language the app is written in',
    }]);
  });

  test('is missed by nobody without policies to check', () => {
    expect(elsewhere(`${WITHOUT}${CHECK}(${PRINT})(check(${JSON.stringify(holding('// later'))}))`, appWith()))
      .toMatchObject([{ code: 'cedar/no-statement' }]);
  });

  test('is found in the directory of the app', () => {
    expect(elsewhere(`${WITHOUT}${CHECK}(${PRINT})(check(${FAULTY}))`, appWith(PACKAGE))).toMatchObject([{ code: 'cedar/attribute' }]);
  });

  test.each([
    ['a version that does not know tags', 'exports.getCedarVersion = () => "4.1.0"; exports.validate = () => {}; exports.checkParseSchema = () => ({ type: "failure", errors: [] });',
      '@cedar-policy/cedar-wasm 4.1.0 is installed, and 4.3.0 or later is needed'],
    ['a version that crashes on the schema', 'exports.getCedarVersion = () => "3.4.3"; exports.validate = () => {}; exports.checkParseSchema = () => { throw new Error("memory"); };',
      '@cedar-policy/cedar-wasm 3.4.3 is installed, and 4.3.0 or later is needed'],
    ['something else', '', '@cedar-policy/cedar-wasm of an unknown version is installed, and 4.3.0 or later is needed'],
    ['what breaks while it is loaded', 'throw new Error("no WebAssembly here");', '@cedar-policy/cedar-wasm cannot be loaded: no WebAssembly here'],
  ])('nor can %s be used', (_, code, reason) => {
    const app = appWith(folder => {
      mkdirSync(join(folder, 'nodejs'));
      writeFileSync(join(folder, 'nodejs/index.js'), code);
    });
    expect(elsewhere(`${WITHOUT}${CHECK}(${PRINT})(check(${FAULTY}).map(({ code, message }) => [code, message.split('. Cedar policies')[0]]))`, app))
      .toEqual([['cedar/unchecked', `the Cedar policies were not checked: ${reason}`]]);
  });
});

test('a statement that breaks the engine is named, and the others are checked all the same', () => {
  const deep = when(`${'('.repeat(2_000)}true${')'.repeat(2_000)}`);
  const content = JSON.stringify(holding(`${when('principal.foo == "x"')}\n${deep}\n${when('resource')}`, when('1')));
  expect(elsewhere(`${CHECK}(${PRINT})([...check(${content}), ...check(${FAULTY})].map(({ code, path, message }) => [code, path, message.split(': ')[0]]))`)).toEqual([
    ['cedar/attribute', 'AutoApprovalPolicyDocuments[0].content', 'line 1, column 94 of the policies, statement 1'],
    ['cedar/crash', 'AutoApprovalPolicyDocuments[0].content', 'line 2, column 1 of the policies, statement 2'],
    ['cedar/type', 'AutoApprovalPolicyDocuments[0].content', 'line 3, column 94 of the policies, statement 3'],
    ['cedar/type', 'AutoApprovalPolicyDocuments[1].content', 'line 1, column 94 of the policies'],
    ['cedar/attribute', 'AutoApprovalPolicyDocuments[0].content', 'line 1, column 94 of the policies'],
  ]);
});

test('one of many statements that breaks the engine is found in halves, not by an engine for each', () => {
  const deep = when(`${'('.repeat(500)}true${')'.repeat(500)}`);
  const many = Array.from({ length: 300 }, () => when('true'));
  expect(elsewhere(`${CHECK}
    let count = 0;
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, { construct(target, given) { count++; return new target(...given); } });
    const found = check(${JSON.stringify(holding([...many, deep, ...many].join('\n')))});
    (${PRINT})([found.map(({ code, message }) => [code, message.split(': ')[0]]), count])`)).toEqual([
    [['cedar/crash', 'line 301, column 1 of the policies, statement 301']],
    // The first one, and one for each crash: of all 601, of a half, and so on.
    expect.closeTo(11, -1),
  ]);
});

test('texts that are larger than any document are not given to the engine', () => {
  const found = foundIn([`permit (principal, action, resource) when { resource.hasTag("${'a'.repeat(10_000_000)}") };`, 'not Cedar']);
  expect(found).toMatchObject([
    { code: 'cedar/unchecked', severity: 'warning', path: 'AutoApprovalPolicyDocuments[0].content' }, { code: 'document/size' },
  ]);
});

test('what is repeated a thousand times is found in seconds', () => {
  const start = process.cpuUsage();
  expect(foundIn([';\n'.repeat(1_900)])).toHaveLength(1_900);
  expect(foundIn([';\n'.repeat(15_000)])).toEqual([expect.objectContaining({
    severity: 'error',
    code: 'cedar/syntax',
    message: 'semicolons make 15000 statements of the Cedar policies, and no document has room for more than 2000; take out what is no statement',
  })]);
  expect(foundIn([`${when('resource.getTag("ENV") == "a"')}\n`.repeat(450)])).toHaveLength(450);
  expect(foundIn([`${'@a // @a\n'.repeat(1_000)}1;`])).toHaveLength(1);
  expect(foundIn([`@a${' '.repeat(60_000)}1;`])).toHaveLength(1);
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(20_000);
});

test.each([
  ['\ufeff', 'U+FEFF, the byte order mark that some editors write at the begin of files; take it out'],
  ['\u200b', 'U+200B; take it out'],
  ['\0', 'U+0000; take it out'],
])('a character that cannot be seen is named: %j', (character, message) => {
  expect(foundIn([`${character}${when('true')}`])).toMatchObject([{ code: 'cedar/syntax', message: expect.stringContaining(`a character that cannot be seen stands here, ${message}`) }]);
});

test('a hundred policies take well under a second, however they are spread', () => {
  const texts = Array.from({ length: 100 }, (_, at) => when(`resource.hasTag("ENV") && resource.getTag("ENV") == "E${at}"`));
  foundIn(texts);
  const start = process.cpuUsage();
  expect(foundIn(texts)).toEqual([]);
  for (const text of texts) expect(foundIn([text])).toEqual([]);
  expect(process.cpuUsage(start).user / 1_000).toBeLessThan(2_000); // twice a hundred, on a busy machine
});

describeWithCorpus('real policies', () => {
  test('have no finding but that bare Cedar stands alone', () => {
    const found = CORPUS.filter(({ file }) => file.startsWith('jit-policy/')).map(document => check(parse(textOf(document)).content).map(({ code }) => code));
    expect(found.map(codes => codes.join()).sort()).toEqual(['', '', '', 'access/bare-cedar']);
  });
});
