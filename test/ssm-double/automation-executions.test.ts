import {
  DescribeAutomationExecutionsCommand, DescribeAutomationStepExecutionsCommand, GetAutomationExecutionCommand, SSMClient,
  StartAutomationExecutionCommand, StartAutomationExecutionCommandInput, StartChangeRequestExecutionCommand,
  StartChangeRequestExecutionCommandInput, StopAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { changeTemplate, command, refusal, runbook } from './ssm-client';
import { SsmDouble, SsmDoubleOptions } from './ssm-double';
import { startDouble } from './started-double';

const TOKEN = '0a1b2c3d-0000-4000-8000-00000000abcd';
const ABSENT = '99999999-9999-4999-8999-999999999999';

let double: SsmDouble;
let client: SSMClient;

beforeEach(() => begin());

async function begin(options: SsmDoubleOptions = {}): Promise<void> {
  ({ double, client } = await startDouble(options));
  const parameters = { InstanceId: { type: 'String' }, Mode: { type: 'String', default: 'soft', allowedValues: ['soft', 'hard'] } };
  double.documents.put({ name: 'Restart', type: 'Automation', contents: [runbook(['Only']), runbook(['Stop', 'Start'], parameters)], defaultVersion: 2 });
  double.documents.put({ name: 'Plain', type: 'Automation', contents: [runbook(['One', 'Two', 'Three'])] });
  double.documents.put({ name: 'Shell', contents: [command('x')] });
  double.documents.put({ name: 'Template', type: 'Automation.ChangeTemplate', contents: [changeTemplate({ executableRunBooks: [{ name: 'Plain', version: '$DEFAULT' }] })] });
  double.documents.put({ name: 'Open', type: 'Automation.ChangeTemplate', contents: [changeTemplate({ autoApprovable: true })] });
}

async function start(input: Partial<StartAutomationExecutionCommandInput> = {}): Promise<string> {
  return (await client.send(new StartAutomationExecutionCommand({ DocumentName: 'Plain', ...input }))).AutomationExecutionId!;
}

async function request(input: Partial<StartChangeRequestExecutionCommandInput> = {}): Promise<string> {
  const command_ = new StartChangeRequestExecutionCommand({ DocumentName: 'Template', Runbooks: [{ DocumentName: 'Plain' }], ...input });
  return (await client.send(command_)).AutomationExecutionId!;
}

const get = async (id: string) => (await client.send(new GetAutomationExecutionCommand({ AutomationExecutionId: id }))).AutomationExecution!;
const stop = (id: string, Type?: 'Cancel' | 'Complete') => client.send(new StopAutomationExecutionCommand({ AutomationExecutionId: id, Type }));

async function statuses(id: string, count: number): Promise<string[]> {
  const shown: string[] = [];
  for (let read = 0; read < count; read++) shown.push((await get(id)).AutomationExecutionStatus!);
  return shown;
}

describe('an execution', () => {
  test('is started with the resolved version and told as the model has it', async () => {
    const id = await start({ DocumentName: 'Restart', Parameters: { InstanceId: ['i-1'] }, Tags: [{ Key: 'a', Value: '1' }] });
    expect(await get(id)).toMatchObject({
      AutomationExecutionId: id,
      DocumentName: 'Restart',
      DocumentVersion: '2',
      AutomationExecutionStatus: 'Pending',
      ExecutionStartTime: expect.any(Date),
      ExecutedBy: 'arn:aws:sts::111122223333:assumed-role/caller/AKIDEXAMPLE',
      Parameters: { InstanceId: ['i-1'] },
      StepExecutions: [{ StepName: 'Stop', Action: 'aws:sleep', StepStatus: 'Pending' }, { StepName: 'Start', StepStatus: 'Pending' }],
      StepExecutionsTruncated: false,
    });
    expect(double.executions.get(id)).toMatchObject({ kind: 'Automation', tags: { a: '1' }, stopped: false });
    expect(double.tags.get('Automation', id)).toEqual({ a: '1' });
  });

  test('goes on with each read, and ends', async () => {
    const id = await start();
    expect(double.executions.get(id)!.status).toBe('Pending');
    expect(await statuses(id, 4)).toEqual(['Pending', 'InProgress', 'Success', 'Success']);
    expect(await get(id)).toMatchObject({ ExecutionEndTime: expect.any(Date), StepExecutions: [{ StepStatus: 'Success' }, { StepStatus: 'Success' }, { StepStatus: 'Success' }] });
  });

  test.each([[0, ['Success']], [1, ['Pending', 'Success']], [3, ['Pending', 'InProgress', 'InProgress', 'Success']]])('goes on for %d reads', async (reads, shown) => {
    await begin({ executionReads: reads });
    expect(await statuses(await start(), shown.length)).toEqual(shown);
  });

  test('goes on as a script says, also one whose third step fails', async () => {
    double.executions.script({ statuses: ['InProgress', 'Failed'], failedStep: { name: 'Three', message: 'No such instance' } });
    const id = await start();
    expect(await get(id)).not.toHaveProperty('FailureMessage');
    expect(await get(id)).toMatchObject({
      AutomationExecutionStatus: 'Failed',
      FailureMessage: expect.stringContaining('No such instance'),
      StepExecutions: [
        { StepName: 'One', StepStatus: 'Success' }, { StepName: 'Two', StepStatus: 'Success' },
        { StepName: 'Three', StepStatus: 'Failed', FailureMessage: expect.stringContaining('No such instance') },
      ],
    });
    expect(() => double.executions.script(['Done'])).toThrow('No statuses of an execution: [Done]');
    expect(() => double.executions.script([])).toThrow('No statuses');
  });

  test('is changed by a test as by what happens outside', async () => {
    const id = await start();
    double.executions.set(id, { status: 'Success', outputs: { 'One.Answer': ['42'] }, steps: [{ StepName: 'One', StepStatus: 'Success' }] });
    expect(await get(id)).toMatchObject({ AutomationExecutionStatus: 'Success', Outputs: { 'One.Answer': ['42'] }, StepExecutions: [{ StepName: 'One' }] });
    double.executions.set(id, { statuses: ['InProgress', 'TimedOut'], failureMessage: 'Too late' });
    expect(await statuses(id, 1)).toEqual(['TimedOut']);
    expect(double.executions.get(id)).toMatchObject({ failureMessage: 'Too late', endedAt: expect.any(Date) });
    expect(() => double.executions.set(ABSENT, { status: 'Success' })).toThrow(`There is no execution ${ABSENT}; there are ${id}`);
  });
});

describe('is refused', () => {
  const refused: [string, Partial<StartAutomationExecutionCommandInput>, string][] = [
    ['a missing document', { DocumentName: 'Absent' }, 'AutomationDefinitionNotFoundException'],
    ['a document of another type', { DocumentName: 'Shell' }, 'AutomationDefinitionNotFoundException'],
    ['a change template', { DocumentName: 'Template' }, 'AutomationDefinitionNotFoundException'],
    ['a missing version', { DocumentVersion: '7' }, 'AutomationDefinitionVersionNotFoundException'],
    ['an unknown parameter', { Parameters: { Nonsense: ['x'] } }, 'InvalidAutomationExecutionParametersException'],
    ['a parameter that is not given', { DocumentName: 'Restart' }, 'InvalidAutomationExecutionParametersException'],
    ['a value that is not allowed', { DocumentName: 'Restart', Parameters: { InstanceId: ['i-1'], Mode: ['x'] } }, 'InvalidAutomationExecutionParametersException'],
    ['targets without their parameter', { DocumentName: 'Restart', Targets: [{ Key: 'tag:a', Values: ['1'] }] }, 'InvalidAutomationExecutionParametersException'],
    ['a target parameter without targets', { DocumentName: 'Restart', TargetParameterName: 'InstanceId' }, 'InvalidAutomationExecutionParametersException'],
    ['targets and maps', {
      DocumentName: 'Restart', TargetParameterName: 'InstanceId', Targets: [{ Key: 'tag:a', Values: ['1'] }], TargetMaps: [{ InstanceId: ['i-1'] }],
    }, 'InvalidAutomationExecutionParametersException'],
    ['targets for no parameter', { TargetParameterName: 'Nonsense', Targets: [{ Key: 'tag:a', Values: ['1'] }] }, 'InvalidAutomationExecutionParametersException'],
    ['a target without values', { DocumentName: 'Restart', TargetParameterName: 'InstanceId', Targets: [{ Key: 'tag:a' }] }, 'InvalidTarget'],
    ['six tags', { Tags: Array.from({ length: 6 }, (_, index) => ({ Key: `k${index}`, Value: '' })) }, 'ValidationException'],
    ['what the model refuses', { MaxErrors: '101%' }, 'ValidationException'],
  ];
  test.each(refused)('%s', async (_, input, name) => {
    expect(await refusal(start(input))).toMatchObject({ name });
    expect(double.executions.all).toEqual([]);
  });

  test('an execution that is not there', async () => {
    for (const call of [get(ABSENT), stop(ABSENT), client.send(new DescribeAutomationStepExecutionsCommand({ AutomationExecutionId: ABSENT }))]) {
      expect(await refusal(call)).toMatchObject({ name: 'AutomationExecutionNotFoundException' });
    }
  });

  test('but not what stands just beside: a version by name, targets with their parameter, targets in locations', async () => {
    await start({ DocumentName: 'arn:aws:ssm:us-east-1:111122223333:document/Restart', DocumentVersion: '1' });
    await start({ DocumentName: 'Restart', TargetParameterName: 'InstanceId', Targets: [{ Key: 'tag:a', Values: ['1'] }] });
    await start({ DocumentName: 'Restart', TargetMaps: [{ InstanceId: ['i-1'] }, { InstanceId: ['i-2'] }] });
    await start({ DocumentName: 'Restart', TargetParameterName: 'InstanceId', TargetLocations: [{ Accounts: ['111122223333'], Regions: ['us-east-1'], Targets: [{ Key: 'tag:a', Values: ['1'] }] }] });
    expect(double.executions.all.map(execution => execution.documentVersion)).toEqual(['1', '2', '2', '2']);
  });
});

describe('client tokens', () => {
  test('the same request starts nothing again, whatever the case of the token', async () => {
    const input = { ClientToken: TOKEN, DocumentName: 'Restart', Parameters: { InstanceId: ['i-1'], Mode: ['soft'] } };
    const id = await start(input);
    expect(await start({ ...input, ClientToken: TOKEN.toUpperCase(), Parameters: { Mode: ['soft'], InstanceId: ['i-1'] } })).toBe(id);
    double.documents.byName.delete('Restart');
    expect(await start(input)).toBe(id);
    expect(double.executions.all.map(({ clientToken }) => clientToken)).toEqual([TOKEN]);
  });

  test('another request with it is refused', async () => {
    await start({ ClientToken: TOKEN });
    expect(await refusal(start({ ClientToken: TOKEN, MaxErrors: '1' }))).toMatchObject({ name: 'IdempotentParameterMismatch' });
    expect(await refusal(request({ ClientToken: TOKEN }))).toMatchObject({ name: 'IdempotentParameterMismatch' });
    expect(double.executions.all).toHaveLength(1);
  });

  test('without one, and after it is forgotten, each call starts one', async () => {
    await start();
    await start();
    await start({ ClientToken: TOKEN });
    double.executions.forgetTokens();
    await start({ ClientToken: TOKEN });
    expect(new Set(double.executions.all.map(({ id }) => id)).size).toBe(4);
  });

  test('an answer that got lost', async () => {
    double.faults.add({ kind: 'dropAfter', operation: 'StartAutomationExecution' });
    await refusal(start({ ClientToken: TOKEN }));
    const [{ id }] = double.executions.all;
    expect(await start({ ClientToken: TOKEN })).toBe(id);
  });
});

describe('a change request', () => {
  test('waits for its approval, and is told as the model has it', async () => {
    const id = await request({ ChangeRequestName: 'Patch', ScheduledTime: new Date('2030-01-01T00:00:00Z'), ChangeDetails: 'Why', Tags: [{ Key: 'a', Value: '1' }] });
    expect(await statuses(id, 3)).toEqual(['PendingApproval', 'PendingApproval', 'PendingApproval']);
    const { OpsItemId, ...told } = await get(id);
    expect(told).toMatchObject({
      DocumentName: 'Template',
      AutomationSubtype: 'ChangeRequest',
      ChangeRequestName: 'Patch',
      ScheduledTime: new Date('2030-01-01T00:00:00Z'),
      Runbooks: [{ DocumentName: 'Plain' }],
      StepExecutions: [{ StepName: 'Level1', Action: 'aws:approve' }],
    });
    expect(OpsItemId).toMatch(/^oi-[0-9a-f]{12}$/);
    expect(double.tags.get('OpsItem', OpsItemId!)).toEqual({ a: '1' });
    expect(double.executions.get(id)).toMatchObject({ kind: 'ChangeRequest', opsItemId: OpsItemId, input: { ChangeDetails: 'Why' } });
  });

  test('goes on as a test says', async () => {
    const id = await request();
    double.executions.set(id, { statuses: ['Approved', 'RunbookInProgress', 'CompletedWithFailure'], failureMessage: 'Why' });
    expect(await statuses(id, 3)).toEqual(['RunbookInProgress', 'CompletedWithFailure', 'CompletedWithFailure']);
    double.executions.script(['Rejected'], 'ChangeRequest');
    expect(await statuses(await request(), 1)).toEqual(['Rejected']);
  });

  test('that approves itself', async () => {
    expect(await statuses(await request({ DocumentName: 'Open', AutoApprove: true }), 3)).toEqual(['Approved', 'RunbookInProgress', 'CompletedWithSuccess']);
    const later = await request({ DocumentName: 'Open', AutoApprove: true, ScheduledTime: new Date('2030-01-01T00:00:00Z') });
    expect(await statuses(later, 3)).toEqual(['Approved', 'Scheduled', 'Scheduled']);
  });

  const refused: [string, Partial<StartChangeRequestExecutionCommandInput>, string][] = [
    ['a missing template', { DocumentName: 'Absent' }, 'AutomationDefinitionNotFoundException'],
    ['a runbook as template', { DocumentName: 'Plain' }, 'AutomationDefinitionNotFoundException'],
    ['a missing version of the template', { DocumentVersion: '7' }, 'AutomationDefinitionVersionNotFoundException'],
    ['a missing runbook', { Runbooks: [{ DocumentName: 'Absent' }] }, 'AutomationDefinitionNotFoundException'],
    ['a missing version of the runbook', { Runbooks: [{ DocumentName: 'Plain', DocumentVersion: '7' }] }, 'AutomationDefinitionVersionNotFoundException'],
    ['a runbook that the template does not allow', { Runbooks: [{ DocumentName: 'Restart', Parameters: { InstanceId: ['i-1'] } }] }, 'InvalidAutomationExecutionParametersException'],
    ['a parameter that the template does not know', { Parameters: { Nonsense: ['x'] } }, 'InvalidAutomationExecutionParametersException'],
    ['a parameter that the runbook does not know', { Runbooks: [{ DocumentName: 'Plain', Parameters: { Nonsense: ['x'] } }] }, 'InvalidAutomationExecutionParametersException'],
    ['a target without values', {
      DocumentName: 'Open', Runbooks: [{ DocumentName: 'Restart', TargetParameterName: 'InstanceId', Targets: [{ Key: 'tag:a' }] }],
    }, 'InvalidAutomationExecutionParametersException'],
    ['approving itself where the template does not say so', { AutoApprove: true }, 'InvalidAutomationExecutionParametersException'],
    ['no runbook', { Runbooks: [] }, 'ValidationException'],
    ['six tags', { Tags: Array.from({ length: 6 }, (_, index) => ({ Key: `k${index}`, Value: '' })) }, 'ValidationException'],
  ];
  test.each(refused)('refused: %s', async (_, input, name) => {
    expect(await refusal(request(input))).toMatchObject({ name });
    expect(double.executions.all).toEqual([]);
  });

  test('a runbook of a version that the template does not allow', async () => {
    double.documents.put({ name: 'Plain', type: 'Automation', contents: [runbook(['a']), runbook(['b'])] });
    expect(await refusal(request({ Runbooks: [{ DocumentName: 'Plain', DocumentVersion: '2' }] }))).toMatchObject({ name: 'InvalidAutomationExecutionParametersException' });
    await request({ Runbooks: [{ DocumentName: 'Plain', DocumentVersion: '1' }] });
  });

  test('where Change Manager takes nobody', async () => {
    await begin({ changeManager: 'closed' });
    expect(await refusal(request())).toMatchObject({ name: 'NoLongerSupportedException' });
  });

  test('more than the account may have, by a fault', async () => {
    double.faults.add({ kind: 'error', operation: 'StartChangeRequestExecution', code: 'AutomationExecutionLimitExceededException', message: 'Too many' });
    expect(await refusal(request())).toMatchObject({ name: 'AutomationExecutionLimitExceededException' });
  });
});

describe('stopping', () => {
  test('what waits is cancelled at once, what runs with the next read', async () => {
    const waiting = await request();
    await stop(waiting);
    expect(await statuses(waiting, 1)).toEqual(['Cancelled']);
    double.executions.script(['InProgress', 'Success']);
    const running = await start();
    await stop(running, 'Complete');
    expect(double.executions.get(running)).toMatchObject({ status: 'Cancelling', stopped: true });
    expect(await refusal(stop(running))).toMatchObject({ name: 'InvalidAutomationStatusUpdateException' });
    expect(await statuses(running, 2)).toEqual(['Cancelled', 'Cancelled']);
  });

  test('what has ended cannot be stopped', async () => {
    double.executions.script(['Success']);
    const id = await start();
    expect(await refusal(stop(id))).toMatchObject({ name: 'InvalidAutomationStatusUpdateException', message: `Execution ${id} cannot be stopped, it is Success` });
    expect(double.executions.get(id)).toMatchObject({ stopped: false });
  });
});

describe('lists', () => {
  test('of steps: pages, filters, order', async () => {
    const id = await start();
    double.executions.set(id, { status: 'Failed', failedStep: { name: 'Two', message: 'x' } });
    const list = (input: object) => client.send(new DescribeAutomationStepExecutionsCommand({ AutomationExecutionId: id, ...input }));
    const names = async (input: object) => (await list(input)).StepExecutions!.map(step => step.StepName);
    expect(await names({})).toEqual(['One', 'Two', 'Three']);
    expect(await names({ ReverseOrder: true })).toEqual(['Three', 'Two', 'One']);
    expect(await names({ Filters: [{ Key: 'StepExecutionStatus', Values: ['Failed', 'Pending'] }] })).toEqual(['Two', 'Three']);
    expect(await names({ Filters: [{ Key: 'StepName', Values: ['One'] }, { Key: 'Action', Values: ['aws:sleep'] }] })).toEqual(['One']);
    const { NextToken } = await list({ MaxResults: 2 });
    expect(await names({ MaxResults: 2, NextToken })).toEqual(['Three']);
    expect(await refusal(list({ NextToken, ReverseOrder: true }))).toMatchObject({ name: 'InvalidNextToken' });
    expect(await refusal(list({ Filters: [{ Key: 'StepExecutionStatus', Values: ['Nonsense'] }] }))).toMatchObject({ name: 'InvalidFilterValue' });
  });

  test('of executions: newest first, pages, filters; no read that counts', async () => {
    const automation = await start({ Tags: [{ Key: 'a', Value: '1' }] });
    const change = await request();
    const list = (input: object = {}) => client.send(new DescribeAutomationExecutionsCommand(input));
    const ids = async (Key: string, ...Values: string[]) => {
      const { AutomationExecutionMetadataList: found } = await list({ Filters: [{ Key, Values }] });
      return found!.map(item => item.AutomationExecutionId);
    };
    expect((await list()).AutomationExecutionMetadataList).toMatchObject([
      { AutomationExecutionId: change, AutomationSubtype: 'ChangeRequest', AutomationExecutionStatus: 'PendingApproval', AutomationType: 'Local' },
      { AutomationExecutionId: automation, AutomationExecutionStatus: 'Pending' },
    ]);
    expect(await ids('AutomationSubtype', 'ChangeRequest')).toEqual([change]);
    expect(await ids('OpsItemId', double.executions.get(change)!.opsItemId!)).toEqual([change]);
    expect(await ids('ExecutionStatus', 'Pending', 'InProgress')).toEqual([automation]);
    expect(await ids('ExecutionId', automation)).toEqual([automation]);
    expect(await ids('DocumentNamePrefix', 'Templ')).toEqual([change]);
    expect(await ids('TagKey', 'a')).toEqual([automation]);
    expect(await ids('StartTimeAfter', '2000-01-01T00:00:00Z')).toEqual([change, automation]);
    expect(await ids('StartTimeBefore', '2000-01-01T00:00:00Z')).toEqual([]);
    expect(await refusal(ids('StartTimeBefore', 'yesterday'))).toMatchObject({ name: 'InvalidFilterValue' });
    expect(await refusal(ids('ExecutionStatus', 'Done'))).toMatchObject({ name: 'InvalidFilterValue' });
    const { NextToken } = await list({ MaxResults: 1 });
    expect((await list({ MaxResults: 1, NextToken })).AutomationExecutionMetadataList).toMatchObject([{ AutomationExecutionId: automation }]);
    expect(double.executions.get(automation)!.status).toBe('Pending');
  });
});
