import { DocumentVersion } from '../../../lambda/session-preferences/document-version';
import { isTakenBack, Observed, physicalId, plan } from '../../../lambda/session-preferences/plan';
import type { Decision, Request } from '../../../lambda/shared/operation';
import { contentHash } from '../../../src/content/hash';
import type { SessionPreferencesProperties } from '../../../src/operations/provider/session-preferences-properties';

const NAME = 'SSM-SessionManagerRunShell';
const OURS = '{"sessionType":"Standard_Stream","inputs":{"runAsEnabled":true}}';
/** The same settings in other bytes. */
const SAME = '{"inputs":{"runAsEnabled":"true"},"sessionType":"Standard_Stream"}';
const THEIRS = '{"sessionType":"Standard_Stream","inputs":{}}';
const DUPLICATE = 'DuplicateDocumentContent';

const PROPERTIES: SessionPreferencesProperties = { Content: OURS, Existing: 'Adopt', OnDelete: 'Leave', PriorVersion: 'none', PriorHash: 'none' };

function version(content: string | undefined, rest: Partial<DocumentVersion> = {}): DocumentVersion {
  return {
    Status: 'Active',
    DocumentType: 'Session',
    DocumentFormat: 'JSON',
    DocumentVersion: '3',
    DefaultVersion: '3',
    Hash: content === undefined ? undefined : contentHash(content),
    content,
    ...rest,
  };
}

function request(type: Request<unknown>['type'], given: Partial<SessionPreferencesProperties> = {}, id = NAME): Request<SessionPreferencesProperties> {
  const properties = { ...PROPERTIES, ...given };
  return type === 'Create' ? { type, properties } : { type, properties, physicalId: id };
}

const update = (Content: string, DocumentFormat = 'JSON'): Decision => ({
  calls: [
    { api: 'UpdateDocument', input: { Name: NAME, Content, DocumentVersion: '$LATEST', DocumentFormat: DocumentFormat as 'JSON' }, unless: [DUPLICATE] },
  ],
});
const CREATE = {
  calls: [
    { api: 'CreateDocument', input: { Name: NAME, Content: OURS, DocumentType: 'Session', DocumentFormat: 'JSON' }, unless: ['DocumentAlreadyExists'] },
  ],
};
const PROMOTE = { calls: [{ api: 'UpdateDocumentDefaultVersion', input: { Name: NAME, DocumentVersion: '3' } }] };
const DELETE = {
  calls: [{
    api: 'DeleteDocument',
    input: { Name: NAME },
    unless: ['InvalidDocument'],
    advice: 'where the document is shared, stop sharing it; or deploy with PreferencesOnDelete.LEAVE before',
  }],
};
const done = (content: string) => ({ done: { Hash: contentHash(content), LatestVersion: '3', DefaultVersion: '3' } });
const CHANGED_SINCE = { done: {}, note: `document "${NAME}" stays as it is: somebody changed it since this stack did, its latest version is 3` };
const REPLACE = { Existing: 'Replace' };

