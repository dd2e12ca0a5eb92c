import type { DocumentDescription } from '@aws-sdk/client-ssm';
import { idOfVerified, physicalId } from '../../../lambda/content-hash/physical-id';
import { Observed, plan } from '../../../lambda/content-hash/plan';
import type { Decision, Request } from '../../../lambda/shared/operation';
import { contentHash } from '../../../src/content/hash';
import type { ContentHashProperties } from '../../../src/operations/provider/content-hash-properties';

const OURS = contentHash('ours');
const OLD = contentHash('old');
const THEIRS = contentHash('theirs');
const VERSION: DocumentDescription = { Status: 'Active', Hash: OURS, HashType: 'Sha256', DocumentVersion: '2', LatestVersion: '3', DefaultVersion: '2' };
const DONE = { done: { Hash: OURS, DocumentVersion: '2', LatestVersion: '3', DefaultVersion: '2', Status: 'Active' } };

function decide(properties: Partial<ContentHashProperties>, observed: Observed, old?: Partial<ContentHashProperties>): Decision {
  const all = (some: Partial<ContentHashProperties>) => ({ DocumentName: 'Doc', DocumentVersion: '$DEFAULT', ...some });
  const request: Request<ContentHashProperties> = old === undefined ? { type: 'Create', properties: all(properties) }
    : { type: 'Update', properties: all(properties), old: all(old), physicalId: 'id' };
  return plan(request, observed);
}

test('the hash is given as soon as the version is active', () => {
  expect(decide({}, { version: VERSION })).toEqual(DONE);
  expect(decide({}, { version: { Status: 'Active' } })).toEqual({ done: { Hash: '', DocumentVersion: '', LatestVersion: '', DefaultVersion: '', Status: 'Active' } });
});

test.each(['Creating', 'Updating'] as const)('a version that is %s is waited for', Status => {
  expect(decide({ ExpectedHash: THEIRS }, { version: { ...VERSION, Status } })).toEqual({ waitFor: `document "Doc", which is ${Status}, to be Active` });
});

test.each([
  [undefined, 'document "Doc" has no version $DEFAULT, or does not exist'],
  [{ ...VERSION, Status: 'Failed', StatusInformation: 'the attachment is missing' }, 'document "Doc" is Failed: the attachment is missing'],
  [{ ...VERSION, Status: 'Deleting' }, 'document "Doc" is Deleting'],
  [{ ...VERSION, Status: undefined }, 'document "Doc" is '],
] as const)('what cannot be read is refused', (version, refused) => {
  expect(decide({}, { version: version as DocumentDescription })).toEqual({ refused });
});

describe('verification', () => {
  test.each([[{ ExpectedHash: OURS }], [{ Content: 'ours' }], [{ Content: 'ours', ExpectedHash: THEIRS }]])('passes with the right content: %j', properties => {
    expect(decide(properties, { version: VERSION })).toEqual(DONE);
  });

  test.each([[{ ExpectedHash: THEIRS }], [{ Content: 'theirs' }]])('refuses another one: %j', properties => {
    expect(decide(properties, { version: { ...VERSION, LatestVersion: '2' } })).toEqual({
      refused: `version 2 of document "Doc" has the content hash ${OURS}, but ${THEIRS} was synthesized; `
        + 'somebody changed the document after it was deployed, or something changed its text on the way',
      mayLag: true,
    });
  });

  test('says when the default version lags behind', () => {
    expect(decide({ ExpectedHash: THEIRS }, { version: VERSION })).toEqual({
      refused: expect.stringMatching(/it is the default version while 3 is the latest: promote the latest with a DefaultVersion, or verify \$LATEST$/), mayLag: true,
    });
    expect(decide({ ExpectedHash: THEIRS }, { version: { ...VERSION, DefaultVersion: '1' } })).toEqual({ refused: expect.stringMatching(/somebody changed/), mayLag: true });
  });

  test('compares SHA-256 only', () => {
    expect(decide({ ExpectedHash: OURS }, { version: { ...VERSION, HashType: 'Sha1' } })).toEqual({
      refused: 'SSM reports a hash of type Sha1 for document "Doc", which cannot be compared; Sha256 is needed', mayLag: true,
    });
    expect(decide({}, { version: { ...VERSION, HashType: 'Sha1' } })).toEqual(DONE);
  });
});

