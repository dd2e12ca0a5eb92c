import { Annotations as CdkAnnotations, App, Aspects, aws_iam as iam, aws_sso as sso, CfnResource, Fn, IAspect, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { IConstruct } from 'constructs';
import { AccessApproverPolicy, AccessRequest, AccessRequesterPolicy, AccessRequestGrants, Nodes, Session, SessionDocument, Target } from '../../src';

const ID = 'cdk-systems-manager:requesterMayStartSession';
const NODE = 'arn:aws:ec2:eu-west-1:111122223333:instance/*';

let stack: Stack;
let role: iam.Role;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  role = new iam.Role(stack, 'Requester', { assumedBy: new iam.AccountRootPrincipal() });
});

/** The warnings of a stack: where, and what. */
function warningsOf(of = stack): [string, string][] {
  return Annotations.fromStack(of).findWarning('*', Match.stringLikeRegexp('may start sessions without it')).map(({ id, entry }) => [id, entry.data as string]);
}

const request = (grantee: iam.IGrantable = role): iam.Grant => AccessRequestGrants.of(stack).request(grantee);
const allowing = (action: string, more: Partial<iam.PolicyStatementProps> = {}): iam.PolicyStatement =>
  new iam.PolicyStatement({ actions: [action], resources: ['*'], ...more });
const sessions = (more: Partial<iam.PolicyStatementProps> = {}): iam.PolicyStatement => allowing('ssm:StartSession', more);

test('a requester who may not start sessions gives no warning, nor one who reads, resumes or ends them', () => {
  request();
  ['ssm:DescribeSessions', 'ssm:ResumeSession', 'ssm:TerminateSession', 'ssm:StartAutomationExecution', 's3:*', 'ssm:Describe*', 'ssm:StartSessions']
    .forEach(action => role.addToPolicy(allowing(action)));
  role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMReadOnlyAccess'));
  expect(warningsOf()).toEqual([]);
});

test('the warning says who, by what, and what to do', () => {
  request();
  role.addToPolicy(sessions());
  const [[where, what], ...others] = warningsOf();
  expect(others).toEqual([]);
  expect(where).toBe('/Stack/Requester');
  expect(what).toContain('ssm:StartSession is allowed by Stack/Requester/DefaultPolicy (ssm:StartSession). Take it away');
  expect(what).toContain(ID);
});

describe('however it is allowed', () => {
  test.each(['ssm:StartSession', 'ssm:Start*', 'ssm:*', '*', 'SSM:startsession'])('by the action %s', action => {
    request();
    role.addToPolicy(allowing(action));
    expect(warningsOf().map(([, what]) => what)).toEqual([expect.stringContaining(`Stack/Requester/DefaultPolicy (${action})`)]);
  });

  test('by what the CDK does not let one write', () => {
    request();
    const statement = { Effect: 'Allow', Action: ['s3:GetObject', 'ssm:?tart*sessio?'], Resource: '*' };
    new iam.CfnRolePolicy(stack, 'Own', { policyName: 'Own', roleName: role.roleName, policyDocument: { Statement: statement } });
    expect(warningsOf().map(([, what]) => what)).toEqual([expect.stringContaining('is allowed by Stack/Own (ssm:?tart*sessio?).')]);
  });

  test('by all actions but some', () => {
    request();
    role.addToPolicy(new iam.PolicyStatement({ notActions: ['iam:*'], resources: ['*'] }));
    expect(warningsOf().map(([, what]) => what)).toEqual([expect.stringContaining('(NotAction)')]);
  });

  test('not by all actions but those', () => {
    request();
    role.addToPolicy(new iam.PolicyStatement({ notActions: ['ssm:Start*'], resources: ['*'] }));
    expect(warningsOf()).toEqual([]);
  });

  test.each<[string, iam.PolicyStatement]>([
    ['on certain nodes', sessions({ resources: [NODE] })],
    ['under other conditions', sessions({ conditions: { StringLike: { 'ssm:resourceTag/Workload': ['web'] } } })],
    ['on all but some resources', new iam.PolicyStatement({ actions: ['ssm:StartSession'], notResources: [NODE] })],
  ])('%s', (_, statement) => {
    request();
    role.addToPolicy(statement);
    expect(warningsOf()).toHaveLength(1);
  });

  test.each<[string, iam.PolicyStatement[]]>([
    ['where a request stands behind it', [sessions({ conditions: { StringLike: { 'ssm:AccessRequestId': 'oi-*' } } })]],
    ['on documents alone', [sessions({ resources: ['arn:aws:ssm:eu-west-1:111122223333:document/Shell'] })]],
    ['on tasks of ECS alone', [sessions({ resources: ['arn:aws:ecs:*:*:task/*'] })]],
    ['and denied', [sessions(), sessions({ effect: iam.Effect.DENY })]],
    ['and denied with more', [sessions(), allowing('ssm:Start*', { effect: iam.Effect.DENY })]],
    ['and denied unless by request', [sessions(), sessions({ effect: iam.Effect.DENY, conditions: { Null: { 'ssm:AccessRequestId': 'true' } } })]],
  ])('not %s', (_, statements) => {
    request();
    statements.forEach(statement => role.addToPolicy(statement));
    expect(warningsOf()).toEqual([]);
  });

  test.each<[string, iam.PolicyStatement]>([
    ['some nodes only', sessions({ effect: iam.Effect.DENY, resources: [NODE] })],
    ['some hours only', sessions({ effect: iam.Effect.DENY, conditions: { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } } })],
  ])('although denied for %s', (_, denial) => {
    request();
    role.addToPolicy(sessions());
    role.addToPolicy(denial);
    expect(warningsOf()).toHaveLength(1);
  });

  test('documents of a stack whose Region is not known are documents as well', () => {
    const other = new Stack(stack.node.root as App, 'Anywhere');
    const user = new iam.Role(other, 'Requester', { assumedBy: new iam.AccountRootPrincipal() });
    AccessRequestGrants.of(other).request(user);
    user.addToPolicy(sessions({ resources: [other.formatArn({ service: 'ssm', resource: 'document', resourceName: 'Shell' })] }));
    expect(warningsOf(other)).toEqual([]);
  });
});