describe('creations and updates alike', () => {
  const cases: [string, Observed, readonly string[], Decision][] = [
    ['make the document where there is none', {}, [], CREATE as Decision],
    ['make it again where the service says that it is there, and it cannot be seen', {}, ['DocumentAlreadyExists'], CREATE as Decision],
    ['wait while it is made', { latest: version(OURS, { Status: 'Creating' }) }, [], { waitFor: `document "${NAME}", which is Creating, to be Active` }],
    ['wait while it is updated', { latest: version(OURS, { Status: 'Updating' }) }, [], { waitFor: `document "${NAME}", which is Updating, to be Active` }],
    ['wait while it is deleted', { latest: version(OURS, { Status: 'Deleting' }) }, [], { waitFor: `document "${NAME}", which is Deleting, to be gone` }],
    ['wait while it cannot be read', { latest: version(undefined) }, [], { waitFor: `the content of document "${NAME}"` }],
    ['are done where our bytes are the default version', { latest: version(OURS) }, [], done(OURS)],
    ['promote our bytes', { latest: version(OURS, { DefaultVersion: '2' }) }, [], PROMOTE as Decision],
    ['go by the hash where it is that of our bytes', { latest: version(THEIRS, { Hash: contentHash(OURS) }) }, [], done(OURS)],
    ['refuse our bytes where they failed', { latest: version(OURS, { Status: 'Failed', StatusInformation: 'no bucket' }) }, [],
      { refused: `version 3 of document "${NAME}" is Failed: no bucket` }],
    ['refuse our bytes where they failed and cannot be read', { latest: version(undefined, { Hash: contentHash(OURS), Status: 'Failed' }) }, [],
      { refused: `version 3 of document "${NAME}" is Failed` }],
    ['replace other bytes that failed and cannot be read', { latest: version(undefined, { Status: 'Failed' }) }, [], update(OURS)],
    ['refuse a document of another type', { latest: version(OURS, { DocumentType: 'Command' }) }, [],
      { refused: `document "${NAME}" is of type Command, and Session Manager needs one of type Session; delete it first` }],
    ['replace other bytes', { latest: version(THEIRS) }, [], update(OURS)],
    ['replace bytes with a line break more', { latest: version(`${OURS}\n`) }, [], update(OURS)],
    ['try the same once more when it is refused as known', { latest: version(THEIRS) }, [DUPLICATE], update(OURS)],
    ['add a line break when it is refused again', { latest: version(THEIRS) }, [DUPLICATE, DUPLICATE], update(`${OURS}\n`)],
    ['add line breaks until it is taken', { latest: version(THEIRS) }, [DUPLICATE, 'DocumentAlreadyExists', DUPLICATE, DUPLICATE], update(`${OURS}\n\n`)],
    ['are done with line breaks where our bytes are refused', { latest: version(`${OURS}\n\n`) }, [DUPLICATE], done(`${OURS}\n\n`)],
    ['promote ours with line breaks where our bytes are refused', { latest: version(`${OURS}\n`, { DefaultVersion: '1' }) }, [DUPLICATE], PROMOTE as Decision],
    ['know our bytes where the hash is an old one', { latest: version(OURS, { Hash: 'sha1', HashType: 'Sha1' }) }, [DUPLICATE],
      { done: { Hash: 'sha1', LatestVersion: '3', DefaultVersion: '3' } }],
    ['do not take spaces for line breaks', { latest: version(`${OURS} \n`) }, [DUPLICATE], update(OURS)],
    ['do not take another beginning for ours', { latest: version(`\n${OURS}`) }, [DUPLICATE], update(OURS)],
    ['do not take YAML for ours', { latest: version(`${OURS}\n`, { DocumentFormat: 'YAML' }) }, [DUPLICATE], update(OURS)],
    ['leave out what SSM does not say', { latest: { Status: 'Active', DocumentType: 'Session', DocumentFormat: 'JSON', content: OURS } }, [DUPLICATE],
      { done: { Hash: '', LatestVersion: '', DefaultVersion: '' } }],
  ];

  test.each(cases)('%s', (_, observed, met, decision) => {
    expect(plan(request('Update'), observed, met)).toEqual(decision);
    expect(plan(request('Create', REPLACE), observed, met)).toEqual(decision);
  });
});

describe('a creation that finds a document', () => {
  const prior = { PriorVersion: '3', PriorHash: contentHash(THEIRS) };
  const other = {
    refused: `document "${NAME}" exists already with other settings: inputs.runAsEnabled: false is there, true was declared. `
      + 'Declare the settings that are there, or replace them with ExistingPreferences.REPLACE',
  };
  const mustNot = {
    refused: `document "${NAME}" exists already and must not (ExistingPreferences.FAIL); delete it first, or take it over with ExistingPreferences.ADOPT or REPLACE`,
  };

  test.each<[Partial<SessionPreferencesProperties>, DocumentVersion, Decision]>([
    [{ Existing: 'Adopt' }, version(THEIRS), other],
    [{ Existing: 'Adopt' }, version(SAME), update(OURS)],
    [{ Existing: 'Adopt' }, version(OURS), done(OURS)],
    [{ Existing: 'Adopt' }, version(`${OURS}\n`), update(OURS)],
    [{ Existing: 'Adopt' }, version('nonsense'), { refused: expect.stringMatching(/the content that is there is no JSON object/) }],
    [{ Existing: 'Adopt' }, version(undefined, { Status: 'Failed' }), { refused: expect.stringMatching(/the content that is there is no JSON object/) }],
    [{ Existing: 'Replace' }, version(THEIRS), update(OURS)],
    [{ Existing: 'Fail' }, version(THEIRS), mustNot],
    [{ Existing: 'Fail', ...prior }, version(THEIRS), mustNot],
    [{ Existing: 'Fail' }, version(SAME), mustNot],
    // Made by an earlier try.
    [{ Existing: 'Fail' }, version(OURS), done(OURS)],
    [{ Existing: 'Fail' }, version(OURS, { DefaultVersion: '2' }), PROMOTE as Decision],
    [{ Existing: 'Fail' }, version(`${OURS}\n`), update(OURS)],
    // There before.
    [{ Existing: 'Fail', PriorVersion: '3', PriorHash: contentHash(OURS) }, version(OURS), mustNot],
    // There before, then deleted by somebody, and made by an earlier try.
    [{ Existing: 'Fail', PriorVersion: '2', PriorHash: contentHash(OURS) }, version(OURS), done(OURS)],
    [{ Existing: 'Fail', ...prior }, version(OURS), done(OURS)],
  ])('%j', (properties, latest, decision) => {
    expect(plan(request('Create', properties), { latest }, [])).toEqual(decision);
  });

  test('refuses nothing as an update, which could not be rolled back', () => {
    for (const Existing of ['Adopt', 'Fail']) expect(plan(request('Update', { Existing, ...prior }), { latest: version(THEIRS) }, [])).toEqual(update(OURS));
  });
});

