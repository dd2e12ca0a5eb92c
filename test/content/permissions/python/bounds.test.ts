import fc from 'fast-check';
import { scanPython } from '../../../../src/content/permissions/python/scan';
import { cpuTime } from '../../cpu-time';

/** Milliseconds of processor time that any text of 100 KB may take. */
const LIMIT = 3_000;
const SIZE = 100_000;

function filled(piece: string): string {
  return piece.repeat(Math.ceil(SIZE / piece.length));
}

function numbered(piece: (index: number) => string): string {
  let text = '';
  for (let index = 0; text.length < SIZE; index++) text += piece(index);
  return text;
}

test.each<[string, string]>([
  ['imports of long paths', `import ${filled('a.')}`],
  ['imports of nothing', filled('import ,import as from . ')],
  ['imports with brackets that stay open', filled('from boto3 import (client as (')],
  ['imports of many names', `from boto3 import ${numbered(index => `client as c${index}, `)}`],
  ['dots after from', `from ${filled('.')}`],
  ['conditions on one line', filled('if a:')],
  ['words on one line', filled('else:')],
  ['brackets', filled('([{')],
  ['quotes', filled('f"{\'')],
  ['an expression in a string', `f"{${filled('1 ')}}"`],
  ['elements of elements', `a = [1]\n${filled('a = [a, a, a]\n').slice(0, SIZE / 2)}${filled('a[0][0][0][0][0][0][0][0]\n').slice(0, SIZE / 2)}`],
  ['a dict that is passed often', `d = {${numbered(index => `"${index}":1,`).slice(0, SIZE / 2)}}\n${filled('f(**d)\n')}`],
  ['a function with many parameters', `def f(${numbered(index => `a${index}, `).slice(0, SIZE / 2)}): pass\n${filled('f(*a)\n')}`],
  ['a call with many arguments', `def f(${numbered(index => `a${index}, `).slice(0, SIZE / 2)}): pass\nf(${numbered(index => `b${index}=1, `)})`],
  ['classes that make each other', 'class A:\n  __init__ = B\nclass B:\n  __init__ = A\nA()\n'],
  ['scopes in scopes', numbered(index => `${' '.repeat(index)}def f():\n`)],
  ['long texts in lists', `${numbered(index => `a = "${String(index).padStart(2_000, '0')}"\n`).slice(0, SIZE / 2)}${filled('b = [a, a]\n')}`],
  ['all clients at once', `import boto3\nc = [boto3.client("ec2"), boto3.client("s3")]\n${filled('for x in c: x.describe_a()\n')}`],
])('%s', (_, script) => {
  expect(cpuTime(() => scanPython(script))).toBeLessThan(LIMIT);
});

test('any 100 KB', () => {
  const piece = fc.oneof(
    fc.constantFrom('import ', 'from ', ' as ', '.', ', ', '(', ')', '[', ']', '{', '}', '"', '\'', '"""', 'f"{', '\\', '\n', '\n  ', '\n    ', ':', '=', ' = ', '**', '*'),
    fc.constantFrom('boto3', '.client("s3")', 'def f(', 'class A', 'for x in ', 'if ', 'else:', 'lambda ', 'return ', 'f', 'x', 'self.', '.append(', '.get(', 'global '),
    fc.string({ maxLength: 4 }),
  );
  fc.assert(fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.array(piece, { maxLength: 20 }), (repeated, ending) => {
    const text = `import boto3\n${filled(repeated.join('') || ' ').slice(0, SIZE)}${ending.join('')}`;
    const start = process.cpuUsage();
    const { calls, doubts } = scanPython(text);
    const { user, system } = process.cpuUsage(start);
    expect((user + system) / 1000).toBeLessThan(2 * LIMIT);
    for (const sentence of [...calls.map(({ origin }) => origin), ...doubts]) expect(sentence.length).toBeLessThan(1_000);
  }), { numRuns: 40 });
}, 240_000);
