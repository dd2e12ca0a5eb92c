import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import {
  CreateDocumentCommand, DescribeDocumentCommand, SSMClient, StartAccessRequestCommand, StartAutomationExecutionCommand, UpdateDocumentCommand,
} from '@aws-sdk/client-ssm';
import { command, refusal, runbook } from './ssm-client';
import { startDouble } from './started-double';

async function control(endpoint: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const response = await fetch(`${endpoint}/_double/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

test('faults, documents, failures, log and state by HTTP', async () => {
  const { double, client } = await startDouble();
  await control(double.endpoint, 'POST', 'faults', { kind: 'throttle', times: 5 });
  expect((await control(double.endpoint, 'GET', 'faults')).body).toEqual([{ kind: 'throttle', skip: 0, times: 5 }]);
  await control(double.endpoint, 'DELETE', 'faults');
  await control(double.endpoint, 'POST', 'faults', [{ kind: 'throttle' }, { kind: 'serverError' }]);
  const describeDoc = () => client.send(new DescribeDocumentCommand({ Name: 'Doc', DocumentVersion: '$LATEST' }));
  expect([(await refusal(describeDoc())).name, (await refusal(describeDoc())).name]).toEqual(['ThrottlingException', 'InternalServerError']);

  await control(double.endpoint, 'POST', 'documents', { name: 'Doc', contents: [command('one')] });
  await control(double.endpoint, 'POST', 'failures', { name: 'Doc', statusInformation: 'Why' });
  await client.send(new UpdateDocumentCommand({ Name: 'Doc', Content: command('two'), DocumentVersion: '$LATEST' }));
  expect((await describeDoc()).Document).toMatchObject({ Status: 'Failed', StatusInformation: 'Why' });

  const { body: requests } = await control(double.endpoint, 'GET', 'requests');
  expect(requests.map((request: any) => [request.operation, request.status, request.fault])).toEqual([
    ['DescribeDocument', 400, 'throttle'], ['DescribeDocument', 500, 'serverError'], ['UpdateDocument', 200, undefined], ['DescribeDocument', 200, undefined],
  ]);
  const { body: state } = await control(double.endpoint, 'GET', 'state');
  expect(state).toMatchObject({ documents: [{ name: 'Doc', latestVersion: 2, defaultVersion: 1 }], settings: {} });
});

test('executions by HTTP', async () => {
  const { double, client } = await startDouble();
  double.documents.put({ name: 'Runbook', type: 'Automation', contents: [runbook(['One'])] });
  await control(double.endpoint, 'POST', 'scripts', { kind: 'Automation', statuses: ['Waiting'] });
  const ClientToken = '0a1b2c3d-0000-4000-8000-00000000abcd';
  const start = async () => (await client.send(new StartAutomationExecutionCommand({ DocumentName: 'Runbook', ClientToken }))).AutomationExecutionId!;
  const id = await start();
  expect((await control(double.endpoint, 'GET', 'state')).body).toMatchObject({ executions: [{ id, status: 'Waiting' }] });
  await control(double.endpoint, 'POST', 'executions', { id, status: 'Cancelled' });
  await control(double.endpoint, 'DELETE', 'tokens');
  expect(await start()).not.toBe(id);
  expect((await control(double.endpoint, 'GET', 'state')).body).toMatchObject({ executions: [{ id, status: 'Cancelled' }, { status: 'Waiting' }] });
});

test('access requests by HTTP', async () => {
  const { double, client } = await startDouble();
  const start = async () => {
    const Targets = [{ Key: 'InstanceIds', Values: ['i-1'] }];
    return (await client.send(new StartAccessRequestCommand({ Reason: 'x', Targets }))).AccessRequestId!;
  };
  const id = await start();
  await control(double.endpoint, 'POST', 'access-requests', { id, status: 'Rejected' });
  await control(double.endpoint, 'POST', 'access-request-rules', { approval: 'automatic' });
  await start();
  expect((await control(double.endpoint, 'GET', 'state')).body).toMatchObject({ accessRequests: [{ id, status: 'Rejected' }, { status: 'Approved' }] });
});

test('what cannot be done is said', async () => {
  const { double } = await startDouble();
  expect(await control(double.endpoint, 'POST', 'faults', { kind: 'explode' })).toMatchObject({ status: 400, body: { message: expect.stringContaining('explode') } });
  expect(await control(double.endpoint, 'POST', 'documents', { name: 'Doc', contents: [] })).toMatchObject({ status: 400 });
  expect(await control(double.endpoint, 'GET', 'nonsense')).toMatchObject({ status: 404, body: { message: expect.stringContaining('GET /_double/requests') } });
});

test('as a process: prints its address, takes options, ends on SIGTERM', async () => {
  const main = spawn(process.execPath, [require.resolve('tsx/cli'), require.resolve('./main'), '--rate', '0.01', '--region', 'eu-west-1'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [endpoint] = await once(createInterface(main.stdout), 'line') as [string];
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const client = new SSMClient({ endpoint, region: 'eu-west-1', maxAttempts: 1, credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' } });
    const create = () => client.send(new CreateDocumentCommand({ Name: 'Doc', Content: command('one') }));
    await create();
    expect(await refusal(create())).toMatchObject({ name: 'ThrottlingException' });
    client.destroy();
  } finally {
    main.kill('SIGTERM');
  }
  const [code] = main.exitCode !== null ? [main.exitCode] : await once(main, 'exit');
  expect(code).toBe(0);
});
