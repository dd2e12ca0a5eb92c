import type { SharingProperties } from '../../../src/operations/provider/sharing-properties';
import { command } from '../../ssm-double/ssm-client';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { startDouble } from '../../ssm-double/started-double';
import { event, Invocation, invoke } from '../invoke';

let double: SsmDouble;

beforeEach(async () => { ({ double } = await startDouble()); });

async function run(RequestType: 'Create' | 'Update' | 'Delete', ResourceProperties: Partial<SharingProperties>, OldResourceProperties?: Partial<SharingProperties>): Promise<Invocation> {
  const named = (some: Partial<SharingProperties>) => ({ DocumentName: 'Shared', SharedVersion: '$DEFAULT', ...some });
  return invoke('sharing', double.endpoint, event({
    RequestType,
    ResourceProperties: named(ResourceProperties),
    OldResourceProperties: OldResourceProperties && named(OldResourceProperties),
    PhysicalResourceId: RequestType === 'Create' ? undefined : 'sharing:Shared',
  }));
}

/** What the document is shared with by others before anything happens here. */
function seed(before: Record<string, '$DEFAULT' | '$LATEST' | '$ALL'> = {}): void {
  double.documents.put({ name: 'Shared', contents: [command('one')], shares: before });
}

const shares = () => double.document('Shared')!.shares;
const changes = () => double.requestsFor('ModifyDocumentPermission').length;
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index).padStart(12, '0'));
const all = (accounts: readonly string[], version = '$DEFAULT') => Object.fromEntries(accounts.map(id => [id, version]));

test('45 accounts, shared, more and less of them, and unshared, in calls of 20, while those of others stay', async () => {
  const others = ids(500, 700);
  seed(all(others) as Record<string, '$DEFAULT'>);

  const created = await run('Create', { AccountIds: ids(0, 45) });
  expect(created.told).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'sharing:Shared' });
  expect(shares()).toEqual(all([...ids(0, 45), ...others]));
  expect(changes()).toBe(3);

  await run('Update', { AccountIds: ids(30, 100), SharedVersion: '$ALL' }, { AccountIds: ids(0, 45) });
  expect(shares()).toEqual({ ...all(ids(30, 100), '$ALL'), ...all(others) });
  expect(changes()).toBe(3 + 2 + 4);

  const shrunk = await run('Update', { AccountIds: ids(99, 100), SharedVersion: '$ALL' }, { AccountIds: ids(30, 100), SharedVersion: '$ALL' });
  expect(shrunk.told).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'sharing:Shared' });
  expect(shares()).toEqual({ ...all(ids(99, 100), '$ALL'), ...all(others) });

  expect((await run('Delete', { AccountIds: ids(99, 100) })).told).toMatchObject({ Status: 'SUCCESS' });
  expect(shares()).toEqual(all(others));
});

test('the same request again changes nothing', async () => {
  seed();
  await run('Create', { AccountIds: ids(0, 3) });
  await run('Create', { AccountIds: ids(0, 3) });
  expect(changes()).toBe(1);
});

test('a call whose answer was lost is not a failure', async () => {
  seed();
  double.faults.add({ kind: 'dropAfter', operation: 'ModifyDocumentPermission', skip: 1 }, { kind: 'throttle', operation: 'ModifyDocumentPermission', times: 8 });
  expect((await run('Create', { AccountIds: ids(0, 45) })).told).toMatchObject({ Status: 'SUCCESS' });
  expect(shares()).toEqual(all(ids(0, 45)));
  expect(double.faults.pending).toEqual([]);
});

test('with all accounts, and back to some', async () => {
  seed();
  expect((await run('Create', { AllAccounts: true })).told).toMatchObject({ Status: 'SUCCESS' });
  expect(shares()).toEqual({ all: '$DEFAULT' });

  expect((await run('Update', { AccountIds: ids(0, 2) }, { AllAccounts: true })).told).toMatchObject({ Status: 'SUCCESS' });
  expect(shares()).toEqual(all(ids(0, 2)));

  await run('Update', { AllAccounts: true }, { AccountIds: ids(0, 2) });
  expect((await run('Delete', { AllAccounts: true })).told).toMatchObject({ Status: 'SUCCESS' });
  expect(shares()).toEqual({});
});

test('where public sharing is blocked, the reason names the setting, and the way back works', async () => {
  seed(all(ids(0, 2)) as Record<string, '$DEFAULT'>);
  double.settings.set('/ssm/documents/console/public-sharing-permission', 'Disable');

  const { told } = await run('Update', { AllAccounts: true }, { AccountIds: ids(0, 2) });
  expect(told).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'sharing:Shared' });
  expect(told!.Reason).toMatch(/^sharing: ModifyDocumentPermission: Public sharing .* \(AccessDeniedException, request id [-0-9a-f]+\); if public sharing is blocked .*--setting-value Enable"/);

  await run('Update', { AccountIds: ids(0, 2) }, { AllAccounts: true });
  expect(shares()).toEqual(all(ids(0, 2)));
});

test.each<[string, () => void, Partial<SharingProperties>, RegExp]>([
  ['a document that is not there', () => {}, { AccountIds: ids(0, 1) }, /document "Shared" does not exist/],
  ['a policy document', () => double.documents.put({ name: 'Shared', type: 'AutoApprovalPolicy', contents: [command('policy')] }), { AccountIds: ids(0, 1) }, /is of type AutoApprovalPolicy/],
  ['an empty parameter', seed, { AccountIds: [''] }, /the properties cannot be used: AccountIds holds "", a list of account ids of 12 digits is needed/],
  ['an ARN', seed, { AccountIds: ids(0, 1), DocumentName: 'arn:aws:ssm:us-east-1:111122223333:document/Shared' }, /the name of a document \(not its ARN\) is needed/],
])('%s is refused, and its deletion has nothing to do', async (_, prepare, properties, reason) => {
  prepare();
  const { told } = await run('Create', properties);
  expect(told).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(reason), PhysicalResourceId: 'nothing-made:Resource' });
  expect(changes()).toBe(0);
  expect((await run('Delete', properties)).told).toMatchObject({ Status: 'SUCCESS' });
  expect(double.requestsFor('ModifyDocumentPermission')).toEqual([]);
});

test('a document that vanishes while it is unshared', async () => {
  seed(all(ids(0, 2)) as Record<string, '$DEFAULT'>);
  double.faults.add({ kind: 'error', operation: 'ModifyDocumentPermission', code: 'InvalidDocument', message: 'gone' });
  expect((await run('Delete', { AccountIds: ids(0, 2) })).told).toMatchObject({ Status: 'SUCCESS' });

  double.documents.byName.delete('Shared');
  expect((await run('Delete', { AccountIds: ids(0, 2) })).told).toMatchObject({ Status: 'SUCCESS' });
});
