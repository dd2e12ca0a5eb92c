import { CreateDocumentCommand, DeleteDocumentCommand, DescribeDocumentCommand, SSMClient } from '@aws-sdk/client-ssm';
import { Faults } from './faults';
import { clientOf, command, refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';
import { startDouble } from './started-double';

let double: SsmDouble;
let client: SSMClient;

beforeEach(async () => {
  ({ double, client } = await startDouble());
});

const create = (using = client) => using.send(new CreateDocumentCommand({ Name: 'Doc', Content: command('x') }));

test.each([
  [{ kind: 'throttle' } as const, 'ThrottlingException', 'Rate exceeded', 400],
  [{ kind: 'serverError' } as const, 'InternalServerError', 'An error occurred on the server side.', 500],
  [{ kind: 'error', code: 'AccessDeniedException', message: 'No.' } as const, 'AccessDeniedException', 'No.', 400],
  [{ kind: 'error', code: 'TooManyUpdates', message: 'Wait.', status: 429 } as const, 'TooManyUpdates', 'Wait.', 429],
])('%j answers without acting, once', async (fault, name, message, status) => {
  double.faults.add(fault);
  const error = await refusal(create());
  expect(error).toMatchObject({ name, message, $metadata: { httpStatusCode: status, requestId: double.requests[0].requestId } });
  expect(double.document('Doc')).toBeUndefined();
  expect(double.requests[0]).toMatchObject({ fault: fault.kind, acted: false, status, code: name });
  expect(double.faults.pending).toEqual([]);
  await create();
});

test('dropBefore cuts the connection, and nothing was done', async () => {
  double.faults.add({ kind: 'dropBefore' });
  expect(await refusal(create())).toMatchObject({ message: expect.stringContaining('socket hang up') });
  expect(double.document('Doc')).toBeUndefined();
  expect(double.requests).toEqual([expect.objectContaining({ fault: 'dropBefore', acted: false, input: { Name: 'Doc', Content: command('x') } })]);
  expect(double.requests[0].status).toBeUndefined();
});

test('dropAfter acts first; a client that tries again finds what it made', async () => {
  double.faults.add({ kind: 'dropAfter', operation: 'CreateDocument' });
  const patient = clientOf(double, { maxAttempts: 2 });
  expect(await refusal(create(patient))).toMatchObject({ name: 'DocumentAlreadyExists' });
  patient.destroy();
  expect(double.document('Doc')!.versions).toHaveLength(1);
  expect(double.requests.map(({ acted, fault, status }) => [acted, fault, status])).toEqual([[true, 'dropAfter', undefined], [false, undefined, 400]]);
});

test('slow acts at once and answers later', async () => {
  double.faults.add({ kind: 'slow', ms: 300 });
  const begin = performance.now();
  const answer = create();
  while (!double.document('Doc')) await new Promise(resolve => setTimeout(resolve, 5));
  expect(performance.now() - begin).toBeLessThan(290);
  await answer;
  expect(performance.now() - begin).toBeGreaterThan(290);
});

test('the retries of the real client outlive two errors of the server', async () => {
  double.faults.add({ kind: 'serverError', operation: 'CreateDocument', times: 2 });
  const patient = clientOf(double, { maxAttempts: 3 });
  await create(patient);
  patient.destroy();
  expect(double.requests.map(request => request.status)).toEqual([500, 500, 200]);
});

test('a rule hits its operation, after those it lets pass, as often as it says', async () => {
  double.faults.add({ kind: 'throttle', operation: 'DescribeDocument', skip: 1, times: 2 });
  double.documents.put({ name: 'Doc', contents: [command('x')] });
  const outcomes: string[] = [];
  for (let call = 0; call < 5; call++) {
    await client.send(new DescribeDocumentCommand({ Name: 'Doc' })).then(() => outcomes.push('fine'), error => outcomes.push(error.name));
  }
  expect(outcomes).toEqual(['fine', 'ThrottlingException', 'ThrottlingException', 'fine', 'fine']);
  await client.send(new DeleteDocumentCommand({ Name: 'Doc' }));
});

test('rules apply one by one, in the order in which they were added', async () => {
  double.faults.add({ kind: 'throttle' }, { kind: 'serverError', operation: 'CreateDocument' });
  expect(double.faults.pending).toEqual([
    { kind: 'throttle', skip: 0, times: 1 }, { kind: 'serverError', operation: 'CreateDocument', skip: 0, times: 1 },
  ]);
  expect([(await refusal(create())).name, (await refusal(create())).name]).toEqual(['ThrottlingException', 'InternalServerError']);
  double.faults.add({ kind: 'throttle' });
  double.faults.clear();
  await create();
});

test('a fault that is none is refused', () => {
  expect(() => new Faults().add({ kind: 'explode' } as never)).toThrow('No fault \'explode\'; there are throttle, serverError');
});
