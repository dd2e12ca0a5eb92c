import { App, aws_iam as iam, CfnParameter, CfnResource, NestedStack, Stack, Tags } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AccessRequest, AccessRequestProps, PendingAccessRequest, Target } from '../../src';
import { evaluate } from '../cloudformation';
import { operationsOf, TemplateResource } from '../operations/operation-template';

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

/** What the role of the requester gets for the request, and what it gets for all requests of the stack. */
function requesterStatements(): Record<string, unknown>[] {
  const resources = Template.fromStack(stack).toJSON().Resources as Record<string, TemplateResource>;
  const policies = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::IAM::Policy');
  expect(policies).toHaveLength(2);
  for (const [, { Properties: { Roles } }] of policies) expect(Roles).toEqual([stack.resolve(requester.roleName)]);
  // Both must be there until the request is deleted.
  const [{ DependsOn }] = Object.values(resources).filter(({ Type }) => Type === TYPE);
  expect(DependsOn).toEqual(expect.arrayContaining(policies.map(([id]) => id)));
  return policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
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
      Condition: { StringLike: { 'aws:RequestTag/cdk-systems-manager:access-request': { 'Fn::Join': ['', [{ Ref: 'AWS::StackId' }, '/*']] } } },
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
  ['more nodes than policies take', [Target.instanceIds(...Array.from({ length: 26 }, (_, index) => `i-${index}`))], NODES],
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

test('tags of the stacks that its stack is nested in, as CloudFormation gives them to other resources', () => {
  const outer = new Stack(app, 'Outer', { tags: { Cost: '1', Team: 'outer' } });
  const inner = new NestedStack(new NestedStack(outer, 'Middle'), 'Inner');
  inner.tags.setTag('Team', 'inner');
  new AccessRequest(inner, 'Request', { requester: iam.Role.fromRoleName(inner, 'Role', 'oncall'), reason: 'Disk full', targets: [Target.instanceIds(NODE)] });

  expect(propertiesOf(inner).Tags).toEqual({ Cost: '1', Team: 'inner' });
});

test('what stands in the tag is the same wherever the construct is, as long as it is the same resource to CloudFormation', () => {
  const ownerIn = (scope: Stack, id: string, logicalId?: string) => {
    const role = iam.Role.fromRoleName(scope, 'Role', 'oncall');
    const made = new AccessRequest(scope, id, { requester: role, reason: 'Disk full', targets: [Target.instanceIds(NODE)] });
    const resource = made.node.findAll().find(each => CfnResource.isCfnResource(each) && each.cfnResourceType === TYPE) as CfnResource;
    if (logicalId !== undefined) resource.overrideLogicalId(logicalId);
    const [{ properties, statements }] = operationsOf(scope, TYPE);
    expect(JSON.stringify(statements)).toContain(JSON.stringify(properties.Owner['Fn::Join'][1][1]).slice(1, -1));
    return properties.Owner;
  };
  const [one, two] = ['One', 'Two'].map(id => ownerIn(new Stack(new App(), 'Stack'), id, 'Access'));
  const other = ownerIn(new Stack(new App(), 'Stack'), 'One');

  expect(one).toEqual(OWNER);
  expect(two).toEqual(one);
  expect(other).toEqual(OWNER);
  expect(other).not.toEqual(one);
});

test('the own tag fits, whatever the stack is called', () => {
  const stackId = `arn:aws-us-gov:cloudformation:us-gov-west-1:111122223333:stack/${'x'.repeat(128)}/11111111-2222-3333-4444-555555555555`;
  request();
  const owner = evaluate(propertiesOf().Owner, { refs: { 'AWS::StackId': stackId } }) as string;
  expect(owner.startsWith(`${stackId}/`)).toBe(true);
  // A slash and 16 characters follow for the request of CloudFormation.
  expect(owner.length + 17).toBeLessThanOrEqual(256);
});

test('there is room for many requests in the policies of one role', () => {
  const stackId = 'x'.repeat(237);
  for (let index = 0; index < 30; index += 1) {
    new AccessRequest(stack, `Request${index}`, { requester, reason: 'Disk full', targets: [Target.instanceIds(NODE)] });
  }
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  expect(policies).toHaveLength(31);
  const sizes = policies.map(({ Properties }) =>
    JSON.stringify(evaluate(Properties.PolicyDocument, { refs: { 'AWS::StackId': stackId, 'AWS::Partition': 'aws-us-gov' } })).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(10_240);
});

test('stacks that have the same requester do not overwrite policies of each other', () => {
  const env = { region: 'eu-west-1', account: '111122223333' };
  const oncall = new iam.Role(new Stack(app, 'People', { env }), 'OnCall', { roleName: 'OnCall', assumedBy: new iam.AccountRootPrincipal() });
  const requestIn = (scope: Stack, role: iam.IRole = iam.Role.fromRoleName(scope, 'Role', 'OnCall')) => {
    new AccessRequest(scope, 'Request', { requester: role, reason: 'Disk full', targets: [Target.instanceIds(NODE)] });
    return scope;
  };
  const stacks = [
    ...[new Stack(app, 'One', { env }), new Stack(app, 'Two', { env }), new NestedStack(stack, 'Nested')].map(scope => requestIn(scope, oncall)),
    // The same path, as in another app, or in the same one for another Region.
    ...[{ env }, { env: { ...env, region: 'us-east-1' } }, { env, stackName: 'Blue' }, {}].map(props => requestIn(new Stack(new App(), 'Same', props))),
  ];
  const names = stacks.flatMap(scope => Object.values(Template.fromStack(scope).findResources('AWS::IAM::Policy'))
    .map(({ Properties }) => evaluate(Properties.PolicyName, { refs: { 'AWS::Region': 'ap-southeast-2' } }) as string));

  expect(names).toHaveLength(14);
  expect(new Set(names).size).toBe(14);
  for (const name of names) expect(name).toMatch(/^[\w+=,.@-]{1,128}$/);
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

test('a role that must not be changed is not told whom to trust', () => {
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

  test('a role of another account', () => {
    const foreign = iam.Role.fromRoleArn(stack, 'Foreign', 'arn:aws:iam::444455556666:role/oncall');
    refused({ requester: foreign },
      'requester is a role of the account 444455556666, and the stack is for 111122223333; a request is made in the account of who requests, so give a role of 111122223333');
    // Which account it is may only be known at deployment.
    const anywhere = new Stack(app, 'Anywhere');
    const role = iam.Role.fromRoleArn(anywhere, 'Role', 'arn:aws:iam::444455556666:role/oncall');
    expect(() => new AccessRequest(anywhere, 'Request', { requester: role, reason: 'Disk full', targets: [Target.instanceIds(NODE)] })).not.toThrow();
  });

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
