import { doubtsOfStep, here, oneOf, policyOfStep } from './runbook';
import { ContentMap } from '../../../src/content/value';

function call(Service: string, Api: string, inputs: ContentMap = {}, parameters: ContentMap = {}): unknown[] {
  return policyOfStep('aws:executeAwsApi', { Service, Api, ...inputs }, parameters);
}

const passed = (role: string, service: string) => [['iam:PassRole'], [role], { StringEquals: { 'iam:PassedToService': service } }];
const ROLE = 'arn:aws:iam::111122223333:role/r';
const S3 = 'arn:${AWS::Partition}:s3:::';

test.each<[string, string, ContentMap, unknown[]]>([
  ['ec2', 'DescribeInstances', { InstanceIds: ['i-1'] }, [[['ec2:DescribeInstances'], ['*']]]],
  ['ec2', 'StopInstances', { InstanceIds: ['i-1', 'i-2'] }, [[['ec2:StopInstances'], [here('ec2', 'instance/i-1'), here('ec2', 'instance/i-2')]]]],
  ['ec2', 'StopInstances', { InstanceIds: ['{{ X }}'] }, [[['ec2:StopInstances'], ['*']]]],
  ['ec2', 'CreateSnapshot', { VolumeId: 'vol-1' }, [[['ec2:CreateSnapshot'], [here('ec2', 'snapshot/*', '*', ''), here('ec2', 'volume/vol-1')].sort()]]],
  ['ec2', 'RevokeSecurityGroupIngress', { GroupId: 'sg-1' },
    [[['ec2:RevokeSecurityGroupIngress'], [here('ec2', 'security-group/sg-1')]]]],
  ['rds', 'StopDBInstance', { DBInstanceIdentifier: 'db1' }, [[['rds:StopDBInstance'], [here('rds', 'db:db1')]]]],
  ['rds', 'StopDBInstance', { DBInstanceIdentifier: 'app-{{ X }}' }, [[['rds:StopDBInstance'], [here('rds', 'db:app-*')]]]],
  ['s3', 'ListObjectsV2', { Bucket: 'b' }, [[['s3:ListBucket'], [`${S3}b`]]]],
  ['s3', 'GetObject', { Bucket: 'b', Key: 'a/k' }, [[['s3:GetObject'], [`${S3}b/a/k`]]]],
  ['s3', 'GetObject', { Bucket: 'b', Key: '{{ X }}' }, [[['s3:GetObject'], [`${S3}b/*`]]]],
  ['s3', 'DeleteObjects', { Bucket: 'b', Delete: { Objects: [] } }, [[['s3:DeleteObject', 's3:DeleteObjectVersion'], [`${S3}b/*`]]]],
  ['s3', 'CopyObject', { Bucket: 'to', Key: 'k', CopySource: 'from/a' }, [[['s3:GetObject'], [`${S3}from/a`]], [['s3:PutObject'], [`${S3}to/k`]]]],
  ['s3', 'PutPublicAccessBlock', { Bucket: 'b' }, [[['s3:PutBucketPublicAccessBlock'], [`${S3}b`]]]],
  ['lambda', 'Invoke', { FunctionName: 'f', Qualifier: 'live' }, [[['lambda:InvokeFunction'], [here('lambda', 'function:f:live')]]]],
  ['lambda', 'GetFunction', { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:f' },
    [[['lambda:GetFunction'], ['arn:aws:lambda:eu-west-1:111122223333:function:f']]]],
  ['dynamodb', 'Query', { TableName: 't' }, [[['dynamodb:Query'], [here('dynamodb', 'table/t'), here('dynamodb', 'table/t/index/*')]]]],
  ['chime-sdk-meetings', 'DeleteMeeting', { MeetingId: 'm' }, [[['chime:DeleteMeeting'], [here('chime', 'meeting/m', undefined, '*')]]]],
  ['lexv2-models', 'DeleteBot', { botId: 'B1' }, [[['lex:DeleteBot'], [here('lex', 'bot-alias/B1/*'), here('lex', 'bot/B1'), here('lex', 'bot:B1'), here('lex', 'bot:B1:*')]]]],
  ['sns', 'Publish', { TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t' }, [[['sns:Publish'], ['arn:aws:sns:eu-west-1:111122223333:t']]]],
  ['sqs', 'SendMessage', { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q' }, [[['sqs:SendMessage'], [here('sqs', 'q')]]]],
  ['ssm', 'GetParameter', { Name: '/a/b' }, [[['ssm:GetParameter'], [here('ssm', 'parameter/a/b')]]]],
  ['ssm', 'GetParameter', { Name: '/aws/service/x' }, [[['ssm:GetParameter'], [here('ssm', 'parameter/aws/service/x', undefined, '')]]]],
  ['ssm', 'GetParametersByPath', { Path: '/a/' }, [[['ssm:GetParametersByPath'], [here('ssm', 'parameter/a'), here('ssm', 'parameter/a/*')]]]],
  ['ssm', 'GetDocument', { Name: 'AWS-RunShellScript' }, [[['ssm:GetDocument'], [here('ssm', 'document/AWS-RunShellScript', undefined, '')]]]],
  ['secretsmanager', 'GetSecretValue', { SecretId: 's' }, [[['secretsmanager:GetSecretValue'], [here('secretsmanager', 'secret:s-??????')]]]],
  ['kms', 'EnableKeyRotation', { KeyId: 'k' }, [[['kms:EnableKeyRotation'], [here('kms', 'key/k')]]]],
  ['kms', 'Encrypt', { KeyId: 'arn:aws:kms:eu-west-1:111122223333:alias/a' }, [[['kms:Encrypt'], ['arn:aws:kms:eu-west-1:111122223333:key/*']]]],
  ['logs', 'PutRetentionPolicy', { logGroupName: '/a' }, [[['logs:PutRetentionPolicy'], [here('logs', 'log-group:/a'), here('logs', 'log-group:/a:*')]]]],
  ['iam', 'GetRole', { RoleName: 'r' }, [[['iam:GetRole'], [here('iam', 'role/*/r', ''), here('iam', 'role/r', '')]]]],
  ['cloudformation', 'DescribeStacks', { StackName: 's' }, [[['cloudformation:DescribeStacks'], [here('cloudformation', 'stack/s/*')]]]],
  ['autoscaling', 'SuspendProcesses', { AutoScalingGroupName: 'g' },
    [[['autoscaling:SuspendProcesses'], [here('autoscaling', 'autoScalingGroup:*:autoScalingGroupName/g')]]]],
  ['ecs', 'UpdateService', { cluster: 'c', service: 's' }, [[['ecs:UpdateService'], [here('ecs', 'service/c/s')]]]],
  ['apigateway', 'UpdateStage', { restApiId: 'a1', stageName: 'live' }, [[['apigateway:PATCH'], ['arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis/a1/stages/live']]]],
  ['apigateway', 'GetRestApis', {}, [[['apigateway:GET'], ['arn:${AWS::Partition}:apigateway:${AWS::Region}::/restapis']]]],
  ['sts', 'GetCallerIdentity', {}, []],
  ['sts', 'AssumeRole', { RoleArn: ROLE }, [[['sts:AssumeRole'], [ROLE]]]],
  ['tag', 'GetResources', {}, []],
])('%s %s %j', (service, api, inputs, policy) => {
  expect(call(service, api, inputs)).toEqual(policy);
});

describe('roles that are passed', () => {
  test.each<[string, string, ContentMap, unknown]>([
    ['lambda', 'CreateFunction', { FunctionName: 'f', Role: ROLE }, passed(ROLE, 'lambda.amazonaws.com')],
    ['ecs', 'RunTask', { taskDefinition: 't', overrides: { taskRoleArn: ROLE } }, passed(ROLE, 'ecs-tasks.amazonaws.com')],
    ['rds', 'ModifyDBInstance', { DBInstanceIdentifier: 'd', MonitoringRoleArn: ROLE }, passed(ROLE, 'monitoring.rds.amazonaws.com')],
    ['ec2', 'CreateFlowLogs', { DeliverLogsPermissionArn: ROLE }, passed(ROLE, 'vpc-flow-logs.amazonaws.com')],
    ['ec2', 'AssociateIamInstanceProfile', { InstanceId: 'i-1', IamInstanceProfile: { Name: 'web' } }, passed(here('iam', 'role/web', ''), 'ec2.amazonaws.com')],
    ['ssm', 'StartAutomationExecution', { DocumentName: 'D', Parameters: { AutomationAssumeRole: [ROLE] } }, passed(ROLE, 'ssm.amazonaws.com')],
    ['iam', 'AddRoleToInstanceProfile', { InstanceProfileName: 'p', RoleName: 'r' }, passed(here('iam', 'role/r', ''), 'ec2.amazonaws.com')],
    ['quicksight', 'CreateDataSource', { roleArn: ROLE }, [['iam:PassRole'], [ROLE]]],
  ])('%s %s', (service, api, inputs, statement) => {
    expect(call(service, api, inputs)).toContainEqual(statement);
  });

  test('only for operations that pass one', () => {
    expect(JSON.stringify([call('sts', 'AssumeRole', { RoleArn: ROLE }), call('iam', 'GetRole', { RoleName: 'r' }), call('lambda', 'ListFunctions', { Role: ROLE })])).not.toContain('PassRole');
  });

  test('an unknown one is doubted, not allowed', () => {
    const inputs = { Service: 'lambda', Api: 'CreateFunction', FunctionName: 'f', Role: '{{ Role }}' };
    expect(policyOfStep('aws:executeAwsApi', inputs)).toEqual([[['lambda:CreateFunction'], [here('lambda', 'function:f')]]]);
    expect(doubtsOfStep('aws:executeAwsApi', inputs)).toEqual([
      'inputs.Role: which role is passed to lambda.amazonaws.com is only known when the runbook runs; allow iam:PassRole for that role',
    ]);
  });
});

test.each(['aws:assertAwsResourceProperty', 'aws:waitForAwsResourceProperty'])('%s', action => {
  const inputs = { Service: 'dynamodb', Api: 'DescribeTable', TableName: 't', PropertySelector: '$.Table.TableStatus', DesiredValues: ['ACTIVE'] };
  expect(policyOfStep(action, inputs)).toEqual([[['dynamodb:DescribeTable'], [here('dynamodb', 'table/t')]]]);
  expect(doubtsOfStep(action, inputs)).toEqual([]);
});

describe('doubts', () => {
  test.each([
    ['{{ X }}', 'StopInstances', 'inputs.Service: which service is called is only known when the runbook runs; allow what it needs'],
    ['ec2', '{{ X }}', 'inputs.Api: which operation is called is only known when the runbook runs; allow what it needs'],
    ['lamda', 'Invoke', 'inputs.Service: there is no service "lamda" whose permissions are known; did you mean "lambda"?'],
    ['ec2', 'StopInstance', 'inputs.Api: no IAM action is known for the operation "StopInstance" of ec2; did you mean "StopInstances"?'],
  ])('%s %s', (service, api, doubt) => {
    expect(call(service, api)).toEqual([]);
    expect(doubtsOfStep('aws:executeAwsApi', { Service: service, Api: api })).toEqual([doubt]);
  });

  test('none where a parameter has listed values', () => {
    const parameters = { X: oneOf('StartInstances', 'StopInstances') };
    expect(call('ec2', '{{ X }}', { InstanceIds: ['i-1'] }, parameters)).toContainEqual([['ec2:StopInstances'], [here('ec2', 'instance/i-1')]]);
    expect(doubtsOfStep('aws:executeAwsApi', { Service: 'ec2', Api: '{{ X }}' }, parameters)).toEqual([]);
  });
});

test('an empty role is none', () => {
  for (const [Service, Api, inputs] of [
    ['ecs', 'RegisterTaskDefinition', { family: 'f', taskRoleArn: '' }],
    ['autoscaling', 'CreateLaunchConfiguration', { LaunchConfigurationName: 'l', IamInstanceProfile: '' }],
  ] as const) {
    expect(JSON.stringify(call(Service, Api, inputs))).not.toContain('PassRole');
    expect(doubtsOfStep('aws:executeAwsApi', { Service, Api, ...inputs })).toEqual([]);
  }
  expect(doubtsOfStep('aws:executeAutomation', { DocumentName: 'other', RuntimeParameters: { AutomationAssumeRole: '' } })).toEqual([]);
});

test('launch configurations name their instance profile', () => {
  expect(call('autoscaling', 'CreateLaunchConfiguration', { LaunchConfigurationName: 'l', IamInstanceProfile: 'p' }))
    .toContainEqual(passed('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/p', 'ec2.amazonaws.com'));
});