describe('outside changes', () => {
  const watched = { ExpectedHash: OURS, RefuseOutsideChanges: true };
  const outside = (version: string) => ({ refused: expect.stringMatching(new RegExp(`^version ${version} of document "Doc" was made outside this stack; look at what it changes`)), mayLag: true });
  const latest = { ...VERSION, DocumentVersion: '3' };

  test('are the latest version where it is not ours', () => {
    expect(decide(watched, { version: VERSION, latest })).toEqual(DONE);
    expect(decide(watched, { version: VERSION, latest: { ...latest, Hash: THEIRS } })).toEqual(outside('3, the latest,'));
    expect(decide({ ...watched, RefuseOutsideChanges: false }, { version: VERSION, latest: { ...latest, Hash: THEIRS } })).toEqual(DONE);
    expect(decide({ ExpectedHash: OURS }, { version: VERSION, latest: { ...latest, Hash: THEIRS } })).toEqual(DONE);
  });

  test.each([
    ['ours before', { ExpectedHash: OLD }, OLD, DONE],
    ['somebody else\'s', { ExpectedHash: OLD }, THEIRS, outside('2')],
    ['somebody else\'s, where the text was given', { Content: 'old' }, THEIRS, outside('2')],
    ['of no interest, as nothing changed', { ExpectedHash: OURS }, THEIRS, DONE],
    ['unknown, as nothing was expected before', {}, THEIRS, DONE],
  ])('are the version before an update where it is %s', (_, old, hash, decision) => {
    expect(decide(watched, { version: VERSION, latest, previous: { ...VERSION, DocumentVersion: '2', Hash: hash } }, old)).toEqual(decision);
  });

  test('cannot be told where the version before is gone, or in a creation', () => {
    expect(decide(watched, { version: VERSION, latest }, { ExpectedHash: OLD })).toEqual(DONE);
    expect(decide(watched, { version: VERSION, latest, previous: { ...VERSION, Hash: THEIRS } })).toEqual(DONE);
  });

  test('cannot be told of an update whose old properties could not be read', () => {
    const request = { type: 'Update', properties: { DocumentName: 'Doc', DocumentVersion: '$DEFAULT', ...watched }, physicalId: 'id' } as const;
    expect(plan(request, { version: VERSION, latest, previous: { ...VERSION, Hash: THEIRS } })).toEqual(DONE);
  });
});

describe('an update back to what was verified last', () => {
  const properties = { DocumentName: 'Doc', DocumentVersion: '$DEFAULT', ExpectedHash: OURS, RefuseOutsideChanges: true, Revision: '1' };
  const back = { type: 'Update', properties, old: { ...properties, Revision: '2' }, physicalId: idOfVerified(properties) } as const;
  const changed = { ...VERSION, Hash: THEIRS };

  test('is let pass, as refusing a rollback would leave the stack stuck', () => {
    expect(plan(back, { version: changed, latest: changed })).toEqual({
      done: { ...DONE.done, Hash: THEIRS }, note: expect.stringMatching(/^let pass, as a failed update is rolled back: version 2 of document "Doc" has the content hash/),
    });
    expect(plan(back, { version: VERSION, latest: changed })).toEqual({ ...DONE, note: expect.stringContaining('was made outside this stack') });
    expect(plan(back, { version: VERSION, latest: VERSION })).toEqual(DONE);
  });

  test.each([
    [{ ...back, physicalId: idOfVerified(back.old) }],
    [{ ...back, physicalId: 'content-hash:Doc' }],
    [{ ...back, type: 'Create' }],
  ] as const)('is not any other request: %#', request => {
    expect(plan(request, { version: changed, latest: changed })).toEqual({ refused: expect.any(String), mayLag: true });
  });

  test('is refused where there is no document', () => {
    expect(plan(back, {})).toEqual({ refused: expect.stringContaining('does not exist') });
  });
});

describe('the physical id', () => {
  const properties = { DocumentName: 'Doc', DocumentVersion: '$DEFAULT' };
  const verified = idOfVerified(properties);

  test('says what was verified last', () => {
    expect(verified).toMatch(/^content-hash:Doc:[0-9a-f]{64}$/);
    expect(physicalId(properties, {}, 'content-hash:Doc')).toBe(verified);
    expect(idOfVerified({ ...properties, Revision: '1' })).not.toBe(verified);
  });

  test.each([verified, 'content-hash:Doc'])('stays as long as it is of the same document: %s', id => {
    expect(physicalId({ ...properties, Revision: '1' }, undefined, id)).toBe(id);
  });

  test.each([undefined, verified.replace('Doc', 'Doc2'), 'content-hash:Doc2', 'content-hash:Doc:1', 'nothing-made:Doc'])('is another one for another document: %s', id => {
    expect(physicalId(properties, undefined, id)).toBe('content-hash:Doc');
  });
});

test('there is nothing to delete', () => {
  expect(plan({ type: 'Delete', properties: { DocumentName: 'Doc', DocumentVersion: '$LATEST', ExpectedHash: THEIRS }, physicalId: 'id' }, { version: VERSION })).toEqual({ done: {} });
});
