import { MAX_DEPTH } from '../../../src/content/depth';
import { rememberKeyOrder } from '../../../src/content/key-order';
import { parse } from '../../../src/content/parse/parse';
import { renderJson } from '../../../src/content/render/json';
import { RawText } from '../../../src/content/render/raw-text';
import { render } from '../../../src/content/render/render';
import { ContentMap, ContentValue } from '../../../src/content/value';

const raw = (text: string) => new RawText(text) as unknown as ContentValue;

const orderedMap = (): ContentMap => {
  const map: ContentMap = { 1: 'a', b: [2n ** 70n, [], {}], 0: { c: null } };
  rememberKeyOrder(map, ['b', '1', '0']);
  return map;
};

test('JSON is compact, or indented by two spaces', () => {
  const content = { b: [1, 'x"\n\u2028é', true, null, [], {}], a: { c: -0.5 } };
  expect(renderJson(content)).toBe(JSON.stringify(content));
  expect(renderJson(content, true)).toBe(JSON.stringify(content, undefined, 2));
});

test('the written order of keys and large integers are kept, in the same layout', () => {
  expect(renderJson(orderedMap())).toBe('{"b":[1180591620717411303424,[],{}],"1":"a","0":{"c":null}}');
  expect(renderJson(orderedMap(), true)).toBe(`{
  "b": [
    1180591620717411303424,
    [],
    {}
  ],
  "1": "a",
  "0": {
    "c": null
  }
}`);
});

test('the layout is the same whichever way it is written', () => {
  const content = { a: [1, 'x', [[]], {}], b: { c: [{ d: 1.5 }, false] } };
  const forced = { ...content, z: raw('7') };
  for (const pretty of [false, true]) {
    expect(renderJson(forced, pretty)).toBe(renderJson({ ...content, z: 7 }, pretty));
  }
});

test('raw text stands as it is', () => {
  expect(renderJson({ a: raw('${Token[1]}'), b: [raw('["x"]')] })).toBe('{"a":${Token[1]},"b":[["x"]]}');
});

test('half of a surrogate pair is written escaped, so that the text has bytes', () => {
  expect(renderJson({ 'a\ud800': '\udc00😀' })).toBe('{"a\\ud800":"\\udc00😀"}');
  expect(renderJson({ 'a\ud800': '\udc00', 'z': 1n })).toBe('{"a\\ud800":"\\udc00","z":1}');
});

test('what JSON would drop or change silently is refused, and says where it is', () => {
  expect(() => renderJson({ a: { 'b c': [NaN] } })).toThrow('a["b c"][0] is NaN, which no document can hold');
  expect(() => renderJson([undefined] as unknown as ContentValue)).toThrow('[0] is undefined, which no document can hold');
  expect(() => renderJson({ a: Symbol('x') } as unknown as ContentValue)).toThrow('a is a symbol, which no document can hold');
});

test('a key without a value is not written', () => {
  expect(renderJson({ a: undefined, b: 1 } as unknown as ContentValue)).toBe('{"b":1}');
  expect(renderJson({ a: undefined, b: 1n, c: { d: undefined } } as unknown as ContentValue)).toBe('{"b":1,"c":{}}');
});

test('what is written can be read as deeply as it can be written', () => {
  let content: ContentValue = 1n;
  for (let level = 0; level < MAX_DEPTH; level++) content = [content];
  expect(parse(renderJson(content)).content).toBeDefined();
  expect(() => renderJson([content])).toThrow('nested more than');
});

describe('a content and its format', () => {
  test('a text is written as it is, or not at all', () => {
    expect(render('BEGIN:VCALENDAR\r\n', { format: 'TEXT' })).toBe('BEGIN:VCALENDAR\r\n');
    expect(() => render('x', { format: 'JSON' })).toThrow('a TEXT document (a calendar, Cedar policies) has no JSON form');
    expect(() => render('x', { format: 'YAML' })).toThrow('has no YAML form');
    expect(() => render('x\ud800', { format: 'TEXT' })).toThrow('half of a surrogate pair');
  });

  test('a structure is written as JSON or YAML', () => {
    expect(render({ a: 'TOKEN' }, { format: 'JSON' })).toBe('{"a":"TOKEN"}');
    expect(render({ a: 1 }, { format: 'JSON', pretty: true })).toBe('{\n  "a": 1\n}');
    expect(render({ a: 'TOKEN' }, { format: 'YAML', isUnresolved: text => text === 'TOKEN' })).toBe('a: "TOKEN"\n');
    expect(() => render({ a: 1 }, { format: 'TEXT' })).toThrow('this content is structured, use JSON or YAML');
  });
});
