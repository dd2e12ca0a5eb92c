import { App, aws_events as events, aws_events_targets as events_targets, aws_sns as sns, CfnElement, CfnParameter, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import {
  ApprovalLevel, Approver, AssumeRole, AutomationEvent, AutomationEvents, CalendarState, ChangeCalendar, ChangeEvents, ChangeRequestEvent,
  ChangeRequestStatus, ChangeTemplate, Content, Document, ExecutionStatus, Runbook, steps,
} from '../../src';
import { evaluate } from '../cloudformation';
import { templateOf } from '../document/deployed-content';

type Json = Record<string, any>;

/** Events with the keys of the samples in the user guide. */
const envelope = (detailType: string, resources: string[], detail: Json): Json => ({
  'version': '0',
  'id': '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': detailType,
  'source': 'aws.ssm',
  'account': '111122223333',
  'time': '2025-03-01T10:00:00Z',
  'region': 'eu-west-1',
  resources,
  detail,
});
const arn = (rest: string): string => `arn:aws:ssm:eu-west-1:111122223333:${rest}`;
const EXECUTION = '73c8eef8-f4ee-4a05-820c-e354fEXAMPLE';
const automation = (type: string, detail: Json): Json => envelope(`EC2 Automation ${type} Status-change Notification`,
  [arn(`automation-execution/${EXECUTION}`), arn('automation-definition/Web-Patch:2')],
  {
    ExecutionId: EXECUTION,
    Definition: 'Web-Patch',
    DefinitionVersion: 2,
    Status: 'Success',
    StartTime: 'Mar 1, 2025 9:59:00 AM',
    EndTime: 'Mar 1, 2025 10:00:00 AM',
    Time: 60000,
    ...detail,
  });
const execution = (detail: Json = {}): Json => automation('Execution', { ExecutedBy: 'arn:aws:iam::111122223333:user/ops', ...detail });
const step = (detail: Json = {}): Json => automation('Step', { StepName: 'Backup', Action: 'aws:createImage', ...detail });
const request = (detail: Json = {}): Json => envelope('Change Request Status Update', [arn('opsitem/oi-0123456789ab'), arn('document/Web-Patch')], {
  'change-request-id': EXECUTION,
  'change-request-title': 'Patch the web tier',
  'ops-item-id': 'oi-0123456789ab',
  'ops-item-created-by': 'arn:aws:iam::111122223333:user/ops',
  'ops-item-status': 'Approved',
  'change-template-document-name': 'Web-Change',
  'runbook-document-arn': arn('document/Web-Patch'),
  'runbook-document-version': '2',
  'auto-approve': false,
  'approvers': ['arn:aws:iam::111122223333:user/lead'],
  ...detail,
});
const calendar = (state: string): Json =>
  envelope('Calendar State Change', [arn('document/Freeze')], { state, atTime: '2025-03-01T10:00:00Z', nextTransitionTime: '2025-03-02T10:00:00Z' });

/** Whether an event matches a pattern that lists exact values, as EventBridge reads it. */
function matches(pattern: Json, event: Json): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const value = event[key] as unknown;
    if (!Array.isArray(wanted)) return typeof value === 'object' && value !== null && matches(wanted as Json, value as Json);
    return (Array.isArray(value) ? value : [value]).some(each => wanted.includes(each));
  });
}

let stack: Stack;
let topic: sns.Topic;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  topic = new sns.Topic(stack, 'Topic');
});

/** The pattern of a rule, as EventBridge gets it. */
function patternOf(rule: events.Rule, named: readonly IConstruct[] = [], name = ''): Json {
  const id = stack.getLogicalId(rule.node.defaultChild as events.CfnRule);
  const { EventPattern, Targets } = templateOf(stack).findResources('AWS::Events::Rule')[id].Properties as Json;
  expect(Targets).toHaveLength(1);
  const ids = named.map(({ node }) => stack.getLogicalId(node.defaultChild as CfnElement));
  return evaluate(EventPattern, { refs: { 'AWS::Partition': 'aws', ...Object.fromEntries(ids.map(each => [each, name])) } }) as Json;
}

