import { App, aws_iam as iam, aws_lambda as lambda, aws_logs as logs, aws_s3 as s3, aws_sns as sns, aws_stepfunctions as stepfunctions, Duration, Stack } from 'aws-cdk-lib';
import { AssumeRole } from '../../../src/automation/assume-role';
import { Runbook } from '../../../src/automation/runbook';
import * as steps from '../../../src/automation/steps';
import { Target } from '../../../src/automation/target';
import { Document } from '../../../src/document/document';
import { DocumentParameter } from '../../../src/document/document-parameter';
import { contentInTemplate } from '../../document/deployed-content';
import { contentOf, inputsOf, NO_FILES } from '../settled';

const text = DocumentParameter.ofString('Text');
const texts = DocumentParameter.ofStringList('Texts');
const map = DocumentParameter.ofStringMap('Map');
const maps = DocumentParameter.ofMapList('Maps');
const flag = DocumentParameter.ofBoolean('Flag');
const number = DocumentParameter.ofInteger('Number');

describe('RunCommand', () => {
  test('with literals', () => {
    expect(contentOf([new steps.RunCommand('A', {
      document: 'AWS-RunShellScript',
      documentVersion: '1',
      documentHash: 'abc',
      documentHashType: steps.DocumentHashType.SHA_256,
      instanceIds: ['i-1'],
      parameters: { commands: ['date', 'uptime'] },
      comment: 'c',
      deliveryTimeout: Duration.minutes(1),
      maxConcurrency: '1',
      maxErrors: '0',
      cloudWatchOutputConfig: { logGroup: 'g', cloudWatchOutputEnabled: true },
      outputBucket: 'b',
      outputKeyPrefix: 'p/',
      notificationConfig: {
        notificationTopic: 'arn:topic',
        notificationEvents: [steps.CommandNotificationEvent.FAILED, steps.CommandNotificationEvent.TIMED_OUT],
        notificationType: steps.CommandNotificationType.INVOCATION,
      },
      serviceRole: 'arn:role',
    })])).toEqual([{
      name: 'A',
      action: 'aws:runCommand',
      inputs: {
        DocumentName: 'AWS-RunShellScript',
        DocumentVersion: '1',
        DocumentHash: 'abc',
        DocumentHashType: 'Sha256',
        InstanceIds: ['i-1'],
        Parameters: { commands: ['date', 'uptime'] },
        Comment: 'c',
        TimeoutSeconds: 60,
        MaxConcurrency: '1',
        MaxErrors: '0',
        CloudWatchOutputConfig: { CloudWatchLogGroupName: 'g', CloudWatchOutputEnabled: true },
        OutputS3BucketName: 'b',
        OutputS3KeyPrefix: 'p/',
        NotificationConfig: { NotificationArn: 'arn:topic', NotificationEvents: ['Failed', 'TimedOut'], NotificationType: 'Invocation' },
        ServiceRoleArn: 'arn:role',
      },
    }]);
  });

  test('with references', () => {
    expect(inputsOf(new steps.RunCommand('A', {
      document: text.valueAsString,
      targets: [Target.tag(`${text}`, 'a', 'b'), Target.of('tag:b', texts.valueAsList)],
      parameters: { commands: texts.valueAsList, workingDirectory: [text.valueAsString] },
      deliveryTimeout: Duration.seconds(number.valueAsNumber),
      cloudWatchOutputConfig: { cloudWatchOutputEnabled: flag.valueAsAny },
      notificationConfig: map.valueAsAny,
    }))).toEqual({
      DocumentName: '{{ Text }}',
      Targets: [{ Key: 'tag:{{ Text }}', Values: ['a', 'b'] }, { Key: 'tag:b', Values: '{{ Texts }}' }],
      Parameters: { commands: '{{ Texts }}', workingDirectory: ['{{ Text }}'] },
      TimeoutSeconds: '{{ Number }}',
      CloudWatchOutputConfig: { CloudWatchOutputEnabled: '{{ Flag }}' },
      NotificationConfig: '{{ Map }}',
    });
    expect(inputsOf(new steps.RunCommand('A', { document: 'D', targets: maps.valueAsAny, parameters: map.valueAsAny })))
      .toEqual({ DocumentName: 'D', Targets: '{{ Maps }}', Parameters: '{{ Map }}' });
  });

  test('with resources', () => {
    const stack = new Stack();
    const step = new steps.RunCommand('A', {
      document: Document.fromAmazon(stack, 'Document', 'AWS-RunShellScript'),
      cloudWatchOutputConfig: { logGroup: new logs.CfnLogGroup(stack, 'Group') },
      outputBucket: new s3.CfnBucket(stack, 'Bucket'),
      notificationConfig: { notificationTopic: new sns.CfnTopic(stack, 'Topic') },
      serviceRole: new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} }),
    });
    expect(stack.resolve(step._render(NO_FILES).inputs)).toEqual({
      DocumentName: 'AWS-RunShellScript',
      CloudWatchOutputConfig: { CloudWatchLogGroupName: { Ref: 'Group' } },
      OutputS3BucketName: { Ref: 'Bucket' },
      NotificationConfig: { NotificationArn: { Ref: 'Topic' } },
      ServiceRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
    });
  });

  test('its outputs', () => {
    const step = new steps.RunCommand('A', { document: 'D' });
    expect(new Stack().resolve([step.commandId, step.status, step.responseCode, step.commandOutput]))
      .toEqual(['{{ A.CommandId }}', '{{ A.Status }}', '{{ A.ResponseCode }}', '{{ A.Output }}']);
  });

  test('the closed sets of values are those of SSM', () => {
    const { CommandNotificationEvent: event, CommandNotificationType: type } = steps;
    expect([event.ALL, event.IN_PROGRESS, event.SUCCESS, event.TIMED_OUT, event.CANCELLED, event.FAILED])
      .toEqual(['All', 'InProgress', 'Success', 'TimedOut', 'Cancelled', 'Failed']);
    expect([type.COMMAND, type.INVOCATION, steps.DocumentHashType.SHA_1]).toEqual(['Command', 'Invocation', 'Sha1']);
  });
});

