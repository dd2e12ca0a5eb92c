import { readRequest } from '../../../lambda/access-request/read-request';
import { CallFailed, Ssm } from '../../../lambda/shared/ssm';

const ID = 'oi-0123456789ab';
const EXECUTION = '11111111-2222-3333-4444-555555555555';

const read = (answer: object | Error) => readRequest({
  read: async (api: string, input: object) => {
    expect([api, input]).toEqual(['GetOpsItem', { OpsItemId: ID }]);
    if (answer instanceof Error) throw answer;
    return answer;
  },
} as unknown as Ssm, ID);
const item = (value: string | undefined) => ({ OpsItem: { Status: 'PendingApproval', OperationalData: { '/aws/accessrequest': { Value: value } } } });

test('a request with the execution that asks its approvers', async () => {
  expect(await read(item(JSON.stringify({ automationExecutionId: EXECUTION })))).toEqual({ id: ID, status: 'PendingApproval', executionId: EXECUTION });
});

test.each<[string, object]>([
  ['nobody has to approve', item(JSON.stringify({ automationExecutionId: '' }))],
  ['the id is no text', item(JSON.stringify({ automationExecutionId: 1 }))],
  ['there is no id', item('{}')],
  ['there is no data', item(undefined)],
  ['there is no operational data', { OpsItem: { Status: 'PendingApproval' } }],
  ['the data is no JSON', item('{')],
])('without one, where %s', async (_, answer) => {
  expect(await read(answer)).toEqual({ id: ID, status: 'PendingApproval', executionId: undefined });
});

test('one that the service does not know', async () => {
  expect(await read(new CallFailed('GetOpsItem', 'OpsItemNotFoundException', 'No.', undefined))).toBeUndefined();
  expect(await read({})).toBeUndefined();
  await expect(read(new CallFailed('GetOpsItem', 'OpsItemAccessDeniedException', 'No.', undefined))).rejects.toThrow('OpsItemAccessDeniedException');
});
