import { App, Aws, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ID, Parts, partsIn, ROLE } from './change-requests';
import { policyOf, propertiesOf } from './executions-template';
import { asSent, membersIn, membersOf } from './model-members';
import {
  AssumeRole, Document, DocumentParameter, Runbook, RunbookExecution, RunbookExecutionProps, RunbookInvocation, steps, Target, UnfinishedExecution,
} from '../../src';
import { validateRequest } from '../ssm-double/validate-request';

const TYPE = 'Custom::SSMRunbookExecution';
const ON_DELETE = 'Custom::SSMRunbookOnDelete';
const PLACE = 'arn:{Partition}:ssm:eu-west-1:111122223333';
const EXECUTIONS = `${PLACE}:automation-execution/*`;
const PASS = `PassRole on ${ROLE} if StringEquals PassedToService ssm.amazonaws.com`;
const given = { parameters: { InstanceId: ['i-0123456789abcdef0'] } };
const REF = { Ref: expect.stringMatching(/^Runbook/) };

let stack: Stack;
let parts: Parts;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  parts = partsIn(stack);
});

function run(props: RunbookExecutionProps): RunbookExecution {
  return new RunbookExecution(stack, 'Run', props);
}

test('runs at creation and waits as long as CloudFormation lets it; what runs at the end is there first', () => {
  const made = run({ onCreate: parts.runbook.invoke(given) });
  expect(propertiesOf(stack, TYPE)).toEqual([{
    OnCreate: { DocumentName: REF, Parameters: given.parameters }, WaitForCompletion: true, Timeout: 3_300, UnfinishedOnDelete: 'Leave',
  }]);
  expect(propertiesOf(stack, ON_DELETE)).toEqual([{ WaitForCompletion: true, Timeout: 3_300 }]);
  const resources: Record<string, any> = Template.fromStack(stack).toJSON().Resources;
  const [[mine, { DependsOn }]] = Object.entries(resources).filter(([, { Type }]) => Type === TYPE);
  expect(DependsOn).toContain(Object.keys(resources).find(id => resources[id].Type === ON_DELETE));
  expect(stack.resolve([made.executionId, made.status])).toEqual(['ExecutionId', 'Status'].map(name => ({ 'Fn::GetAtt': [mine, name] })));
});

test('each of the two may do what it does, and nothing else', () => {
  run({
    onUpdate: parts.runbook.invoke({ ...given, documentVersion: '2' }),
    onDelete: RunbookInvocation.of('AWS-StopEC2Instance', { targetParameter: 'InstanceId', targets: [Target.tag('Team', 'web')] }),
    tags: { Ticket: 'OPS-1' },
    openCalendars: ['Freeze'],
    alarmConfiguration: { alarms: [{ name: 'Errors' }] },
    unfinishedOnDelete: UnfinishedExecution.STOP,
  });
  expect(policyOf(stack, TYPE)).toEqual([
    `StartAutomationExecution on ${PLACE}:document/{Runbook}, ${PLACE}:automation-definition/{Runbook}:2, ${EXECUTIONS}`,
    `DescribeAutomationStepExecutions, GetAutomationExecution, StopAutomationExecution on ${EXECUTIONS}`,
    `AddTagsToResource on ${EXECUTIONS}`,
    `GetCalendarState on ${PLACE}:document/Freeze`,
    PASS,
    'DescribeStacks on {StackId}',
  ]);
  expect(policyOf(stack, ON_DELETE)).toEqual([
    'StartAutomationExecution on arn:{Partition}:ssm:eu-west-1::document/AWS-StopEC2Instance, '
    + `arn:{Partition}:ssm:eu-west-1::automation-definition/AWS-StopEC2Instance:*, ${EXECUTIONS}`,
    `DescribeAutomationStepExecutions, GetAutomationExecution on ${EXECUTIONS}`,
    `AddTagsToResource on ${EXECUTIONS}`,
    `GetCalendarState on ${PLACE}:document/Freeze`,
    'DescribeAlarms on arn:{Partition}:cloudwatch:eu-west-1:111122223333:alarm:Errors',
    `StopAutomationExecution on ${EXECUTIONS}`,
    'GetResources on *',
  ]);
});

