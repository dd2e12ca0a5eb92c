import {
  AddTagsToResourceCommand, DescribeAutomationExecutionsCommand, GetAccessTokenCommand, GetAutomationExecutionCommand, GetOpsItemCommand,
  ListTagsForResourceCommand, RemoveTagsFromResourceCommand, SSMClient, StartAccessRequestCommand, StartAccessRequestCommandInput,
  StopAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { clientOf, refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';
import { startDouble } from './started-double';

const REQUESTER = 'arn:aws:sts::111122223333:assumed-role/Requester/deployment';
const Targets = [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0'] }];

let double: SsmDouble;
let client: SSMClient;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-11-21T09:30:15Z');
  ({ double, client } = await startDouble({ callers: { ASIAREQUESTER: REQUESTER, AKIAJANE: 'arn:aws:iam::111122223333:user/jane' }, now: () => now }));
});

async function as<Result>(accessKeyId: string, act: (other: SSMClient) => Promise<Result>): Promise<Result> {
  const other = clientOf(double, { credentials: { accessKeyId, secretAccessKey: 'secret' } });
  return act(other).finally(() => other.destroy());
}
const startBy = (by: SSMClient, input: Partial<StartAccessRequestCommandInput> = {}) =>
  by.send(new StartAccessRequestCommand({ Reason: 'Look at the disk', Targets, ...input }));
const start = async (input: Partial<StartAccessRequestCommandInput> = {}) =>
  (await as('ASIAREQUESTER', requester => startBy(requester, input))).AccessRequestId!;
const get = async (OpsItemId: string) => (await client.send(new GetOpsItemCommand({ OpsItemId }))).OpsItem!;
const data = async (id: string, key: string) => (await get(id)).OperationalData![`/aws/accessrequest${key}`]?.Value;
const stop = (AutomationExecutionId: string) => client.send(new StopAutomationExecutionCommand({ AutomationExecutionId }));

describe('a request', () => {
  test('waits for its approval, is told as the model has it, and knows who made it', async () => {
    const id = await start({ Tags: [{ Key: 'team', Value: 'blue' }] });
    expect(id).toMatch(/^oi-[0-9a-f]{12}$/);
    const item = await get(id);
    expect(item).toMatchObject({
      OpsItemId: id,
      OpsItemArn: `arn:aws:ssm:us-east-1:111122223333:opsitem/${id}`,
      OpsItemType: '/aws/accessrequest',
      Title: 'Access Request - 2026-11-21 09:30 UTC',
      Source: 'aws.ssm',
      Status: 'PendingApproval',
      CreatedBy: REQUESTER,
      LastModifiedBy: REQUESTER,
      CreatedTime: new Date(now),
    });
    expect(Object.keys(item.OperationalData!).sort()).toEqual([
      '/aws/accessrequest', '/aws/accessrequest/accessduration', '/aws/accessrequest/approvaldetails', '/aws/accessrequest/context',
    ]);
    expect(JSON.parse((await data(id, ''))!)).toMatchObject({
      requester: { arn: REQUESTER, sourceOpsItemId: id }, automationExecutionId: double.accessRequests.get(id)!.executionId,
    });
    expect(JSON.parse((await data(id, '/context'))!).targets).toEqual({ instanceId: 'arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0' });
    expect(await data(id, '/approvaldetails')).toBe('Look at the disk');
    expect(double.accessRequests.get(id)).toMatchObject({ reason: 'Look at the disk', targets: Targets, tags: { team: 'blue' }, createdBy: REQUESTER });
    expect(double.executions.get(double.accessRequests.get(id)!.executionId!)!.tags).toEqual({ SystemsManagerJustInTimeNodeAccessManaged: 'true' });
    expect(double.requestsFor('StartAccessRequest')).toMatchObject([{ accessKeyId: 'ASIAREQUESTER' }]);
    expect(double.requestsFor('GetOpsItem')[0].accessKeyId).toBe('AKIDEXAMPLE');
  });

  test('is another one each time, also when the answer was lost', async () => {
    const ids = [await start(), await start()];
    double.faults.add({ kind: 'dropAfter', operation: 'StartAccessRequest' }, { kind: 'dropBefore', operation: 'StartAccessRequest' });
    await expect(start()).rejects.toThrow();
    await expect(start()).rejects.toThrow();
    expect(double.requests.map(({ accessKeyId }) => accessKeyId)).toEqual(new Array(4).fill('ASIAREQUESTER'));
    expect(double.accessRequests.all).toHaveLength(3);
    expect(double.accessRequests.all.slice(0, 2).map(({ id }) => id)).toEqual(ids);
  });

  test('is approved at once where that is the rule: nobody is asked', async () => {
    double.accessRequests.rules.approval = 'automatic';
    const id = await start();
    expect(await get(id)).toMatchObject({ Status: 'Approved', LastModifiedBy: expect.stringContaining('JustInTimeAccess') });
    expect(JSON.parse((await data(id, ''))!)).toMatchObject({ automationExecutionId: '' });
    expect(await data(id, '/starttime')).toBe('2026-11-21 09:30:15 UTC');
    expect(await data(id, '/endtime')).toBe('2026-11-21 10:30:15 UTC');
    expect(double.executions.all).toEqual([]);
  });

  test.each([
    ['Approved', 'Success'], ['Rejected', 'Rejected'], ['TimedOut', 'TimedOut'], ['Cancelled', 'Cancelled'], ['Failed', 'Failed'],
  ])('is %s by a test: the execution that asked is %s', async (status, executionStatus) => {
    const id = await start();
    now += 60_000;
    expect(double.accessRequests.set(id, { status })).toMatchObject({ status, changedAt: new Date(now) });
    expect(await get(id)).toMatchObject({ Status: status, LastModifiedTime: new Date(now) });
    expect(double.executions.all).toMatchObject([{ status: executionStatus }]);
    expect(await refusal(stop(double.accessRequests.get(id)!.executionId!))).toMatchObject({ name: 'InvalidAutomationStatusUpdateException' });
    expect(await data(id, '/starttime')).toBe(status === 'Approved' ? '2026-11-21 09:31:15 UTC' : undefined);
  });

  test.each(['Revoked', 'Expired', 'Closed'])('that was approved is %s later: its approval stays, and when access began', async status => {
    const id = await start();
    double.accessRequests.set(id, { status: 'Approved' });
    now += 60_000;
    double.accessRequests.set(id, { status });
    expect((await get(id)).Status).toBe(status);
    expect(await data(id, '/starttime')).toBe('2026-11-21 09:30:15 UTC');
    expect(double.executions.all).toMatchObject([{ status: 'Success' }]);
  });

  test('what cannot be set is said', async () => {
    const id = await start();
    expect(() => double.accessRequests.set(id, { status: 'Denied' })).toThrow('No status of an access request: Denied; there are Open,');
    expect(() => double.accessRequests.set('oi-000000000000', { status: 'Approved' })).toThrow(`There is no access request oi-000000000000; there are ${id}`);
  });

  test('is cancelled by stopping the execution that asks; others stay as they are', async () => {
    const [id, other] = [await start(), await start()];
    const { executionId } = double.accessRequests.get(id)!;
    const { AutomationExecution: execution } = await client.send(new GetAutomationExecutionCommand({ AutomationExecutionId: executionId }));
    expect(execution).toMatchObject({ AutomationSubtype: 'AccessRequest', OpsItemId: id, AutomationExecutionStatus: 'PendingApproval', ExecutedBy: REQUESTER });
    expect(execution).not.toHaveProperty('Runbooks');
    const Filters = [{ Key: 'AutomationSubtype' as const, Values: ['AccessRequest'] }];
    expect((await client.send(new DescribeAutomationExecutionsCommand({ Filters }))).AutomationExecutionMetadataList).toHaveLength(2);
    await stop(executionId!);
    expect((await get(id)).Status).toBe('Cancelled');
    expect((await get(other)).Status).toBe('PendingApproval');
    double.executions.forgetAll();
    expect((await get(id)).Status).toBe('Cancelled');
    expect(double.accessRequests.set(other, { status: 'Approved' })).toMatchObject({ status: 'Approved' });
  });
});

describe('what is refused starts nothing', () => {
  afterEach(() => expect(double.accessRequests.all).toEqual([]));

  test.each<[string, Partial<StartAccessRequestCommandInput>]>([
    ['no targets', { Targets: [] }],
    ['six targets', { Targets: new Array(6).fill(Targets[0]) }],
    ['a target without a key', { Targets: [{ Values: ['i-1'] }] }],
    ['a target without values', { Targets: [{ Key: 'InstanceIds' }] }],
    ['a target with an empty list', { Targets: [{ Key: 'InstanceIds', Values: [] }] }],
    ['no reason', { Reason: undefined }],
    ['an empty reason', { Reason: '' }],
    ['a long reason', { Reason: 'x'.repeat(257) }],
    ['a tag of AWS', { Tags: [{ Key: 'AWS:x', Value: '' }] }],
    ['51 tags', { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `key-${index}`, Value: '' })) }],
    ['a key twice', { Tags: [{ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }] }],
  ])('%s', async (_, input) => {
    expect(await refusal(start(input))).toMatchObject({ name: 'ValidationException' });
  });

  test('credentials of a user, which are not temporary', async () => {
    expect(await refusal(as('AKIAJANE', jane => startBy(jane)))).toMatchObject({ name: 'AccessDeniedException', message: expect.stringContaining('user/jane') });
  });

  test.each(['AccessDeniedException', 'ResourceNotFoundException', 'ServiceQuotaExceededException', 'ValidationException', 'ThrottlingException'])(
    '%s, by a fault', async code => {
      double.faults.add({ kind: 'error', code, message: 'No', operation: 'StartAccessRequest' });
      expect(await refusal(start())).toMatchObject({ name: code, message: 'No' });
    });
});

