import type { DocumentDescription } from '@aws-sdk/client-ssm';
import * as fc from 'fast-check';
import type { Call } from '../../../lambda/shared/calls';
import type { Decision, Request } from '../../../lambda/shared/operation';
import { isShareable, Observed, plan } from '../../../lambda/sharing/plan';
import type { SharingProperties } from '../../../src/operations/provider/sharing-properties';

const DOCUMENT: DocumentDescription = { Status: 'Active', Owner: '111122223333', DocumentType: 'Command' };
const [ONE, TWO, THREE] = ['000000000001', '000000000002', '000000000003'];
const DONE = { done: {} };

type Shares = Record<string, string | undefined>;

function observed(shares: Shares = {}, document: Partial<DocumentDescription> | undefined = {}, isFirstLook = true): Observed {
  return { document: { ...DOCUMENT, ...document }, shares: new Map(Object.entries(shares)), isFirstLook };
}

function properties(given: Partial<SharingProperties> | readonly string[]): SharingProperties {
  return { DocumentName: 'Doc', SharedVersion: '$DEFAULT', ...Array.isArray(given) ? { AccountIds: given } : given };
}

type Given = Partial<SharingProperties> | readonly string[];

function create(given: Given, state: Observed): Decision {
  return plan({ type: 'Create', properties: properties(given) }, state);
}

function update(old: Given | undefined, given: Given, state: Observed): Decision {
  return plan({ type: 'Update', properties: properties(given), old: old && properties(old), physicalId: 'id' }, state);
}

function deletion(given: Given, state: Observed): Decision {
  return plan({ type: 'Delete', properties: properties(given), physicalId: 'id' }, state);
}

const ALL = { AllAccounts: true };
const PUBLIC_ADVICE = expect.stringMatching(/^if public sharing is blocked in this account and Region, that is the service setting \/ssm\/documents\/console\/public-sharing-permission: .*--setting-value Enable.*5 documents/);

function added(accounts: readonly string[], version = '$DEFAULT'): object {
  return {
    api: 'ModifyDocumentPermission',
    input: { Name: 'Doc', PermissionType: 'Share', AccountIdsToAdd: accounts, SharedDocumentVersion: version },
    advice: accounts[0] === 'All' ? PUBLIC_ADVICE : undefined,
  };
}

function removed(accounts: readonly string[]): object {
  return { api: 'ModifyDocumentPermission', input: { Name: 'Doc', PermissionType: 'Share', AccountIdsToRemove: accounts }, unless: ['InvalidDocument'] };
}

