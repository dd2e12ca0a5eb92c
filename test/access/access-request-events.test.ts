import { App, aws_ec2 as ec2, aws_events as events, CfnParameter, Stack } from 'aws-cdk-lib';
import { AccessRequestEvent, AccessRequestEvents, AccessRequestStatus, ManualApprovalPolicy } from '../../src';

type Json = Record<string, any>;

const INSTANCE = 'i-0a1b2c3d4e5f60718';
const REQUEST = 'oi-0123456789ab';
const USER = '91a7e5c0-7081-7099-1234-0123456789ab';
const LEADS = ['a1b2c3d4-2031-70a9-1111-0123456789ab', 'b1b2c3d4-2031-70a9-2222-0123456789ab'];
const TARGET = `arn:aws:ec2:eu-west-1:111122223333:instance/${INSTANCE}`;

/** Events with the members of AWS's samples. */
const envelope = (detailType: string, resource: string, detail: Json): Json => ({
  'version': '0',
  'id': '0c5e1d1a-8f0e-2f60-93f4-1b6b20c1aa10',
  'detail-type': detailType,
  'source': 'aws.ssm',
  'account': '111122223333',
  'time': '2025-06-01T08:30:00Z',
  'region': 'eu-west-1',
  'resources': [`arn:aws:ssm:eu-west-1:111122223333:${resource}`],
  detail,
});
const EXECUTION = '5b6e7c8d-1111-4222-8333-944445555666';
const about = { ExecutionId: EXECUTION, OpsItemId: REQUEST, StartTime: 'Jun 1, 2025, 8:29:58 AM', TargetResourceArn: TARGET, Title: 'Access Request - 2025-06-01 08:29 UTC', Requester: USER };
const requester = (detail: Json = {}): Json => envelope('Requester Access Request Status Update', `automation-execution/${EXECUTION}`, {
  ...about, AccessRequestStatus: 'PendingApproval', ...detail,
});
const approver = (detail: Json = {}): Json => envelope('Approver Access Request Status Update', `automation-execution/${EXECUTION}`, {
  ...about, AccessRequestApprovalLevelStatus: 'PendingApproval', StepName: 'ManualApproval', RequestReason: 'Look at the disk', Approvers: LEADS, ...detail,
});
const failed = (detail: Json = {}): Json => envelope('JITNA Access Request Failed', `opsitem/${REQUEST}`, {
  ApplicablePolicies: ['Web-Nodes', 'All-Nodes'],
  TargetResourceArn: TARGET,
  OpsItemId: REQUEST,
  CreatedDate: 'Sun Jun 01 08:29:58 UTC 2025',
  Requester: USER,
  ...detail,
});

/** Whether an event matches a pattern of exact values and endings, as EventBridge reads it. */
function matches(pattern: Json, event: Json): boolean {
  return Object.entries(pattern).every(([key, wanted]) => {
    const value = event[key] as unknown;
    if (!Array.isArray(wanted)) return typeof value === 'object' && value !== null && matches(wanted as Json, value as Json);
    return [value].flat().some(each => wanted.some(one => {
      if (typeof one !== 'object') return one === each;
      expect(Object.keys(one)).toEqual(['suffix']);
      return typeof each === 'string' && each.endsWith(one.suffix as string);
    }));
  });
}

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
});

/** A pattern as a template holds it. */
function written(eventPattern: events.EventPattern): Json {
  const rule = new events.Rule(stack, `Rule${stack.node.children.length}`, { eventPattern });
  return stack.resolve((rule.node.defaultChild as events.CfnRule).eventPattern) as Json;
}

test('each kind of event has a pattern that matches it alone', () => {
  const patterns = [
    AccessRequestEvents.requesterStatusUpdated(), AccessRequestEvents.approverStatusUpdated(), AccessRequestEvents.requestFailed(),
  ].map(written);
  expect(patterns.map(pattern => [requester(), approver(), failed()].map(event => matches(pattern, event))))
    .toEqual([[true, false, false], [false, true, false], [false, false, true]]);
  expect(patterns[2]).toEqual({ 'source': ['aws.ssm'], 'detail-type': ['JITNA Access Request Failed'] });
});

