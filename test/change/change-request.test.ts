import { App, aws_iam as iam, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { ID, Parts, partsIn, ROLE, templateIn } from './change-requests';
import { policyOf, propertiesOf } from './executions-template';
import {
  ApprovalLevel, Approver, AssumeRole, AwaitedState, ChangeRequest, ChangeRequestProps, ChangeTemplate, Content, Document, DocumentParameter,
  DocumentType, Runbook, RunbookInvocation, steps, Target, UnfinishedExecution,
} from '../../src';

const TYPE = 'Custom::SSMChangeRequest';
const OUTCOME = 'Custom::SSMChangeRequestOutcome';
const given = { parameters: { InstanceId: ['i-0123456789abcdef0'] } };
const PLACE = 'arn:{Partition}:ssm:eu-west-1:111122223333';

let stack: Stack;
let parts: Parts;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  parts = partsIn(stack);
});

function request(props: Partial<ChangeRequestProps> = {}): ChangeRequest {
  return new ChangeRequest(stack, 'Request', {
    template: parts.template, templateParameters: { Approver: ['Leads'] }, runbook: parts.runbook.invoke(given), ...props,
  });
}

const pass = (role: string) => `PassRole on ${role} if StringEquals PassedToService ssm.amazonaws.com`;
const START = `StartChangeRequestExecution on ${PLACE}:document/{Template}, ${PLACE}:automation-definition/{Template}:*, ${PLACE}:automation-execution/* if BoolIfExists AutoApprove false`;
const EXECUTION = `GetAutomationExecution, StopAutomationExecution on ${PLACE}:automation-execution/*`;
const STACK = 'DescribeStacks on {StackId}';

test('is made, and stopped when another one takes its place; nobody gets round the approvers', () => {
  const made = request();
  expect(propertiesOf(stack, TYPE)).toEqual([{
    Request: {
      DocumentName: { Ref: expect.stringMatching(/^Template/) },
      Parameters: { Approver: ['Leads'] },
      Runbooks: [{ DocumentName: { Ref: expect.stringMatching(/^Runbook/) }, Parameters: { InstanceId: ['i-0123456789abcdef0'] } }],
    },
    UnfinishedOnDelete: 'Stop',
  }]);
  expect(propertiesOf(stack, OUTCOME)).toEqual([]);
  expect(policyOf(stack, TYPE)).toEqual([START, EXECUTION, pass(ROLE), STACK]);
  const attribute = (name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(/^Request/), name] });
  expect(stack.resolve([made.executionId, made.status, made.opsItemId])).toEqual(['ExecutionId', 'Status', 'OpsItemId'].map(attribute));
});

test('with everything', () => {
  request({
    templateVersion: '$LATEST',
    changeRequestName: 'Restart',
    changeDetails: '# Why',
    scheduledStart: '2026-12-01T22:00:00Z',
    scheduledEnd: '2026-12-01T23:00:00Z',
    autoApprove: true,
    tags: { Ticket: 'OPS-1' },
    unfinishedOnDelete: UnfinishedExecution.LEAVE,
    trigger: '2',
    openCalendars: ['Freeze', new Document(stack, 'Calendar', { documentType: DocumentType.CHANGE_CALENDAR, content: Content.fromString('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n') })],
    runbook: parts.runbook.invoke({ documentVersion: '$LATEST', targetParameter: ID, targets: [Target.tag('Team', 'web'), Target.resourceGroup('Web')] }),
  });
  expect(propertiesOf(stack, TYPE)).toEqual([{
    Request: {
      DocumentName: { Ref: expect.any(String) },
      DocumentVersion: '$LATEST',
      Parameters: { Approver: ['Leads'] },
      ChangeRequestName: 'Restart',
      ChangeDetails: '# Why',
      ScheduledTime: '2026-12-01T22:00:00Z',
      ScheduledEndTime: '2026-12-01T23:00:00Z',
      AutoApprove: true,
      Runbooks: [{
        DocumentName: { Ref: expect.any(String) },
        DocumentVersion: '$LATEST',
        TargetParameterName: 'InstanceId',
        Targets: [{ Key: 'tag:Team', Values: ['web'] }, { Key: 'ResourceGroup', Values: ['Web'] }],
      }],
      Tags: [{ Key: 'Ticket', Value: 'OPS-1' }],
    },
    Trigger: '2',
    UnfinishedOnDelete: 'Leave',
    Calendars: ['Freeze', { Ref: expect.stringMatching(/^Calendar/) }],
  }]);
  expect(policyOf(stack, TYPE)).toEqual([
    `StartChangeRequestExecution on ${PLACE}:document/{Template}, ${PLACE}:automation-definition/{Template}:$LATEST, ${PLACE}:automation-execution/*`,
    EXECUTION,
    `AddTagsToResource on ${PLACE}:automation-execution/*`,
    `GetCalendarState on ${PLACE}:document/Freeze, ${PLACE}:document/{Calendar}`,
    pass(ROLE),
    'ListGroupResources, GetResources on *',
    STACK,
  ]);
});