test('what AWS keeps free of quotes stands in a runbook as it is', () => {
  const stack = new Stack();
  const lambdaFunction = new lambda.CfnFunction(stack, 'Function', { code: {}, role: 'arn:role' });
  const notificationTopic = new sns.CfnTopic(stack, 'Topic');
  new Runbook(stack, 'Runbook', {
    assumeRole: AssumeRole.caller(),
    steps: [new steps.Approve('A', { approvers: ['alice'], notificationTopic }), new steps.InvokeLambdaFunction('B', { lambdaFunction })],
  });
  expect(contentInTemplate(stack)).toEqual({
    'Fn::Join': ['', [
      '{"schemaVersion":"0.3","mainSteps":[{"name":"A","action":"aws:approve","inputs":{"NotificationArn":"',
      { Ref: 'Topic' },
      '","Approvers":["alice"]}},{"name":"B","action":"aws:invokeLambdaFunction","inputs":{"FunctionName":"',
      { 'Fn::GetAtt': ['Function', 'Arn'] },
      '"}}]}',
    ]],
  });
});

describe('ExecuteAutomation', () => {
  test('with literals', () => {
    expect(contentOf([new steps.ExecuteAutomation('A', {
      document: 'AWS-StopEC2Instance',
      documentVersion: '$DEFAULT',
      runtimeParameters: { InstanceId: ['i-1'] },
      targets: [Target.parameterValues('i-1', 'i-2')],
      targetParameterName: 'InstanceId',
      targetMaps: [{ InstanceId: ['i-1'] }],
      maxConcurrency: '10%',
      maxErrors: '1',
      tags: { Team: 'a' },
      targetLocations: [{
        accounts: ['111122223333', 'ou-1'],
        regions: ['eu-central-1'],
        executionRoleName: 'Role',
        targetLocationMaxConcurrency: '2',
        targetLocationMaxErrors: '10%',
        targetLocationAlarmConfiguration: { alarms: [{ name: 'Alarm' }], ignorePollAlarmFailure: true },
        includeChildOrganizationUnits: true,
        excludeAccounts: ['444455556666'],
        targets: [Target.tag('a', 'b')],
        targetsMaxConcurrency: '3',
        targetsMaxErrors: '4',
      }],
    })])).toEqual([{
      name: 'A',
      action: 'aws:executeAutomation',
      inputs: {
        DocumentName: 'AWS-StopEC2Instance',
        DocumentVersion: '$DEFAULT',
        RuntimeParameters: { InstanceId: ['i-1'] },
        Targets: [{ Key: 'ParameterValues', Values: ['i-1', 'i-2'] }],
        TargetParameterName: 'InstanceId',
        TargetMaps: [{ InstanceId: ['i-1'] }],
        MaxConcurrency: '10%',
        MaxErrors: '1',
        Tags: [{ Key: 'Team', Value: 'a' }],
        TargetLocations: [{
          Accounts: ['111122223333', 'ou-1'],
          Regions: ['eu-central-1'],
          ExecutionRoleName: 'Role',
          TargetLocationMaxConcurrency: '2',
          TargetLocationMaxErrors: '10%',
          TargetLocationAlarmConfiguration: { IgnorePollAlarmFailure: true, Alarms: [{ Name: 'Alarm' }] },
          IncludeChildOrganizationUnits: true,
          ExcludeAccounts: ['444455556666'],
          Targets: [{ Key: 'tag:a', Values: ['b'] }],
          TargetsMaxConcurrency: '3',
          TargetsMaxErrors: '4',
        }],
      },
    }]);
  });

  test('with references', () => {
    expect(inputsOf(new steps.ExecuteAutomation('A', {
      document: `D-${text}`,
      runtimeParameters: { Ids: texts.valueAsList, Finding: map.valueAsAny },
      targetMaps: maps.valueAsAny,
      targetLocations: [{ accounts: texts.valueAsList, regions: [text.valueAsString], targetLocationAlarmConfiguration: map.valueAsAny }],
      tags: maps.valueAsAny,
    }))).toEqual({
      DocumentName: 'D-{{ Text }}',
      RuntimeParameters: { Ids: '{{ Texts }}', Finding: '{{ Map }}' },
      TargetMaps: '{{ Maps }}',
      TargetLocations: [{ Accounts: '{{ Texts }}', Regions: ['{{ Text }}'], TargetLocationAlarmConfiguration: '{{ Map }}' }],
      Tags: '{{ Maps }}',
    });
    expect(inputsOf(new steps.ExecuteAutomation('A', { document: 'D', runtimeParameters: map.valueAsAny, targetLocations: maps.valueAsAny })))
      .toEqual({ DocumentName: 'D', RuntimeParameters: '{{ Map }}', TargetLocations: '{{ Maps }}' });
  });

  test('its outputs', () => {
    const step = new steps.ExecuteAutomation('A', { document: 'D' });
    expect(new Stack().resolve([step.runbookOutput, step.executionId, step.status])).toEqual(['{{ A.Output }}', '{{ A.ExecutionId }}', '{{ A.Status }}']);
  });

  describe('names the document', () => {
    const arn = 'arn:aws:ssm:eu-central-1:111122223333:document/Shared';
    const name = (stack: Stack, documentArn: string) => inputsOf(
      new steps.ExecuteAutomation('A', { document: Document.fromDocumentArn(stack, 'D', documentArn) })).DocumentName;

    test('by its ARN when it is of another account', () => {
      expect(name(new Stack(new App(), 'S', { env: { account: '444455556666' } }), arn)).toBe(arn);
      expect(name(new Stack(), arn)).toBe(arn);
    });

    test('by its name when it is of the same account, or of Amazon', () => {
      expect(name(new Stack(new App(), 'S', { env: { account: '111122223333' } }), arn)).toBe('Shared');
      expect(name(new Stack(), 'arn:aws:ssm:eu-central-1::document/AWS-StopEC2Instance')).toBe('AWS-StopEC2Instance');
    });
  });
});

