import * as fc from 'fast-check';
import { tagCalls, tagChanges } from '../../../../lambda/shared/ops-item/tag-changes';

const ID = 'oi-0123456789ab';
const of = (api: string, input: object) => ({ api, input: { ResourceType: 'OpsItem', ResourceId: ID, ...input }, asOwn: true });

test('the difference', () => {
  expect(tagChanges({ a: '1', b: '2', c: '3' }, { a: '1', d: '4', e: '5', g: '7' }, { a: '1', b: 'other', d: '4', f: '6', g: 'changed' })).toEqual({ add: { b: '2', c: '3' }, remove: ['d'] });
  expect(tagChanges({}, { a: '1' }, { a: '1' })).toEqual({ add: {}, remove: ['a'] });
  expect(tagChanges({ a: '' }, {}, {})).toEqual({ add: { a: '' }, remove: [] });
});

test('names that every object has are no tags', () => {
  expect(tagChanges({ toString: 'x' }, { valueOf: 'x' }, {})).toEqual({ add: { toString: 'x' }, remove: [] });
  expect(tagChanges({}, { toString: 'x' }, { toString: 'x' })).toEqual({ add: {}, remove: ['toString'] });
});

test('calls: what goes is first, and none where there is nothing to do', () => {
  expect(tagCalls(ID, { add: { a: '1', b: '' }, remove: ['c', 'd'] })).toEqual([
    of('RemoveTagsFromResource', { TagKeys: ['c', 'd'] }),
    of('AddTagsToResource', { Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '' }] }),
  ]);
  expect(tagCalls(ID, { add: { a: '1' }, remove: [] })).toEqual([of('AddTagsToResource', { Tags: [{ Key: 'a', Value: '1' }] })]);
  expect(tagCalls(ID, { add: {}, remove: ['c'] })).toEqual([of('RemoveTagsFromResource', { TagKeys: ['c'] })]);
  expect(tagCalls(ID, { add: {}, remove: [] })).toEqual([]);
});

test('afterwards what is wanted is there, what is not wanted any more is gone, what is of others is as it was, and nothing is left to do', () => {
  const tags = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'toString'), fc.constantFrom('1', '2'), { noNullPrototype: true });
  fc.assert(fc.property(tags, tags, tags, (wanted, before, actual) => {
    const { add, remove } = tagChanges(wanted, before, actual);
    const after = { ...Object.fromEntries(Object.entries(actual).filter(([key]) => !remove.includes(key))), ...add };
    const isOurs = (key: string, value: string) => Object.hasOwn(before, key) && before[key] === value;
    const others = Object.entries(actual).filter(([key, value]) => !Object.hasOwn(wanted, key) && !isOurs(key, value));
    expect(after).toEqual({ ...Object.fromEntries(others), ...wanted });
    expect(tagChanges(wanted, before, after)).toEqual({ add: {}, remove: [] });
    expect(Object.keys(add).filter(key => Object.hasOwn(actual, key) && actual[key] === wanted[key])).toEqual([]);
  }));
});
