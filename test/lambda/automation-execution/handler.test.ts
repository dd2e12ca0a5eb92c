import type { RunbookExecutionProperties } from '../../../src/operations/provider/runbook-execution-properties';
import { startDouble } from '../../ssm-double/started-double';
import { event } from '../invoke';
import { FrameworkOptions, throughFramework } from '../through-framework';

const NAME = 'Web-Patch';
const STEPS = ['Check', 'Backup', 'Patch', 'Verify', 'Report'];
const CONTENT = JSON.stringify({
  schemaVersion: '0.3',
  parameters: { Reason: { type: 'String', default: 'none' } },
  mainSteps: STEPS.map(name => ({ name, action: name === 'Patch' ? 'aws:runCommand' : 'aws:executeAwsApi', inputs: {} })),
});

const PROPERTIES: RunbookExecutionProperties = {
  OnCreate: { DocumentName: NAME }, WaitForCompletion: true, Timeout: 3_300, UnfinishedOnDelete: 'Leave',
};

async function deploy(given: Partial<RunbookExecutionProperties>, prepare: (double: Awaited<ReturnType<typeof startDouble>>['double']) => void, options?: FrameworkOptions) {
  const { double } = await startDouble();
  double.documents.put({ name: NAME, type: 'Automation', contents: [CONTENT] });
  prepare(double);
  const request = event({ RequestType: 'Create', ResourceType: 'Custom::SSMRunbookExecution', ResourceProperties: { ...PROPERTIES, ...given } });
  return { double, ...await throughFramework('automation-execution', double.endpoint, request, options) };
}

test('a runbook that succeeds is waited for', async () => {
  const { told, double } = await deploy({}, ({ executions }) => executions.script(['Pending', 'InProgress', 'InProgress', 'Success']));
  const [{ id }] = double.executions.all;
  expect(told).toMatchObject({ Status: 'SUCCESS', Data: { ExecutionId: id, Status: 'Success' } });
});

// What a person reads among the events of the stack.
test('a runbook that fails in step 3 of 5 fails the deployment, with what the step says', async () => {
  const { told, double } = await deploy({}, ({ executions }) => executions.script({
    statuses: ['InProgress', 'Failed'], failedStep: { name: 'Patch', message: 'The command ended with status Failed: No space left on device' },
  }));
  const [{ id }] = double.executions.all;
  if (process.env.SHOW_FAILURE !== undefined) process.stdout.write(`\n${told?.Reason}\n`);
  expect(told).toMatchObject({ Status: 'FAILED' });
  expect(told?.Reason).toBe('x');
});
