import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App, aws_iam as iam, aws_lambda as lambda, aws_s3 as s3, aws_stepfunctions as sfn, Lazy, Stack,
} from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AssumeRole, Content, DocumentParameter, LoopIteration, Runbook, RunbookProps, Script, StepPermissions, steps } from '../../src';
import { templateOf } from '../document/deployed-content';

const ACCOUNT = '111122223333';
const INSTANCE = DocumentParameter.ofEc2InstanceId('Id');
const STOP = new steps.ChangeInstanceState('Stop', { instanceIds: [INSTANCE.valueAsString], desiredState: 'stopped' });
const DESCRIBE_INSTANCES = { Action: ['ec2:DescribeInstanceStatus', 'ec2:DescribeInstances'], Effect: 'Allow', Resource: '*' };

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
});

function define(props: Partial<RunbookProps> = {}): Runbook {
  return new Runbook(stack, 'Runbook', { parameters: props.content === undefined ? [INSTANCE] : undefined, ...props });
}

function invoke(name: string, functionName: string, permissions?: StepPermissions): steps.InvokeLambdaFunction {
  return new steps.InvokeLambdaFunction(name, { lambdaFunction: functionName, permissions });
}

function arn(rest: string): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${rest}`]] };
}

function functionArn(name: string): unknown {
  return arn(`lambda:eu-west-1:${ACCOUNT}:function:${name}`);
}

function allow(action: string | string[], resource: unknown): object {
  return { Action: action, Effect: 'Allow', Resource: resource };
}

function role(of: Stack = stack): any {
  const [only, ...others] = Object.values(templateOf(of).findResources('AWS::IAM::Role'));
  expect(others).toEqual([]);
  return only.Properties;
}

function statements(of: Stack = stack): any[] {
  const { Policies = [] } = role(of);
  return Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement);
}

/** The characters of all policies inside of a role, as IAM counts them at the longest. */
function inlineCharacters(of: Stack): number {
  const template = templateOf(of);
  const inside = Object.values(template.findResources('AWS::IAM::Role')).flatMap(({ Properties }) => Properties.Policies ?? []).map(policy => policy.PolicyDocument);
  const beside = Object.values(template.findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties.PolicyDocument);
  const count = (value: any): number => {
    if (typeof value !== 'object') return JSON.stringify(value).length;
    if (Array.isArray(value)) return value.reduce((sum, item) => sum + count(item) + 1, 1);
    if ('Fn::Join' in value) return value['Fn::Join'][1].reduce((sum: number, item: any) => sum + count(item) - 2, 2);
    if ('Ref' in value) return 'aws-us-gov'.length + 2;
    if ('Fn::GetAtt' in value) return 100;
    return Object.entries(value).reduce((sum, [key, item]) => sum + key.length + 4 + count(item), 1);
  };
  return [...inside, ...beside].reduce((sum, document) => sum + count(document), 0);
}

function doubts(of: Stack = stack): string[] {
  return Annotations.fromStack(of).findWarning('*', Match.stringLikeRegexp('permissions/unsure')).map(({ entry }) => entry.data as string);
}

describe('the role', () => {
  test('trusts SSM alone, for executions in this account and Region, and allows what the steps need', () => {
    define({ steps: [STOP] });
    expect(role()).toEqual({
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole',
          Condition: {
            StringEquals: { 'aws:SourceAccount': ACCOUNT },
            ArnLike: { 'aws:SourceArn': arn(`ssm:eu-west-1:${ACCOUNT}:automation-execution/*`) },
          },
          Effect: 'Allow',
          Principal: { Service: 'ssm.amazonaws.com' },
        }],
        Version: '2012-10-17',
      },
      Policies: [{
        PolicyName: 'Steps',
        PolicyDocument: {
          Statement: [DESCRIBE_INSTANCES, allow('ec2:StopInstances', arn(`ec2:eu-west-1:${ACCOUNT}:instance/*`))],
          Version: '2012-10-17',
        },
      }],
    });
  });

  test('has no policy where nothing is needed', () => {
    define({ steps: [new steps.Sleep('Wait', { duration: 'PT1M' })] });
    expect(role().Policies).toBeUndefined();
  });

  test('knows its place in a stack without one', () => {
    const agnostic = new Stack();
    new Runbook(agnostic, 'Runbook', { steps: [invoke('Call', 'Fn')] });
    const place = ['arn:', { Ref: 'AWS::Partition' }, ':lambda:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':function:Fn'];
    expect(statements(agnostic)).toEqual([allow('lambda:InvokeFunction', { 'Fn::Join': ['', place] })]);
    expect(role(agnostic).AssumeRolePolicyDocument.Statement[0].Condition.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  });

  test('has what was said of it', () => {
    const boundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::111122223333:policy/Boundary');
    const statement = new iam.PolicyStatement({ actions: ['sns:Publish'], resources: ['*'] });
    define({
      steps: [invoke('Call', 'Fn')],
      assumeRole: AssumeRole.derived({ roleName: 'Ops', description: 'What it is for', permissionsBoundary: boundary, statements: [statement] }),
    });
    expect(role()).toMatchObject({ RoleName: 'Ops', Description: 'What it is for', PermissionsBoundary: 'arn:aws:iam::111122223333:policy/Boundary' });
    expect(statements()).toEqual([allow('lambda:InvokeFunction', functionArn('Fn')), allow('sns:Publish', '*')]);
  });

  test('is made for a content too, when it is asked for', () => {
    const content = Content.fromObject({ schemaVersion: '0.3', assumeRole: 'x', mainSteps: [{ name: 'Call', action: 'aws:invokeLambdaFunction', inputs: { FunctionName: 'Fn' } }] });
    define({ content, assumeRole: AssumeRole.derived() });
    expect(statements()).toEqual([allow('lambda:InvokeFunction', functionArn('Fn'))]);
  });

  test('is told what functions of templates in a content name', () => {
    const fn = new lambda.CfnFunction(stack, 'Fn', { code: {}, role: 'arn:aws:iam::111122223333:role/R' });
    const inputs = { FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] } };
    define({ content: Content.fromObject({ schemaVersion: '0.3', mainSteps: [{ name: 'Call', action: 'aws:invokeLambdaFunction', inputs }] }), assumeRole: AssumeRole.derived() });
    expect(fn.ref).toBeDefined();
    expect(JSON.stringify(statements())).toContain(JSON.stringify({ 'Fn::GetAtt': ['Fn', 'Arn'] }));
  });

  test('reads functions of templates in a text as what they are there: maps', () => {
    const text = '{"schemaVersion":"0.3","mainSteps":[{"name":"Call","action":"aws:invokeLambdaFunction","inputs":{"FunctionName":{"Fn::GetAtt":["Fn","Arn"]}}}]}';
    const runbook = define({ content: Content.fromString(text) });
    expect(stack.resolve(runbook.requiredPermissions[0].resources)).toEqual([arn('lambda:*:*:function:*')]);
  });

  test('can be granted more', () => {
    const runbook = define({ steps: [invoke('Call', 'Fn')] });
    const bucket = new s3.Bucket(stack, 'Bucket');
    bucket.grantRead(runbook);
    expect(statements()).toEqual([allow('lambda:InvokeFunction', functionArn('Fn'))]);
    templateOf(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [Match.objectLike({ Action: ['s3:GetObject*', 's3:GetBucket*', 's3:List*'] })] },
      Roles: [{ Ref: Match.stringLikeRegexp('^RunbookAssumeRole') }],
    });
  });

  test('is not there for those that have another one, whose grants go there', () => {
    const own = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') });
    const runbook = define({ steps: [invoke('Call', 'Fn')], assumeRole: AssumeRole.fromRole(own) });
    new s3.Bucket(stack, 'Bucket').grantRead(runbook);
    expect(statements()).toEqual([]);
    templateOf(stack).hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: 'Role1ABCC5F0' }] });
  });

  test('works where roles are made in advance', () => {
    const app = new App();
    const customized = new Stack(app, 'Customized', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    iam.Role.customizeRoles(customized, { usePrecreatedRoles: { 'Customized/Runbook/AssumeRole': 'made-before' } });
    new Runbook(customized, 'Runbook', { steps: [invoke('Call', 'Fn')] });
    templateOf(customized).resourceCountIs('AWS::IAM::Role', 0);
    expect(JSON.stringify(templateOf(customized))).toContain('role/made-before');
  });
});

describe('the limit of IAM for the policies inside of a role', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => invoke(`Call${index}`, `function-with-quite-a-long-name-${index}`));

  test.each([[1, 1], [60, 1], [100, 1], [115, 0], [150, 0], [500, 0]])('%i functions', (count, insideOfRole) => {
    define({ steps: many(count) });
    expect(role().Policies?.length ?? 0).toBe(insideOfRole);
    expect(inlineCharacters(stack)).toBeLessThanOrEqual(10_240);
    const text = JSON.stringify(templateOf(stack));
    for (let index = 0; index < count; index += 1) expect(text).toContain(`:function:function-with-quite-a-long-name-${index}"`);
    for (const { Properties } of Object.values(templateOf(stack).findResources('AWS::IAM::ManagedPolicy'))) {
      expect(Properties.Roles).toEqual([{ Ref: expect.stringMatching(/^RunbookAssumeRole/) }]);
    }
  });

  test('counts what is granted later', () => {
    const runbook = define({ steps: many(50) });
    for (let index = 0; index < 60; index += 1) {
      runbook.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [`arn:aws:sns:eu-west-1:${ACCOUNT}:a-topic-with-quite-a-long-name-${index}`] }));
    }
    expect(inlineCharacters(stack)).toBeLessThanOrEqual(10_240);
    const text = JSON.stringify(templateOf(stack));
    for (let index = 0; index < 50; index += 1) expect(text).toContain(`:function:function-with-quite-a-long-name-${index}"`);
    for (let index = 0; index < 60; index += 1) expect(text).toContain(`a-topic-with-quite-a-long-name-${index}"`);
  });
});

describe('things that steps name', () => {
  test.each(['the same stack', 'another stack'])('of %s are allowed by their ARN', where => {
    const own = where === 'the same stack' ? stack : new Stack(stack.node.root as App, 'Other', { env: stack.env });
    const fn = new lambda.CfnFunction(own, 'Fn', { code: {}, role: 'arn:aws:iam::111122223333:role/R' });
    const machine = new sfn.CfnStateMachine(own, 'Machine', { roleArn: 'arn:aws:iam::111122223333:role/R' });
    const l2 = new sfn.StateMachine(own, 'L2', { definitionBody: sfn.DefinitionBody.fromString('{}'), role: iam.Role.fromRoleName(own, 'R', 'R') });
    const inner = new Runbook(own, 'Inner', { steps: [STOP], parameters: [INSTANCE], assumeRole: AssumeRole.caller() });
    const passed = new iam.CfnRole(own, 'Passed', { assumeRolePolicyDocument: {} });
    define({
      steps: [
        new steps.InvokeLambdaFunction('A', { lambdaFunction: fn }),
        new steps.ExecuteStateMachine('B', { stateMachine: machine }),
        new steps.ExecuteStateMachine('C', { stateMachine: l2 }),
        new steps.ExecuteAutomation('D', { document: inner, runtimeParameters: { Id: ['i-0123456789abcdef0'] } }),
        new steps.CreateStack('E', { stackName: 'S', templateBody: '{}', role: passed }),
      ],
    });
    const there = (id: string, attribute?: string): unknown => {
      const local = attribute === undefined ? { Ref: id } : { 'Fn::GetAtt': [id, attribute] };
      return own === stack ? local : { 'Fn::ImportValue': expect.stringMatching(`^Other:ExportsOutput${attribute === undefined ? 'Ref' : 'FnGetAtt'}${id}`) };
    };
    const templateStatements = () => Object.values(templateOf(stack).findResources('AWS::IAM::Role', { Properties: { Policies: [{ PolicyName: 'Steps' }] } }))[0]
      .Properties.Policies[0].PolicyDocument.Statement as any[];
    const resourcesOf = (action: string) => [templateStatements().find(({ Action }) => [Action].flat().includes(action))!.Resource].flat();
    expect(resourcesOf('lambda:InvokeFunction')).toEqual([there('Fn', 'Arn')]);
    expect(resourcesOf('states:StartExecution')).toEqual(expect.arrayContaining([there('Machine'), there(idOf(own, 'AWS::StepFunctions::StateMachine', 'L2'))]));
    expect(resourcesOf('states:StartExecution')).toHaveLength(2);
    const executions = (machineArn: unknown) => {
      const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [':', machineArn] }] });
      return { 'Fn::Join': ['', ['arn:', part(1), ':states:', part(3), ':', part(4), ':execution:', part(6), ':*']] };
    };
    expect(resourcesOf('states:StopExecution')).toEqual(expect.arrayContaining(resourcesOf('states:StartExecution').map(executions)));
    expect(resourcesOf('states:StopExecution')).toHaveLength(2);
    const innerName = there(idOf(own, 'AWS::SSM::Document', 'Inner'));
    expect(resourcesOf('ssm:StartAutomationExecution')).toEqual(expect.arrayContaining([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-west-1:${ACCOUNT}:document/`, innerName]] },
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-west-1:${ACCOUNT}:automation-definition/`, innerName, ':*']] },
    ]));
    expect(resourcesOf('iam:PassRole')).toEqual([there('Passed', 'Arn')]);
  });

  test('of another account are allowed by their ARN', () => {
    const shared = Runbook.fromRunbookArn(stack, 'Shared', 'arn:aws:ssm:eu-west-1:444455556666:document/Shared');
    define({ steps: [new steps.ExecuteAutomation('A', { document: shared })] });
    const start = statements().find(({ Action }) => Action === 'ssm:StartAutomationExecution');
    expect(start.Resource).toEqual(expect.arrayContaining([
      'arn:aws:ssm:eu-west-1:444455556666:automation-definition/Shared:*', 'arn:aws:ssm:eu-west-1:444455556666:document/Shared',
    ]));
  });
});

describe('the role of a runbook that a step runs', () => {
  const passRole = () => statements().filter(({ Action }) => Action === 'iam:PassRole');
  const passes = (Resource: unknown) => [{ ...allow('iam:PassRole', Resource), Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } } }];
  const ARN = `arn:aws:iam::${ACCOUNT}:role/Inner`;
  const inner = (assumeRole: AssumeRole) => new Runbook(stack, 'Inner', { steps: [STOP], parameters: [INSTANCE], assumeRole });
  const run = (document: steps.ExecuteAutomationProps['document'], props: Partial<steps.ExecuteAutomationProps> = {}) =>
    new steps.ExecuteAutomation('Run', { document, runtimeParameters: { Id: 'i-0123456789abcdef0' }, ...props });

  test.each([
    ['by its ARN', () => inner(AssumeRole.fromRoleArn(ARN))],
    ['as a construct', () => inner(AssumeRole.fromRole(iam.Role.fromRoleArn(stack, 'Role', ARN)))],
    ['of an imported runbook', () => Runbook.fromRunbookAttributes(stack, 'Inner', { documentName: 'Inner', assumeRole: iam.Role.fromRoleArn(stack, 'Role', ARN) })],
  ])('is passed, %s', (_, document) => {
    const outer = define({ steps: [run(document())] });
    expect(passRole()).toEqual(passes(ARN));
    expect(outer.requiredPermissions.filter(({ actions }) => actions.includes('iam:PassRole'))).toMatchObject([{ step: 'Run', resources: [ARN] }]);
  });

  test('is passed from inside of a loop, and where the step was changed', () => {
    const step = run(inner(AssumeRole.fromRoleArn(ARN))).withOptions({ maxAttempts: 2 });
    define({ steps: [new steps.Loop('Each', { iterators: [1, 2], steps: [step] })] });
    expect(passRole()).toEqual(passes(ARN));
  });

  test.each<[string, Partial<steps.ExecuteAutomationProps>]>([
    ['another is given', { runtimeParameters: { Id: 'i-0123456789abcdef0', AutomationAssumeRole: '' } }],
    ['it runs in other accounts', { targetLocations: [{ accounts: ['444455556666'], regions: ['eu-west-1'] }] }],
    ['the user says what is needed', { permissions: StepPermissions.only() }],
  ])('is not passed where %s', (_, props) => {
    const given = DocumentParameter.ofIamRoleArn('AutomationAssumeRole', { defaultValue: ARN });
    const document = new Runbook(stack, 'Inner', { steps: [STOP], parameters: [INSTANCE, given], assumeRole: AssumeRole.fromParameter(given) });
    define({ steps: [run(document, props)] });
    expect(passRole()).toEqual([]);
  });

  test('is not passed where there is none', () => {
    define({ steps: [run(inner(AssumeRole.caller()))] });
    expect(passRole()).toEqual([]);
  });
});

describe('what the user says of steps', () => {
  const two = [invoke('One', 'One'), invoke('Two', 'Two')];
  const publish = new iam.PolicyStatement({ actions: ['sns:Publish'], resources: ['arn:aws:sns:eu-west-1:111122223333:Topic'] });
  const PUBLISH = allow('sns:Publish', 'arn:aws:sns:eu-west-1:111122223333:Topic');

  test.each<[string, StepPermissions, object[]]>([
    ['resources', StepPermissions.onResources('arn:aws:lambda:*:*:function:X'), [allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:X'), allow('lambda:InvokeFunction', functionArn('Two'))]],
    ['statements alone', StepPermissions.only(publish), [allow('lambda:InvokeFunction', functionArn('Two')), PUBLISH]],
    ['nothing at all', StepPermissions.only(), [allow('lambda:InvokeFunction', functionArn('Two'))]],
    ['statements beside', StepPermissions.plus(publish), [allow('lambda:InvokeFunction', [functionArn('One'), functionArn('Two')]), PUBLISH]],
  ])('%s, at the runbook and at the step', (_, permissions, expected) => {
    const flat = (all: any[]) => all.flatMap(({ Resource, ...rest }) => [Resource].flat().map(each => ({ ...rest, Resource: each })));
    define({ steps: two, stepPermissions: { One: permissions } });
    expect(flat(statements())).toEqual(expect.arrayContaining(flat(expected)));
    expect(flat(statements())).toHaveLength(flat(expected).length);

    const other = new Stack(new App(), 'Other', { env: stack.env });
    new Runbook(other, 'Runbook', { steps: [invoke('One', 'One', permissions), two[1]] });
    expect(statements(other)).toEqual(statements());
  });

  test('at the runbook goes before at the step', () => {
    define({ steps: [invoke('One', 'One', StepPermissions.plus(publish))], stepPermissions: { One: StepPermissions.only() } });
    expect(statements()).toEqual([]);
  });

  test('of steps inside of loops', () => {
    const loop = new steps.Loop('Each', { iterators: ['a'], steps: [invoke('Inner', 'One', StepPermissions.only(publish)), invoke('Other', 'Two')] });
    define({ steps: [loop], stepPermissions: { Other: StepPermissions.only() } });
    expect(statements()).toEqual([PUBLISH]);
  });

  test('narrows neither passing roles nor what IAM knows no resources for', () => {
    define({
      steps: [
        new steps.CreateStack('Make', { stackName: 'S', templateBody: '{}', role: 'arn:aws:iam::111122223333:role/Cfn' }),
        STOP,
        new steps.AwsApi('List', { service: 's3', api: 'ListBuckets' }),
      ],
      stepPermissions: {
        Make: StepPermissions.onResources('arn:mine'),
        Stop: StepPermissions.onResources('arn:aws:ec2:*:*:instance/i-1'),
        List: StepPermissions.onResources('arn:aws:s3:::mine'),
      },
    });
    const all = statements();
    expect(all).toContainEqual({ ...DESCRIBE_INSTANCES, Action: [...DESCRIBE_INSTANCES.Action, 's3:ListAllMyBuckets'] });
    expect(all.find(({ Action }) => Action === 'iam:PassRole').Resource).toBe('arn:aws:iam::111122223333:role/Cfn');
    expect(all.find(({ Action }) => Action.includes('cloudformation:CreateStack')).Resource).toBe('arn:mine');
    expect(all).toContainEqual(allow('ec2:StopInstances', 'arn:aws:ec2:*:*:instance/i-1'));
  });

  test('of no step is refused', () => {
    const permissions = StepPermissions.only();
    expect(() => define({ steps: two, stepPermissions: { on: permissions } })).toThrow('stepPermissions names what is no step of the runbook: "on"; did you mean "One"?');
    const loop = new steps.Loop('Each', { iterators: ['a'], steps: [invoke('Inner', 'One')] });
    expect(() => new Runbook(stack, 'Nested', { steps: [loop], stepPermissions: { Iner: permissions, Elsewhere: permissions } })).toThrow(
      'stepPermissions names what is no step of the runbook: "Iner"; did you mean "Inner"?; "Elsewhere"; steps: Each, Inner');
    const content = Content.fromObject({ schemaVersion: '0.3', mainSteps: [{ name: 'Call', action: 'aws:invokeLambdaFunction', inputs: { FunctionName: 'Fn' } }] });
    expect(() => new Runbook(stack, 'Content', { content, stepPermissions: { Cal: permissions } })).toThrow('"Cal"; did you mean "Call"?');
  });

  test('without any resource is refused', () => {
    expect(() => StepPermissions.onResources()).toThrow(
      'StepPermissions.onResources needs an ARN at least; for a step that needs nothing use StepPermissions.only() without statements');
  });
});

describe('what is not known for sure', () => {
  const OPEN = new steps.Other('Strange', { action: 'aws:strange', inputs: {} });

  test('is warned of, with the step', () => {
    define({ steps: [OPEN] });
    expect(doubts()).toEqual([expect.stringMatching(
      /^mainSteps\[0\]\.action: what aws:strange needs is not known; state what the step "Strange" needs .*\[ack: cdk-systems-manager:permissions\/unsure\]$/)]);
  });

  test('is known once it is stated, and does not matter where the role is another one', () => {
    define({ steps: [OPEN], stepPermissions: { Strange: StepPermissions.plus() } });
    new Runbook(stack, 'Other', { steps: [OPEN], assumeRole: AssumeRole.caller() });
    expect(doubts()).toEqual([]);
  });
});

describe('what is lazy', () => {
  test('is allowed as it is in the end', () => {
    let name = 'Early';
    const runbook = define({ steps: [invoke('Call', Lazy.string({ produce: () => name }))] });
    name = 'Late';
    expect(runbook.requiredPermissions).toHaveLength(1);
    expect(statements()).toEqual([allow('lambda:InvokeFunction', functionArn('Late'))]);
  });

  test('is allowed as it is in the end, when it was asked before', () => {
    let name = 'Early';
    const runbook = define({ steps: [invoke('Call', Lazy.uncachedString({ produce: () => name }))] });
    expect(stack.resolve(runbook.requiredPermissions[0].resources)).toEqual([functionArn('Early')]);
    name = 'Late';
    expect(stack.resolve(runbook.requiredPermissions[0].resources)).toEqual([functionArn('Late')]);
    expect(statements()).toEqual([allow('lambda:InvokeFunction', functionArn('Late'))]);
  });

  test('can need nothing, and be doubted', () => {
    const mainSteps = Lazy.any({ produce: () => [{ name: 'Strange', action: 'aws:strange', inputs: {} }] });
    define({ content: Content.fromObject({ schemaVersion: '0.3', mainSteps }), assumeRole: AssumeRole.derived(), stepPermissions: {} });
    expect(role().Policies).toBeUndefined();
    expect(doubts()).toEqual([expect.stringContaining('what aws:strange needs is not known')]);
  });
});

describe('required permissions', () => {
  test('are told step by step', () => {
    const runbook = define({
      steps: [STOP, new steps.Loop('Each', { iterators: ['a'], steps: [invoke('Call', LoopIteration.of('Each').currentIteratorValue)] })],
      assumeRole: AssumeRole.caller(),
    });
    const told = stack.resolve(runbook.requiredPermissions).map(({ conditions, origin, ...rest }: any) => rest);
    expect(told).toEqual([
      { step: 'Stop', stepAction: 'aws:changeInstanceState', actions: ['ec2:StopInstances'], resources: [arn(`ec2:eu-west-1:${ACCOUNT}:instance/*`)] },
      { step: 'Stop', stepAction: 'aws:changeInstanceState', actions: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus'], resources: ['*'] },
      { step: 'Call', stepAction: 'aws:invokeLambdaFunction', actions: ['lambda:InvokeFunction'], resources: [arn('lambda:*:*:function:*')] },
    ]);
  });

  test('have their conditions', () => {
    const runbook = define({ steps: [new steps.CreateStack('Make', { stackName: 'S', templateBody: '{}', role: 'arn:aws:iam::111122223333:role/Cfn' })] });
    expect(runbook.requiredPermissions.find(({ actions }) => actions[0] === 'iam:PassRole')).toEqual({
      step: 'Make',
      stepAction: 'aws:createStack',
      actions: ['iam:PassRole'],
      resources: ['arn:aws:iam::111122223333:role/Cfn'],
      conditions: { StringEquals: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } },
      origin: undefined,
    });
  });

  test('come from an attached script as from one in the document', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'scripts-')), 'code.py');
    const code = 'import boto3\n\ndef handler(events, context):\n    boto3.client("s3").list_buckets()\n';
    writeFileSync(path, code);
    const run = (name: string, script: Script) => new steps.ExecuteScript(name, { script });
    const both = [run('In', Script.python(code, 'handler')), run('Beside', Script.fromAsset(path, 'handler'))];
    const runbook = define({ steps: both, stepPermissions: { In: StepPermissions.onResources('arn:aws:s3:::mine') } });
    expect(runbook.requiredPermissions.map(({ step, actions }) => [step, actions])).toEqual([['In', ['s3:ListAllMyBuckets']], ['Beside', ['s3:ListAllMyBuckets']]]);
    expect(runbook.requiredPermissions.map(({ resources }) => resources)).toEqual([['*'], ['*']]);
    expect(doubts()).toEqual([]);
  });

  test('can be granted to whoever starts the runbook', () => {
    const user = new iam.Role(stack, 'User', { assumedBy: new iam.AccountRootPrincipal() });
    const publish = new iam.PolicyStatement({ actions: ['sns:Publish'], resources: ['*'] });
    const runbook = define({ steps: [invoke('Call', 'Fn')], assumeRole: AssumeRole.caller(), stepPermissions: { Call: StepPermissions.plus(publish) } });
    runbook.grantRequiredPermissions(user);
    templateOf(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [allow('lambda:InvokeFunction', functionArn('Fn')), allow('sns:Publish', '*')] }, Roles: [{ Ref: 'User00B015A1' }],
    });
  });

  test('cannot be granted to who takes none', () => {
    const runbook = define({ steps: [invoke('Call', 'Fn')], assumeRole: AssumeRole.caller() });
    expect(() => runbook.grantRequiredPermissions(new iam.AccountPrincipal('444455556666'))).toThrow('takes no permissions, so it cannot be allowed what the steps need');
  });

});

function idOf(of: Stack, type: string, prefix: string): string {
  return Object.keys(templateOf(of).findResources(type)).find(id => id.startsWith(prefix))!;
}
