import { App, aws_iam as iam, CfnParameter, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AccessRequest, AccessRequestProps, PendingAccessRequest, Target } from '../../src';
import { operationsOf } from '../operations/operation-template';

const TYPE = 'Custom::SSMAccessRequest';
const NODE = 'i-0123456789abcdef0';

let app: App;
let stack: Stack;
let requester: iam.Role;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
  requester = new iam.Role(stack, 'OnCall', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
});

function request(props: Partial<AccessRequestProps> = {}): AccessRequest {
  return new AccessRequest(stack, 'Request', { requester, reason: 'Disk full', targets: [Target.instanceIds(NODE)], ...props });
}

function propertiesOf(given = stack): Record<string, unknown> {
  return operationsOf(given, TYPE)[0].properties as Record<string, unknown>;
}

/** What the role of the requester gets for the request. */
function requesterStatements(): Record<string, unknown>[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(policies).toHaveLength(1);
  expect(policies[0].Properties.Roles).toEqual([stack.resolve(requester.roleName)]);
  return policies[0].Properties.PolicyDocument.Statement;
}

const OWNER = { 'Fn::Join': ['', [{ Ref: 'AWS::StackId' }, expect.stringMatching(/^\/[0-9a-f]{8}$/)]] };
const OWN = { 'Fn::Join': ['', [{ Ref: 'AWS::StackId' }, expect.stringMatching(/^\/[0-9a-f]{8}\/\*$/)]] };
const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${rest}`]] });
const OPS_ITEMS = arn('ssm:eu-west-1:111122223333:opsitem/*');
const EXECUTIONS = arn('ssm:eu-west-1:111122223333:automation-execution/*');

test('the function may assume the role of the requester and tag its own requests; the requester requests', () => {
  const { accessRequestId, status } = request();

  expect(operationsOf(stack, TYPE)).toEqual([{
    properties: {
      Reason: 'Disk full',
      Targets: [{ Key: 'InstanceIds', Values: [NODE] }],
      Owner: OWNER,
      PendingOnDelete: 'Cancel',
      ActAsRoleArn: { 'Fn::GetAtt': ['OnCall0B2745F4', 'Arn'] },
    },
    statements: [
      {
        Action: ['ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource'],
        Condition: { StringLike: { 'aws:ResourceTag/cdk-systems-manager:access-request': OWN } },
        Effect: 'Allow',
        Resource: OPS_ITEMS,
      },
      { Action: 'sts:AssumeRole', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['OnCall0B2745F4', 'Arn'] } },
    ],
  }]);
  expect(requesterStatements()).toEqual([
    { Action: 'ssm:StartAccessRequest', Effect: 'Allow', Resource: arn(`ec2:eu-west-1:111122223333:instance/${NODE}`) },
    {
      Action: 'ssm:AddTagsToResource',
      Condition: { StringLike: { 'aws:RequestTag/cdk-systems-manager:access-request': OWN } },
      Effect: 'Allow',
      Resource: OPS_ITEMS,
    },
    { Action: ['ssm:CreateOpsItem', 'ssm:GetOpsItem', 'ssm:ListTagsForResource'], Effect: 'Allow', Resource: OPS_ITEMS },
    { Action: 'ssm:DescribeOpsItems', Effect: 'Allow', Resource: '*' },
    {
      Action: 'ssm:StartAutomationExecution',
      Condition: { StringEquals: { 'ssm:DocumentType': 'ManualApprovalPolicy' } },
      Effect: 'Allow',
      Resource: arn('ssm:eu-west-1:111122223333:document/*'),
    },
    { Action: 'ssm:StartAutomationExecution', Effect: 'Allow', Resource: EXECUTIONS },
    {
      Action: 'ssm:StopAutomationExecution',
      Condition: { StringEquals: { 'aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged': 'true' } },
      Effect: 'Allow',
      Resource: EXECUTIONS,
    },
  ]);
  expect(stack.resolve([accessRequestId, status])).toEqual(
    ['AccessRequestId', 'Status'].map(name => ({ 'Fn::GetAtt': [expect.stringMatching(/^Request/), name] })));
  Annotations.fromStack(stack).hasNoWarning('*', '*');
});

test('the role of the requester trusts that of the function', () => {
  request();

  const roles = Template.fromStack(stack).findResources('AWS::IAM::Role');
  const { AssumeRolePolicyDocument: { Statement: [, trust] } } = roles.OnCall0B2745F4.Properties;
  expect(trust).toEqual({ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { AWS: { 'Fn::GetAtt': [expect.stringMatching(/accessrequestRole/), 'Arn'] } } });
});

test.each<[string, Partial<AccessRequestProps>, object]>([
  ['all there is', {
    tags: { Ticket: 'OPS-2' }, pendingOnDelete: PendingAccessRequest.LEAVE, trigger: '2', targets: [Target.instanceIds(NODE, 'mi-0123456789abcdef0'), Target.tag('Team', 'web')],
  }, {
    Targets: [{ Key: 'InstanceIds', Values: [NODE, 'mi-0123456789abcdef0'] }, { Key: 'tag:Team', Values: ['web'] }],
    Tags: { Ticket: 'OPS-2' },
    PendingOnDelete: 'Leave',
    Trigger: '2',
  }],
  ['the longest reason', { reason: '👍'.repeat(256) }, { Reason: '👍'.repeat(256) }],
])('%s', (_, props, expected) => {
  request(props);
  expect(propertiesOf()).toMatchObject(expected);
});

const NODES = ['ec2:eu-west-1:111122223333:instance/*', 'ssm:eu-west-1:111122223333:managed-instance/*'];

test.each<[string, Target[], string[]]>([
  ['a managed node', [Target.instanceIds('mi-0123456789abcdef0')], ['ssm:eu-west-1:111122223333:managed-instance/mi-0123456789abcdef0']],
  ['two kinds', [Target.instanceIds(NODE), Target.instanceIds('mi-0123456789abcdef0')],
    [`ec2:eu-west-1:111122223333:instance/${NODE}`, 'ssm:eu-west-1:111122223333:managed-instance/mi-0123456789abcdef0']],
  ['nodes by tag', [Target.tag('Team', 'web')], NODES],
])('requests are allowed for the nodes: %s', (_, targets, expected) => {
  request({ targets });
  expect([requesterStatements()[0].Resource].flat()).toEqual(expected.map(arn));
});

test('of a list that only deployment knows nobody can tell the nodes', () => {
  request({ targets: [Target.of('InstanceIds', new CfnParameter(stack, 'Nodes', { type: 'CommaDelimitedList' }).valueAsList)] });

  expect(propertiesOf().Targets).toEqual([{ Key: 'InstanceIds', Values: { Ref: 'Nodes' } }]);
  expect(requesterStatements()[0].Resource).toEqual(NODES.map(arn));
});

test('a node that only deployment knows can be of either kind', () => {
  const { valueAsString } = new CfnParameter(stack, 'Node');
  request({ targets: [Target.instanceIds(valueAsString)], reason: valueAsString, tags: { Node: valueAsString } });

  expect(propertiesOf()).toMatchObject({ Reason: { Ref: 'Node' }, Targets: [{ Values: [{ Ref: 'Node' }] }], Tags: { Node: { Ref: 'Node' } } });
  expect(requesterStatements()[0].Resource).toEqual(
    ['ec2:eu-west-1:111122223333:instance/', 'ssm:eu-west-1:111122223333:managed-instance/'].map(
      rest => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${rest}`, { Ref: 'Node' }]] })));
});

