import * as fc from 'fast-check';
import { CORE_SCHEMA, load, YAML11_SCHEMA } from 'js-yaml';
import { parseDocument } from 'yaml';
import { keysOf, rememberKeyOrder, setKey } from '../../../src/content/key-order';
import { parse } from '../../../src/content/parse/parse';
import { renderJson } from '../../../src/content/render/json';
import { renderYaml } from '../../../src/content/render/yaml';
import { ContentMap, ContentValue } from '../../../src/content/value';
import { ordered, plain } from '../corpus';

/** Pieces of text that some reader or writer of YAML or JSON has got wrong. */
const NASTY = [
  '\0', '\u0007', '\u001b', '\u007f', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\ufffe', '\uffff', '\ud800', '\udc00', '😀', 'é', ' ', '  ', '\t', '\n', '\n\n', '\r', '\r\n',
  '- ', ': ', ' #', '#', '"', '\'', '---', '...', '? x', '!tag', '&a', '*a', '%', '@', '`', '|', '>', '{', '}', '[', ']', ',', ':', '?', '-', '\\', '_', '=', '<<', '~',
  '0', '1', '+5', '.5', '1e3', 'E8', '1:30', '0777', '0x1F', '1_000', '2012-10-17', '.inf', 'true', 'False', 'null', 'yes', 'no', 'on', 'y', 'a', 'b',
];
const LINES = ['a', '  a', '\ta', '', ' ', '   ', '\t', 'a  ', 'a\t', '# x', '- x', 'a: b', '---', '...'];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...NASTY), { maxLength: 6 }).map(parts => parts.join('')) },
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...LINES), { minLength: 2, maxLength: 6 }).map(lines => lines.join('\n')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
  fc.constantFrom<number | bigint>(0, -0, 1e21, 5e-324, -1e-7, 2 ** 53, 7n));

function mapOf(entries: readonly (readonly [string, ContentValue])[]): ContentMap {
  const map: ContentMap = {};
  entries.forEach(([key, value]) => setKey(map, key, value));
  rememberKeyOrder(map, [...new Set(entries.map(([key]) => key))]);
  return map;
}

const { content, map: document } = fc.letrec<{ content: ContentValue; map: ContentMap }>(tie => ({
  content: fc.oneof({ maxDepth: 4, depthSize: 'small' }, { weight: 5, arbitrary: text }, { weight: 2, arbitrary: number }, fc.boolean(), fc.constant(null),
    fc.array(tie('content'), { maxLength: 4 }), tie('map')),
  map: fc.array(fc.tuple(fc.oneof(text, fc.constantFrom('10', '9', '__proto__', 'constructor')), tie('content')), { maxLength: 4 }).map(mapOf),
}));

/** Numbers as one kind, keys in their order. */
function comparable(value: ContentValue): unknown {
  return ordered(plainOrdered(value));
}

function plainOrdered(value: ContentValue): ContentValue {
  if (typeof value === 'bigint' || typeof value === 'number') return plain(value) as number;
  if (Array.isArray(value)) return value.map(plainOrdered);
  if (typeof value !== 'object' || value === null) return value;
  return mapOf(keysOf(value).map(key => [key, plainOrdered(value[key])]));
}

test('property: YAML reads back to the same content with every reader', () => {
  fc.assert(fc.property(document, value => {
    const written = renderYaml(value);
    const own = parse(written, 'YAML');
    expect(own.findings).toEqual([]);
    expect(comparable(own.content)).toEqual(comparable(value));
    for (const schema of [CORE_SCHEMA, YAML11_SCHEMA]) {
      expect(plain(load(written, { schema }))).toEqual(plain(value));
    }
    // This reader makes a prototype of a key called so.
    if (written.includes('__proto__')) return;
    for (const version of ['1.1', '1.2'] as const) {
      const read = parseDocument(written, { version });
      expect(read.errors).toEqual([]);
      expect(plain(read.toJS())).toEqual(plain(value));
    }
  }), { numRuns: 1500 });
});

test('property: JSON reads back to the same content, also as YAML, and JSON.parse agrees', () => {
  fc.assert(fc.property(document, fc.boolean(), (value, pretty) => {
    const written = renderJson(value, pretty);
    for (const format of ['JSON', 'YAML'] as const) {
      const own = parse(written, format);
      expect(own.findings).toEqual([]);
      expect(comparable(own.content)).toEqual(comparable(value));
    }
    expect(plain(JSON.parse(written))).toEqual(plain(value));
  }), { numRuns: 1500 });
});

test('property: what is written has UTF-8 bytes', () => {
  fc.assert(fc.property(content, value => {
    for (const written of [renderJson(value), renderYaml(value)]) {
      expect(Buffer.from(written, 'utf8').toString('utf8')).toBe(written);
    }
  }));
});

test('property: what is read of YAML, written and read again, stays the same', () => {
  const line = fc.tuple(fc.nat(3), fc.constantFrom('a: ', 'b: ', '- ', '"c": ', '? ', '- - '), fc.constantFrom('1', 'x', '"y', 'z"', '|', '>-', '[1, 2]', '{a: b}', '\'q\'', '', 'no', '&a 1', '*a'));
  fc.assert(fc.property(fc.array(line, { maxLength: 8 }), lines => {
    const written = lines.map(([indent, key, value]) => `${'  '.repeat(indent)}${key}${value}`).join('\n');
    let read: ContentValue;
    try {
      read = parse(written, 'YAML').content;
    } catch (error) {
      expect((error as Error).name).toBe('ParseError');
      return;
    }
    expect(ordered(parse(renderYaml(read), 'YAML').content)).toEqual(ordered(read));
  }), { numRuns: 3000 });
});
