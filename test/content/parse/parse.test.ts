import * as fc from 'fast-check';
import { isCedar } from '../../../src/content/parse/cedar';
import { parse, recogniseFormat } from '../../../src/content/parse/parse';
import { positionAt } from '../../../src/content/parse/position';
import { formatPath, Path } from '../../../src/content/path';
import { DocumentFormat } from '../../../src/content/schema/document-types';
import { ContentValue, isMap } from '../../../src/content/value';
import { cpuTime } from '../cpu-time';

/** `line:column` for each path. */
function places(text: string, paths: readonly string[], format?: DocumentFormat): string[] {
  const { locate } = parse(text, format);
  return paths.map(path => locate({ path })).map(({ line, column }) => `${line}:${column}`);
}

test.each([
  ['{"a": 1}', 'JSON'], ['\ufeff \n{', 'JSON'], ['[1]', 'JSON'], ['a: 1', 'YAML'], ['---\na: 1', 'YAML'], ['# {\na: 1', 'YAML'],
  ['BEGIN:VCALENDAR\n', 'TEXT'], ['\ufeffbegin:vcalendar\r\n', 'TEXT'], ['BEGIN: VCALENDAR', 'YAML'],
  ['permit(principal, action, resource);', 'TEXT'], ['// why\n\n// how\nforbid (principal', 'TEXT'], ['@id("a")\n@note("say \\"hi\\"")\n@flag\npermit (', 'TEXT'],
  ['permit: x', 'YAML'], ['permitted (a): x', 'YAML'], ['// permit (\na: 1', 'YAML'],
] as const)('%j is taken for %s', (text, format) => {
  expect(recogniseFormat(text)).toBe(format);
});

test('Cedar is told from a calendar', () => {
  expect(isCedar('permit (principal, action, resource);')).toBe(true);
  expect(isCedar('BEGIN:VCALENDAR')).toBe(false);
});

test('telling Cedar costs linear time', () => {
  for (const text of ['// x\n'.repeat(200_000), '@a '.repeat(200_000), '@a("'.repeat(200_000), `@a(${' '.repeat(500_000)}`, ' '.repeat(1_000_000), `@a${' '.repeat(1_000_000)}x`]) {
    expect(cpuTime(() => recogniseFormat(`${text}x`))).toBeLessThan(1000);
  }
});

describe('a byte order mark', () => {
  test.each([
    ['JSON', '{"a": x}', 'line 1, column 7: a value is expected, found "x"'],
    ['YAML', 'a: *x', 'line 1, column 5: the alias "*x" refers to no anchor before it'],
    ['TEXT', 'BEGIN:VCALENDAR\nEND:VEVENT\n', 'line 2, column 1: END:VEVENT closes nothing; VCALENDAR (line 1) is open'],
  ] as const)('leaves the places in %s true', (format, text, message) => {
    expect(() => parse(`\ufeff${text}`, format)).toThrow(message);
    expect(() => parse(text, format)).toThrow(message);
  });

  test.each([
    ['JSON', '{"a": {"b": 1}}', { a: { b: 1 } }],
    ['YAML', 'a:\n  b: 1\nc: 2\n', { a: { b: 1 }, c: 2 }],
    ['YAML', '# x\na: 1\n', { a: 1 }],
  ] as const)('is read and found in %s', (format, text, content) => {
    const parsed = parse(`\ufeff${text}`);
    expect(parsed).toMatchObject({ format, content, text: `\ufeff${text}` });
    expect(parsed.findings).toMatchObject([{ severity: 'warning', code: 'text/byte-order-mark', path: '', offset: 0 }]);
    expect(parsed.locate({ path: 'a' })).toEqual(parse(text).locate({ path: 'a' }));
  });

  test('stays in the text of a calendar', () => {
    const text = '\ufeffBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
    expect(parse(text)).toMatchObject({ format: 'TEXT', content: text });
  });
});

test('a TEXT document is its text; only a calendar is looked into', () => {
  expect(parse('whatever {', 'TEXT')).toMatchObject({ content: 'whatever {', format: 'TEXT', findings: [] });
  expect(() => parse('BEGIN:VCALENDAR', 'TEXT')).toThrow('END:VCALENDAR is missing');
  expect(() => parse(' \n ', 'TEXT')).toThrow('the text is empty');
});

test('YAML may be JSON, also where the grammar of YAML is narrower', () => {
  expect(parse('{\n\t"a": "x\ny", "b": yes}'.replace('yes', '1'), 'YAML')).toMatchObject({ format: 'YAML', content: { a: 'x\ny', b: 1 } });
  expect(parse('{a: b, "c": yes}', 'YAML')).toMatchObject({ content: { a: 'b', c: 'yes' }, findings: [{ code: 'text/ambiguous-scalar' }] });
  expect(places('{\n\t"a": "x\ny",\n "b": 1}', ['a', 'b'], 'YAML')).toEqual(['2:2', '4:2']);
});

