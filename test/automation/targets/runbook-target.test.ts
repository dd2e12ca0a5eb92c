import { App, aws_events as events, aws_iam as iam, aws_sqs as sqs, aws_ssm as ssm, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { AssumeRole, DocumentParameter, Runbook, steps, targets } from '../../../src';
import { templateOf } from '../../document/deployed-content';

const ACCOUNT = '111122223333';
let app: App;
let stack: Stack;
let rule: events.Rule;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  rule = newRule('Rule');
});

function newRule(id: string, scope: Stack = stack): events.Rule {
  return new events.Rule(scope, id, { eventPattern: { source: ['aws.ec2'] } });
}

function define(props: { assumeRole?: AssumeRole; scope?: Stack } = {}): Runbook {
  return new Runbook(props.scope ?? stack, 'Runbook', {
    steps: [new steps.Pause('Stop', {})],
    parameters: [DocumentParameter.ofString('Id'), DocumentParameter.ofString('Mode', { defaultValue: 'slow', allowedValues: ['slow', 'fast'] })],
    assumeRole: props.assumeRole,
  });
}

function ruleTargets(of: Stack = stack): any[] {
  return Object.values(templateOf(of).findResources('AWS::Events::Rule')).flatMap(({ Properties }) => Properties.Targets);
}

function definition(name: unknown, version: string): unknown {
  return typeof name === 'string'
    ? { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-west-1:${name}:${version}`]] }
    : { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:eu-west-1:${ACCOUNT}:automation-definition/`, name, `:${version}`]] };
}

test('a target starts the runbook with parts of the event', () => {
  rule.addTarget(new targets.RunbookTarget(define(), { parameters: { Id: [events.EventField.fromPath('$.detail.instance-id')], Mode: ['fast'] } }));
  expect(ruleTargets()).toEqual([{
    Arn: definition({ Ref: 'Runbook246ED732' }, '$DEFAULT'),
    Id: 'Target0',
    InputTransformer: { InputPathsMap: { 'detail-instance-id': '$.detail.instance-id' }, InputTemplate: '{"Id":[<detail-instance-id>],"Mode":["fast"]}' },
    RoleArn: { 'Fn::GetAtt': [expect.stringMatching(/EventsRole/), 'Arn'] },
  }]);
});