test('tags of the stack, of what is around and its own; the nearest counts, and those of AWS are left out', () => {
  const other = new Stack(app, 'Other', { tags: { 'Cost': '1', 'Team': 'stack', 'aws:service': 'x' } });
  const role = iam.Role.fromRoleArn(other, 'Role', 'arn:aws:iam::111122223333:role/oncall');
  const made = new AccessRequest(other, 'Request', { requester: role, reason: 'Disk full', targets: [Target.instanceIds(NODE)], tags: { Ticket: 'OPS-2', Phase: 'own' } });
  Tags.of(app).add('Phase', 'app');
  Tags.of(app).add('Team', 'app');
  Tags.of(made).add('Team', 'construct');
  Tags.of(made).add('aws:cdk', 'y');

  expect(propertiesOf(other).Tags).toEqual({ Cost: '1', Phase: 'app', Team: 'construct', Ticket: 'OPS-2' });
});

test('a rule for what becomes of it', () => {
  const { accessRequestId } = request();
  (stack.node.findChild('Request') as AccessRequest).onStatusChange('Decided', { ruleName: 'Decided' });

  Template.fromStack(stack).hasResourceProperties('AWS::Events::Rule', {
    Name: 'Decided',
    EventPattern: { 'source': ['aws.ssm'], 'detail-type': ['Requester Access Request Status Update'], 'detail': { OpsItemId: [stack.resolve(accessRequestId)] } },
  });
});

test('another requester needs another policy, so that the old request can still be let go of', () => {
  const names = (role: iam.IRoleRef, scope: Stack) => {
    new AccessRequest(scope, 'Request', { requester: role, reason: 'Disk full', targets: [Target.instanceIds(NODE)] });
    const template = Template.fromStack(scope);
    const [{ Properties }] = Object.values(template.findResources('AWS::IAM::RolePolicy'));
    return { name: JSON.stringify(Properties.PolicyName), actAs: Object.keys(template.findResources('AWS::IAM::Policy')) };
  };
  const [one, two] = ['One', 'Two'].map(name => {
    const scope = new Stack(new App(), 'Stack');
    return names(new iam.Role(scope, name, { assumedBy: new iam.AccountRootPrincipal() }), scope);
  });
  const [three, four] = ['three', 'four'].map(name => {
    const scope = new Stack(new App(), 'Stack');
    return names(iam.Role.fromRoleName(scope, 'Role', name), scope);
  });

  expect(new Set([one, two, three, four].map(({ name }) => name)).size).toBe(4);
  expect(one.actAs).not.toEqual(two.actAs);
});