/** A pattern as a template holds it. */
function written(eventPattern: events.EventPattern): Json {
  return patternOf(new events.Rule(stack, 'Rule', { eventPattern, targets: [new events_targets.SnsTopic(topic)] }));
}

describe('executions', () => {
  test('of any runbook', () => {
    const pattern = written(AutomationEvents.executionStatusChanged());
    expect(pattern).toEqual({ 'source': ['aws.ssm'], 'detail-type': ['EC2 Automation Execution Status-change Notification'] });
    expect([execution(), step(), request(), calendar('OPEN')].map(event => matches(pattern, event))).toEqual([true, false, false, false]);
  });

  test('of some runbooks, with some statuses; both spellings of one of them', () => {
    const pattern = written(AutomationEvents.executionStatusChanged({ runbooks: ['Web-Patch', 'AWS-RestartEC2Instance'], statuses: [ExecutionStatus.FAILED, ExecutionStatus.CANCELLED] }));
    const expected: [Json, boolean][] = [
      [{ Status: 'Failed' }, true], [{ Status: 'Cancelled' }, true], [{ Status: 'Canceled' }, true], [{ Status: 'Failed', Definition: 'AWS-RestartEC2Instance' }, true],
      [{ Status: 'Success' }, false], [{ Status: 'Failed', Definition: 'Web-Patch-2' }, false],
    ];
    expect(expected.map(([detail]) => matches(pattern, execution(detail)))).toEqual(expected.map(([, does]) => does));
  });

  test('of a runbook of another account, which may be named either way', () => {
    const shared = 'arn:aws:ssm:eu-west-1:444455556666:document/Shared';
    const runbook = Runbook.fromRunbookArn(stack, 'Shared', shared);
    expect(written(AutomationEvents.executionStatusChanged({ runbooks: [runbook] })).detail).toEqual({ Definition: ['Shared', shared] });
  });

  test('by their steps', () => {
    const pattern = written(AutomationEvents.stepStatusChanged({ runbooks: ['Web-Patch'], statuses: ['Success'], steps: ['Backup'], actions: ['aws:createImage'] }));
    expect([step(), execution(), step({ StepName: 'Patch' }), step({ Action: 'aws:sleep' }), step({ Status: 'Failed' })].map(event => matches(pattern, event)))
      .toEqual([true, false, false, false, false]);
  });

  test('of a runbook, by its rules', () => {
    const runbook = new Runbook(stack, 'Runbook', { documentName: 'Web-Patch', steps: [new steps.Pause('Stop', {})], assumeRole: AssumeRole.caller() });
    const target = new events_targets.SnsTopic(topic, { message: events.RuleTargetInput.fromText(`${AutomationEvent.executionId} ${AutomationEvent.status}`) });
    const rules: [events.Rule, string[]][] = [
      [runbook.onExecutionStatusChange('Any', { target }), ['Success', 'Failed', 'TimedOut', 'Cancelled', 'Canceled', 'Approved']],
      [runbook.onExecutionSucceeded('Succeeded', { target }), ['Success']],
      [runbook.onExecutionFailed('Failed', { target, description: 'Tell us' }), ['Failed']],
      [runbook.onExecutionTimedOut('TimedOut', { target }), ['TimedOut']],
      [runbook.onExecutionCancelled('Cancelled', { target }), ['Cancelled', 'Canceled']],
    ];
    for (const [rule, statuses] of rules) {
      const pattern = patternOf(rule, [runbook], 'Web-Patch');
      for (const status of ['Success', 'Failed', 'TimedOut', 'Cancelled', 'Canceled', 'Approved']) {
        expect([status, matches(pattern, execution({ Status: status }))]).toEqual([status, statuses.includes(status)]);
        expect(matches(pattern, execution({ Status: status, Definition: 'Other' }))).toBe(false);
      }
    }
    templateOf(stack).hasResourceProperties('AWS::Events::Rule', { Description: 'Tell us' });
  });
});

