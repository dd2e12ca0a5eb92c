import { App, aws_config as config, Duration, Fn, Stack } from 'aws-cdk-lib';
import { AssumeRole, ConfigRemediation, ConfigRemediationProps, DocumentParameter, RemediationValue, Runbook, steps } from '../../src';
import { templateOf } from '../document/deployed-content';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
});

function define(assumeRole: AssumeRole = AssumeRole.derived({ asParameter: true })): Runbook {
  return new Runbook(stack, 'Runbook', {
    steps: [new steps.Pause('Stop', {})],
    parameters: [DocumentParameter.ofString('Bucket'), DocumentParameter.ofStringList('Tags', { defaultValue: [] })],
    assumeRole,
  });
}

function remediate(props: Partial<ConfigRemediationProps> = {}): ConfigRemediation {
  return new ConfigRemediation(stack, 'Remediation', { rule: 'my-rule', runbook: props.runbook ?? define(), parameters: { Bucket: RemediationValue.RESOURCE_ID }, ...props });
}

function resource(): any {
  const [only] = Object.values(templateOf(stack).findResources('AWS::Config::RemediationConfiguration'));
  return only.Properties;
}

const ROLE = { StaticValue: { Values: [{ 'Fn::GetAtt': ['RunbookAssumeRoleA2997F2C', 'Arn'] }] } };
const BUCKET = { ResourceValue: { Value: 'RESOURCE_ID' } };

test('by hand: the role is filled in, nothing else', () => {
  remediate();
  expect(resource()).toEqual({
    Automatic: false,
    ConfigRuleName: 'my-rule',
    Parameters: { AutomationAssumeRole: ROLE, Bucket: BUCKET },
    TargetId: { Ref: 'Runbook246ED732' },
    TargetType: 'SSM_DOCUMENT',
  });
});

test('automatic: what AWS Config insists on is filled in', () => {
  remediate({ automatic: true });
  expect(resource()).toEqual({
    Automatic: true,
    ConfigRuleName: 'my-rule',
    MaximumAutomaticAttempts: 5,
    Parameters: { AutomationAssumeRole: ROLE, Bucket: BUCKET },
    RetryAttemptSeconds: 60,
    TargetId: { Ref: 'Runbook246ED732' },
    TargetType: 'SSM_DOCUMENT',
  });
});

test('everything that can be said', () => {
  const rule = new config.CfnConfigRule(stack, 'Rule', { source: { owner: 'AWS', sourceIdentifier: 'S3_BUCKET_VERSIONING_ENABLED' } });
  const remediation = remediate({
    rule,
    automatic: true,
    maximumAutomaticAttempts: 25,
    retryAttemptInterval: Duration.minutes(5),
    documentVersion: '2',
    resourceType: 'AWS::S3::Bucket',
    concurrentExecutionRatePercentage: 1,
    errorPercentage: 100,
    parameters: { Bucket: RemediationValue.of('b'), Tags: RemediationValue.of('x', 'y'), AutomationAssumeRole: RemediationValue.of('arn:aws:iam::111122223333:role/Mine') },
  });
  expect(stack.resolve(remediation.resource.ref)).toEqual({ Ref: expect.stringMatching(/^Remediation/) });
  expect(resource()).toEqual({
    Automatic: true,
    ConfigRuleName: { Ref: 'Rule' },
    ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 1, ErrorPercentage: 100 } },
    MaximumAutomaticAttempts: 25,
    Parameters: {
      AutomationAssumeRole: { StaticValue: { Values: ['arn:aws:iam::111122223333:role/Mine'] } },
      Bucket: { StaticValue: { Values: ['b'] } },
      Tags: { StaticValue: { Values: ['x', 'y'] } },
    },
    ResourceType: 'AWS::S3::Bucket',
    RetryAttemptSeconds: 300,
    TargetId: { Ref: 'Runbook246ED732' },
    TargetType: 'SSM_DOCUMENT',
    TargetVersion: '2',
  });
});

test('one share alone', () => {
  remediate({ errorPercentage: 20 });
  expect(resource().ExecutionControls).toEqual({ SsmControls: { ErrorPercentage: 20 } });
});