test('a role of another account or stack is not told whom to trust', () => {
  const imported = iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::111122223333:role/oncall', { mutable: false });
  request({ requester: imported });

  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  expect(propertiesOf()).toMatchObject({ ActAsRoleArn: 'arn:aws:iam::111122223333:role/oncall' });
});

describe('refused', () => {
  const NO_REQUESTER = 'Systems Manager takes whoever calls for the requester, and gives the credentials to nobody else; '
    + 'without a role that would be the function of this custom resource, with which nobody can connect';
  const refused = (props: Partial<AccessRequestProps>, message: string) =>
    expect(() => request(props)).toThrow(`access cannot be requested like this: ${message}`);

  test.each<[Partial<AccessRequestProps>, string]>([
    [{ requester: undefined }, `requester is nothing; give the role that requests access. ${NO_REQUESTER}`],
    [{ requester: 'OnCall' as any }, `requester is "OnCall"; give the role that requests access. ${NO_REQUESTER}`],
    [{ reason: undefined }, 'reason is nothing; say in 1 to 256 characters why access is needed, as approvers read it'],
    [{ reason: '' }, 'reason has 0 characters; 1 to 256 are allowed'],
    [{ reason: 'x'.repeat(257) }, 'reason has 257 characters; 1 to 256 are allowed'],
    [{ targets: undefined }, 'targets is nothing; give 1 to 5 targets, such as [Target.instanceIds("i-0123456789abcdef0")]'],
    [{ targets: [] }, 'targets: 0 are given; 1 to 5 are allowed'],
    [{ targets: Array.from({ length: 6 }, () => Target.instanceIds(NODE)) }, 'targets: 6 are given; 1 to 5 are allowed'],
    [{ targets: [Target.instanceIds()] }, 'targets[0] has no values; name at least one node'],
    [{ targets: ['i-1' as any] }, 'targets[0] is "i-1"; give a Target, such as Target.instanceIds("i-0123456789abcdef0")'],
    [{ targets: [Target.instanceIds(...Array.from({ length: 51 }, (_, index) => `i-${index}`))] }, 'the values of targets[0]: 51 are given; at most 50 are allowed'],
    [{ tags: { 'aws:x': '1' } }, 'the key of a tag is "aws:x"; 1 to 128 letters, digits, spaces and _.:/=+-@ are allowed, not beginning with "aws:"'],
    [{ tags: { 'cdk-systems-manager:access-request': '1' } }, 'the tag cdk-systems-manager:access-request is the one by which the stack knows the request; choose another key'],
    [{ pendingOnDelete: 'Stop' }, 'pendingOnDelete is "Stop"; "Cancel" and "Leave" are allowed'],
  ])('%#', refused);

  test('all at once', () => {
    expect(() => request({ reason: '', targets: [] })).toThrow(
      'access cannot be requested like this:\n  - reason has 0 characters; 1 to 256 are allowed\n  - targets: 0 are given; 1 to 5 are allowed');
  });

  test('tags from around are looked at when the template is made', () => {
    request();
    Tags.of(stack).add('Owner', 'Müller & Söhne');

    expect(() => app.synth()).toThrow('access cannot be requested like this: the tag Owner is "Müller & Söhne"; at most 256 letters, digits, spaces and _.:/=+-@ are allowed');
  });
});

describe('doubtful', () => {
  const warned = (message: string) => Annotations.fromStack(stack).hasWarning('/Stack/Request', message.concat(' [ack: cdk-systems-manager:accessRequest]'));

  test('targets that are not in the documents', () => {
    request({ targets: [Target.tag('Team', 'web'), Target.instanceIds(NODE)] });
    warned('targets has "tag:Team"; AWS\'s documents show requests for nodes by their ids alone, so write Target.instanceIds(…)');
  });

  test('a requester who may start sessions without a request', () => {
    request();
    requester.addToPolicy(new iam.PolicyStatement({ actions: ['ssm:StartSession'], resources: ['*'] }));
    app.synth();
    Annotations.fromStack(stack).hasWarning('/Stack/OnCall', Match.stringLikeRegexp('ssm:StartSession is allowed by Stack/OnCall/DefaultPolicy'));
  });

  test('more tags than other resources take', () => {
    request({ tags: Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, 'v'])) });
    app.synth();
    warned('there are 51 tags, with the one by which the stack knows the request; most resources of Systems Manager take 50, and whether requests take more is not documented');
  });
});
