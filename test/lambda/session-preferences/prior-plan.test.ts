import { planPrior, priorId } from '../../../lambda/session-preferences/prior-plan';
import { contentHash } from '../../../src/content/hash';

const HASH = contentHash('theirs');
const LATEST = { DocumentVersion: '12', Hash: HASH, Status: 'Active' } as const;
const ID = `prior-session-preferences:12:${HASH}`;
const FOUND = { done: { PriorVersion: '12', PriorHash: HASH } };
const NONE = { done: { PriorVersion: 'none', PriorHash: 'none' } };

test('a creation finds the latest version', () => {
  expect(planPrior({ type: 'Create', properties: {} }, { latest: LATEST })).toEqual(FOUND);
  expect(priorId({ latest: LATEST })).toBe(ID);
});

test('or nothing', () => {
  expect(planPrior({ type: 'Create', properties: {} }, {})).toEqual(NONE);
  expect(priorId({})).toBe('prior-session-preferences:none:none');
  expect(priorId(undefined)).toBe('prior-session-preferences:none:none');
});

test('or one that failed', () => {
  expect(planPrior({ type: 'Create', properties: {} }, { latest: { ...LATEST, Status: 'Failed' } })).toEqual(FOUND);
});

test.each(['Creating', 'Updating', 'Deleting'] as const)('it waits for one that is %s', Status => {
  expect(planPrior({ type: 'Create', properties: {} }, { latest: { ...LATEST, Status } })).toEqual({ waitFor: expect.stringContaining(`which is ${Status}`) });
});

test('an update says what the id says, which stays', () => {
  expect(priorId({}, ID)).toBe(ID);
  expect(planPrior({ type: 'Update', properties: {}, physicalId: ID }, {})).toEqual(FOUND);
  expect(planPrior({ type: 'Update', properties: {}, physicalId: 'prior-session-preferences:none:none' }, {})).toEqual(NONE);
  expect(planPrior({ type: 'Update', properties: {}, physicalId: ID }, { latest: { ...LATEST, DocumentVersion: '13', Status: 'Updating' } })).toEqual(FOUND);
});

test.each(['', 'Stack-Prior-1ABC', `x${ID}`, 'prior-session-preferences:0:x', 'prior-session-preferences:1:'])('an id that says nothing, %j, is refused', physicalId => {
  expect(planPrior({ type: 'Update', properties: {}, physicalId }, {})).toEqual({ refused: 'the physical id does not say what stood there before' });
});

test('there is nothing to delete', () => {
  expect(planPrior({ type: 'Delete', properties: {}, physicalId: 'any' }, { latest: LATEST })).toEqual({ done: {} });
});
