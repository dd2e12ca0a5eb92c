import { CreateDocumentCommand, DescribeDocumentCommand, ListCommandsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { SsmDouble } from './ssm-double';
import { clientOf, command, refusal } from './ssm-client';

let double: SsmDouble;
let client: SSMClient;

beforeEach(async () => {
  double = await SsmDouble.start();
  client = clientOf(double);
});
afterEach(async () => {
  client.destroy();
  await double.stop();
});

test('answers the real client, with a request id, and logs the request', async () => {
  const created = await client.send(new CreateDocumentCommand({ Name: 'Doc', Content: command('one') }));
  expect(created.DocumentDescription).toMatchObject({ Name: 'Doc', Status: 'Creating', LatestVersion: '1', DefaultVersion: '1' });
  expect(created.DocumentDescription!.CreatedDate).toBeInstanceOf(Date);
  expect(double.requests).toEqual([expect.objectContaining({
    requestId: created.$metadata.requestId,
    operation: 'CreateDocument',
    input: { Name: 'Doc', Content: command('one') },
    accessKeyId: 'AKIDEXAMPLE',
    status: 200,
    acted: true,
  })]);
});

test('a refusal carries name, message, status and request id', async () => {
  const error = await refusal(client.send(new DescribeDocumentCommand({ Name: 'Absent' })));
  expect(error).toMatchObject({ name: 'InvalidDocument', message: 'Document with name Absent does not exist.', $metadata: { httpStatusCode: 400 } });
  expect(error.$metadata.requestId).toBe(double.requests[0].requestId);
  expect(double.requests[0]).toMatchObject({ status: 400, code: 'InvalidDocument', acted: false });
});

test('what it does not know is 501, never a success', async () => {
  const error = await refusal(client.send(new ListCommandsCommand({})));
  expect(error.$metadata.httpStatusCode).toBe(501);
  expect(error.message).toMatch(/^The double does not know ListCommands\. It knows .*CreateDocument/);
});
