import { DescribeOpsItemsCommand, DescribeOpsItemsCommandInput, GetOpsItemCommand, OpsItemFilter, SSMClient, StartAccessRequestCommand } from '@aws-sdk/client-ssm';
import { refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';
import { startDouble } from './started-double';

const TYPE: OpsItemFilter = { Key: 'OpsItemType', Operator: 'Equal', Values: ['/aws/accessrequest'] };
const ABSENT = 'oi-000000000000';

let double: SsmDouble;
let client: SSMClient;
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-11-21T09:30:00Z');
  ({ double, client } = await startDouble({ now: () => now }));
});

/** One a minute. */
async function start(count = 1): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const Targets = [{ Key: 'InstanceIds', Values: ['i-1'] }];
    ids.push((await client.send(new StartAccessRequestCommand({ Reason: 'x', Targets }))).AccessRequestId!);
    now += 60_000;
  }
  return ids;
}
const page = (filters: OpsItemFilter[] = [], input: DescribeOpsItemsCommandInput = {}) =>
  client.send(new DescribeOpsItemsCommand({ OpsItemFilters: [TYPE, ...filters], ...input }));
const list = async (...filters: OpsItemFilter[]) => (await page(filters)).OpsItemSummaries!.map(item => item.OpsItemId);
const getItem = (OpsItemId: string, OpsItemArn?: string) => client.send(new GetOpsItemCommand({ OpsItemId, OpsItemArn }));

async function pages(MaxResults: number, ...filters: OpsItemFilter[]): Promise<(string | undefined)[][]> {
  const found: (string | undefined)[][] = [];
  let NextToken: string | undefined;
  do {
    const answer = await page(filters, { MaxResults, NextToken });
    found.push(answer.OpsItemSummaries!.map(item => item.OpsItemId));
    ({ NextToken } = answer);
  } while (NextToken !== undefined);
  return found;
}

test('a list tells what requests are, newest first, or as a test says', async () => {
  const [first, second] = await start(2);
  const { OpsItemSummaries: items } = await page();
  expect(items).toMatchObject([
    { OpsItemId: second, Status: 'PendingApproval', CreatedTime: new Date('2026-11-21T09:31:00Z'), OpsItemType: '/aws/accessrequest', OperationalData: expect.anything() },
    { OpsItemId: first, CreatedBy: 'arn:aws:sts::111122223333:assumed-role/caller/AKIDEXAMPLE' },
  ]);
  double.accessRequests.rules.order = 'oldest first';
  expect(await list()).toEqual([first, second]);
});

test('filters', async () => {
  const [first, second, third] = await start(3);
  double.accessRequests.set(second, { status: 'Approved' });
  expect(await list({ Key: 'OpsItemId', Operator: 'Equal', Values: [first, second, ABSENT] })).toEqual([second, first]);
  expect(await list({ Key: 'Status', Operator: 'Equal', Values: ['Approved'] })).toEqual([second]);
  expect(await list({ Key: 'Status', Operator: 'Equal', Values: ['Approved', 'PendingApproval'] })).toEqual([third, second, first]);
  const CreatedBy = (arn: string) => list({ Key: 'CreatedBy', Operator: 'Equal', Values: [arn] });
  expect(await CreatedBy('arn:aws:sts::111122223333:assumed-role/caller/AKIDEXAMPLE')).toHaveLength(3);
  expect(await CreatedBy('arn:aws:sts::111122223333:assumed-role/caller/OTHER')).toEqual([]);
  const atSecond = { Key: 'CreatedTime' as const, Values: ['2026-11-21T09:31:00Z'] };
  expect(await list({ ...atSecond, Operator: 'GreaterThan' })).toEqual([third]);
  expect(await list({ ...atSecond, Operator: 'LessThan' })).toEqual([first]);
  expect(await list({ ...atSecond, Operator: 'LessThan' }, { Key: 'Status', Operator: 'Equal', Values: ['Approved'] })).toEqual([]);
});