describe('filters', () => {
  const other = (id: string): Json => ({ TargetResourceArn: `arn:aws:ec2:eu-west-1:111122223333:instance/${id}` });

  test.each<[string, events.EventPattern, Json[], Json[]]>([
    ['the status', AccessRequestEvents.requesterStatusUpdated({ statuses: [AccessRequestStatus.APPROVED] }),
      [requester({ AccessRequestStatus: 'Approved' })], [requester(), approver({ AccessRequestApprovalLevelStatus: 'Approved' })]],
    ['the status of a level', AccessRequestEvents.approverStatusUpdated({ statuses: [AccessRequestStatus.PENDING_APPROVAL] }),
      [approver()], [approver({ AccessRequestApprovalLevelStatus: 'Approved' }), requester()]],
    ['the node, by its id', AccessRequestEvents.requesterStatusUpdated({ nodes: [INSTANCE] }),
      [requester()], [requester(other('i-0a1b2c3d4e5f60719')), requester(other(`m${INSTANCE}`))]],
    ['the node, by its ARN', AccessRequestEvents.requestFailed({ nodes: [TARGET] }), [failed()], [failed(other('i-0a1b2c3d4e5f60719'))]],
    ['a node that is none of EC2', AccessRequestEvents.requestFailed({ nodes: ['mi-0a1b2c3d4e5f60718'] }),
      [failed({ TargetResourceArn: 'arn:aws:ssm:eu-west-1:111122223333:managed-instance/mi-0a1b2c3d4e5f60718' })], [failed()]],
    ['the requester', AccessRequestEvents.approverStatusUpdated({ requesters: [USER] }), [approver()], [approver({ Requester: LEADS[0] })]],
    ['the request', AccessRequestEvents.requestFailed({ accessRequestIds: [REQUEST, 'oi-ba9876543210'] }), [failed()], [failed({ OpsItemId: 'oi-000000000000' })]],
    ['an approver', AccessRequestEvents.approverStatusUpdated({ approvers: [LEADS[1], 'Other'] }), [approver()], [approver({ Approvers: [LEADS[0]] })]],
    ['a policy', AccessRequestEvents.requestFailed({ policies: ['All-Nodes'] }), [failed()], [failed({ ApplicablePolicies: ['Web-Nodes', 'Db-Nodes'] })]],
    ['all at once', AccessRequestEvents.approverStatusUpdated({ nodes: [INSTANCE], requesters: [USER], approvers: LEADS, accessRequestIds: [REQUEST], statuses: ['PendingApproval'] }),
      [approver()], [{ Requester: '' }, { Approvers: [] }, { OpsItemId: '' }, { TargetResourceArn: '' }, { AccessRequestApprovalLevelStatus: '' }].map(approver)],
  ])('%s', (_, eventPattern, passing, failing) => {
    const pattern = written(eventPattern);
    expect(passing.filter(event => !matches(pattern, event))).toEqual([]);
    expect(failing.filter(event => matches(pattern, event))).toEqual([]);
  });

  test('resources of an app', () => {
    const instance = new ec2.CfnInstance(stack, 'Instance');
    const policy = ManualApprovalPolicy.fromManualApprovalPolicyName(stack, 'Policy', 'Web-Nodes');
    expect(written(AccessRequestEvents.requestFailed({ nodes: [instance], policies: [policy] })).detail)
      .toEqual({ TargetResourceArn: [{ suffix: { 'Fn::Join': ['', ['/', { Ref: 'Instance' }]] } }], ApplicablePolicies: ['Web-Nodes'] });
  });

  test('what is only known at deployment is an id or an ARN', () => {
    const node = new CfnParameter(stack, 'Node').valueAsString;
    const pattern = written(AccessRequestEvents.requesterStatusUpdated({ nodes: [node], accessRequestIds: [node] }));
    expect(pattern.detail).toEqual({ TargetResourceArn: [{ suffix: { Ref: 'Node' } }], OpsItemId: [{ Ref: 'Node' }] });
    for (const value of [INSTANCE, TARGET]) expect(matches({ detail: { TargetResourceArn: [{ suffix: value }] } }, requester())).toBe(true);
  });
});

