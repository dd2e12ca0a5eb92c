import { CreateDocumentCommand, DescribeDocumentCommand, ListCommandsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { rawRequest } from './raw-request';
import { clientOf, command, refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';
import { startDouble } from './started-double';

let double: SsmDouble;
let client: SSMClient;

beforeEach(async () => {
  ({ double, client } = await startDouble());
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

describe('who calls', () => {
  test('a request without a signature', async () => {
    const answer = await rawRequest(double, 'DescribeDocument', { Name: 'Doc' }, { authorization: '' });
    expect(answer).toMatchObject({ status: 400, body: { __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' } });
  });

  test('a client of another Region', async () => {
    const elsewhere = clientOf(double, { region: 'eu-west-1' });
    const error = await refusal(elsewhere.send(new DescribeDocumentCommand({ Name: 'Doc' })));
    elsewhere.destroy();
    expect(error).toMatchObject({ name: 'InvalidSignatureException', message: expect.stringContaining('\'eu-west-1\'') });
  });

  test('account and Region of the double', async () => {
    const other = await SsmDouble.start({ account: '444455556666', region: 'eu-west-1' });
    const itsClient = clientOf(other);
    await itsClient.send(new CreateDocumentCommand({ Name: 'Doc', Content: command('one') }));
    const found = await itsClient.send(new DescribeDocumentCommand({ Name: 'arn:aws:ssm:eu-west-1:444455556666:document/Doc' }));
    itsClient.destroy();
    await other.stop();
    expect(found.Document!.Owner).toBe('444455556666');
  });
});

describe('what is no request of AWS JSON 1.1', () => {
  test('without an operation', async () => {
    expect(await rawRequest(double, '', {})).toMatchObject({ status: 400, body: { __type: 'UnknownOperationException' } });
  });

  test('of another protocol', async () => {
    const answer = await rawRequest(double, 'DescribeDocument', { Name: 'Doc' }, { 'content-type': 'application/x-amz-json-1.0' });
    expect(answer).toMatchObject({ status: 501, body: { message: 'Content-Type is application/x-amz-json-1.0, not application/x-amz-json-1.1' } });
  });

  test('by GET', async () => {
    const response = await fetch(double.endpoint, { headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.DescribeDocument' } });
    expect(response.status).toBe(501);
  });

  test('of an operation named as every JavaScript object has one', async () => {
    expect((await rawRequest(double, 'toString', {})).status).toBe(501);
  });
});

test('every answer has a request id, type and length', async () => {
  const { headers } = await rawRequest(double, 'DescribeDocument', { Name: 'Doc' });
  expect(headers.get('x-amzn-requestid')).toBe(double.requests[0].requestId);
  expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
});

test('stop cuts what is open', async () => {
  double.faults.add({ kind: 'slow', ms: 60_000 });
  const waiting = refusal(client.send(new DescribeDocumentCommand({ Name: 'Doc' })));
  while (double.requests.length === 0) await new Promise(resolve => setTimeout(resolve, 5));
  await double.stop();
  expect(await waiting).toMatchObject({ message: expect.stringContaining('socket hang up') });
});

test('requestsFor picks operations; seeding and looking leave no trace', async () => {
  double.documents.put({ name: 'Doc', contents: [command('one'), command('two')], defaultVersion: 2 });
  expect(double.document('Doc')).toMatchObject({ defaultVersion: 2, latestVersion: 2, versions: [{ status: 'Active' }, { status: 'Active' }] });
  await client.send(new DescribeDocumentCommand({ Name: 'Doc' }));
  expect(double.requestsFor('CreateDocument', 'UpdateDocument')).toEqual([]);
  expect(double.requestsFor('DescribeDocument')).toHaveLength(1);
  expect(() => double.documents.put({ name: 'Doc', contents: ['{}'], defaultVersion: 2 })).toThrow('Doc: version 2 is not among the contents');
});