describe('wherever it is allowed', () => {
  test('before the grant', () => {
    role.addToPolicy(sessions());
    request();
    expect(warningsOf()).toHaveLength(1);
  });

  test('by the grant of a session document', () => {
    request();
    new SessionDocument(stack, 'Shell', { session: Session.shell() }).grants.startSession(role, { nodes: Nodes.tagged('Workload', 'web') });
    expect(warningsOf().map(([, what]) => what)).toEqual([expect.stringContaining('is allowed by Stack/Requester/DefaultPolicy (ssm:StartSession).')]);
  });

  test('by an inline policy', () => {
    const other = new iam.Role(stack, 'Other', {
      assumedBy: new iam.AccountRootPrincipal(), inlinePolicies: { Sessions: new iam.PolicyDocument({ statements: [sessions()] }) },
    });
    request(other);
    expect(warningsOf()).toEqual([['/Stack/Other', expect.stringContaining('is allowed by Stack/Other (ssm:StartSession)')]]);
  });

  test('by policies that are attached from either side', () => {
    request();
    new iam.ManagedPolicy(stack, 'FromPolicy', { statements: [sessions()], roles: [role] });
    role.addManagedPolicy(new iam.ManagedPolicy(stack, 'FromRole', { statements: [allowing('ssm:*')] }));
    role.attachInlinePolicy(new iam.Policy(stack, 'Inline', { statements: [allowing('ssm:Start*')] }));
    const [[, what]] = warningsOf();
    expect(['Stack/FromPolicy (ssm:StartSession)', 'Stack/FromRole (ssm:*)', 'Stack/Inline (ssm:Start*)'].filter(each => !what.includes(each))).toEqual([]);
  });

  test.each(['AdministratorAccess', 'PowerUserAccess', 'AmazonSSMFullAccess', 'service-role/AmazonSSMAutomationRole', 'AWSSystemsManagerJustInTimeAccessTokenPolicy'])(
    'by the managed policy %s', name => {
      request();
      role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName(name));
      expect(warningsOf().map(([, what]) => what)).toEqual([expect.stringContaining(`allowed by the managed policy ${name.split('/').slice(-1)[0]} of AWS.`)]);
    });

  test('by resources below the constructs of the CDK', () => {
    request();
    new iam.CfnRolePolicy(stack, 'Own', { policyName: 'Own', roleName: role.roleName, policyDocument: { Statement: { Effect: 'Allow', Action: 'ssm:*', Resource: '*' } } });
    const raw = new iam.CfnRole(stack, 'Raw', { assumeRolePolicyDocument: {}, managedPolicyArns: [Fn.sub('arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess')] });
    new CfnResource(stack, 'OfRaw', {
      type: 'AWS::IAM::Policy',
      properties: { PolicyName: 'Raw', Roles: [raw.ref], PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['ssm:StartAccessRequest'], Resource: '*' }] } },
    });
    expect(warningsOf()).toEqual([['/Stack/Requester', expect.stringContaining('Stack/Own (ssm:*)')], ['/Stack/Raw', expect.stringContaining('AdministratorAccess')]]);
  });

  test('by an override', () => {
    request();
    (role.node.defaultChild as iam.CfnRole).addPropertyOverride('ManagedPolicyArns', ['arn:aws:iam::aws:policy/AdministratorAccess']);
    expect(warningsOf()).toHaveLength(1);
  });

  test('by an aspect', () => {
    class Everything implements IAspect {
      public visit(node: IConstruct): void {
        if (node instanceof iam.Role) node.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));
      }
    }
    request();
    Aspects.of(stack).add(new Everything());
    expect(warningsOf()).toHaveLength(1);
  });

  test('in another stack', () => {
    request();
    const other = new Stack(stack.node.root as App, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } });
    new iam.ManagedPolicy(other, 'Sessions', { statements: [sessions()], roles: [role] });
    expect(warningsOf()).toEqual([['/Stack/Requester', expect.stringContaining('Other/Sessions (ssm:StartSession)')]]);
  });

  test('to a role that was imported', () => {
    const imported = iam.Role.fromRoleName(stack, 'Imported', 'Operators');
    request(imported);
    expect(warningsOf()).toEqual([]);
  });

  test('to a role that was imported, twice', () => {
    request(iam.Role.fromRoleName(stack, 'Imported', 'Operators'));
    new iam.ManagedPolicy(stack, 'Sessions', { statements: [sessions()], roles: [iam.Role.fromRoleName(stack, 'Again', 'Operators')] });
    new iam.ManagedPolicy(stack, 'OfOthers', { statements: [sessions()], roles: [iam.Role.fromRoleName(stack, 'Others', 'Others')] });
    expect(warningsOf()).toEqual([[expect.any(String), expect.stringContaining('allowed by Stack/Sessions (ssm:StartSession).')]]);
  });

  test('to a user, or to a group', () => {
    const [user, group] = [new iam.User(stack, 'User'), new iam.Group(stack, 'Group')];
    request(user);
    request(group);
    user.addToPolicy(sessions());
    group.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'));
    expect(warningsOf().map(([where]) => where).sort()).toEqual(['/Stack/Group', '/Stack/User']);
  });
});