test('five targets and fifty tags are taken; several targets are told as they were given', async () => {
  const targets = [1, 2, 3, 4, 5].map(index => ({ Key: 'InstanceIds', Values: [`i-${index}`] }));
  const id = await start({ Targets: targets, Tags: Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: '' })) });
  expect(Object.keys(double.accessRequests.get(id)!.tags)).toHaveLength(50);
  expect(JSON.parse((await data(id, '/context'))!).targets).toEqual(targets);
});

test('tags of a request are those of its OpsItem', async () => {
  const id = await start({ Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] });
  const of = { ResourceType: 'OpsItem' as const, ResourceId: id };
  await client.send(new AddTagsToResourceCommand({ ...of, Tags: [{ Key: 'a', Value: 'new' }, { Key: 'c', Value: '3' }] }));
  await client.send(new RemoveTagsFromResourceCommand({ ...of, TagKeys: ['b'] }));
  expect((await client.send(new ListTagsForResourceCommand(of))).TagList).toEqual([{ Key: 'a', Value: 'new' }, { Key: 'c', Value: '3' }]);
  expect(double.accessRequests.get(id)!.tags).toEqual({ a: 'new', c: '3' });
});

test('what is forgotten is not there any more', async () => {
  const id = await start();
  double.accessRequests.forgetAll();
  expect(double.accessRequests.all).toEqual([]);
  expect(await refusal(get(id))).toMatchObject({ name: 'OpsItemNotFoundException' });
  expect(await refusal(client.send(new ListTagsForResourceCommand({ ResourceType: 'OpsItem', ResourceId: id })))).toMatchObject({ name: 'InvalidResourceId' });
});

test('nobody gets credentials', async () => {
  double.accessRequests.rules.approval = 'automatic';
  const id = await start();
  const error = await refusal(client.send(new GetAccessTokenCommand({ AccessRequestId: id })));
  expect(error).toMatchObject({ $metadata: { httpStatusCode: 501 }, message: expect.stringContaining('does not know GetAccessToken') });
  expect(double.requestsFor('GetAccessToken')).toMatchObject([{ acted: false }]);
});
