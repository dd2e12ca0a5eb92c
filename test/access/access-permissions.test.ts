import { App, aws_iam as iam, CfnParameter, Stack } from 'aws-cdk-lib';
import { listed, policiesOf, Statement, statementsOf } from './people';
import {
  AccessApproverPolicy, AccessRequesterPolicy, AccessRequesterPolicyProps, AccessRequestGrants, ApprovalPolicyAuthorPolicy,
  ApprovalPolicyAuthorPolicyProps, ApprovalPolicyType, Nodes, RequestAccessOptions,
} from '../../src';
import { operationOf } from '../../src/content/permissions/iam-data';

const ACCOUNT = '111122223333';
const ssm = (rest: string): string => `arn:aws:ssm:eu-west-1:${ACCOUNT}:${rest}`;
const NODES = [`arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/*`, ssm('managed-instance/*')];
const OF_THE_SERVICE = { StringEquals: { 'aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged': 'true' } };
const allow = (Action: string | string[], Resource: string | string[], Condition?: unknown): Statement =>
  ({ Action, Effect: 'Allow', Resource, ...Condition === undefined ? {} : { Condition } });
const ofType = (type: string | string[]): unknown => ({ StringEquals: { 'ssm:DocumentType': type } });
const LISTS = allow(['ssm:DescribeOpsItems', 'ssm:ListOpsItemEvents'], '*');
const READ = [allow('ssm:GetOpsItem', ssm('opsitem/*')), LISTS];

let stack: Stack;
let person: iam.Role;
let grants: AccessRequestGrants;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  person = new iam.Role(stack, 'Person', { assumedBy: new iam.AccountRootPrincipal() });
  grants = AccessRequestGrants.of(person);
});

const REQUEST = [
  allow('ssm:StartAccessRequest', NODES),
  allow(['ssm:CreateOpsItem', 'ssm:GetAccessToken'], ssm('opsitem/*')),
  ...READ,
  allow('ssm:StartAutomationExecution', ssm('document/*'), ofType('ManualApprovalPolicy')),
  allow('ssm:StartAutomationExecution', ssm('automation-execution/*')),
  allow('ssm:StopAutomationExecution', ssm('automation-execution/*'), OF_THE_SERVICE),
];

