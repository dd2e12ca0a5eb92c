import type { Answer } from '../../../lambda/shared/answer';
import { RUNBOOK_EXECUTION_TYPE, RUNBOOK_ON_DELETE_TYPE, RunbookExecutionProperties } from '../../../src/operations/provider/runbook-execution-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { startDouble } from '../../ssm-double/started-double';
import { CALENDAR, putCalendar } from '../handlers/change-request';
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
const FAILED = {
  statuses: ['InProgress', 'Failed'], failedStep: { name: 'Patch', message: 'The command ended with status Failed: No space left on device' },
};

let double: SsmDouble;
let cloudFormation: CloudFormationDouble;
let count: number;

beforeAll(async () => { cloudFormation = await CloudFormationDouble.start(); });
afterAll(() => cloudFormation.stop());

beforeEach(async () => {
  double = (await startDouble()).double;
  double.documents.put({ name: NAME, type: 'Automation', contents: [CONTENT] });
  cloudFormation.status = 'UPDATE_IN_PROGRESS';
  count = 0;
});

type Given = Partial<Parameters<typeof event>[0]> & { readonly options?: FrameworkOptions };

async function ask(RequestType: 'Create' | 'Update' | 'Delete', properties: object, { options, ...given }: Given = {}): Promise<Answer> {
  const request = event({
    RequestType, ResourceType: RUNBOOK_EXECUTION_TYPE, ResourceProperties: { ...PROPERTIES, ...properties }, RequestId: `request-${count += 1}`, ...given,
  });
  const { told } = await throughFramework('automation-execution', double.endpoint, request, { cloudFormationEndpoint: cloudFormation.endpoint, ...options });
  return told!;
}

function reasons(): string[] {
  return double.executions.all.map(({ input }) => input.Parameters?.Reason?.[0] as string);
}

const run = (reason: string) => ({ OnCreate: undefined, OnUpdate: { DocumentName: NAME, Parameters: { Reason: [reason] } } });

test('a runbook is waited for until it succeeds', async () => {
  double.executions.script(['Pending', 'InProgress', 'InProgress', 'Success']);
  const told = await ask('Create', {});
  const [{ id }] = double.executions.all;
  expect(told).toMatchObject({ Status: 'SUCCESS', Data: { ExecutionId: id, Status: 'Success' } });
});

// What a person reads among the events of the stack. The framework puts the lines about logs there.
test('a runbook that fails in step 3 of 5 fails the deployment, with what the step says', async () => {
  double.executions.script(FAILED);
  const { Status, Reason } = await ask('Create', {});
  const [{ id }] = double.executions.all;
  if (process.env.SHOW_FAILURE !== undefined) process.stdout.write(`\n${Reason}\n`);
  expect(Status).toBe('FAILED');
  expect(Reason).toBe('runbook "Web-Patch" failed in step 3 of 5, "Patch" (aws:runCommand): Step fails when it is Execute/Cancelling action. '
    + 'The command ended with status Failed: No space left on device. Please refer to Automation Service Troubleshooting Guide for more diagnosis details'
    + `; all of it: aws ssm get-automation-execution --automation-execution-id ${id}\n\nLogs: /aws/lambda/Stack-IsComplete\n`);
});

test('the step is told by its number also where the service does not tell all of them at once', async () => {
  double.executions.shownSteps = 2;
  double.executions.script(FAILED);
  expect((await ask('Create', {})).Reason).toMatch(/^runbook "Web-Patch" failed in step 3 of 5, "Patch"/);
});

test('a reason that is long is shortened, so that CloudFormation takes the answer', async () => {
  double.executions.script({ ...FAILED, failedStep: { name: 'Patch', message: 'é"'.repeat(5_000) } });
  const told = await ask('Create', {});
  expect(Buffer.byteLength(JSON.stringify(told))).toBeLessThan(4_096);
  expect(told.Reason).toMatch(/^runbook "Web-Patch" failed in step 3 of 5, .* … .*--automation-execution-id/s);
});

test('a runbook that takes too long fails the deployment, and is left alone', async () => {
  double.executions.script(['InProgress']);
  const { Status, Reason } = await ask('Create', { Timeout: 0 });
  expect(Status).toBe('FAILED');
  expect(Reason).toMatch(/^runbook "Web-Patch" did not end within 0 minutes: it is InProgress, at step 1 of 5, "Check" \(aws:executeAwsApi\), and goes on unless it is stopped; /);
  expect(double.executions.all.map(({ status }) => status)).toEqual(['InProgress']);
});