describe('the calls', () => {
  const many = Array.from({ length: 45 }, (_, index) => String(index).padStart(12, '0'));

  test.each<[string, Decision, object]>([
    ['nothing shared yet, the accounts in order, each once', create([TWO, ONE, TWO], observed()), { calls: [added([ONE, TWO])] }],
    ['shared already', create([ONE], observed({ [ONE]: '$DEFAULT' })), DONE],
    ['shared in part', create([ONE, TWO], observed({ [ONE]: '$DEFAULT' })), { calls: [added([TWO])] }],
    ['beside those of others', create([ONE], observed({ [TWO]: '$ALL' })), { calls: [added([ONE])] }],
    ['in another version', create({ AccountIds: [ONE, TWO], SharedVersion: '$LATEST' }, observed({ [ONE]: '$DEFAULT', [TWO]: '$LATEST' })), { calls: [added([ONE], '$LATEST')] }],
    ['with all', create(ALL, observed()), { calls: [added(['All'])] }],
    ['with all already', create(ALL, observed({ all: '$DEFAULT' })), DONE],
    ['with all, in another version', create({ ...ALL, SharedVersion: '$ALL' }, observed({ all: '$DEFAULT' })), { calls: [added(['All'], '$ALL')] }],
    ['AllAccounts: false is like none', create({ AllAccounts: false, AccountIds: [ONE] }, observed()), { calls: [added([ONE])] }],
    ['20 in one call', create(many.slice(0, 20), observed()), { calls: [added(many.slice(0, 20))] }],
    ['more than 20', create(many, observed()), { calls: [added(many.slice(0, 20)), added(many.slice(20, 40)), added(many.slice(40))] }],

    ['one more, one less', update([ONE, TWO], [TWO, THREE], observed({ [ONE]: '$DEFAULT', [TWO]: '$DEFAULT' })), { calls: [removed([ONE]), added([THREE])] }],
    ['removed already', update([ONE, TWO], [TWO], observed({ [TWO]: '$DEFAULT' })), DONE],
    ['not removed, as it is somebody else\'s', update([ONE], [ONE], observed({ [ONE]: '$DEFAULT', [TWO]: '$DEFAULT' })), DONE],
    ['not removed, as what was before is not known', update(undefined, [TWO], observed({ [ONE]: '$DEFAULT', [TWO]: '$DEFAULT' })), DONE],
    ['not removed, as nothing was done before', update({ AccountIds: [ONE], ...ALL }, [TWO], observed({ [ONE]: '$DEFAULT', [TWO]: '$DEFAULT' })), DONE],
    ['nothing to add beside what others made public', update([ONE, TWO], [ONE], observed({ [ONE]: '$DEFAULT', all: '$DEFAULT' })), DONE],
    ['nothing to add, and one to remove, beside what others made public', update([ONE, TWO], [ONE], observed({ [ONE]: '$DEFAULT', [TWO]: '$DEFAULT', all: '$DEFAULT' })),
      { calls: [removed([TWO])] }],
    ['from some to all', update([ONE], ALL, observed({ [ONE]: '$DEFAULT' })), { calls: [removed([ONE]), added(['All'])] }],
    ['from all to some', update(ALL, [ONE], observed({ all: '$DEFAULT' })), { calls: [removed(['All']), added([ONE])] }],
    ['to another version', update([ONE], { AccountIds: [ONE], SharedVersion: '$LATEST' }, observed({ [ONE]: '$DEFAULT' })), { calls: [added([ONE], '$LATEST')] }],
    ['many less', update(many, [ONE], observed(Object.fromEntries(many.map(id => [id, '$DEFAULT'])))), {
      calls: [removed([many[0], ...many.slice(2, 21)]), removed(many.slice(21, 41)), removed(many.slice(41))],
    }],

    ['unshared', deletion([TWO, ONE, THREE], observed({ [ONE]: '$LATEST', [TWO]: '$DEFAULT', '000000000009': '$DEFAULT' })), { calls: [removed([ONE, TWO])] }],
    ['unshared with all', deletion(ALL, observed({ all: '$DEFAULT' })), { calls: [removed(['All'])] }],
    ['never shared', deletion([ONE], observed({ [TWO]: '$DEFAULT' })), DONE],
    ['the document is gone', deletion([ONE], { shares: new Map(), isFirstLook: true }), DONE],
    ['properties with which nothing was made', deletion([], observed({ [ONE]: '$DEFAULT' })), DONE],
    ['a document that is being updated', deletion([ONE], observed({ [ONE]: '$DEFAULT' }, { Status: 'Updating' })), { calls: [removed([ONE])] }],
    ['a document of a type that cannot be shared', deletion([ONE], observed({}, { DocumentType: 'AutoApprovalPolicy' })), DONE],
  ])('%s', (_, decision, expected) => {
    expect(decision).toEqual(expected);
  });

  test('where the service does not tell the version, an account is added once more and then left alone', () => {
    expect(create([ONE], observed({ [ONE]: undefined }))).toEqual({ calls: [added([ONE])] });
    expect(create([ONE], observed({ [ONE]: undefined }, {}, false))).toEqual(DONE);
    expect(create([ONE], observed({ [ONE]: '$LATEST' }, {}, false))).toEqual({ calls: [added([ONE])] });
  });
});

test.each(['Creating', 'Updating', 'Deleting'])('a document that is %s is waited for', Status => {
  expect(create([ONE], observed({}, { Status: Status as 'Creating' }))).toEqual({ waitFor: `document "Doc", which is ${Status}, to be Active` });
});

test('one that failed, or does not tell, can be shared', () => {
  expect(create([ONE], observed({}, { Status: 'Failed' }))).toEqual({ calls: [added([ONE])] });
  expect(create([ONE], observed({}, { Status: undefined }))).toEqual({ calls: [added([ONE])] });
});

describe('refused', () => {
  const foreign = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [String(index).padStart(12, '0'), '$DEFAULT']));

  test.each<[string, Decision, string | RegExp]>([
    ['no accounts', create({}, observed()), 'there are no accounts to share with; give AccountIds, or AllAccounts'],
    ['an empty list', create({ AccountIds: [], AllAccounts: false }, observed()), 'there are no accounts to share with; give AccountIds, or AllAccounts'],
    ['some and all', create({ ...ALL, AccountIds: [ONE] }, observed()), 'AllAccounts and AccountIds exclude each other; give one of them'],
    ['no document', create([ONE], { shares: new Map(), isFirstLook: true }), 'document "Doc" does not exist in this account and Region; only its owner can share a document'],
    ['Amazon\'s', create([ONE], observed({}, { Owner: 'Amazon' })), 'document "Doc" belongs to Amazon; only its owner can share a document, and everybody can use this one'],
    ...['ManualApprovalPolicy', 'AutoApprovalPolicy'].map((type): [string, Decision, string] => [type, create([ONE], observed({}, { DocumentType: type as 'Command' })),
      `document "Doc" is of type ${type}; documents of the types ManualApprovalPolicy and AutoApprovalPolicy cannot be shared`]),
    ['public by others', create([ONE], observed({ all: '$DEFAULT' })), 'document "Doc" is public: somebody else shared it with all accounts, and it cannot be shared with some beside that; '
      + 'end that first (aws ssm modify-document-permission --name Doc --permission-type Share --account-ids-to-remove All)'],
    ['public by others, in an update', update([ONE], [TWO], observed({ all: '$DEFAULT' })), /^document "Doc" is public: somebody else/],
    ['all, where others share with some', create(ALL, observed({ [TWO]: '$DEFAULT', [ONE]: '$DEFAULT' })),
      `document "Doc" is shared with accounts that are not this resource's: ${ONE}, ${TWO}; it cannot be shared with all accounts beside that; `
      + `unshare it first (aws ssm modify-document-permission --name Doc --permission-type Share --account-ids-to-remove ${ONE} ${TWO})`],
    ['all, where others share with many', create(ALL, observed(foreign)), /0018, 000000000019 and 3 more; .*0018 000000000019\)$/],
    ['all, where others share with 20', create(ALL, observed(Object.fromEntries(Object.entries(foreign).slice(0, 20)))), /0018, 000000000019; /],
    ['from some to all, where others share with some', update([ONE], ALL, observed({ [ONE]: '$DEFAULT', [TWO]: '$DEFAULT' })), new RegExp(`not this resource's: ${TWO}; `)],
  ])('%s', (_, decision, refused) => {
    expect(decision).toEqual({ refused: typeof refused === 'string' ? refused : expect.stringMatching(refused) });
  });
});

