import { Observed, plan, takenKeys } from '../../../lambda/access-request-tags/plan';
import type { Decision } from '../../../lambda/shared/operation';
import type { TagMap } from '../../../src/operations/provider/access-request-properties';
import { accessRequestTags, REQUEST_ID as ID } from '../handlers/access-request-tags';

const physicalId = `access-request-tags:${ID}`;
const DONE: Decision = { done: {} };
const first = (tags?: TagMap): Observed => ({ tags, isRefusable: true });
const then = (tags: TagMap): Observed => ({ tags, isRefusable: false });

const create = (observed: Observed, wanted: TagMap = { team: 'web' }) => plan({ type: 'Create', properties: accessRequestTags(wanted) }, observed);
const update = (observed: Observed, wanted: TagMap, before?: TagMap) =>
  plan({ type: 'Update', properties: accessRequestTags(wanted), old: before && accessRequestTags(before), physicalId }, observed);
const remove = (observed: Observed, wanted: TagMap = { team: 'web' }) => plan({ type: 'Delete', properties: accessRequestTags(wanted), physicalId }, observed);

const add = (tags: TagMap) => ({
  api: 'AddTagsToResource', input: { ResourceType: 'OpsItem', ResourceId: ID, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }, asOwn: true,
});
const take = (...TagKeys: string[]) => ({ api: 'RemoveTagsFromResource', input: { ResourceType: 'OpsItem', ResourceId: ID, TagKeys }, asOwn: true });

describe('the difference is made, and nothing else', () => {
  test.each<[string, Decision, unknown[]]>([
    ['a creation', create(first({ jane: 'x' })), [add({ team: 'web' })]],
    ['a creation that was cut off', create(first({ team: 'web' }), { team: 'web', ticket: '1' }), [add({ ticket: '1' })]],
    ['a creation that comes again', create(first({ team: 'web' })), []],
    ['a creation that is done', create(then({ team: 'web' })), []],
    ['an update', update(first({ team: 'web', cost: '7', jane: 'x' }), { team: 'shop', ticket: '1' }, { team: 'web', cost: '7' }), [take('cost'), add({ team: 'shop', ticket: '1' })]],
    ['an update of what is as it should be', update(first({ team: 'web' }), { team: 'web' }, { team: 'shop' }), []],
    ['an update of what somebody took away', update(first({}), { team: 'web' }, { team: 'web', cost: '7' }), [add({ team: 'web' })]],
    ['an update after somebody has changed what was declared', update(first({ team: 'hers', cost: 'hers' }), { team: 'web' }, { team: 'web', cost: '7' }), [add({ team: 'web' })]],
    ['an update back from nobody knows what', update(first({ team: 'shop', cost: '7' }), { team: 'web' }), [add({ team: 'web' })]],
    ['a deletion', remove(first({ team: 'web', jane: 'x' })), [take('team')]],
    ['a deletion of what somebody has changed', remove(first({ team: 'shop' })), []],
    ['a deletion of what is gone', remove(first({})), []],
  ])('%s', (_, decision, calls) => expect(decision).toEqual(calls.length === 0 ? DONE : { calls }));
});

test('what is not there is refused, and deleted', () => {
  const refused = { refused: expect.stringMatching(/^there is no access request and no change request oi-0123456789ab .*aws ssm describe-ops-items/), mayLag: true };
  expect(create(first())).toEqual(refused);
  expect(update(first(), { team: 'web' }, {})).toEqual(refused);
  expect(remove(first())).toEqual(DONE);
});

test('what somebody else has set is not overwritten by a creation', () => {
  expect(create(first({ team: 'shop' }))).toEqual({ refused: expect.stringContaining('oi-0123456789ab has already the tag team with the value "shop"; somebody else') });
  expect(create(first({ team: 'shop', cost: '' }), { team: 'web', cost: '7', ticket: '1' })).toEqual({
    refused: expect.stringContaining('the tag team with the value "shop" and the tag cost with the value ""; '),
  });
  expect(update(first({ team: 'web', ticket: '7' }), { team: 'shop', ticket: '1' }, { team: 'web' })).toEqual({ refused: expect.stringContaining('the tag ticket with the value "7"; ') });
  // Between two looks of one request, and in a rollback, it is set right.
  expect(update(then({ ticket: '7' }), { ticket: '1' }, {})).toEqual({ calls: [add({ ticket: '1' })] });
  expect(create(then({ team: 'shop' }))).toEqual({ calls: [add({ team: 'web' })] });
});

test('which keys are taken', () => {
  const properties = accessRequestTags({ team: 'web', ticket: '1', cost: '7' });
  const tags = { team: 'shop', ticket: '1', jane: 'x' };
  expect(takenKeys({ type: 'Create', properties }, tags)).toEqual(['team']);
  expect(takenKeys({ type: 'Update', properties, old: accessRequestTags({ cost: '7' }), physicalId }, tags)).toEqual(['team']);
  expect(takenKeys({ type: 'Update', properties, old: accessRequestTags({ team: 'web' }), physicalId }, tags)).toEqual([]);
  expect(takenKeys({ type: 'Update', properties, physicalId }, tags)).toEqual([]);
  expect(takenKeys({ type: 'Delete', properties, physicalId }, tags)).toEqual([]);
});

test('names that every object has are no tags', () => {
  expect(create(first({}), { toString: 'x' })).toEqual({ calls: [add({ toString: 'x' })] });
  expect(update(first({}), {}, { toString: 'x' })).toEqual(DONE);
  expect(remove(first({}), { toString: 'x' })).toEqual(DONE);
});
