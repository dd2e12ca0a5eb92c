import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CreateDocumentCommand, DescribeDocumentCommand, SSMClient, UpdateDocumentCommand } from '@aws-sdk/client-ssm';
import { clientOf, command, refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';

async function control(endpoint: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
  const response = await fetch(`${endpoint}/_double/${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

test('faults, documents, failures, log and state by HTTP', async () => {
  const double = await SsmDouble.start();
  const client = clientOf(double);
  try {
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
  } finally {
    client.destroy();
    await double.stop();
  }
});

test('what cannot be done is said', async () => {
  const double = await SsmDouble.start();
  try {
    expect(await control(double.endpoint, 'POST', 'faults', { kind: 'explode' })).toMatchObject({ status: 400, body: { message: expect.stringContaining('explode') } });
    expect(await control(double.endpoint, 'POST', 'documents', { name: 'Doc', contents: [] })).toMatchObject({ status: 400 });
    expect(await control(double.endpoint, 'GET', 'nonsense')).toMatchObject({ status: 404, body: { message: expect.stringContaining('GET /_double/requests') } });
  } finally {
    await double.stop();
  }
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
