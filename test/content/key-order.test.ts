import { hasOwnOrder, keysOf, rememberKeyOrder, setKey, withKey } from '../../src/content/key-order';
import { ContentMap } from '../../src/content/value';

const written = (): ContentMap => {
  const map: ContentMap = { b: 1, 10: 2, 9: 3 };
  rememberKeyOrder(map, ['10', 'b', '9']);
  return map;
};

test('keys come in the order in which they were written', () => {
  expect(keysOf(written())).toEqual(['10', 'b', '9']);
  expect(hasOwnOrder(written())).toBe(true);
});

test('only mappings with integer-like keys are remembered, as the others keep their own order', () => {
  for (const [key, remembered] of [['0', true], ['386', true], ['4294967294', true], ['01', false], ['1.0', false], ['-1', false], ['a', false]] as const) {
    const map: ContentMap = { z: 1, [key]: 2 };
    rememberKeyOrder(map, ['z', key]);
    expect([key, hasOwnOrder(map)]).toEqual([key, remembered]);
    expect(keysOf(map)).toEqual(['z', key]);
  }
});

test('keys added later come last, keys taken away are gone, the others keep their order', () => {
  const map = written();
  map[1] = 4;
  map.a = 5;
  delete map.b;
  expect(keysOf(map)).toEqual(['10', '9', '1', 'a']);
  delete map[10];
  delete map[9];
  expect(keysOf(map)).toEqual(['1', 'a']);
  delete map[1];
  map.x = 1;
  expect(keysOf(map)).toEqual(['a', 'x']);
});

test('a key that replaces another comes last', () => {
  const map = written();
  delete map.b;
  map.c = 1;
  expect(keysOf(map)).toEqual(['10', '9', 'c']);
});

test('__proto__ is set as an ordinary key', () => {
  const map: ContentMap = {};
  setKey(map, '__proto__', { x: 0 });
  setKey(map, '__proto__', { x: 1 });
  setKey(map, 'y', 2);
  expect(keysOf(map)).toEqual(['__proto__', 'y']);
  expect(map.x).toBeUndefined();
  expect(JSON.stringify(map)).toBe('{"__proto__":{"x":1},"y":2}');
});

test('a key is set in its place, behind others, or at the end', () => {
  const map = written();
  expect(keysOf(withKey(map, 'b', 5, '10'))).toEqual(['10', 'b', '9']);
  expect(keysOf(withKey(map, '1', 5, '10'))).toEqual(['10', '1', 'b', '9']);
  expect(keysOf(withKey(map, '1', 5, 'x', 'b'))).toEqual(['10', 'b', '1', '9']);
  expect(keysOf(withKey(map, '1', 5, 'x'))).toEqual(['10', 'b', '9', '1']);
  expect(keysOf(withKey({}, 'a', 5, 'x'))).toEqual(['a']);
  expect(withKey(map, 'b', 5)).toEqual({ b: 5, 10: 2, 9: 3 });
  expect(Object.entries(withKey(map, '__proto__', 5)).at(-1)).toEqual(['__proto__', 5]);
  expect(map).toEqual({ b: 1, 10: 2, 9: 3 });
});
