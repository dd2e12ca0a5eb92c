import {
  DescribeDocumentPermissionCommand, ModifyDocumentPermissionCommand, ModifyDocumentPermissionCommandInput, SSMClient,
} from '@aws-sdk/client-ssm';
import { SharedDocumentVersion } from './document-store';
import { PUBLIC_SHARING } from './service-settings';
import { command, refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';
import { startDouble } from './started-double';

const A = '444455556666';
const B = '777788889999';
let double: SsmDouble;
let client: SSMClient;

beforeEach(async () => {
  ({ double, client } = await startDouble());
  double.documents.put({ name: 'Doc', contents: [command('x')] });
});

const modify = (input: Partial<ModifyDocumentPermissionCommandInput>) =>
  client.send(new ModifyDocumentPermissionCommand({ Name: 'Doc', PermissionType: 'Share', ...input }));
const describePermission = (input: { Name?: string; MaxResults?: number; NextToken?: string } = {}) =>
  client.send(new DescribeDocumentPermissionCommand({ Name: 'Doc', PermissionType: 'Share', ...input }));
const shares = () => double.document('Doc')!.shares;
const accounts = (count: number, from = 0) => Array.from({ length: count }, (_, index) => String(200000000000 + from + index));
const share = (ids: string[]): Record<string, SharedDocumentVersion> => Object.fromEntries(ids.map(id => [id, '$DEFAULT']));

test('shares with accounts, $DEFAULT unless told otherwise; a second call replaces the version', async () => {
  await modify({ AccountIdsToAdd: [A, B] });
  await modify({ AccountIdsToAdd: [B], SharedDocumentVersion: '$ALL' });
  expect(await describePermission()).toMatchObject({
    AccountIds: [A, B],
    AccountSharingInfoList: [{ AccountId: A, SharedDocumentVersion: '$DEFAULT' }, { AccountId: B, SharedDocumentVersion: '$ALL' }],
  });
});

test('an account that is added and removed is removed; removing what is not there is no error', async () => {
  await modify({ AccountIdsToAdd: [A, B], AccountIdsToRemove: [B] });
  await modify({ AccountIdsToRemove: [B] });
  await modify({ AccountIdsToRemove: ['All'] });
  expect(shares()).toEqual({ [A]: '$DEFAULT' });
});

test('shares with all, in any case', async () => {
  await modify({ AccountIdsToAdd: ['All'] });
  expect((await describePermission()).AccountIds).toEqual(['all']);
  await modify({ AccountIdsToRemove: ['all'] });
  expect(shares()).toEqual({});
});

test.each<[string, Partial<ModifyDocumentPermissionCommandInput>]>([
  ['in the list to add', { AccountIdsToAdd: [B, 'all'] }],
  ['in the list to remove', { AccountIdsToRemove: [A, 'All'] }],
  ['in both lists', { AccountIdsToAdd: ['all'], AccountIdsToRemove: [A] }],
  ['with what is shared already', { AccountIdsToAdd: ['all'] }],
])('all and accounts cannot be mixed %s', async (_where, input) => {
  await modify({ AccountIdsToAdd: [A] });
  expect(await refusal(modify(input))).toMatchObject({
    name: 'DocumentPermissionLimit', message: 'Accounts can either be all or a group of AWS accounts',
  });
  expect(shares()).toEqual({ [A]: '$DEFAULT' });
});

test('at most 1000 accounts', async () => {
  double.documents.put({ name: 'Doc', contents: [command('x')], shares: share(accounts(990)) });
  await modify({ AccountIdsToAdd: accounts(10, 990) });
  expect(await refusal(modify({ AccountIdsToAdd: [A] }))).toMatchObject({ name: 'DocumentPermissionLimit' });
  await modify({ AccountIdsToAdd: [A], AccountIdsToRemove: accounts(1) });
  expect(Object.keys(shares())).toHaveLength(1000);
});

test('at most five public documents', async () => {
  for (let index = 0; index < 5; index++) double.documents.put({ name: `Public-${index}`, contents: [command('x')], shares: { all: '$DEFAULT' } });
  expect(await refusal(modify({ AccountIdsToAdd: ['all'] }))).toMatchObject({ name: 'DocumentPermissionLimit' });
});

test('sharing with all is refused where public sharing is blocked; with accounts it is not', async () => {
  double.settings.set(PUBLIC_SHARING, 'Disable');
  expect(await refusal(modify({ AccountIdsToAdd: ['all'] }))).toMatchObject({ name: 'AccessDeniedException' });
  await modify({ AccountIdsToAdd: [A] });
  expect(shares()).toEqual({ [A]: '$DEFAULT' });
});

test.each(['ManualApprovalPolicy', 'AutoApprovalPolicy'])('%s documents are not shared', async type => {
  double.documents.put({ name: 'Doc', type, contents: ['{}'] });
  expect(await refusal(describePermission())).toMatchObject({ name: 'InvalidDocumentOperation' });
  expect(await refusal(modify({ AccountIdsToAdd: [A] }))).toMatchObject({ name: 'ValidationException' });
});

test('nothing to add or remove, and documents that are not there or not one\'s own, are refused', async () => {
  double.documents.put({ name: 'AWS-RunShellScript', owner: 'Amazon', contents: [command('x')] });
  expect(await refusal(modify({}))).toMatchObject({ name: 'ValidationException' });
  for (const Name of ['Absent', 'AWS-RunShellScript']) {
    const expected = { name: 'InvalidDocument', message: `Document with name ${Name} does not exist.` };
    expect(await refusal(modify({ Name, AccountIdsToAdd: [A] }))).toMatchObject(expected);
    expect(await refusal(describePermission({ Name }))).toMatchObject(expected);
  }
});

test('permissions are paged, 200 unless asked for less', async () => {
  double.documents.put({ name: 'Doc', contents: [command('x')], shares: share(accounts(250)) });
  const first = await describePermission();
  const second = await describePermission({ NextToken: first.NextToken });
  expect([first.AccountIds!.length, second.AccountIds!.length, second.NextToken]).toEqual([200, 50, undefined]);
  expect([...first.AccountIds!, ...second.AccountIds!]).toEqual(accounts(250));
  expect((await describePermission({ MaxResults: 3 })).AccountSharingInfoList).toHaveLength(3);
  expect(await refusal(describePermission({ NextToken: 'nonsense' }))).toMatchObject({ name: 'InvalidNextToken' });
});
