import * as fc from 'fast-check';
import { MAX_DEPTH } from '../../../src/content/depth';
import { Finding } from '../../../src/content/finding';
import { keysOf } from '../../../src/content/key-order';
import { parseJson } from '../../../src/content/parse/json';
import { parse } from '../../../src/content/parse/parse';
import { ParseError } from '../../../src/content/parse/position';
import { ContentMap } from '../../../src/content/value';
import { cpuTime } from '../cpu-time';

function errorOf(text: string): string {
  try {
    parse(text, 'JSON');
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
    return (error as ParseError).message;
  }
  return 'no error';
}

function read(text: string): { content: unknown; findings: Finding[] } {
  const findings: Finding[] = [];
  return { content: parseJson(text, findings), findings };
}

test.each([
  ['an unclosed string', '{\n  "a": "b', 'line 2, column 8: this string is not closed'],
  ['an unclosed string that ends in a backslash', '{"a": "b\\', 'line 1, column 7: this string is not closed'],
  ['an unclosed string before another line', '{\n"a": "b\n}', 'line 2, column 6: this string is not closed'],
  ['a trailing comma in a map', '{"a": 1,\n}', 'line 2, column 1: a comma stands before this "}"; remove the comma'],
  ['a trailing comma in a list', '["a",\n ]', 'line 2, column 2: a comma stands before this "]"; remove the comma'],
  ['a missing colon', '{"a" 1}', 'line 1, column 6: ":" is expected after the key "a"'],
  ['a missing comma in a map', '{"a": 1\n "b": 2}', 'line 2, column 2: "," or "}" is expected here, for what was opened in line 1'],
  ['a missing comma in a list', '{"a": [\n1\n2]}', 'line 3, column 1: "," or "]" is expected here, for what was opened in line 1'],
  ['a missing bracket', '{"a": [1', 'line 1, column 9: "," or "]" is expected here, for what was opened in line 1'],
  ['a missing brace', '{"a": 1', 'line 1, column 8: "," or "}" is expected here, for what was opened in line 1'],
  ['a key without quotes', '{a: 1}', 'line 1, column 2: a key in double quotes is expected'],
  ['a key in single quotes', '{\'a\': 1}', 'line 1, column 2: a key in double quotes is expected'],
  ['a bad escape', '{"a": "C:\\Windows"}', 'line 1, column 10: "\\W" is no escape of JSON; write "\\\\" for a backslash'],
  ['a short unicode escape', '{"a": "\\u12"}', 'line 1, column 8: "\\u" must be followed by four hexadecimal digits'],
  ['text after the end', '{"a": 1}\n{', 'line 2, column 1: the document ends here, but more text follows'],
  ['a number with a leading zero', '[012]', 'line 1, column 2: a number does not begin with 0; put it in quotes if it is text'],
  ['a negative number with a leading zero', '[-00]', 'line 1, column 2: a number does not begin with 0; put it in quotes if it is text'],
  ['a number without a fraction after its point', '[1.]', 'line 1, column 3: "," or "]" is expected here, for what was opened in line 1'],
  ['a number that is too large', '[1e400]', 'line 1, column 2: the number 1e400 is too large'],
  ['an integer that is too large', `[-${'9'.repeat(400)}]`, `line 1, column 2: the number -${'9'.repeat(39)} is too large`],
  ['a lone minus', '[-]', 'line 1, column 2: a value is expected, found "-"'],
  ['a plus', '[+1]', 'line 1, column 2: a value is expected, found "+"'],
  ['a lone word', '{"a": yes}', 'line 1, column 7: a value is expected, found "yes"'],
  ['a Python word', '{"a": None}', 'line 1, column 7: a value is expected, found "None"'],
  ['an emoji', '{"a": 😀}', 'line 1, column 7: a value is expected, found "😀"'],
  ['a comment', '{\n  // why\n}', 'line 2, column 3: a key in double quotes is expected'],
  ['no value', '{"a":', 'line 1, column 6: the text ends where a value is expected'],
  ['no key', '{', 'line 1, column 2: a key in double quotes is expected'],
  ['nothing', ' \n\t', 'line 1, column 1: the text is empty'],
  ['a text as the root', '"a"', 'line 1, column 1: this is text without any structure; '
    + 'a document is a JSON object, a YAML mapping, an iCalendar text or Cedar'],
  ['null as the root', 'null', 'line 1, column 1: this is text without any structure; '
    + 'a document is a JSON object, a YAML mapping, an iCalendar text or Cedar'],
  ['a place after CRLF', '{\r\n"a": x}', 'line 2, column 6: a value is expected, found "x"'],
  ['half of a surrogate pair', '{\n"a\ud800": 1}', 'line 2, column 3: half of a surrogate pair stands here alone; no UTF-8 text can hold it'],
])('%s is an error with its place', (_, text, message) => {
  expect(errorOf(text)).toBe(message);
});

