import * as fc from 'fast-check';
import { MAX_DEPTH } from '../../../src/content/depth';
import { Finding } from '../../../src/content/finding';
import { keysOf } from '../../../src/content/key-order';
import { parse } from '../../../src/content/parse/parse';
import { ParseError } from '../../../src/content/parse/position';
import { parseYaml } from '../../../src/content/parse/yaml';
import { ContentMap, ContentValue } from '../../../src/content/value';
import { cpuTime } from '../cpu-time';

function read(text: string): { content: ContentValue; findings: Finding[] } {
  const findings: Finding[] = [];
  return { content: parseYaml(text, findings), findings };
}

function errorOf(text: string): string {
  try {
    parse(text, 'YAML');
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
    return (error as ParseError).message;
  }
  return 'no error';
}

const NO_STRUCTURE = 'line 1, column 1: this is text without any structure; a document is a JSON object, a YAML mapping, an iCalendar text or Cedar';

test.each([
  ['only comments', '# a\n# b\n', 'line 1, column 1: the text is empty'],
  ['only a document start', '---\n...\n', NO_STRUCTURE],
  ['plain text', 'hello\nworld\n', NO_STRUCTURE],
  ['a number', '42', NO_STRUCTURE],
  ['a second document', 'a: 1\n---\nb: 2\n', 'line 2, column 1: a second YAML document begins after "---"; SSM reads one document'],
  ['a second document that is empty', '---\na: 1\n---\n', 'line 3, column 1: a second YAML document begins after "---"; SSM reads one document'],
  ['a second document after the end of the first', 'a: 1\n...\nb: 2\n', 'line 3, column 1: a second YAML document begins after "---"; SSM reads one document'],
  ['a tab in the indentation', 'a:\n\tb: 1\n', 'line 2, column 1: tab characters must not be used in indentation; YAML is indented with spaces, not tabs'],
  ['a tab in the indentation within braces', 'a:\n  b: {\n\tc: 1\n}\n', 'line 3, column 2: tab characters must not be used in indentation; YAML is indented with spaces, not tabs'],
  ['a bad indentation', 'a: 1\n  b: 2\n', 'line 2, column 4: bad indentation of a mapping entry: this key is indented unlike its neighbours, or the unquoted text before it holds ": " and needs quotes'],
  ['a missing colon', 'a: 1\nb\n', 'line 3, column 1: can not read a block mapping entry; a multiline key may not be an implicit key'],
  ['an intrinsic function', 'a: !Sub x\n', 'line 1, column 4: the tag "!Sub" means nothing to SSM; it belongs to a CloudFormation template, a document holds plain values'],
  ['an intrinsic function on a list', 'a: !Join ["", [b]]\n', 'line 1, column 4: the tag "!Join" means nothing to SSM; '
    + 'it belongs to a CloudFormation template, a document holds plain values'],
  ['another tag', 'a: !<tag:x.org:y> 1\n', 'line 1, column 4: the tag "!<tag:x.org:y>" means nothing to SSM'],
  ['binary', 'a: !!binary aGk=\n', 'line 1, column 4: the tag "!!binary" means nothing to SSM'],
  ['a tag that does not fit its scalar', 'a: !!int 1.5\n', 'line 1, column 4: "1.5" does not fit its tag "!!int"'],
  ['a tag that does not fit its list', 'a: !!map [1]\n', 'line 1, column 4: the tag "!!map" does not fit a list'],
  ['a tag that does not fit its mapping', 'a: !!str {b: 1}\n', 'line 1, column 4: the tag "!!str" does not fit a mapping'],
  ['an unknown alias', 'a: *b\n', 'line 1, column 5: the alias "*b" refers to no anchor before it'],
  ['an alias to what it stands in', 'a: &b [*b]\n', 'line 1, column 9: the alias "*b" refers to no anchor before it'],
  ['a list as a key', '? [a]\n: 1\n', 'line 1, column 3: a key must be text, not a list, a mapping or an alias'],
  ['an alias as a key', 'a: &b c\n*b : 1\n', 'line 2, column 1: a key must be text, not a list, a mapping or an alias'],
  ['infinity', 'a: .inf\n', 'line 1, column 4: .inf is no number that a document can hold; put it in quotes if it is text'],
  ['a number too large', `a: ${'1'.repeat(400)}\n`, `line 1, column 4: ${'1'.repeat(40)} is no number that a document can hold; put it in quotes if it is text`],
  ['double quotes that are not closed', 'a: 1\nb: "x\nc: y\n', 'line 2, column 4: the quotes that open here are not closed'],
  ['double quotes with an escaped quote that are not closed', 'b: "x \\" y\nc: \'z\'\n', 'line 1, column 4: the quotes that open here are not closed'],
  ['single quotes that are not closed', 'a: 1\nb: \'it\'\'s\nc: y\n', 'line 2, column 4: the quotes that open here are not closed'],
  ['nested quotes that are not closed', 'a:\n  - b: "x\n    c: y\n', 'line 2, column 8: the quotes that open here are not closed'],
  ['a bracket that is not closed', 'a: [1,\n  2\n', 'line 3, column 1: unexpected end of the stream within a flow collection'],
  ['an unknown escape', 'a: "\\q"\n', 'line 1, column 6: unknown escape sequence'],
  ['a control character', 'a: \u0001\n', 'line 1, column 4: the stream contains non-printable characters'],
  ['a null byte', 'a: \0\n', 'line 1, column 4: null byte is not allowed in input'],
  ['JSON with an error', '{\n"a": 1,\n}\n[', 'line 3, column 1: a comma stands before this "}"; remove the comma'],
  ['a flow mapping with an error', '{a: 1,\n b: [}\n', 'line 2, column 6: missed comma between flow collection entries'],
])('%s is an error with its place', (_, text, message) => {
  expect(errorOf(text)).toBe(message);
});

