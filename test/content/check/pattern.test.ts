import { constraintFaults } from '../../../src/content/check/parameter-values';
import { beyondRe2, compile, Match, PatternSearch } from '../../../src/content/check/pattern';
import { validateText } from '../../../src/content/validate';
import { cpuTime } from '../cpu-time';

const match = (pattern: string, value: string): Match => new PatternSearch().match(pattern, value);

test.each<[string, string, Match]>([
  ['^a+$', 'aaa', 'fits'],
  ['^a+$', 'b', 'misses'],
  ['b', 'abc', 'fits'], // not anchored: nobody documents that the service anchors
  ['(?i)^ABC$', 'abc', 'fits'],
  ['(?s)^a.b$', 'a\nb', 'fits'],
  ['\\Aabc\\z', 'abc', 'fits'],
  ['\\Aabc\\z', 'abcd', 'misses'],
  ['[a-z', 'a', 'unreadable'],
  ['\\p{Alpha}+', 'a', 'unreadable'],
  ['a++', 'a', 'unreadable'],
  ['[a-z&&[^b]]', 'b', 'unreadable'],
  ['\\Qa.b\\E', 'a.b', 'unreadable'],
])('%p against %p: %p', (pattern, value, expected) => {
  expect(match(pattern, value)).toBe(expected);
});

/** Patterns that can read a text in very many ways, of all the kinds that there are. */
const RUNAWAY = [
  '^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '^((a)*)*$', '(.*)(.*)(.*)(.*)\\1x', '^(a{1,9}){1,99}$', '^(?:a+){1,64}b$', '^(?:(?:a+)b?)+$', '^(?=(a+))\\1*b$',
  `${'.*'.repeat(9)}=`, `^${'(?:a|a)'.repeat(40)}b$`, `^${'(a?)'.repeat(40)}${'a'.repeat(60)}b$`, `^${'[a-z]?'.repeat(40)}[a-z]{61}$`, `${'a+?'.repeat(9)}b`, '(?<n>a+)\\k<n>+b',
];

test.each(RUNAWAY)('a search that explodes is given up after a moment: %p', pattern => {
  const search = new PatternSearch();
  expect(cpuTime(() => expect(['given-up', 'misses']).toContain(search.match(pattern, `${'a'.repeat(60)}!`)))).toBeLessThan(2_000);
});

test('a search that may explode still tells what it can', () => {
  expect(match('^(a+)+$', 'aaaa')).toBe('fits');
  expect(match('^(a|b)+$', 'abba')).toBe('fits');
  expect(match('^(a|b)+$', 'abc')).toBe('misses');
});

test('values and patterns longer than anything sensible are not tried', () => {
  expect(match('^a*$', 'a'.repeat(4096))).toBe('fits');
  expect(match('^a*$', 'a'.repeat(4097))).toBe('too-long');
  expect(match(`^${'a?'.repeat(1024)}$`, 'a')).toBe('too-long');
});

test('all searches for a document together have a limit, and what comes to an end still counts after those that do not', () => {
  const search = new PatternSearch();
  let matches: readonly Match[] = [];
  expect(cpuTime(() => {
    matches = Array.from({ length: 500 }, (_, index) => search.match(`^(a+)+${'b'.repeat(index % 100)}$`, `${'a'.repeat(60)}!`));
  })).toBeLessThan(15_000);
  expect(new Set(matches)).toEqual(new Set(['given-up']));
  expect(search.match('^[a-z]+$', 'abc')).toBe('fits');
  expect(new PatternSearch().match('^(a|b)+$', 'abc')).toBe('misses');
});

test('so do searches that come to an end just before each is given up', () => {
  // Each letter more doubles the time.
  const taken = (value: string): number => cpuTime(() => new PatternSearch().match('^(a+)+$', value));
  let value = 'aaaa!';
  while (taken(value) < 3) value = `a${value}`;
  let matches: readonly Match[] = [];
  expect(cpuTime(() => {
    const search = new PatternSearch();
    matches = Array.from({ length: 3_000 }, () => search.match('^(a+)+$', value));
  })).toBeLessThan(5_000);
  expect(matches[0]).toBe('misses');
  expect(matches.at(-1)).toBe('given-up');
});

test('what was not checked is told, once for each parameter and with no error', () => {
  const reasons: string[] = [];
  const faults = constraintFaults({ type: 'StringList', allowedPattern: '^(a+)+$' }, ['aa', `${'a'.repeat(60)}!`, 'b', `${'a'.repeat(50)}!`, 'a'.repeat(5_000)],
    { onUnchecked: reason => reasons.push(reason) });
  expect(faults).toEqual(['"b" does not match the allowed pattern ^(a+)+$']);
  expect(reasons).toEqual([
    `"${'a'.repeat(57)}...": it, or the pattern, is too long to be tried here`,
    `"${'a'.repeat(57)}...", "${'a'.repeat(50)}!": the search takes too long here, as the pattern can be read in very many ways; do not repeat what holds a repetition, such as (a+)+`,
  ]);
});

test('a document says which defaults were not held against their patterns', () => {
  const parameter = (allowedPattern: string, text: string) => ({ type: 'String', allowedPattern, default: text });
  const parameters = {
    Slow: parameter('^(a+)+$', `${'a'.repeat(60)}!`), Long: parameter('^a+$', 'a'.repeat(20_000)), Wide: parameter('(a|b)'.repeat(1_000), 'a'), Fine: parameter('^a+$', 'a'), Wrong: parameter('^a+$', 'b'),
  };
  const { findings } = validateText(JSON.stringify({ schemaVersion: '0.3', parameters, mainSteps: [{ name: 'A', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }] }));
  const told = findings.filter(({ path, code }) => path.startsWith('parameters.') && code !== 'parameter/default-constraint');
  expect(told.map(({ severity, code, path }) => [severity, code, path])).toEqual(
    ['Slow', 'Long', 'Wide'].map(name => ['warning', 'parameter/unchecked', `parameters.${name}.default`]));
  expect(findings.filter(({ code }) => code === 'parameter/default-constraint').map(({ path }) => path)).toEqual(['parameters.Wrong.default']);
});

test('reading a pattern never throws', () => {
  for (const pattern of ['(', ')', '[', '*', '\\', '(?<n', '{', '+', '\u{d800}', '('.repeat(2_048), '['.repeat(2_048), `${'('.repeat(1_024)}${')'.repeat(1_024)}`]) {
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