describe('ExecuteStateMachine', () => {
  test('with literals and references', () => {
    expect(contentOf([new steps.ExecuteStateMachine('A', { stateMachine: 'arn:machine', executionName: 'n', input: `{"a": "${text}"}` })])).toEqual([{
      name: 'A',
      action: 'aws:executeStateMachine',
      inputs: { stateMachineArn: 'arn:machine', name: 'n', input: '{"a": "{{ Text }}"}' },
    }]);
  });

  test('with a state machine', () => {
    const stack = new Stack();
    const stateMachine = new stepfunctions.CfnStateMachine(stack, 'Machine', { roleArn: 'arn:role' });
    expect(stack.resolve(new steps.ExecuteStateMachine('A', { stateMachine })._render(NO_FILES).inputs)).toEqual({ stateMachineArn: { Ref: 'Machine' } });
  });

  test('its outputs', () => {
    const step = new steps.ExecuteStateMachine('A', { stateMachine: 'arn' });
    const names = ['executionArn', 'name', 'input', 'output', 'startDate', 'stopDate', 'stateMachineArn', 'status'];
    expect(new Stack().resolve([
      step.executionArn, step.executionName, step.executionInput, step.executionOutput,
      step.startDate, step.stopDate, step.stateMachineArn, step.status,
    ])).toEqual(names.map(name => `{{ A.${name} }}`));
  });
});