describe('a deletion', () => {
  const restore = { OnDelete: 'Restore', PriorVersion: '1', PriorHash: contentHash(THEIRS) };
  const prior = version(THEIRS, { DocumentVersion: '1' });
  const restored = { done: expect.objectContaining({ LatestVersion: '3' }) };

  test.each<[string, Partial<SessionPreferencesProperties>, string, Observed, readonly string[], Decision]>([
    ['leaves all', {}, NAME, { latest: version(OURS), prior }, [], { done: {} }],
    ['leaves all, also where something stood there before', { ...restore, OnDelete: 'Leave' }, NAME, { latest: version(OURS), prior }, [], { done: {} }],
    ['leaves what is in motion', {}, NAME, { latest: version(OURS, { Status: 'Updating' }) }, [], { done: {} }],
    ['finds nothing to restore', restore, NAME, { prior }, [], { done: {} }],
    ['waits for what is in motion', restore, NAME, { latest: version(OURS, { Status: 'Updating' }), prior }, [],
      { waitFor: `document "${NAME}", which is Updating, to be Active` }],
    ['waits for what cannot be read', restore, NAME, { latest: version(undefined), prior }, [], { waitFor: `the content of document "${NAME}"` }],

    ['restores nothing', { OnDelete: 'Restore' }, NAME, { latest: version(OURS) }, [], DELETE as Decision],
    ['restores nothing in place of ours with a line break', { OnDelete: 'Restore' }, NAME, { latest: version(`${OURS}\n`) }, [], DELETE as Decision],
    ['restores nothing in place of ours that failed', { OnDelete: 'Restore' }, NAME, { latest: version(OURS, { Status: 'Failed' }) }, [], DELETE as Decision],
    ['does not delete what somebody changed', { OnDelete: 'Restore' }, NAME, { latest: version(THEIRS) }, [], CHANGED_SINCE],
    ['does not delete what somebody put there as YAML', { OnDelete: 'Restore' }, NAME, { latest: version(`${OURS}\n`, { DocumentFormat: 'YAML' }) }, [], CHANGED_SINCE],

    ['restores what stood there', restore, NAME, { latest: version(OURS), prior }, [], update(THEIRS)],
    ['restores it in place of ours with a line break', restore, NAME, { latest: version(`${OURS}\n`), prior }, [], update(THEIRS)],
    ['restores it in place of ours that failed', restore, NAME, { latest: version(OURS, { Status: 'Failed' }), prior }, [], update(THEIRS)],
    ['restores it in its format', restore, NAME, { latest: version(OURS), prior: { ...prior, DocumentFormat: 'YAML' } }, [], update(THEIRS, 'YAML')],
    ['restores it with a line break', restore, NAME, { latest: version(OURS), prior }, [DUPLICATE, DUPLICATE], update(`${THEIRS}\n`)],
    ['has restored it', restore, NAME, { latest: version(THEIRS), prior }, [], restored],
    ['has restored it with line breaks', restore, NAME, { latest: version(`${THEIRS}\n\n`), prior }, [], restored],
    ['has restored it as YAML', restore, NAME, { latest: version(`${THEIRS}\n`, { DocumentFormat: 'YAML' }), prior: { ...prior, DocumentFormat: 'YAML' } }, [], restored],
    ['promotes it', restore, NAME, { latest: version(THEIRS, { DefaultVersion: '2' }), prior }, [], PROMOTE as Decision],
    ['promotes it with a line break', restore, NAME, { latest: version(`${THEIRS}\n`, { DefaultVersion: '2' }), prior }, [], PROMOTE as Decision],
    ['says when it failed', restore, NAME, { latest: version(THEIRS, { Status: 'Failed' }), prior }, [], { refused: `version 3 of document "${NAME}" is Failed` }],
    ['does not touch what somebody changed', restore, NAME, { latest: version(SAME), prior }, [], CHANGED_SINCE],
    ['does not take another format for what stood there', restore, NAME, { latest: version(`${THEIRS}\n`, { DocumentFormat: 'YAML' }), prior }, [], CHANGED_SINCE],

    ['leaves the version that was taken over, its default version too', { ...restore, PriorVersion: '3' }, NAME, { latest: version(THEIRS, { DefaultVersion: '2' }), prior }, [],
      { done: {} }],
    ['restores in place of another version of the same number', { ...restore, PriorVersion: '3' }, NAME, { latest: version(OURS), prior }, [], update(THEIRS)],
    ['stays where what stood there is gone', restore, NAME, { latest: version(OURS) }, [],
      { done: {}, note: `document "${NAME}" stays as it is: version 1, which stood there before, is not there any more` }],
    ['stays where what stood there cannot be read', restore, NAME, { latest: version(OURS), prior: { ...prior, content: undefined } }, [],
      { done: {}, note: expect.stringMatching(/version 1, which stood there before, is not there any more/) }],
    ['stays where another document has the version', restore, NAME, { latest: version(OURS), prior: version(SAME) }, [],
      { done: {}, note: expect.stringMatching(/version 1, which stood there before, is not there any more/) }],
    ['does not take another document for what stood there', restore, NAME, { latest: version(`${SAME}\n`, { DefaultVersion: '2' }), prior: version(SAME) }, [], CHANGED_SINCE],

    ['takes a failed creation back', { ...restore, OnDelete: 'Leave' }, `unfinished:${NAME}`, { latest: version(OURS), prior }, [], update(THEIRS)],
    ['takes one back that CloudFormation named', { ...restore, OnDelete: 'Leave' }, 'Stack-Preferences-1ABC', { latest: version(OURS), prior }, [], update(THEIRS)],
    ['touches nothing where a failed creation did not', { ...restore, PriorVersion: '3', OnDelete: 'Leave' }, `unfinished:${NAME}`,
      { latest: version(THEIRS, { DefaultVersion: '2' }), prior }, [], { done: {} }],
    ['leaves what somebody else made meanwhile', {}, `unfinished:${NAME}`, { latest: version(THEIRS) }, [], CHANGED_SINCE],
    ['may not delete what a failed creation made', {}, `unfinished:${NAME}`, { latest: version(OURS) }, [],
      { done: {}, note: `document "${NAME}" stays, although this creation failed` }],
    ['deletes what a failed creation made', { OnDelete: 'Restore' }, `unfinished:${NAME}`, { latest: version(OURS) }, [], DELETE as Decision],
    ['finds nothing that a failed creation made', { OnDelete: 'Restore' }, `unfinished:${NAME}`, {}, [], { done: {} }],
  ])('%s', (_, properties, id, observed, met, decision) => {
    expect(plan(request('Delete', properties, id), observed, met)).toEqual(decision);
  });
});

test('a deletion takes back where it was asked to, or where the creation failed', () => {
  expect(isTakenBack(request('Delete'))).toBe(false);
  expect(isTakenBack(request('Delete', { OnDelete: 'Restore' }))).toBe(true);
  expect(isTakenBack(request('Delete', {}, `unfinished:${NAME}`))).toBe(true);
  for (const type of ['Create', 'Update'] as const) expect(isTakenBack(request(type, { OnDelete: 'Restore' }, 'other'))).toBe(false);
});

test('the id says whether the creation came to an end, and then stays', () => {
  expect(physicalId({ latest: version(OURS) })).toBe(NAME);
  expect(physicalId(undefined)).toBe(`unfinished:${NAME}`);
  expect(physicalId(undefined, NAME)).toBe(NAME);
  expect(physicalId({}, 'given')).toBe('given');
});