test('a runbook of Amazon is not checked, and its role is not known', () => {
  remediate({ runbook: Runbook.fromAmazon(stack, 'Amazon', 'AWS-ConfigureS3BucketVersioning'), parameters: { BucketName: RemediationValue.RESOURCE_ID } });
  expect(resource()).toMatchObject({ TargetId: 'AWS-ConfigureS3BucketVersioning', Parameters: { BucketName: BUCKET } });
  expect(Object.keys(resource().Parameters)).toEqual(['BucketName']);
});

test('without parameters there are none', () => {
  remediate({ runbook: Runbook.fromRunbookName(stack, 'Named', 'Mine'), parameters: undefined });
  expect(resource().Parameters).toBeUndefined();
});

test.each<[string, Partial<ConfigRemediationProps>, string]>([
  ['a missing parameter', { parameters: {} }, 'parameter Bucket has no default, a value is needed'],
  ['an unknown parameter', { parameters: { Bucket: RemediationValue.RESOURCE_ID, Tag: RemediationValue.of('x') } }, 'there is no parameter "Tag"; did you mean "Tags"?'],
  ['two values for one', { parameters: { Bucket: RemediationValue.of('a', 'b') } }, 'parameter Bucket: 2 values are given'],
  ['no value', { parameters: { Bucket: RemediationValue.of() } }, 'parameter Bucket: the list of values is empty'],
  ['26 values', { parameters: { Bucket: RemediationValue.of('b'), Tags: RemediationValue.of(...Array<string>(26).fill('x')) } }, 'parameter Tags: 26 values are given; at most 25 are allowed'],
  ['no attempts', { maximumAutomaticAttempts: 0 }, 'maximumAutomaticAttempts is 0; whole numbers from 1 to 25 are allowed'],
  ['26 attempts', { maximumAutomaticAttempts: 26 }, 'maximumAutomaticAttempts is 26; whole numbers from 1 to 25 are allowed'],
  ['no wait', { retryAttemptInterval: Duration.seconds(0) }, 'retryAttemptInterval is 0; whole numbers from 1 to 2678000 are allowed'],
  ['a long wait', { retryAttemptInterval: Duration.days(31) }, 'retryAttemptInterval is 2678400'],
  ['a share of 0', { concurrentExecutionRatePercentage: 0 }, 'concurrentExecutionRatePercentage is 0; whole numbers from 1 to 100 are allowed'],
  ['a share of 101', { errorPercentage: 101 }, 'errorPercentage is 101'],
  ['half a percent', { errorPercentage: 0.5 }, 'errorPercentage is 0.5'],
  ['a version', { documentVersion: 'v1' }, 'documentVersion is "v1"; "$DEFAULT", "$LATEST" or a number from 1 is allowed'],
])('refuses %s', (_, props, message) => {
  expect(() => remediate(props)).toThrow(message);
});

test('refuses 26 parameters', () => {
  const parameters = Object.fromEntries(Array.from({ length: 26 }, (_, index) => [`P${index}`, RemediationValue.of('x')]));
  expect(() => remediate({ runbook: Runbook.fromRunbookName(stack, 'Named', 'Mine'), parameters })).toThrow('26 parameters are given; at most 25 are allowed');
});

test('refuses to run automatically what cannot get its role, with all else that is wrong', () => {
  const runbook = define(AssumeRole.derived());
  expect(() => new ConfigRemediation(stack, 'Remediation', { rule: 'my-rule', runbook, automatic: true })).toThrow([
    'AWS Config cannot run the runbook like this:',
    '  - parameter Bucket has no default, a value is needed',
    '  - AWS Config runs a runbook automatically only if it can give the role in a parameter named AutomationAssumeRole; let the runbook have '
    + 'AssumeRole.derived({ asParameter: true }), or declare the parameter, use AssumeRole.fromParameter, and give it a value here',
  ].join('\n'));
});

test('takes what only deployment knows', () => {
  expect(() => remediate({ parameters: { Bucket: RemediationValue.of(Fn.importValue('B')) }, documentVersion: Fn.importValue('V') })).not.toThrow();
});