test.each<[string, OpsItemFilter, number]>([
  ['a filter that the double does not have', { Key: 'Title', Operator: 'Equal', Values: ['x'] }, 501],
  ['another type', { Key: 'OpsItemType', Operator: 'Equal', Values: ['/aws/changerequest'] }, 501],
  ['another type beside', { Key: 'OpsItemType', Operator: 'Equal', Values: ['/aws/accessrequest', '/aws/issue'] }, 501],
  ['another operator', { Key: 'Status', Operator: 'Contains', Values: ['App'] }, 400],
  ['times that are equal', { Key: 'CreatedTime', Operator: 'Equal', Values: ['2026-11-21T09:31:00Z'] }, 400],
  ['no time', { Key: 'CreatedTime', Operator: 'LessThan', Values: ['yesterday'] }, 400],
  ['no date', { Key: 'CreatedTime', Operator: 'LessThan', Values: ['2026-99-21T09:31:00Z'] }, 400],
])('refused: %s', async (_, filter, status) => {
  expect((await refusal(page([filter]))).$metadata.httpStatusCode).toBe(status);
});

test('OpsItems of every type are more than the double has', async () => {
  expect((await refusal(client.send(new DescribeOpsItemsCommand({})))).$metadata.httpStatusCode).toBe(501);
});

describe('pages', () => {
  test('of the size that is asked for, else of that which a test says', async () => {
    const ids = (await start(5)).reverse();
    expect(await pages(2)).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
    double.accessRequests.rules.pageSize = 3;
    expect(await list()).toEqual(ids.slice(0, 3));
  });

  test('that were cut before they were filtered', async () => {
    const ids = await start(4);
    double.accessRequests.set(ids[0], { status: 'Approved' });
    double.accessRequests.rules.filterPages = true;
    expect(await pages(2, { Key: 'Status', Operator: 'Equal', Values: ['Approved'] })).toEqual([[], [ids[0]]]);
  });

  test('tokens of other lists are refused', async () => {
    await start(3);
    const { NextToken } = await page([], { MaxResults: 1 });
    expect(await refusal(page([{ Key: 'OpsItemId', Operator: 'Equal', Values: [ABSENT] }], { NextToken }))).toMatchObject({ name: 'ValidationException' });
    expect(await refusal(page([], { NextToken: 'nonsense' }))).toMatchObject({ name: 'ValidationException' });
    expect(await refusal(page([], { MaxResults: 51 }))).toMatchObject({ name: 'ValidationException' });
  });
});

test('what was requested just now is listed later; further pages are no list of their own; GetOpsItem knows it at once', async () => {
  const [first, second] = (await start(2));
  double.accessRequests.rules.listingLag = 2;
  const [third] = await start();
  expect((await getItem(third)).OpsItem).toMatchObject({ OpsItemId: third });
  expect(await pages(1)).toEqual([[second], [first]]);
  expect(await list()).toEqual([second, first]);
  expect(await list()).toEqual([third, second, first]);
  const [fourth] = await start();
  double.accessRequests.catchUp();
  expect(await list()).toEqual([fourth, third, second, first]);
});

test('an OpsItem is got by its id, whether its ARN is given or not; others are refused', async () => {
  const [id] = await start();
  const arn = `arn:aws:ssm:us-east-1:111122223333:opsitem/${id}`;
  expect((await getItem(id, arn)).OpsItem).toMatchObject({ OpsItemArn: arn });
  expect(await refusal(getItem(id, 'arn:aws:sns:us-east-1:111122223333:topic'))).toMatchObject({ name: 'ValidationException' });
  expect(await refusal(getItem('oi-1'))).toMatchObject({ name: 'ValidationException' });
  expect(await refusal(getItem(ABSENT))).toMatchObject({ name: 'OpsItemNotFoundException' });
  double.tags.put('OpsItem', ABSENT);
  expect((await refusal(getItem(ABSENT))).$metadata.httpStatusCode).toBe(501);
});