test.each([
  [AwaitedState.APPROVED, undefined, 3_300],
  [AwaitedState.COMPLETED, Duration.minutes(5), 300],
])('waits until it is %s', (waitFor, waitTimeout, seconds) => {
  const made = request({ waitFor, waitTimeout });
  expect(propertiesOf(stack, OUTCOME)).toEqual([{ ExecutionId: stack.resolve(made.executionId), WaitFor: waitFor, Timeout: seconds }]);
  expect(policyOf(stack, OUTCOME)).toEqual([`DescribeAutomationStepExecutions, GetAutomationExecution on ${PLACE}:automation-execution/*`]);
  const attribute = (name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(/^RequestOutcome/), name] });
  expect(stack.resolve([made.status, made.opsItemId])).toEqual(['Status', 'OpsItemId'].map(attribute));
});

describe('passes the role of the runbook', () => {
  const theirs = (options: Parameters<Runbook['invoke']>[0] = {}) => RunbookInvocation.of('Ops', options);
  test.each<[string, (scope: Stack) => RunbookInvocation, string | undefined]>([
    ['of one that is only known by its name: none', () => theirs(), undefined],
    ['that is given', () => theirs({ parameters: { AutomationAssumeRole: [ROLE] } }), ROLE],
    ['of an imported one', scope => Runbook.fromRunbookAttributes(scope, 'Other', { documentName: 'Ops', assumeRole: iam.Role.fromRoleArn(scope, 'R', ROLE) }).invoke(), ROLE],
    ['of an imported one, with another given', scope => Runbook.fromRunbookAttributes(scope, 'Other', { documentName: 'Ops', assumeRole: iam.Role.fromRoleArn(scope, 'R', ROLE) })
      .invoke({ parameters: { AutomationAssumeRole: [`${ROLE}2`] } }), `${ROLE}2`],
    ['made for it', scope => new Runbook(scope, 'Other', { steps: [new steps.Pause('Stop', {})] }).invoke(), '{OtherAssumeRole.Arn}'],
    ['made for it, with another given', scope => new Runbook(scope, 'Other', { steps: [new steps.Pause('Stop', {})], assumeRole: AssumeRole.derived({ asParameter: true }) })
      .invoke({ parameters: { AutomationAssumeRole: [ROLE] } }), ROLE],
    ['that only deployment knows, in another parameter', scope => new Runbook(scope, 'Other', {
      content: Content.fromObject({
        schemaVersion: '0.3', assumeRole: '{{ Who }}', parameters: { Who: { type: 'String' } }, mainSteps: [{ name: 'Stop', action: 'aws:pause', inputs: {} }],
      }),
    }).invoke({ parameters: { Who: [new iam.Role(scope, 'Who', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') }).roleArn] } }), '{Who.Arn}'],
  ])('%s', (_, runbook, role) => {
    request({ template: 'Theirs', runbook: runbook(stack) });
    const passed = policyOf(stack, TYPE).filter(statement => statement.startsWith('PassRole'));
    expect(passed).toEqual(role === undefined ? [] : [pass(role)]);
  });
});

test('an empty trigger is one', () => {
  request({ trigger: '' });
  expect(propertiesOf(stack, TYPE)).toMatchObject([{ Trigger: '' }]);
});

test('a template of another account, and an Amazon one', () => {
  request({ template: 'arn:aws:ssm:eu-west-1:444455556666:document/Shared', templateVersion: '2' });
  new ChangeRequest(stack, 'Amazon', { template: 'AWS-HelloWorldChangeTemplate', runbook: RunbookInvocation.of('AWS-HelloWorld') });
  const [shared, amazon] = propertiesOf(stack, TYPE).map(({ Request }) => Request.DocumentName);
  expect([shared, amazon]).toEqual(['arn:aws:ssm:eu-west-1:444455556666:document/Shared', 'AWS-HelloWorldChangeTemplate']);
  expect(policyOf(stack, TYPE)[0]).toContain('on arn:aws:ssm:eu-west-1:444455556666:document/Shared, arn:aws:ssm:eu-west-1:444455556666:automation-definition/Shared:2, ');
  expect(policyOf(stack, TYPE, 1)[0]).toContain('on arn:{Partition}:ssm:eu-west-1::document/AWS-HelloWorldChangeTemplate, ');
});

describe('warns, as the service may take it', () => {
  test.each<[string, () => Partial<ChangeRequestProps>, string | undefined]>([
    ['of auto-approval that the template does not allow', () => ({ autoApprove: true }), 'autoApprove is true, but the template is not auto-approvable'],
    ['not of one that it allows', () => ({ template: templateIn(stack, 'Open', undefined, { autoApprovable: true }), autoApprove: true }), undefined],
    ['of a version that the template does not list', () => ({ runbook: parts.runbook.invoke({ ...given, documentVersion: '3' }) }),
      'runbook: the template allows version $DEFAULT of Stack/Runbook, and the request asks for 3; give that as documentVersion'],
    ['of a target of commands', () => ({ runbook: parts.runbook.invoke({ targetParameter: ID, targets: [Target.instanceIds('i-1')] }) }),
      'runbook: targets[0] has the key "InstanceIds", which is documented for commands and not for runbooks; for single ones write Target.parameterValues(…), for all of them Target.allInstances()'],
    ['of a group as commands have it, in a place', () => ({ runbook: parts.runbook.invoke({ targetParameter: ID, targetLocations: [{ targets: [Target.resourceGroupOfCommand('Web')] }] }) }),
      'runbook: targetLocations[0].targets[0] has the key "resource-groups:Name", which is documented for commands and not for runbooks; write Target.resourceGroup(…)'],
    ['of types of resources, which maintenance windows have', () => ({
      runbook: parts.runbook.invoke({ targetParameter: ID, targets: [Target.resourceTypesOfGroup('AWS::EC2::Instance')] }),
    }), 'runbook: targets[0] has the key "resource-groups:ResourceTypeFilters", which is documented for commands and not for runbooks; write Target.resourceGroup(…)'],
    ['of a value that the targets give as well', () => ({ runbook: parts.runbook.invoke({ ...given, targetParameter: ID, targets: [Target.allInstances()] }) }),
      'runbook: parameter InstanceId has a value, and the targets give it one in each execution; leave it out of parameters'],
    ['of a value that the targets of a place give as well',
      () => ({ runbook: parts.runbook.invoke({ ...given, targetParameter: ID, targetLocations: [{ targets: [Target.allInstances()] }] }) }),
      'runbook: parameter InstanceId has a value, and the targets give it one in each execution'],
    ['of a value that target maps give as well', () => ({ runbook: parts.runbook.invoke({ ...given, targetMaps: [{ InstanceId: ['i-1'] }, { InstanceId: ['i-2'] }] }) }),
      'runbook: parameter InstanceId has a value, and the targets give it one in each execution'],
    ['of a tag without values', () => ({ runbook: parts.runbook.invoke({ targetParameter: ID, targets: [Target.tag('Team')] }) }),
      'runbook: targets[0] ("tag:Team") has no values, so that nothing may be found; give one at least'],
    ['of values that are none, in a place', () => ({ runbook: parts.runbook.invoke({ targetParameter: ID, targetLocations: [{ targets: [Target.parameterValues()] }] }) }),
      'runbook: targetLocations[0].targets[0] ("ParameterValues") has no values'],
    ['of a rate without targets', () => ({ runbook: parts.runbook.invoke({ ...given, maxErrors: '1' }) }),
      'runbook: maxErrors is given, and the runbook runs once; give targets, or leave it out'],
    ['of rates with a list of no targets', () => ({ runbook: parts.runbook.invoke({ ...given, maxErrors: '1', maxConcurrency: '1', targets: [] }) }),
      'runbook: maxConcurrency and maxErrors are given, and the runbook runs once; give targets, or leave them out'],
    ['not of rates with places', () => ({ runbook: parts.runbook.invoke({ ...given, maxErrors: '1', targetLocations: [{ regions: ['eu-west-1'] }] }) }), undefined],
    ['not of a list of no target maps beside targets', () => ({ runbook: parts.runbook.invoke({ targetParameter: ID, targets: [Target.allInstances()], targetMaps: [] }) }), undefined],
    ['of a change template as runbook', () => ({ template: 'Theirs', runbook: RunbookInvocation.of(templateIn(stack, 'Odd'), { parameters: { Approver: ['x'] } }) }),
      'runbook: Stack/Odd is a change template, which a ChangeRequest takes as template; give the runbook that is to do the work'],
    ['of a long value', () => ({ templateParameters: { Approver: ['x'.repeat(513)] } }),
      'templateParameters: parameter Approver: a value has 513 characters; 512 are documented, and longer ones may be refused'],
    ['of a runbook without role', () => ({ template: 'Theirs', runbook: new Runbook(stack, 'Other', { steps: [new steps.Pause('Stop', {})], assumeRole: AssumeRole.caller() }).invoke() }),
      'runbook: Stack/Other has no role, so it does its work as whoever starts it'],
  ])('%s', (_, propsOf, message) => {
    request(propsOf());
    const warnings = Annotations.fromStack(stack).findWarning('/Stack/Request', Match.anyValue()).map(({ entry }) => entry.data);
    expect(warnings).toEqual(message === undefined ? [] : [expect.stringContaining(message)]);
  });
});

test('a typed template says what it allows, and which parameters it has', () => {
  const approver = DocumentParameter.ofString('Who');
  const template = new ChangeTemplate(stack, 'Typed', {
    parameters: [approver], runbooks: [parts.runbook], approvals: [ApprovalLevel.of([Approver.iamRole(approver.valueAsString)])],
  });
  expect(() => request({ template, templateParameters: {}, runbook: RunbookInvocation.of('AWS-HelloWorld') })).toThrow([
    'the change request cannot be made like this:',
    '  - templateParameters: parameter Who has no default, a value is needed',
    '  - runbook: Stack/Typed does not allow "AWS-HelloWorld"; it allows Stack/Runbook',
  ].join('\n'));
  new ChangeRequest(stack, 'Fine', { template, templateParameters: { Who: ['Leads'] }, runbook: parts.runbook.invoke(given) });
  expect(propertiesOf(stack, TYPE)).toHaveLength(1);
});

test('a template that allows what only deployment knows is left to the service', () => {
  const template = templateIn(stack, 'Open', [{ name: new CfnParameter(stack, 'Allowed').valueAsString }]);
  expect(() => request({ template, runbook: RunbookInvocation.of('AWS-HelloWorld') })).not.toThrow();
});