test('outputs become attributes', async () => {
  double.executions.script({ statuses: ['InProgress', 'Success'], outputs: { 'Backup.ImageId': ['ami-1'], 'Check.Ids': ['i-1', 'i-2'], 'Other.Output': ['x'] } });
  const told = await ask('Create', { Outputs: ['Backup.ImageId', 'Check.Ids'] });
  const [{ id }] = double.executions.all;
  expect(told.Data).toEqual({ 'ExecutionId': id, 'Status': 'Success', 'Output.Backup.ImageId': 'ami-1', 'Output.Check.Ids': '["i-1","i-2"]' });
});

test('an output that the runbook did not give fails the deployment', async () => {
  double.executions.script({ statuses: ['Success'], outputs: { 'Backup.ImageId': ['ami-1'] } });
  expect((await ask('Create', { Outputs: ['Backup.Image'] })).Reason).toMatch(/^runbook "Web-Patch" gave no output Backup.Image; it gave Backup.ImageId\n/);
});

test('one that is not waited for is only started', async () => {
  double.executions.script(['InProgress']);
  expect(await ask('Create', { WaitForCompletion: false })).toMatchObject({ Status: 'SUCCESS', Data: { Status: 'InProgress' } });
});

describe('an update', () => {
  const update = (properties: object, old: object, PhysicalResourceId: string) =>
    ask('Update', properties, { PhysicalResourceId, OldResourceProperties: { ...PROPERTIES, ...old } });

  test('runs OnUpdate once where it has changed, and nothing where it has not', async () => {
    const first = await ask('Create', run('November'));
    const second = await update(run('December'), run('November'), first.PhysicalResourceId);
    expect(reasons()).toEqual(['November', 'December']);
    const third = await update({ ...run('December'), Timeout: 60 }, run('December'), second.PhysicalResourceId);
    expect(third).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: second.PhysicalResourceId, Data: { ExecutionId: double.executions.all[1].id, Status: 'Success' } });
    expect(reasons()).toEqual(['November', 'December']);
  });

  test('runs nothing where only OnCreate is given', async () => {
    const first = await ask('Create', {});
    expect(await update({ OnCreate: { DocumentName: NAME, Parameters: { Reason: ['new'] } } }, {}, first.PhysicalResourceId))
      .toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: first.PhysicalResourceId });
    expect(double.executions.all).toHaveLength(1);
  });

  test('whose runbook fails is rolled back without running anything again', async () => {
    const first = await ask('Create', run('November'));
    double.executions.script(FAILED);
    const second = await update(run('December'), run('November'), first.PhysicalResourceId);
    expect(second.Status).toBe('FAILED');
    cloudFormation.status = 'UPDATE_ROLLBACK_IN_PROGRESS';
    for (const { PhysicalResourceId } of [first, second]) {
      expect(await update(run('November'), run('December'), PhysicalResourceId))
        .toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: first.PhysicalResourceId, Data: first.Data });
    }
    expect(reasons()).toEqual(['November', 'December']);
  });
});

test('a creation with nothing to run, as only a deletion runs something', async () => {
  expect(await ask('Create', { OnCreate: undefined })).toMatchObject({ Status: 'SUCCESS', Data: { ExecutionId: 'none', Status: 'none' } });
  expect(double.executions.all).toEqual([]);
});

test('a runbook that fails when the stack is deleted fails the deletion', async () => {
  double.executions.script(FAILED);
  const properties = { OnCreate: undefined, UnfinishedOnDelete: undefined, OnDelete: { DocumentName: NAME } };
  const told = await ask('Delete', properties, { ResourceType: RUNBOOK_ON_DELETE_TYPE, PhysicalResourceId: 'runbook-on-delete' });
  expect(told).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'runbook-on-delete' });
  expect(told.Reason).toMatch(/^runbook "Web-Patch" failed in step 3 of 5/);
});

test('a closed calendar fails the deployment before anything is started', async () => {
  putCalendar(double, 'DEFAULT_CLOSED');
  expect((await ask('Create', { Calendars: [CALENDAR] })).Reason).toMatch(/^runbook execution: the change calendar Freeze is closed/);
  expect(double.executions.all).toEqual([]);
});
