import { CloudFormationClient, DescribeStacksCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudFormationDouble } from './cloudformation-double';

const STACK_ID = 'arn:aws:cloudformation:us-east-1:111122223333:stack/Web/11111111-2222-3333-4444-555555555555';

let double: CloudFormationDouble;
let client: CloudFormationClient;

beforeEach(async () => {
  double = await CloudFormationDouble.start();
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  client = new CloudFormationClient({ endpoint: double.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await double.stop();
});

const describeStack = (StackName = STACK_ID) => client.send(new DescribeStacksCommand({ StackName }));

test('a stack is in the status that a test sets', async () => {
  expect((await describeStack()).Stacks).toEqual([expect.objectContaining({ StackId: STACK_ID, StackName: 'Web', StackStatus: 'UPDATE_IN_PROGRESS' })]);
  double.status = 'CREATE_COMPLETE';
  double.stacks.set(STACK_ID, 'UPDATE_ROLLBACK_IN_PROGRESS');
  expect((await describeStack()).Stacks).toMatchObject([{ StackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS' }]);
  expect((await describeStack('Other')).Stacks).toMatchObject([{ StackName: 'Other', StackStatus: 'CREATE_COMPLETE' }]);
  expect(double.requests).toEqual([STACK_ID, STACK_ID, 'Other'].map(stackName => ({ stackName, caller: 'AKIDEXAMPLE' })));
});

test('what is not there, what is refused, what is cut off, and what it does not know', async () => {
  double.stacks.set('Gone', undefined);
  await expect(describeStack('Gone')).rejects.toMatchObject({ name: 'ValidationError', message: 'Stack with id Gone does not exist', $metadata: { httpStatusCode: 400 } });
  double.faults.push({ code: 'Throttling', message: 'Rate exceeded', status: 400 }, 'drop');
  await expect(describeStack()).rejects.toMatchObject({ name: 'Throttling', $metadata: { requestId: expect.any(String) } });
  await expect(describeStack()).rejects.toThrow('socket hang up');
  await describeStack();
  await expect(client.send(new ListStacksCommand({}))).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
});