describe('InvokeLambdaFunction', () => {
  test('with literals', () => {
    expect(contentOf([new steps.InvokeLambdaFunction('A', {
      lambdaFunction: 'f',
      qualifier: 'live',
      invocationType: steps.LambdaInvocationType.REQUEST_RESPONSE,
      logType: steps.LambdaLogType.TAIL,
      clientContext: 'e30=',
      inputPayload: { a: 1 },
      payload: '{}',
    })])).toEqual([{
      name: 'A',
      action: 'aws:invokeLambdaFunction',
      inputs: {
        FunctionName: 'f', Qualifier: 'live', InvocationType: 'RequestResponse', LogType: 'Tail', ClientContext: 'e30=', InputPayload: { a: 1 }, Payload: '{}',
      },
    }]);
  });

  test('with references and a function', () => {
    const stack = new Stack();
    const lambdaFunction = new lambda.CfnFunction(stack, 'Function', { code: {}, role: 'arn:role' });
    expect(stack.resolve(new steps.InvokeLambdaFunction('A', { lambdaFunction, inputPayload: { id: text.valueAsString, all: map.valueAsAny } })._render(NO_FILES).inputs))
      .toEqual({ FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] }, InputPayload: { id: '{{ Text }}', all: '{{ Map }}' } });
    expect(inputsOf(new steps.InvokeLambdaFunction('A', { lambdaFunction: text.valueAsString, inputPayload: map.valueAsAny })))
      .toEqual({ FunctionName: '{{ Text }}', InputPayload: '{{ Map }}' });
  });

  test('its outputs and values', () => {
    const step = new steps.InvokeLambdaFunction('A', { lambdaFunction: 'f' });
    expect(new Stack().resolve([step.statusCode, step.functionError, step.logResult, step.payload]))
      .toEqual(['{{ A.StatusCode }}', '{{ A.FunctionError }}', '{{ A.LogResult }}', '{{ A.Payload }}']);
    expect([steps.LambdaInvocationType.EVENT, steps.LambdaInvocationType.DRY_RUN, steps.LambdaLogType.NONE]).toEqual(['Event', 'DryRun', 'None']);
  });
});

describe('InvokeWebhook', () => {
  test('with literals and references', () => {
    expect(contentOf([new steps.InvokeWebhook('A', { integrationName: 'chat', body: `{"text": "${text}"}` })])).toEqual([{
      name: 'A', action: 'aws:invokeWebhook', inputs: { IntegrationName: 'chat', Body: '{"text": "{{ Text }}"}' },
    }]);
  });

  test('its outputs', () => {
    const step = new steps.InvokeWebhook('A', { integrationName: 'chat' });
    expect(new Stack().resolve([step.response, step.responseCode])).toEqual(['{{ A.Response }}', '{{ A.ResponseCode }}']);
  });
});

describe('AwsApi', () => {
  test('with literals and references', () => {
    expect(contentOf([new steps.AwsApi('A', { service: 'ec2', api: 'DescribeInstances', parameters: { InstanceIds: texts.valueAsList, DryRun: flag.valueAsAny, MaxResults: 5 } })])).toEqual([{
      name: 'A', action: 'aws:executeAwsApi', inputs: { Service: 'ec2', Api: 'DescribeInstances', InstanceIds: '{{ Texts }}', DryRun: '{{ Flag }}', MaxResults: 5 },
    }]);
  });
});