test('nesting is limited, and a hundred thousand brackets are an error at the first too many', () => {
  expect(() => parseJson('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))).not.toThrow();
  expect(errorOf('['.repeat(100_000))).toBe(`line 1, column ${MAX_DEPTH + 2}: nested more than ${MAX_DEPTH} levels deep`);
  expect(errorOf('{"a":'.repeat(100_000))).toContain('nested more than');
});

test('all values and escapes are read', () => {
  expect(read('{"a":[1,-2.5,1E3,1e-2,true,false,null,{}, [ ] ],"b":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\\uD800é😀"}')).toEqual({
    content: { a: [1, -2.5, 1000, 0.01, true, false, null, {}, []], b: '"\\/\b\f\n\r\té😀\ud800é😀' },
    findings: [],
  });
});

test('large integers keep every digit, other numbers are doubles, and there is one zero', () => {
  const { content } = read('[9007199254740991, 9007199254740993, -123456789012345678901234567890, 12345678901234567890.0, 1e21, -0, -0.0, 0e5]');
  expect(content).toEqual([9007199254740991, 9007199254740993n, -123456789012345678901234567890n, 12345678901234567000, 1e21, 0, 0, 0]);
});

test('raw control characters are read, with one warning for each string', () => {
  const text = '{"a": "x\n\ty\nz", "b": ["\u0000"], "c": "\u007f"}';
  const { content, findings } = read(text);
  expect(content).toEqual({ a: 'x\n\ty\nz', b: ['\0'], c: '\u007f' });
  expect(findings.map(({ severity, code, path, offset }) => [severity, code, path, offset])).toEqual([
    ['warning', 'text/control-character', 'a', text.indexOf('\n')],
    ['warning', 'text/control-character', 'b[0]', text.indexOf('\0')],
  ]);
});

test('the last of two equal keys counts, in the place of the first', () => {
  const text = '{"a": 1, "b": {"x": 1, "y": 2, "x": 3}, "a": 4}';
  const { content, findings } = read(text);
  expect(content).toEqual({ a: 4, b: { x: 3, y: 2 } });
  expect(keysOf(content as object)).toEqual(['a', 'b']);
  expect(findings.map(({ code, path, offset }) => [code, path, offset])).toEqual([
    ['text/duplicate-key', 'b.x', text.lastIndexOf('"x"')],
    ['text/duplicate-key', 'a', text.lastIndexOf('"a"')],
  ]);
});

test('integer-like keys keep their order', () => {
  const { content } = read('{"b": 1, "10": 2, "a": 3, "2": 4}');
  expect(keysOf(content as object)).toEqual(['b', '10', 'a', '2']);
});

test('__proto__ is an ordinary key, and keys of the prototype are no duplicates', () => {
  const { content, findings } = read('{"__proto__": {"x": 1}, "constructor": 2, "toString": 3, "__proto__": {"y": 1}}');
  expect(Object.keys(content as object)).toEqual(['__proto__', 'constructor', 'toString']);
  expect(Object.getOwnPropertyDescriptor(content, '__proto__')!.value).toEqual({ y: 1 });
  expect((content as ContentMap).x).toBeUndefined();
  expect(findings).toHaveLength(1);
});

test('property: what JSON.stringify writes reads as JSON.parse reads it, one zero aside', () => {
  fc.assert(fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
    const text = JSON.stringify({ value }, undefined, indent);
    const expected = JSON.parse(text, (_, item) => Object.is(item, -0) ? 0 : item);
    const readable = JSON.parse(JSON.stringify(parseJson(text), (_, item) => typeof item === 'bigint' ? Number(item) : item));
    expect(readable).toEqual(expected);
  }));
});

test('property: what JSON.parse refuses is refused, but for raw control characters', () => {
  const pieces = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '"a"', '1', '-', '.', 'e5', '0', 'true', 'null', ' ', '\\', '\\u00e9', 'x', '\n', '\ufeff', '\u00a0');
  fc.assert(fc.property(fc.array(pieces, { maxLength: 12 }), parts => {
    const text = `[${parts.join('')}]`;
    let expected: unknown;
    try {
      expected = JSON.parse(text, (_, item) => Object.is(item, -0) ? 0 : item);
    } catch {
      expected = ParseError;
    }
    const findings: Finding[] = [];
    let actual: unknown;
    try {
      actual = parseJson(text, findings);
    } catch (error) {
      actual = (error as Error).constructor;
    }
    if (findings.some(({ code }) => code === 'text/control-character')) return;
    expect(actual).toEqual(expected);
  }), { numRuns: 2000 });
});

test('a long list in one line is read in linear time', () => {
  const time = (items: number): number => {
    const text = `[${'{"a":[1,2]},\n'.repeat(items)}1]`;
    return cpuTime(() => parseJson(text));
  };
  expect(time(40_000)).toBeLessThan(100 * Math.max(time(2000), 4));
});

test('decimals with more digits than a number keeps get a warning', () => {
  const warned = (text: string) => {
    const findings: Finding[] = [];
    parseJson(text, findings);
    return findings.map(({ code, path, offset }) => [code, path, offset]);
  };
  expect(warned('{"a": 0.1000000000000000055}')).toEqual([['text/number-precision', 'a', 6]]);
  expect(warned('{"a": 3.14159265358979323846}')).toEqual([['text/number-precision', 'a', 6]]);
  expect(warned('{"a": [0.1, 1.0000000000000000, 123456789012345.6, 0.30000000000000004, 12345678901234567890]}')).toEqual([]);
});