test('nesting is limited as in JSON, and hostile nesting of any style is an error', () => {
  const nested = (levels: number): string => `${'['.repeat(levels)}1${']'.repeat(levels)}`;
  expect(() => parseYaml(nested(MAX_DEPTH))).not.toThrow();
  const blocks = (levels: number): string => Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`).join('\n');
  expect(() => parseYaml(blocks(MAX_DEPTH))).not.toThrow();
  for (const text of [nested(MAX_DEPTH + 1), blocks(MAX_DEPTH + 1)]) {
    expect(() => parseYaml(text)).toThrow(`nested more than ${MAX_DEPTH} levels deep`);
  }
  for (const text of ['['.repeat(100_000), '- '.repeat(100_000), `a: ${'{a: '.repeat(100_000)}`, '? '.repeat(100_000)]) {
    expect(errorOf(text)).toContain(`nested more than ${MAX_DEPTH} levels deep`);
  }
});

test('every style of value is read', () => {
  expect(read([
    '%YAML 1.1', '---', '# a comment', 'plain: some text # comment', 'single: \'it\'\'s\'', 'double: "a\\tb\\u00e9\\x41"', 'empty:', 'list:', '- 1', '-', '- - nested',
    '  - {a: b, "c": [d]}', 'literal: |-', '  a', '   b', '', '  c', 'folded: >', '  a', '  b', '', '  c', 'multi: one', '  two', '? explicit', ': key', 'str: !!str 1',
    'int: !!int "5"', 'float: !!float 1', 'nothing: !!null ""', 'yes?: ! true', '"": 1', 'last: x', '...', '',
  ].join('\n'))).toEqual({
    content: {
      'plain': 'some text',
      'single': 'it\'s',
      'double': 'a\tbéA',
      'empty': null,
      'list': [1, null, ['nested', { a: 'b', c: ['d'] }]],
      'literal': 'a\n b\n\nc',
      'folded': 'a b\nc\n',
      'multi': 'one two',
      'explicit': 'key',
      'str': '1',
      'int': 5,
      'float': 1,
      'nothing': null,
      'yes?': 'true',
      '': 1,
      'last': 'x',
    },
    findings: [],
  });
});

test('values that YAML 1.1 and 1.2 read differently stay text and are found, quoted ones are not', () => {
  const text = 'a: yes\nb: [0777, "no"]\nc: 1e3\n"on": \'off\'\noff: 2012-10-17\n';
  const { content, findings } = read(text);
  expect(content).toEqual({ a: 'yes', b: ['0777', 'no'], c: '1e3', on: 'off', off: '2012-10-17' });
  expect(findings.map(({ severity, code, path, offset, message }) => [severity, code, path, offset, message])).toEqual([
    ['warning', 'text/ambiguous-scalar', 'a', 3, 'YAML 1.1 readers take yes for true; it is kept as the text "yes", put it in quotes'],
    ['warning', 'text/ambiguous-scalar', 'b[0]', 11, 'YAML 1.1 readers take 0777 for an octal number; it is kept as the text "0777", put it in quotes'],
    ['warning', 'text/ambiguous-scalar', 'c', 26, 'YAML 1.2 readers take 1e3 for a number; it is kept as the text "1e3", put it in quotes'],
    ['warning', 'text/ambiguous-scalar', 'off', 42, 'YAML 1.1 readers take off for false; it is kept as the key "off", put it in quotes'],
  ]);
});

test('keys are text as written', () => {
  expect(keysOf(read('2: a\n10: b\n1: c\n1.0: d\ntrue: e\nnull: f\n~: g\n2012-10-17: h\n').content as object))
    .toEqual(['2', '10', '1', '1.0', 'true', 'null', '~', '2012-10-17']);
});

test('the last of two equal keys counts, however they are quoted', () => {
  const text = 'a: 1\nb: 2\n"a": 3\n';
  const { content, findings } = read(text);
  expect(content).toEqual({ a: 3, b: 2 });
  expect(keysOf(content as object)).toEqual(['a', 'b']);
  expect(findings).toEqual([{
    severity: 'warning',
    code: 'text/duplicate-key',
    path: 'a',
    offset: 10,
    message: 'the key "a" stands twice in this mapping; the last one counts, remove the other',
  }]);
  expect(read(': 1\n: 2\n').findings).toMatchObject([{ code: 'text/duplicate-key', path: '[""]' }]);
});

test('__proto__ is an ordinary key', () => {
  const { content } = read('__proto__:\n  x: 1\nconstructor: 2\n');
  expect(Object.keys(content as object)).toEqual(['__proto__', 'constructor']);
  expect((content as ContentMap).x).toBeUndefined();
});

test('aliases are expanded and found', () => {
  const text = 'a: &x\n  b: [1, &y two]\nc: *x\nd: *y\n';
  const { content, findings } = read(text);
  expect(content).toEqual({ a: { b: [1, 'two'] }, c: { b: [1, 'two'] }, d: 'two' });
  expect(findings.map(({ code, path, offset }) => [code, path, offset])).toEqual([
    ['text/alias', 'c', text.indexOf('x', 10)],
    ['text/alias', 'd', text.lastIndexOf('y')],
  ]);
});

test('an anchor that is set again gives the later value', () => {
  expect(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').content).toEqual({ a: 1, b: 1, c: 2, d: 2 });
});

test('aliases that multiply are refused quickly', () => {
  const laughs = ['a0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol]'];
  for (let level = 1; level < 12; level++) {
    laughs.push(`a${level}: &a${level} [${Array(9).fill(`*a${level - 1}`).join(',')}]`);
  }
  const long = `a: &a "${'x'.repeat(50_000)}"\nb: [${Array(5000).fill('*a').join(',')}]\n`;
  for (const text of [laughs.join('\n'), long]) {
    expect(errorOf(text)).toContain('the aliases of this document expand to more than a document can hold');
    expect(cpuTime(() => errorOf(text))).toBeLessThan(2000);
  }
});

test('a merge key stays an ordinary key and is found, a quoted one is not', () => {
  const { content, findings } = read('a: &a {x: 1}\nb:\n  <<: *a\n  z: 2\nc:\n  "<<": 3\n');
  expect(content).toEqual({ a: { x: 1 }, b: { '<<': { x: 1 }, 'z': 2 }, c: { '<<': 3 } });
  expect(findings.map(({ code, path }) => [code, path])).toEqual([['text/alias', 'b["<<"]'], ['text/alias', 'b["<<"]']]);
});

describe('lines in quotes and brackets that are indented too little', () => {
  const texts: [string, string, ContentValue][] = [
    ['double quotes', 'a:\n  b: "one\ntwo\n\n three"\n  c: 1\n', { a: { b: 'one two\nthree', c: 1 } }],
    ['double quotes with escapes', 'a:\n  b: "one\\\ntwo \\"\nx\\\\"\n  c: 1\n', { a: { b: 'onetwo " x\\', c: 1 } }],
    ['single quotes', 'a:\n  - \'it\'\'s\n\'\'quoted\'\'\n  here\'\n  - 2\n', { a: ['it\'s \'quoted\' here', 2] }],
    ['brackets', 'a:\n  b: [\n1,\n  2,\n{c: d,\ne: "f\ng"}\n]\n  c: 1\n', { a: { b: [1, 2, { c: 'd', e: 'f g' }], c: 1 } }],
    ['quotes with tabs', 'a:\n  b: "x\n\ty"\n', { a: { b: 'x y' } }],
    ['several places', 'a:\n  b: "x\ny"\n  c: [\n1]\n  d: \'x\ny\'\n', { a: { b: 'x y', c: [1], d: 'x y' } }],
    ['CRLF line ends', 'a:\r\n  b: "x\r\ny\r\nz"\r\n  c: [\r\n1]\r\n', { a: { b: 'x y z', c: [1] } }],
  ];

  test.each(texts)('are read in %s', (_, text, content) => {
    expect(read(text)).toEqual({ content, findings: [] });
  });

  test('leave every place true', () => {
    const text = 'a:\n  b: "x\ny\nz"\n  c: [\nyes,\n  *q ]\n';
    expect(errorOf(text)).toBe('line 7, column 4: the alias "*q" refers to no anchor before it');
    const { findings } = read(text.replace('*q', 'no'));
    expect(findings.map(({ offset }) => offset)).toEqual([text.indexOf('yes'), text.indexOf('*q')]);
    const parsed = parse('a:\n  b: "x\ny\nz"\n  c: [\none,\n  two,\nthree ]\nd: 1\n', 'YAML');
    expect(['a.b', 'a.c[0]', 'a.c[1]', 'a.c[2]', 'd'].map(path => parsed.locate({ path }))).toEqual([
      { line: 2, column: 3 }, { line: 6, column: 1 }, { line: 7, column: 3 }, { line: 8, column: 1 }, { line: 9, column: 1 },
    ]);
  });

  test('are mended in bounded time', () => {
    expect(cpuTime(() => parseYaml(`a:\n  b: "\n${'x\n'.repeat(20_000)}"\n`))).toBeLessThan(4000);
    expect(() => parseYaml(`a:\n  b: [\n${'x,\n'.repeat(300)}]\n`)).not.toThrow();
    expect(errorOf(`a:\n  b: [\n${'x,\n'.repeat(3000)}]\n`)).toContain('this line is indented less than what it belongs to');
    expect(errorOf(`a:\n  b: "\n${'  c: d\n'.repeat(5000)}`)).toBe('line 2, column 6: the quotes that open here are not closed');
  });
});