describe('requesters', () => {
  test('may request, cancel and read, and get credentials', () => {
    grants.request(person).assertSuccess();
    expect(statementsOf(stack)).toEqual(REQUEST);
  });

  test.each<[string, RequestAccessOptions, Statement]>([
    ['by id', { nodes: Nodes.instanceIds('i-0123456789abcdef0', 'mi-0123456789abcdef0') },
      allow('ssm:StartAccessRequest', [`arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0123456789abcdef0`, ssm('managed-instance/mi-0123456789abcdef0')])],
    ['by tag', { nodes: Nodes.tagged('Workload', 'web', 'batch') },
      allow('ssm:StartAccessRequest', NODES, { StringLike: { 'ssm:resourceTag/Workload': ['web', 'batch'] } })],
  ])('of some nodes, %s', (_, options, expected) => {
    grants.request(person, options);
    expect(statementsOf(stack)).toEqual([expected, ...REQUEST.slice(1)]);
  });

  test('may tag what they request, where that is said', () => {
    grants.request(person, { tagging: true });
    expect(statementsOf(stack)[1]).toEqual(allow(['ssm:CreateOpsItem', 'ssm:GetAccessToken', 'ssm:AddTagsToResource'], ssm('opsitem/*')));
  });

  test('may use the consoles, where that is said, and get the passwords of the same nodes only', () => {
    grants.request(person, { console: true, nodes: Nodes.tagged('Workload', 'web') });
    const [console, policies, status, tags, passwords, ...others] = statementsOf(stack).slice(REQUEST.length);
    expect(others).toEqual([]);
    expect(console.Resource).toBe('*');
    expect(console.Action).toEqual(expect.arrayContaining(['ssm-quicksetup:GetConfiguration', 'identitystore:GetUserId', 'ssm:ListNodes', 'ec2:DescribeInstances']));
    expect(policies).toEqual(allow(
      ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions'], ssm('document/*'), ofType(['ManualApprovalPolicy', 'AutoApprovalPolicy']),
    ));
    expect([status, tags]).toEqual([allow('ssm:GetConnectionStatus', NODES), allow('ssm:ListTagsForResource', ssm('managed-instance/*'))]);
    expect(passwords).toEqual(allow('ec2:GetPasswordData', NODES[0], { StringLike: { 'aws:ResourceTag/Workload': ['web'] } }));
  });

  test('whose nodes are none of EC2 get no passwords', () => {
    grants.request(person, { console: true, nodes: Nodes.instanceIds('mi-0123456789abcdef0') });
    expect(JSON.stringify(statementsOf(stack))).not.toContain('GetPasswordData');
  });
});

const APPROVE = [...READ, allow('ssm:SendAutomationSignal', ssm('automation-execution/*'), OF_THE_SERVICE)];

describe('approvers', () => {
  test('may approve, reject and read', () => {
    grants.approve(person).assertSuccess();
    expect(statementsOf(stack)).toEqual(APPROVE);
  });

  test('may use the consoles, where that is said', () => {
    grants.approve(person, { console: true });
    const [console, policies, ...others] = statementsOf(stack).slice(APPROVE.length);
    expect(others).toEqual([]);
    expect(console.Action).toContain('identitystore:ListGroupMembershipsForMember');
    expect(policies.Condition).toEqual(ofType(['ManualApprovalPolicy', 'AutoApprovalPolicy']));
  });
});

test('readers', () => {
  grants.readRequests(person).assertSuccess();
  expect(statementsOf(stack)).toEqual(READ);
});

const WRITE = [
  'ssm:CreateDocument', 'ssm:DeleteDocument', 'ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions', 'ssm:UpdateDocument',
  'ssm:UpdateDocumentDefaultVersion', 'ssm:AddTagsToResource', 'ssm:ListTagsForResource', 'ssm:RemoveTagsFromResource',
];
const MANUAL = allow(WRITE, ssm('document/*'), ofType('ManualApprovalPolicy'));
const AUTO = allow(WRITE, ['SSM-JustInTimeAccessAutoApprovalPolicy', 'SSM-JustInTimeAccessDenyAccessOrgPolicy'].map(name => ssm(`document/${name}`)), ofType('AutoApprovalPolicy'));
const passing = (role: string): Statement =>
  allow('iam:PassRole', role, { StringEquals: { 'iam:PassedToService': 'justintimeaccess.ssm.amazonaws.com' } });

describe('authors of policies', () => {
  const role = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

  test('write both kinds, and pass the token role', () => {
    grants.authorPolicies(person).assertSuccess();
    expect(statementsOf(stack)).toEqual([MANUAL, AUTO, allow('ssm:ListDocuments', '*'), passing(role('SSM-JustInTimeAccessTokenRole'))]);
  });

  test.each<[string, Statement]>([[ApprovalPolicyType.MANUAL, MANUAL], [ApprovalPolicyType.AUTO, AUTO]])('write one kind, %s', (type, expected) => {
    grants.authorPolicies(person, { policyTypes: [type] });
    expect(statementsOf(stack).slice(0, -2)).toEqual([expected]);
  });

  test('pass the role that the policies name', () => {
    const tokenRole = iam.Role.fromRoleArn(stack, 'Token', role('path/Token'));
    [tokenRole, role('path/Token'), 'path/Token'].forEach((each, index) => new ApprovalPolicyAuthorPolicy(stack, `Policy${index}`, { tokenRole: each }));
    const policies = policiesOf(stack, 'AWS::IAM::ManagedPolicy');
    expect(policies).toHaveLength(3);
    policies.forEach(({ PolicyDocument }) => expect(PolicyDocument.Statement).toContainEqual(passing(role('path/Token'))));
  });

  test('a name that is only known at deployment', () => {
    const name = new CfnParameter(stack, 'Name').valueAsString;
    grants.authorPolicies(person, { tokenRole: name, policyTypes: [new CfnParameter(stack, 'Type').valueAsString] });
    expect(JSON.stringify(stack.resolve((person.node.findChild('DefaultPolicy') as iam.Policy).document))).toContain(':role/",{"Ref":"Name"}');
  });

  test('what cannot be is refused, all at once', () => {
    expect(() => grants.authorPolicies(person, { tokenRole: 'Token Role', policyTypes: ['AutoApproval'] })).toThrow([
      'the author of approval policies cannot be granted that:',
      '  - tokenRole is "Token Role"; a role, its ARN or its name is needed',
      '  - a policy type is "AutoApproval"; "ManualApprovalPolicy" and "AutoApprovalPolicy" are allowed',
    ].join('\n'));
    expect(() => new ApprovalPolicyAuthorPolicy(stack, 'None', { policyTypes: [] })).toThrow('policyTypes is empty; leave it out for all');
  });
});

describe('managed policies', () => {
  test('have what is granted, and what managed policies have', () => {
    new AccessRequesterPolicy(stack, 'Requester', { managedPolicyName: 'Requester', path: '/access/', roles: [person] });
    new AccessApproverPolicy(stack, 'Approver', { description: 'For the leads.' });
    new ApprovalPolicyAuthorPolicy(stack, 'Author', { policyTypes: [ApprovalPolicyType.MANUAL] });
    const policies = policiesOf(stack, 'AWS::IAM::ManagedPolicy');
    expect(policies.map(({ PolicyDocument }) => PolicyDocument.Statement.length as number)).toEqual([REQUEST.length, APPROVE.length, 3]);
    expect(policies[0]).toEqual({
      ManagedPolicyName: 'Requester', Path: '/access/', Description: 'Request just-in-time access to nodes.', PolicyDocument: { Version: '2012-10-17', Statement: REQUEST },
    });
    expect(policies[1].Description).toBe('For the leads.');
    expect(person.node.tryFindChild('DefaultPolicy')).toBeUndefined();
  });

  test.each([false, true])('have room in a policy of 6144 characters, also with the consoles (minimized: %s)', minimized => {
    const app = new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': minimized } });
    const own = new Stack(app, 'Own', { env: { account: ACCOUNT, region: 'ap-southeast-2' } });
    const most: AccessRequesterPolicyProps & ApprovalPolicyAuthorPolicyProps = { console: true, tagging: true };
    new AccessRequesterPolicy(own, 'Requester', { ...most, nodes: Nodes.tagged('x'.repeat(128), ...Array.from({ length: 3 }, () => 'y'.repeat(256))) });
    new AccessApproverPolicy(own, 'Approver', most);
    new ApprovalPolicyAuthorPolicy(own, 'Author', { ...most, tokenRole: 'x'.repeat(64) });
    const sizes = policiesOf(own, 'AWS::IAM::ManagedPolicy').map(({ PolicyDocument }) => JSON.stringify(PolicyDocument).length);
    expect(sizes).toHaveLength(3);
    expect(Math.max(...sizes)).toBeLessThan(6144);
  });
});

/** What IAM knows of an action, from the table that runbooks are given permissions by: the kinds of its resources. */
function kindsOf(action: string): string[] | undefined {
  const [service, name] = action.split(':');
  return operationOf(service, name)?.needs.filter(need => need.action === action).flatMap(({ templates }) => templates.map(kindOf));
}
const kindOf = (arn: string): string => arn.split(':').slice(-1)[0].split('/')[0];

describe('every statement', () => {
  /** What the table does not have: no operations of a public API, or none that is called by its own name. */
  const UNKNOWN = ['iam:PassRole', 'ssm-guiconnect:ListConnections', 'sso:DescribeRegisteredRegions', 'sso:ListDirectoryAssociations'];
  let core: Statement[];
  let all: Statement[];

  beforeEach(() => {
    const granted = (console: boolean) => {
      const own = new Stack(new App(), 'Own', { env: { account: ACCOUNT, region: 'eu-west-1' } });
      new AccessRequesterPolicy(own, 'Requester', { console, tagging: true });
      new AccessApproverPolicy(own, 'Approver', { console });
      new ApprovalPolicyAuthorPolicy(own, 'Author', { console });
      return policiesOf(own, 'AWS::IAM::ManagedPolicy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement as Statement[]);
    };
    [core, all] = [granted(false), granted(true)];
  });

  test('is about actions that there are', () => {
    const unknown = all.flatMap(({ Action }) => listed(Action)).filter(action => kindsOf(action) === undefined);
    expect([...new Set(unknown)].sort()).toEqual(UNKNOWN);
  });

  test('names resources of kinds that each of its actions takes, and no more than is needed', () => {
    for (const { Action, Resource } of core) {
      for (const action of listed(Action)) {
        if (action === 'iam:PassRole') continue;
        const kinds = kindsOf(action)!;
        const named = listed(Resource).map(kindOf);
        // For what is known of this one, see the comment in the source.
        if (action === 'ssm:CreateOpsItem') expect([kinds, named]).toEqual([[], ['opsitem']]);
        else if (Resource === '*') expect([action, kinds]).toEqual([action, []]);
        else named.forEach(kind => expect([action, kinds]).toEqual([action, expect.arrayContaining([kind])]));
      }
    }
  });

  test('stays in its account and Region', () => {
    const elsewhere = all.flatMap(({ Resource }) => listed(Resource)).filter(arn => arn !== '*' && !/^arn:aws:(ssm|ec2):eu-west-1:111122223333:|^arn:aws:iam::111122223333:role\//.test(arn));
    expect(elsewhere).toEqual([]);
  });

  test('lets nobody start sessions, nor everything of a kind', () => {
    const actions = all.flatMap(({ Action }) => listed(Action));
    expect(actions.filter(action => /StartSession|\*|\?/.test(action))).toEqual([]);
    expect(all.every(({ Effect }) => Effect === 'Allow')).toBe(true);
  });

  test('needs no Quick Setup, console or people unless that is asked for', () => {
    expect([...new Set(core.flatMap(({ Action }) => listed(Action)).map(action => action.split(':')[0]))].sort()).toEqual(['iam', 'ssm']);
  });
});