test('an execution that runs nothing at the end may start nothing then', () => {
  run({ onCreate: parts.runbook.invoke(given), tags: { a: 'b' }, openCalendars: ['Freeze'] });
  expect(policyOf(stack, ON_DELETE)).toEqual([`DescribeAutomationStepExecutions, GetAutomationExecution on ${EXECUTIONS}`]);
});

test('its inputs are valid against the model of the API, and together touch every member that is offered', () => {
  const location = {
    accounts: ['444455556666'],
    regions: ['eu-west-1'],
    executionRoleName: 'Exec',
    targetLocationMaxConcurrency: '1',
    targetLocationMaxErrors: '0',
    targetLocationAlarmConfiguration: { alarms: [{ name: 'There' }], ignorePollAlarmFailure: true },
    includeChildOrganizationUnits: true,
    excludeAccounts: ['111122223333'],
    targets: [Target.tag('a', 'b')],
    targetsMaxConcurrency: '1',
    targetsMaxErrors: '0',
  };
  run({
    onCreate: RunbookInvocation.of('AWS-RestartEC2Instance', { ...given, documentVersion: '$DEFAULT', targetLocations: [location], targetParameter: 'InstanceId' }),
    onUpdate: RunbookInvocation.of('AWS-RestartEC2Instance', { targetParameter: 'InstanceId', targets: [Target.allInstances()], maxConcurrency: '10%', maxErrors: '1' }),
    onDelete: RunbookInvocation.of('AWS-RestartEC2Instance', { targetMaps: [{ InstanceId: ['i-1'] }] }),
    alarmConfiguration: { alarms: [{ name: 'Errors' }], ignorePollAlarmFailure: false },
    tags: { Ticket: 'OPS-1' },
  });
  const [{ OnCreate, OnUpdate }] = propertiesOf(stack, TYPE);
  const [{ OnDelete }] = propertiesOf(stack, ON_DELETE);
  const sent = [OnCreate, OnUpdate, OnDelete].map(asSent);
  sent.forEach(input => expect(() => validateRequest('StartAutomationExecution', input)).not.toThrow());
  const touched = new Set(sent.flatMap(input => membersIn('StartAutomationExecution', input)));
  // Nobody could answer, and a presigned URL is a credential.
  expect(membersOf('StartAutomationExecution').filter(member => !touched.has(member))).toEqual(['Mode', 'TargetLocationsURL']);
});

test('does not wait, and runs again, where that is said', () => {
  run({ onUpdate: parts.runbook.invoke(given), waitForCompletion: false, trigger: Aws.STACK_NAME });
  expect(propertiesOf(stack, TYPE)).toEqual([{
    OnUpdate: { DocumentName: REF, Parameters: given.parameters }, WaitForCompletion: false, Timeout: 3_300, Trigger: { Ref: 'AWS::StackName' }, UnfinishedOnDelete: 'Leave',
  }]);
});

describe('outputs', () => {
  const script = () => new steps.AwsApi('Look', { service: 'ec2', api: 'DescribeInstances', parameters: {}, outputs: {} });
  const withOutputs = (...outputs: string[]) => new Runbook(stack, 'Outputs', { steps: [script()], outputs });

  test('become attributes', () => {
    const made = run({ onCreate: withOutputs('Look.State', 'Look.Id').invoke(), timeout: Duration.minutes(5) });
    const outputs = ['Look.State', 'Look.Id', 'Look.State'].map(name => stack.resolve(made.output(name)));
    expect(outputs.map(output => output['Fn::GetAtt'][1])).toEqual(['Output.Look.State', 'Output.Look.Id', 'Output.Look.State']);
    expect(propertiesOf(stack, TYPE)[0]).toMatchObject({ Outputs: ['Look.State', 'Look.Id'], Timeout: 300 });
  });

  test('of a runbook that is not known here are taken as they are', () => {
    run({ onCreate: RunbookInvocation.of('AWS-HelloWorld') }).output('Any.Thing');
    expect(propertiesOf(stack, TYPE)[0].Outputs).toEqual(['Any.Thing']);
  });

  test('are refused where there are none', () => {
    const one = run({ onCreate: withOutputs('Look.State').invoke(), onUpdate: parts.runbook.invoke(given) });
    expect(() => one.output('Look.Stat')).toThrow([
      'there is no output "Look.Stat":',
      '  - onCreate: Stack/Outputs has no output "Look.Stat"; did you mean "Look.State"?',
      '  - onUpdate: Stack/Runbook has no output "Look.Stat"; it has none',
    ].join('\n'));
    const two = new RunbookExecution(stack, 'Two', { onDelete: parts.runbook.invoke(given), waitForCompletion: false });
    expect(() => two.output('a')).toThrow([
      '  - waitForCompletion is false, and outputs are known when the runbook has ended; wait for it',
      '  - there is neither onCreate nor onUpdate, which could have outputs',
    ].join('\n'));
  });
});