describe('a place in JSON', () => {
  const text = '\n{\n  "a": 1,\n  "b": [10, {"c.d": [[true], "x"]},\n    "y"],\n  "": {"e f": {"g\\"h": null}, "é😀": 1, "é😁": 2}\n}\n';

  test('is that of the key or the list item', () => {
    expect(places(text, ['', 'a', 'b', 'b[0]', 'b[1]', 'b[1]["c.d"]', 'b[1]["c.d"][0]', 'b[1]["c.d"][0][0]', 'b[1]["c.d"][1]', 'b[2]', '[""]', '[""]["e f"]',
      '[""]["e f"]["g\\"h"]', '[""]["é😁"]']))
      .toEqual(['2:1', '3:3', '4:3', '4:9', '4:13', '4:14', '4:22', '4:23', '4:30', '5:5', '6:3', '6:8', '6:16', '6:41']);
  });

  test('of what is missing is that of the nearest parent', () => {
    expect(places(text, ['z', 'a.z', 'a[0]', 'b[9].z', 'b[1].z.z', '[""]["e f"].z']))
      .toEqual(['2:1', '3:3', '3:3', '4:3', '4:13', '6:8']);
  });

  test('of a finding with an offset is that offset', () => {
    const { locate } = parse(text);
    expect(locate({ path: 'a', offset: 0 })).toEqual({ line: 1, column: 1 });
    expect(locate({ path: '', offset: text.indexOf('"y"') })).toEqual({ line: 5, column: 5 });
  });
});

test('a place in YAML is that of the key or the list item', () => {
  const text = [
    '# comment', '---', 'a: 1', 'b:', '  - 10', '  - "c.d":', '      - - true', '      - x', '    e: {f: [1, {g: h}], "i j": k}', '  - |', '    text', '  - >- # | comment',
    '    text', '  - "quoted"', '  - &anchor', '    k: l', '  - !!str m', '  - *anchor', '  -', '? n', ': o', '\'p\'\'q\': [', 'r', ']', '',
  ].join('\n');
  const paths = ['', 'a', 'b', 'b[0]', 'b[1]', 'b[1]["c.d"]', 'b[1]["c.d"][0]', 'b[1]["c.d"][0][0]', 'b[1]["c.d"][1]', 'b[1].e', 'b[1].e.f', 'b[1].e.f[1]', 'b[1].e.f[1].g',
    'b[1].e["i j"]', 'b[2]', 'b[3]', 'b[4]', 'b[5]', 'b[5].k', 'b[6]', 'b[7]', 'b[8]', 'n', '["p\'q"]', '["p\'q"][0]', 'z', 'b[1].e.z.z'];
  expect(places(text, paths)).toEqual(['1:1', '3:1', '4:1', '5:5', '6:5', '6:5', '7:9', '7:11', '8:9', '9:5', '9:9', '9:16', '9:17', '9:25', '10:5', '12:5', '14:5', '16:5',
    '16:5', '17:11', '18:5', '4:1', '20:3', '22:1', '23:1', '1:1', '9:5']);
});

test('places in texts with CRLF line ends count lines once', () => {
  expect(places('a: 1\r\nb:\r\n  - c\r\n  - |\r\n    x\r\n  - d\r\n', ['b', 'b[0]', 'b[1]', 'b[2]'])).toEqual(['2:1', '3:5', '4:5', '6:5']);
  expect(places('{\r\n"a": [\r\n 1]}', ['a', 'a[0]'])).toEqual(['2:1', '3:2']);
});

test('of two equal keys, the place is that of the last, which counts', () => {
  expect(places('{"a": {"x": 1},\n"a": {"y": 2}}', ['a', 'a.y'])).toEqual(['2:1', '2:7']);
  expect(places('a: 1\nb: 2\na: 3\n', ['a'])).toEqual(['3:1']);
});

test('a position is clamped to the text', () => {
  expect(positionAt('ab\nc', -5)).toEqual({ line: 1, column: 1 });
  expect(positionAt('ab\nc', 2)).toEqual({ line: 1, column: 3 });
  expect(positionAt('ab\nc', 3)).toEqual({ line: 2, column: 1 });
  expect(positionAt('ab\nc', 99)).toEqual({ line: 2, column: 2 });
});

test('property: every value of indented JSON is found at its own place', () => {
  const key = fc.oneof(fc.string(), fc.constantFrom('', 'a.b', 'a[0]', '"', '1', '__proto__'));
  const { tree } = fc.letrec<{ tree: ContentValue }>(tie => ({
    tree: fc.oneof({ maxDepth: 4 }, fc.constant(0), fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(key, tie('tree'), { maxKeys: 3 })),
  }));
  fc.assert(fc.property(tree, content => {
    const text = JSON.stringify({ content }, undefined, 1);
    const { locate } = parse(text);
    const lines = text.split('\n');
    const visit = (value: ContentValue, path: Path): void => {
      const { line, column } = locate({ path: formatPath(path) });
      const last = path[path.length - 1];
      const starts = lines[line - 1].slice(column - 1);
      expect(column).toBe(path.length + 1);
      expect(starts.startsWith(typeof last === 'string' ? JSON.stringify(last) : JSON.stringify(value)[0])).toBe(true);
      if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index]));
      else if (isMap(value)) Object.keys(value).forEach(name => visit(value[name], [...path, name]));
    };
    visit(content, ['content']);
  }));
});
