import { beyondRe2, compile, matches } from '../../../src/content/check/pattern';

test.each([
  ['^a+$', 'aaa', true],
  ['^a+$', 'b', false],
  ['b', 'abc', true], // not anchored: nobody documents that the service anchors
  ['(?i)^ABC$', 'abc', true],
  ['(?s)^a.b$', 'a\nb', true],
  ['\\Aabc\\z', 'abc', true],
  ['\\Aabc\\z', 'abcd', false],
  ['[a-z', 'a', undefined],
  ['\\p{Alpha}+', 'a', undefined],
  ['a++', 'a', undefined],
  ['[a-z&&[^b]]', 'b', undefined],
  ['\\Qa.b\\E', 'a.b', undefined],
])('%p against %p gives %p', (pattern, value, expected) => {
  expect(matches(pattern, value)).toBe(expected);
});

test('a search that explodes is given up after a moment, whatever kind it is', () => {
  const started = process.hrtime.bigint();
  for (const pattern of ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^((a)*)*$', '(.*)(.*)(.*)(.*)\\1x', '^(a{1,9}){1,99}$', '^(?:a+){1,64}b$']) {
    expect([undefined, false]).toContain(matches(pattern, `${'a'.repeat(60)}!`));
  }
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(5_000);
});

test('a search that may explode still tells what it can', () => {
  expect(matches('^(a+)+$', 'aaaa')).toBe(true);
  expect(matches('^(a|b)+$', 'abba')).toBe(true);
  expect(matches('^(a|b)+$', 'abc')).toBe(false);
});

test('values and patterns longer than anything sensible are not tried', () => {
  expect(matches('^a*$', 'a'.repeat(4096))).toBe(true);
  expect(matches('^a*$', 'a'.repeat(4097))).toBeUndefined();
  expect(matches(`^${'a?'.repeat(1024)}$`, 'a')).toBeUndefined();
});

test('reading a pattern never throws', () => {
  for (const pattern of ['(', ')', '[', '*', '\\', '(?<n', '{', '+', '\u{d800}']) {
    expect(() => compile(pattern)).not.toThrow();
  }
});

test.each([
  ['^(?!a)b$', 'look-around'],
  ['(?<!a)b', 'look-around'],
  ['(a)\\1', 'a reference back'],
  ['(?>a)', 'an atomic group'],
  ['a*+', 'a possessive quantifier'],
  ['a{2}+', 'a possessive quantifier'],
  ['^[(?!]+$', undefined],
  ['\\(\\?=', undefined],
  ['a+?', undefined],
  ['(?:a|b)*', undefined],
  ['(?P<n>a)', undefined],
])('%p uses %p that RE2 does not know', (pattern, expected) => {
  expect(beyondRe2(pattern)).toBe(expected);
});

test('a document of hostile patterns ends', () => {
  const started = process.hrtime.bigint();
  for (let index = 0; index < 300; index++) {
    expect(matches(`^(a+)+${'b'.repeat(index)}$`, `${'a'.repeat(60)}!`)).not.toBe(true);
  }
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(15_000);
});
