import { join } from 'node:path';
import { folderWith, GOOD, run } from './run';

const RUNBOOK = [
  'schemaVersion: "0.3"',
  'mainSteps:',
  '  - name: stop',
  '    action: aws:executeAwsApi',
  '    inputs: {Service: rds, Api: StopDBInstance, DBInstanceIdentifier: db1}',
  '  - name: tell',
  '    action: aws:executeScript',
  '    inputs:',
  '      Runtime: python3.11',
  '      Handler: main',
  '      Script: |',
  '        import boto3',
  '        def main(events, context):',
  '          boto3.client("sns").publish(TopicArn=events["Topic"])',
  '          boto3.client(events["Service"]).run()',
  '  - name: pause',
  '    action: aws:pause',
  '    inputs: {}',
  '',
].join('\n');

function file(text: string, name = 'a.yaml'): string {
  return join(folderWith({ [name]: text }), name);
}

test('the policy, and a warning for what is not sure', async () => {
  const path = file(RUNBOOK);
  const { status, out, err } = await run(['permissions', path]);
  expect(status).toBe(0);
  expect(JSON.parse(out)).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['rds:StopDBInstance'], Resource: ['arn:aws:rds:*:*:db:db1'] },
      { Effect: 'Allow', Action: ['sns:Publish'], Resource: ['*'] },
    ],
  });
  expect(err).toBe(`${path}:11:7  warning  step tell: client(…), line 4: which service it is for is only known when the script runs; allow what it needs\n`);
});

test('for one place', async () => {
  const { out } = await run(['permissions', '--partition', 'aws-cn', '--region=cn-north-1', '--account', '111122223333', '-'], { stdin: RUNBOOK });
  expect(out).toContain('"arn:aws-cn:rds:cn-north-1:111122223333:db:db1"');
});

test('--explain says which step needs what', async () => {
  const { status, out } = await run(['permissions', '--explain', file(RUNBOOK)]);
  expect(status).toBe(0);
  expect(out).toBe([
    'stop (aws:executeAwsApi)',
    '  rds:StopDBInstance',
    '    on arn:aws:rds:*:*:db:db1',
    '',
    'tell (aws:executeScript)',
    "  sns:Publish  (client('sns').publish, line 3)",
    '    on *',
    '',
  ].join('\n'));
  expect((await run(['permissions', '--explain', '-'], { stdin: '{"schemaVersion":"0.3","mainSteps":[]}' })).out).toBe('no step needs a permission\n');
});

test.each([
  [GOOD, 'this is a document of type Session, no runbook; only runbooks (Automation documents) run with a role'],
  ['{"a":1}', 'this is no runbook; only runbooks (Automation documents) run with a role'],
])('%s is refused', async (text, reason) => {
  const path = file(text, 'a.json');
  expect(await run(['permissions', path])).toEqual({ status: 1, out: '', err: `ssm-doc: ${path}: ${reason}\n` });
});

test('what cannot be read', async () => {
  expect(await run(['permissions', '/does/not/exist'])).toMatchObject({ status: 2, out: '' });
  expect(await run(['permissions', file('{"schemaVersion":', 'a.json')])).toMatchObject({ status: 1, out: '' });
});
