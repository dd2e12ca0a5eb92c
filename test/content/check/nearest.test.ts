import { nearest, suggestion } from '../../../src/content/check/nearest';

test.each([
  ['InstnaceId', ['InstanceId', 'Action'], 'InstanceId'], // neighbours swapped
  ['instanceid', ['InstanceId'], 'InstanceId'], // only the case differs
  ['InstanceIds', ['InstanceId', 'InstanceIdList'], 'InstanceId'],
  ['ab', ['ba'], 'ba'],
  ['abc', ['cab'], undefined],
  ['Zone', ['InstanceId', 'Action'], undefined],
  ['x', [], undefined],
  ['Z', ['B', 'Ab'], undefined],
  ['b', ['A', 'B'], 'B'],
  ['description', ['descripton', 'describe'], 'descripton'],
  ['', ['a'], undefined],
])('%p among %p: %p', (name, known, expected) => {
  expect(nearest(name, known)).toBe(expected);
});

test('asks for the nearest name, else says what there is', () => {
  expect(suggestion('strng', ['string', 'list'], '; there are others')).toBe('; did you mean "string"?');
  expect(suggestion('qqqqq', ['string', 'list'], '; there are others')).toBe('; there are others');
});

test('long names cost little', () => {
  const known = Array.from({ length: 200 }, (_, index) => `${'x'.repeat(500)}${index}`);
  expect(nearest('y'.repeat(501), known)).toBeUndefined();
});

test('only so many names are compared', () => {
  const known = [...Array.from({ length: 200 }, (_, index) => `other${index}`), 'wanted'];
  expect(nearest('wantde', known)).toBeUndefined();
  expect(nearest('wantde', known.slice(1))).toBe('wanted');
});