describe('refused', () => {
  const HEAD = 'the runbook cannot be run like this:';
  test.each<[string, () => RunbookExecutionProps, string]>([
    ['nothing', () => ({}), 'there is nothing to run; give onCreate, onUpdate or onDelete'],
    ['the name of a runbook for an invocation', () => ({ onCreate: 'AWS-Foo' as never }),
      'onCreate is "AWS-Foo"; give runbook.invoke(…), or RunbookInvocation.of(…) with the runbook or its name'],
    ['a runbook for an invocation', () => ({ onDelete: parts.runbook as never }), 'onDelete is the construct Stack/Runbook; give runbook.invoke(…)'],
    ['a name', () => ({ onCreate: RunbookInvocation.of('a b') }), 'onCreate: the name is "a b"; the name of a document or its ARN is allowed, 3 to 128 letters, digits and _-.:/'],
    ['a missing parameter', () => ({ onDelete: parts.runbook.invoke() }), 'onDelete: parameter InstanceId has no default, a value is needed'],
    ['two targets', () => ({ onUpdate: parts.runbook.invoke({ targetParameter: ID, targets: [Target.allInstances(), Target.allInstances()] }) }),
      'onUpdate: targets: 2 are given; at most 1 are allowed'],
    ['a trigger of nothing', () => ({ onCreate: parts.runbook.invoke(given), trigger: 'x' }), 'trigger has onUpdate run again, and there is none; give onUpdate or leave it out'],
    ['a time to wait without waiting', () => ({ onCreate: parts.runbook.invoke(given), timeout: Duration.minutes(1), waitForCompletion: false }),
      'timeout is given, but nothing is waited for; leave out one of timeout and waitForCompletion: false'],
    ['too long', () => ({ onCreate: parts.runbook.invoke(given), timeout: Duration.hours(2) }),
      'timeout is 2 hours; whole seconds up to 55 minutes are allowed, as CloudFormation waits an hour for all of it'],
    ['half a second', () => ({ onCreate: parts.runbook.invoke(given), timeout: Duration.millis(1_500) }),
      'timeout is 1 second 500 millis; whole seconds up to 55 minutes are allowed, as CloudFormation waits an hour for all of it'],
    ['two alarms', () => ({ onCreate: parts.runbook.invoke(given), alarmConfiguration: { alarms: [{ name: 'a' }, { name: 'b' }] } }), 'alarmConfiguration has 2 alarms; one is allowed'],
    ['six tags', () => ({ onCreate: parts.runbook.invoke(given), tags: { a: '', b: '', c: '', d: '', e: '', f: '' } }), 'tags: 6 are given; at most 5 are allowed'],
    ['what becomes of it', () => ({ onCreate: parts.runbook.invoke(given), unfinishedOnDelete: 'stop' }), 'unfinishedOnDelete is "stop"; "Stop" and "Leave" are allowed'],
    ['a document that is no calendar', () => ({ onCreate: parts.runbook.invoke(given), openCalendars: [parts.template] }),
      'openCalendars: Stack/Template is a document of type Automation.ChangeTemplate; give calendars (type ChangeCalendar)'],
  ])('%s', (_, propsOf, message) => {
    expect(() => run(propsOf())).toThrow(`${HEAD} ${message}`);
  });
});

test('warns of a runbook that has no role, as the function could do nothing in its place', () => {
  const runbook = new Runbook(stack, 'Own', { parameters: [DocumentParameter.ofString('A', { defaultValue: 'x' })], steps: [new steps.Pause('Stop', {})], assumeRole: AssumeRole.caller() });
  run({ onCreate: runbook.invoke() });
  expect(Annotations.fromStack(stack).findWarning('/Stack/Run', Match.anyValue()).map(({ entry }) => entry.data)).toEqual([
    expect.stringContaining('onCreate: Stack/Own has no role, so it does its work as whoever starts it: the function of this custom resource, which may do nothing else; give the runbook a role'),
  ]);
});