describe('change requests', () => {
  test('with some templates', () => {
    const pattern = written(ChangeEvents.changeRequestStatusUpdated({ templates: ['Web-Change'], statuses: [ChangeRequestStatus.APPROVED] }));
    expect([request(), request({ 'ops-item-status': 'Rejected' }), request({ 'change-template-document-name': 'Other' }), execution()].map(event => matches(pattern, event)))
      .toEqual([true, false, false, false]);
    expect(ChangeEvents.changeRequestStatusUpdated()).toEqual({ source: ['aws.ssm'], detailType: ['Change Request Status Update'] });
  });

  test('of a template, by its rules', () => {
    const template = new ChangeTemplate(stack, 'Template', { documentName: 'Web-Change', approvals: [ApprovalLevel.of([Approver.iamRole('Leads')])] });
    const target = new events_targets.SnsTopic(topic, { message: events.RuleTargetInput.fromText(ChangeRequestEvent.title) });
    const rules: [events.Rule, string[]][] = [
      [template.onChangeRequestStatusChange('Any', { target, eventPattern: { account: ['111122223333'] } }), ['Approved', 'Rejected', 'InProgress']],
      [template.onChangeRequestInProgress('InProgress', { target }), ['InProgress']],
      [template.onChangeRequestApproved('Approved', { target }), ['Approved']],
      [template.onChangeRequestRejected('Rejected', { target }), ['Rejected']],
    ];
    for (const [rule, statuses] of rules) {
      const pattern = patternOf(rule, [template], 'Web-Change');
      for (const status of ['Approved', 'Rejected', 'InProgress']) {
        expect([status, matches(pattern, request({ 'ops-item-status': status }))]).toEqual([status, statuses.includes(status)]);
        expect(matches(pattern, request({ 'ops-item-status': status, 'change-template-document-name': 'Other' }))).toBe(false);
      }
    }
  });
});

test('calendars', () => {
  const document = new Document(stack, 'Calendar', {
    documentName: 'Freeze', content: Content.fromString('BEGIN:VCALENDAR\r\nX-CALENDAR-TYPE:DEFAULT_OPEN\r\nEND:VCALENDAR\r\n'),
  });
  const rule = new events.Rule(stack, 'Rule', {
    eventPattern: ChangeEvents.calendarStateChanged({ calendars: [document, Document.fromDocumentName(stack, 'Other', 'Other')], states: ['CLOSED'] }),
    targets: [new events_targets.SnsTopic(topic)],
  });
  const pattern = patternOf(rule, [document], 'Freeze');
  expect(['CLOSED', 'OPEN'].map(state => matches(pattern, calendar(state)))).toEqual([true, false]);
  expect(matches(pattern, { ...calendar('CLOSED'), resources: [arn('document/Another')] })).toBe(false);
});