test('its role may start the runbook and pass its role, for rules of this account', () => {
  rule.addTarget(new targets.RunbookTarget(define(), { parameters: { Id: ['x'] } }));
  const template = templateOf(stack);
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': ACCOUNT },
          ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:events:eu-west-1:${ACCOUNT}:rule/*`]] } },
        },
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
      }],
    },
  });
  const [policy] = Object.values(template.findResources('AWS::IAM::Policy'));
  const { Statement } = policy.Properties.PolicyDocument;
  const told = Statement.map(({ Action, Resource }: any) => [Action, Array.isArray(Resource) ? Resource.length : Resource]);
  expect(told).toEqual([
    ['ssm:StartAutomationExecution', 3], ['iam:PassRole', { 'Fn::GetAtt': ['RunbookAssumeRoleA2997F2C', 'Arn'] }],
  ]);
});

test('its role passes a role that is only known by its ARN', () => {
  const runbook = define({ assumeRole: AssumeRole.fromRoleArn('arn:aws:iam::111122223333:role/Ops') });
  rule.addTarget(new targets.RunbookTarget(runbook, { parameters: { Id: ['x'] } }));
  templateOf(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/Ops' })]) },
  });
});

test('two rules of a stack share a role; a role that is given is taken', () => {
  const runbook = define();
  const eventRole = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
  rule.addTarget(new targets.RunbookTarget(runbook, { parameters: { Id: ['x'] } }));
  newRule('Second').addTarget(new targets.RunbookTarget(runbook, { parameters: { Id: ['y'] } }));
  newRule('Third').addTarget(new targets.RunbookTarget(runbook, { parameters: { Id: ['y'] }, eventRole }));
  const [first, second, third] = ruleTargets();
  expect(first.RoleArn).toEqual(second.RoleArn);
  expect(third.RoleArn).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Own/), 'Arn'] });
  templateOf(stack).resourceCountIs('AWS::IAM::Role', 3);
});

test('options go to the rule', () => {
  const deadLetterQueue = new sqs.Queue(stack, 'Queue');
  rule.addTarget(new targets.RunbookTarget(define(), {
    parameters: { Id: ['x'] }, documentVersion: '3', deadLetterQueue, retryAttempts: 0, maxEventAge: Duration.minutes(1),
  }));
  expect(ruleTargets()).toEqual([{
    Arn: definition({ Ref: 'Runbook246ED732' }, '3'),
    DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Queue4A7E3555', 'Arn'] } },
    Id: 'Target0',
    Input: '{"Id":["x"]}',
    RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 },
    RoleArn: expect.anything(),
  }]);
  templateOf(stack).hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: [Match.objectLike({
        Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' }, Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': ['Rule4C995B7F', 'Arn'] } } },
      })],
    },
  });
});

test('a queue whose policy cannot be changed is warned of', () => {
  const deadLetterQueue = sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-west-1:444455556666:Queue');
  rule.addTarget(new targets.RunbookTarget(define(), { parameters: { Id: ['x'] }, deadLetterQueue }));
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('the policy of the queue Queue cannot be changed here; allow events.amazonaws.com sqs:SendMessage'));
});

test.each<[string, targets.RunbookTargetProps, string]>([
  ['a missing parameter', {}, 'parameter Id has no default, a value is needed'],
  ['an unknown parameter', { parameters: { Id: ['x'], Mod: ['fast'] } }, 'there is no parameter "Mod"; did you mean "Mode"?'],
  ['a wrong value', { parameters: { Id: ['x'], Mode: ['medium'] } }, 'parameter Mode: "medium" is not one of the allowed values'],
  ['a version', { parameters: { Id: ['x'] }, documentVersion: 'latest' }, 'documentVersion is "latest"; "$DEFAULT", "$LATEST" or a number from 1 is allowed'],
  ['too many retries', { parameters: { Id: ['x'] }, retryAttempts: 186 }, 'retryAttempts is 186; whole numbers from 0 to 185 are allowed'],
  ['negative retries', { parameters: { Id: ['x'] }, retryAttempts: -1 }, 'retryAttempts is -1'],
  ['a short age', { parameters: { Id: ['x'] }, maxEventAge: Duration.seconds(59) }, 'maxEventAge is 59 seconds; 1 minute to 24 hours are allowed'],
  ['a long age', { parameters: { Id: ['x'] }, maxEventAge: Duration.hours(25) }, 'maxEventAge is 1 day 1 hour'],
])('refuses %s', (_, props, message) => {
  const target = new targets.RunbookTarget(define(), props);
  expect(() => rule.addTarget(target)).toThrow(message);
  expect(() => rule.addTarget(target)).toThrow('the rule cannot start the runbook like this: ');
});

test('tells of all faults at once', () => {
  expect(() => rule.addTarget(new targets.RunbookTarget(define(), { retryAttempts: 200, documentVersion: 'x' }))).toThrow(
    'like this:\n  - parameter Id has no default, a value is needed\n  - documentVersion is "x"; "$DEFAULT", "$LATEST" or a number from 1 is allowed\n  - retryAttempts is 200');
});

test('the extremes are taken', () => {
  const limits = { parameters: { Id: ['x'] }, retryAttempts: 185, maxEventAge: Duration.hours(24), documentVersion: '$LATEST' };
  expect(() => rule.addTarget(new targets.RunbookTarget(define(), limits))).not.toThrow();
});

test('runbooks of other origins are started too', () => {
  rule.addTarget(new targets.RunbookTarget(Runbook.fromRunbookName(stack, 'Named', 'Mine'), { parameters: { Anything: ['x'] } }));
  rule.addTarget(new targets.RunbookTarget(Runbook.fromAmazon(stack, 'Amazon', 'AWS-StopEC2Instance')));
  rule.addTarget(new targets.RunbookTarget(new ssm.CfnDocument(stack, 'L1', { content: {} })));
  expect(ruleTargets().map(({ Arn }) => Arn)).toEqual([
    definition(`${ACCOUNT}:automation-definition/Mine`, '$DEFAULT'), definition(':automation-definition/AWS-StopEC2Instance', '$DEFAULT'), definition({ Ref: 'L1' }, '$DEFAULT'),
  ]);
});

test('a rule of another stack', () => {
  const runbook = define({ scope: new Stack(app, 'Runbooks', { env: { account: ACCOUNT, region: 'eu-west-1' } }) });
  rule.addTarget(new targets.RunbookTarget(runbook, { parameters: { Id: ['x'] } }));
  expect(ruleTargets().map(({ Arn }) => Arn)).toEqual([definition({ 'Fn::ImportValue': expect.stringMatching(/^Runbooks:ExportsOutputRefRunbook/) }, '$DEFAULT')]);
  templateOf(stack).resourceCountIs('AWS::IAM::Role', 1);
});