test('warns of a change template in the place of a runbook', () => {
  run({ onCreate: RunbookInvocation.of(parts.template, { parameters: { Approver: ['x'] } }) });
  expect(Annotations.fromStack(stack).findWarning('/Stack/Run', Match.anyValue()).map(({ entry }) => entry.data)).toEqual([
    expect.stringContaining('onCreate: Stack/Template is a change template, which a ChangeRequest takes as template; give the runbook that is to do the work'),
  ]);
});

test('an empty trigger is one', () => {
  run({ onUpdate: parts.runbook.invoke(given), trigger: '' });
  expect(propertiesOf(stack, TYPE)).toMatchObject([{ Trigger: '' }]);
});

test('is run when the role of the runbook has all that it allows, and before that is gone', () => {
  const [early, late] = ['Early', 'Late'].map(id => {
    const runbook = new Runbook(stack, id, { steps: [new steps.Pause('Stop', {})] });
    new Bucket(stack, `${id}Bucket`).grantRead(runbook);
    return runbook;
  });
  run({ onCreate: early.invoke(), onDelete: late.invoke() });
  const resources: Record<string, any> = Template.fromStack(stack).toJSON().Resources;
  const dependenciesOf = (type: string): string[] => Object.values(resources).find(({ Type }) => Type === type).DependsOn;
  expect(dependenciesOf(TYPE)).toEqual(expect.arrayContaining([expect.stringMatching(/^EarlyAssumeRole[0-9A-F]/), expect.stringMatching(/^EarlyAssumeRoleDefaultPolicy/)]));
  expect(dependenciesOf(ON_DELETE)).toEqual(expect.arrayContaining([expect.stringMatching(/^LateAssumeRole[0-9A-F]/), expect.stringMatching(/^LateAssumeRoleDefaultPolicy/)]));
});

test('policies of the longest names fit into the roles', () => {
  const arn = (name: string) => `arn:aws-us-gov:ssm:us-gov-west-1:444455556666:document/${name.repeat(128 - 55)}`;
  const role = (name: string) => `arn:aws-us-gov:iam::444455556666:role/${name.repeat(64 + 40)}`;
  const invoke = (name: string) => RunbookInvocation.of(arn(name), {
    parameters: { AutomationAssumeRole: [role(name)] }, targetParameter: 'InstanceId', targets: [Target.resourceGroup('Web')], documentVersion: '9999999',
  });
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-gov-west-1' } });
  for (const id of ['A', 'B', 'C', 'D', 'E', 'F', 'G']) {
    new RunbookExecution(stack, id, {
      onCreate: invoke('a'), onUpdate: invoke('b'), onDelete: invoke('c'), openCalendars: [...'0123456789'].map(arn), tags: { a: 'b' }, unfinishedOnDelete: UnfinishedExecution.STOP,
    });
  }
  const resources: any[] = Object.values(Template.fromStack(stack).toJSON().Resources);
  const sizes = new Map<string, number>();
  for (const { Type, Properties } of resources) {
    if (Type !== 'AWS::IAM::RolePolicy') continue;
    const name = JSON.stringify(Properties.RoleName);
    // A function of CloudFormation is longer than what it becomes.
    sizes.set(name, (sizes.get(name) ?? 0) + JSON.stringify(Properties.PolicyDocument).length);
  }
  expect(Math.max(...sizes.values())).toBeLessThan(10_240 - 300);
  expect(sizes.size).toBeGreaterThan(2);
});

test('a document of any origin is run', () => {
  run({ onCreate: RunbookInvocation.of(Document.fromDocumentName(stack, 'Named', 'Theirs')), onUpdate: RunbookInvocation.of('arn:aws:ssm:eu-west-1:444455556666:document/Shared') });
  expect(propertiesOf(stack, TYPE)[0]).toMatchObject({ OnCreate: { DocumentName: 'Theirs' }, OnUpdate: { DocumentName: 'arn:aws:ssm:eu-west-1:444455556666:document/Shared' } });
});