describe('what no event can match is refused', () => {
  test.each<[string, () => unknown, string]>([
    ['no runbooks', () => AutomationEvents.executionStatusChanged({ runbooks: [] }), 'runbooks is empty, and EventBridge refuses'],
    ['no statuses', () => AutomationEvents.executionStatusChanged({ statuses: [] }), 'statuses is empty'],
    ['no steps', () => AutomationEvents.stepStatusChanged({ steps: [] }), 'steps is empty'],
    ['no actions', () => AutomationEvents.stepStatusChanged({ actions: [] }), 'actions is empty'],
    ['no templates', () => ChangeEvents.changeRequestStatusUpdated({ templates: [] }), 'templates is empty'],
    ['no statuses of requests', () => ChangeEvents.changeRequestStatusUpdated({ statuses: [] }), 'statuses is empty'],
    ['no calendars', () => ChangeEvents.calendarStateChanged({ calendars: [] }), 'no event can match: calendars is empty, and EventBridge refuses a pattern with an empty list; leave it out to match all of them'],
    ['no states', () => ChangeEvents.calendarStateChanged({ states: [] }), 'states is empty'],
    ['the capitals of a status', () => AutomationEvents.executionStatusChanged({ statuses: ['failed'] }), 'statuses has "failed", and events have "Failed"; capitals count'],
    ['the capitals of the other spelling', () => AutomationEvents.stepStatusChanged({ statuses: ['canceled'] }), 'statuses has "canceled", and events have "Canceled"'],
    ['the capitals of a request', () => ChangeEvents.changeRequestStatusUpdated({ statuses: ['APPROVED'] }), 'statuses has "APPROVED", and events have "Approved"'],
    ['a state', () => ChangeEvents.calendarStateChanged({ states: ['open'] }), 'states has "open"; "OPEN" and "CLOSED" are all there are'],
    ['all at once', () => AutomationEvents.executionStatusChanged({ runbooks: [], statuses: ['failed'] }), 'no event can match:\n  - runbooks is empty'],
  ])('%s', (_, make, message) => expect(make).toThrow(message));

  test('and nothing else is: statuses that the guide does not list, tokens', () => {
    expect(AutomationEvents.executionStatusChanged({ statuses: ['Exited', 'Canceled'] }).detail).toEqual({ Status: ['Exited', 'Canceled'] });
    const state = new CfnParameter(stack, 'State').valueAsString;
    expect(ChangeEvents.calendarStateChanged({ states: [CalendarState.OPEN, state] }).detail).toEqual({ state: ['OPEN', state] });
    const list = new CfnParameter(stack, 'States', { type: 'CommaDelimitedList' }).valueAsList;
    expect(ChangeEvents.calendarStateChanged({ states: list }).detail).toEqual({ state: list });
  });
});

test('of a calendar, by its rules', () => {
  const freeze = new ChangeCalendar(stack, 'Freeze', { documentName: 'Freeze' });
  const target = new events_targets.SnsTopic(topic);
  const rules: [events.Rule, string[]][] = [
    [freeze.onStateChange('Any', { target }), ['OPEN', 'CLOSED']],
    [freeze.onOpened('Opened', { target }), ['OPEN']],
    [freeze.onClosed('Closed', { target }), ['CLOSED']],
  ];
  for (const [rule, states] of rules) {
    const pattern = patternOf(rule, [freeze], 'Freeze');
    expect(['OPEN', 'CLOSED'].filter(state => matches(pattern, calendar(state)))).toEqual(states);
    expect(matches(pattern, { ...calendar(states[0]), resources: [arn('document/Another')] })).toBe(false);
  }
});

test('parts of events are where the samples have them', () => {
  const at = (event: Json, field: string): unknown => {
    const rule = new events.Rule(stack, 'Rule', { schedule: events.Schedule.expression('rate(1 day)') });
    const { inputPathsMap } = events.RuleTargetInput.fromText(field).bind(rule);
    stack.node.tryRemoveChild('Rule');
    return Object.values(inputPathsMap!)[0].slice(2).split('.').reduce<any>((value, key) => value[key], event);
  };
  const { executionId, runbookName, runbookVersion, status, startTime, endTime, executedBy, stepName } = AutomationEvent;
  const ofExecutions = [executionId, runbookName, runbookVersion, status, startTime, endTime, executedBy];
  expect(ofExecutions.map(field => at(execution(), field))).not.toContain(undefined);
  expect(at(execution(), runbookVersion)).toBe(2);
  expect(at(step(), stepName)).toBe('Backup');
  const { changeRequestId, title, status: requestStatus, opsItemId, createdBy, templateName, runbookArn } = ChangeRequestEvent;
  expect([changeRequestId, title, requestStatus, opsItemId, createdBy, templateName, runbookArn].map(field => at(request(), field)))
    .toEqual([EXECUTION, 'Patch the web tier', 'Approved', 'oi-0123456789ab', 'arn:aws:iam::111122223333:user/ops', 'Web-Change', arn('document/Web-Patch')]);
});