test('what can be asked for its sharing', () => {
  expect(isShareable(DOCUMENT)).toBe(true);
  expect(isShareable({})).toBe(true);
  expect(isShareable({ ...DOCUMENT, Owner: 'Amazon' })).toBe(false);
  expect(isShareable({ ...DOCUMENT, DocumentType: 'ManualApprovalPolicy' })).toBe(false);
});

/** The service, as strict as it may be. */
function apply({ input }: Call, shares: Map<string, string>): void {
  const { AccountIdsToAdd: add = [], AccountIdsToRemove: remove = [], SharedDocumentVersion: version } = input as
    { AccountIdsToAdd?: string[]; AccountIdsToRemove?: string[]; SharedDocumentVersion?: string };
  expect(Math.max(add.length, remove.length)).toBeLessThanOrEqual(20);
  expect(add.length + remove.length).toBeGreaterThan(0);
  expect(new Set([...add, ...remove]).size).toBe(add.length + remove.length);
  for (const account of remove) shares.delete(account.toLowerCase());
  for (const account of add) shares.set(account.toLowerCase(), version!);
  expect(shares.has('all') && shares.size > 1).toBe(false);
  expect(shares.size).toBeLessThanOrEqual(60);
}

test('whatever is shared, was listed and is listed, the calls lead there, and leave the accounts of others alone', () => {
  const ids = Array.from({ length: 60 }, (_, index) => String(index).padStart(12, '0'));
  const version = fc.constantFrom<string>('$DEFAULT', '$LATEST', '$ALL');
  const sharing = fc.record({
    SharedVersion: version,
    given: fc.oneof({ weight: 5, arbitrary: fc.subarray(ids, { minLength: 1 }) }, { weight: 1, arbitrary: fc.constant('all' as const) }),
  }).map(({ SharedVersion, given }): SharingProperties => properties(given === 'all' ? { ...ALL, SharedVersion } : { AccountIds: given, SharedVersion }));
  const shares = fc.oneof(
    { weight: 5, arbitrary: fc.subarray(ids).chain(some => fc.tuple(...some.map(id => version.map(shared => [id, shared] as const)))) },
    { weight: 1, arbitrary: version.map(shared => [['all', shared] as const]) },
  );
  let settled = 0;
  fc.assert(fc.property(fc.constantFrom('Create', 'Update', 'Delete'), sharing, fc.option(sharing, { nil: undefined }), shares, fc.nat(5), (type, now, old, before, cut) => {
    const request: Request<SharingProperties> = type === 'Create' ? { type, properties: now }
      : type === 'Update' ? { type, properties: now, old, physicalId: 'id' } : { type, properties: now, physicalId: 'id' };
    const state = new Map(before);
    const accounts = (given?: SharingProperties): readonly string[] => given === undefined ? [] : given.AllAccounts ? ['all'] : given.AccountIds!;
    const former = type === 'Create' ? [] : accounts(type === 'Delete' ? now : old);
    const wanted = type === 'Delete' ? [] : accounts(now);
    const decide = (isFirstLook: boolean) => plan(request, { document: DOCUMENT, shares: new Map(state), isFirstLook });

    const first = decide(true);
    const others = before.map(([account]) => account).filter(account => !former.includes(account) && !wanted.includes(account));
    const isMix = type !== 'Delete' && (others.includes('all') || (wanted.includes('all') && others.length > 0));
    expect('refused' in first).toBe(isMix);
    if (isMix) return;

    // An earlier try was cut off somewhere; the next one starts from what it left.
    for (const call of 'calls' in first ? first.calls.slice(0, cut) : []) apply(call, state);
    const second = decide(true);
    for (const call of 'calls' in second ? second.calls : []) apply(call, state);
    expect(decide(false)).toEqual(DONE);

    const expected = new Map<string, string>(before.filter(([account]) => others.includes(account)));
    for (const account of wanted) expected.set(account, now.SharedVersion);
    expect(new Map([...state].sort())).toEqual(new Map([...expected].sort()));
    settled += 1;
  }), { numRuns: 300 });
  expect(settled).toBeGreaterThan(150);
});