test('property: quoted text reads the same wherever its lines begin', () => {
  const words = fc.array(fc.constantFrom('a', 'b c', '\'\'', '"', '\\\\', '\\"', '#', 'x: y', '-', '[', '}', ''), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(words, fc.array(fc.nat(6), { minLength: 8, maxLength: 8 }), fc.boolean(), (lines, indents, single) => {
    const quoted = lines.map(line => single ? line.replace(/'+/g, '\'\'') : line === '"' ? '\\"' : line);
    const mark = single ? '\'' : '"';
    const write = (indent: (line: number) => number): string =>
      `k:\n    - ${mark}${quoted.map((line, index) => index === 0 ? line : ' '.repeat(indent(index)) + line).join('\n')}${mark}\n    - end\n`;
    const safe = write(() => 6);
    // A line of three dashes or dots would end the document; no such line is made here.
    expect(parseYaml(write(index => indents[index]))).toEqual(parseYaml(safe));
  }), { numRuns: 1000 });
});

test('decimals with more digits than a number keeps get a warning', () => {
  const warned = (text: string) => {
    const findings: Finding[] = [];
    parseYaml(text, findings);
    return findings.map(({ code, path, offset }) => [code, path, offset]);
  };
  expect(warned('{"a": 0.1000000000000000055}')).toEqual([['text/number-precision', 'a', 6]]);
  expect(warned('{"a": 3.14159265358979323846}')).toEqual([['text/number-precision', 'a', 6]]);
  expect(warned('{"a": [0.1, 1.0000000000000000, 123456789012345.6, 0.30000000000000004, 12345678901234567890]}')).toEqual([]);
});