describe('what no event can match is refused', () => {
  test.each<[string, () => unknown, string]>([
    ['no nodes', () => AccessRequestEvents.requestFailed({ nodes: [] }), 'no event can match: nodes is empty, and EventBridge refuses'],
    ['no requesters', () => AccessRequestEvents.requesterStatusUpdated({ requesters: [] }), 'requesters is empty'],
    ['no requests', () => AccessRequestEvents.approverStatusUpdated({ accessRequestIds: [] }), 'accessRequestIds is empty'],
    ['no statuses', () => AccessRequestEvents.requesterStatusUpdated({ statuses: [] }), 'statuses is empty'],
    ['no statuses of levels', () => AccessRequestEvents.approverStatusUpdated({ statuses: [] }), 'statuses is empty'],
    ['no approvers', () => AccessRequestEvents.approverStatusUpdated({ approvers: [] }), 'approvers is empty'],
    ['no policies', () => AccessRequestEvents.requestFailed({ policies: [] }), 'policies is empty'],
    ['capitals', () => AccessRequestEvents.requesterStatusUpdated({ statuses: ['pendingApproval'] }), 'statuses has "pendingApproval", and events have "PendingApproval"'],
    ['capitals of levels', () => AccessRequestEvents.approverStatusUpdated({ statuses: ['APPROVED'] }), 'statuses has "APPROVED", and events have "Approved"'],
    ['several', () => AccessRequestEvents.approverStatusUpdated({ approvers: [], statuses: ['approved'], nodes: [] }),
      'no event can match:\n  - nodes is empty, and EventBridge refuses a pattern with an empty list; leave it out to match all of them\n  - statuses has "approved"'],
  ])('%s', (_, make, message) => expect(make).toThrow(message));

  test('and nothing else is', () => {
    expect(AccessRequestEvents.requesterStatusUpdated({ statuses: ['Expired'] }).detail).toEqual({ AccessRequestStatus: ['Expired'] });
    const list = new CfnParameter(stack, 'People', { type: 'CommaDelimitedList' }).valueAsList;
    expect(AccessRequestEvents.approverStatusUpdated({ approvers: list }).detail).toEqual({ Approvers: list });
  });
});

test('parts of events are where the samples have them', () => {
  const at = (event: Json, field: string): unknown => {
    const { inputPathsMap } = events.RuleTargetInput.fromText(field).bind(new events.Rule(stack, `Rule${stack.node.children.length}`));
    return Object.values(inputPathsMap!)[0].slice(2).split('.').reduce<any>((value, key) => value[key], event);
  };
  const { accessRequestId, executionId, title, requester: who, targetArn, status } = AccessRequestEvent;
  const { approvalLevelStatus, stepName, reason, approvers, applicablePolicies } = AccessRequestEvent;
  expect([accessRequestId, executionId, title, who, targetArn, status].map(field => at(requester(), field)))
    .toEqual([REQUEST, EXECUTION, about.Title, USER, TARGET, 'PendingApproval']);
  expect([accessRequestId, who, targetArn, approvalLevelStatus, stepName, reason, approvers].map(field => at(approver(), field)))
    .toEqual([REQUEST, USER, TARGET, 'PendingApproval', 'ManualApproval', 'Look at the disk', LEADS]);
  expect([accessRequestId, who, targetArn, applicablePolicies].map(field => at(failed(), field))).toEqual([REQUEST, USER, TARGET, ['Web-Nodes', 'All-Nodes']]);
});