describe('the managed policy makes requesters as well', () => {
  test('of roles', () => {
    role.addToPolicy(sessions());
    new AccessRequesterPolicy(stack, 'Policy', { roles: [role] });
    expect(warningsOf().map(([where]) => where)).toEqual(['/Stack/Requester']);
  });

  test('but not of those who do not have it', () => {
    role.addToPolicy(sessions());
    new AccessRequesterPolicy(stack, 'Policy');
    new AccessApproverPolicy(stack, 'Approver', { roles: [role] });
    expect(warningsOf()).toEqual([]);
  });

  test('also where sessions are added to it', () => {
    new AccessRequesterPolicy(stack, 'Policy').addStatements(sessions());
    expect(warningsOf().map(([where]) => where)).toEqual(['/Stack/Policy']);
  });

  test.each<[string, (policy: AccessRequesterPolicy) => string]>([['by its name', () => 'Requester'], ['by reference', policy => policy.managedPolicyName]])(
    'of permission sets, %s', (_, nameOf) => {
      const policy = new AccessRequesterPolicy(stack, 'Policy', { managedPolicyName: 'Requester' });
      const common = { instanceArn: 'arn:aws:sso:::instance/ssoins-0123456789abcdef', customerManagedPolicyReferences: [{ name: nameOf(policy) }] };
      new sso.CfnPermissionSet(stack, 'Fine', { ...common, name: 'Fine' });
      new sso.CfnPermissionSet(stack, 'Power', { ...common, name: 'Power', managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'] });
      new sso.CfnPermissionSet(stack, 'Inline', { ...common, name: 'Inline', inlinePolicy: { Statement: [{ Effect: 'Allow', Action: 'ssm:*', Resource: '*' }] } });
      new sso.CfnPermissionSet(stack, 'Text', { ...common, name: 'Text' })
        .addPropertyOverride('InlinePolicy', '{"Statement":{"Effect":"Allow","Action":"ssm:StartSession","Resource":"*"}}');
      expect(warningsOf().map(([where]) => where).sort()).toEqual(['/Stack/Inline', '/Stack/Power', '/Stack/Text']);
    });
});

test('the role of an access request is a requester', () => {
  new AccessRequest(stack, 'Request', { requester: role, reason: 'Look at the disk', targets: [Target.instanceIds('i-0123456789abcdef0')] });
  role.addToPolicy(sessions());
  expect(warningsOf().map(([where]) => where)).toEqual(['/Stack/Requester']);
});

test('it can be acknowledged, for one and for all', () => {
  const other = new iam.Role(stack, 'Other', { assumedBy: new iam.AccountRootPrincipal(), managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')] });
  [role, other].forEach(request);
  role.addToPolicy(sessions());
  CdkAnnotations.of(role).acknowledgeWarning(ID, 'on the way');
  expect(warningsOf().map(([where]) => where)).toEqual(['/Stack/Other']);
});

test('each stage is looked at once, and by itself', () => {
  const app = stack.node.root as App;
  const stage = new Stage(app, 'Stage');
  const inside = new Stack(stage, 'Inside', { env: { account: '111122223333', region: 'eu-west-1' } });
  const user = new iam.Role(inside, 'Requester', { assumedBy: new iam.AccountRootPrincipal() });
  AccessRequestGrants.of(inside).request(user);
  AccessRequestGrants.of(inside).request(user);
  user.addToPolicy(sessions());
  role.addToPolicy(sessions());
  expect(warningsOf(inside)).toHaveLength(1);
  expect(warningsOf()).toEqual([]);
});

test('where nobody is a requester nothing is looked at', () => {
  AccessRequestGrants.of(stack).approve(role);
  role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));
  const looked = jest.spyOn(stack.node.root.node, 'findAll');
  const validations = stack.node.root.node.validate();
  expect([validations, looked.mock.calls]).toEqual([[], []]);
  request();
  stack.node.root.node.validate();
  expect(looked).toHaveBeenCalledTimes(1);
});
