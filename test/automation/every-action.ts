import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Approver } from '../../src/automation/approver';
import { Choice, Condition } from '../../src/automation/condition';
import { OnCancel, OnFailure } from '../../src/automation/jump';
import { LoopIteration } from '../../src/automation/loop-iteration';
import { RunbookVariable } from '../../src/automation/runbook-variable';
import { Script, ScriptRuntime } from '../../src/automation/script';
import { Step } from '../../src/automation/step';
import { StepOutput } from '../../src/automation/step-output';
import * as steps from '../../src/automation/steps';
import { SystemVariable } from '../../src/automation/system-variable';
import { Target } from '../../src/automation/target';
import { DocumentParameter } from '../../src/document/document-parameter';

/** The declarations that the steps refer to. */
export const PARAMETERS = {
  instanceId: DocumentParameter.ofEc2InstanceId('InstanceId', { description: 'The instance' }),
  approvers: DocumentParameter.ofStringList('Approvers', { defaultValue: ['alice'] }),
  name: DocumentParameter.ofString('Name', { allowedPattern: '^[a-z]{1,20}$', defaultValue: 'web' }),
  hops: DocumentParameter.ofInteger('Hops', { defaultValue: 1 }),
  reboot: DocumentParameter.ofBoolean('Reboot', { defaultValue: false }),
  settings: DocumentParameter.ofStringMap('Settings', { defaultValue: {} }),
  devices: DocumentParameter.ofMapList('Devices', { defaultValue: [] }),
};

export const VARIABLES = {
  text: RunbookVariable.ofString('Text', 'x'),
  texts: RunbookVariable.ofStringList('Texts', ['x']),
  count: RunbookVariable.ofInteger('Count', 0),
  again: RunbookVariable.ofBoolean('Again', true),
  map: RunbookVariable.ofStringMap('Map', { a: 'b' }),
  maps: RunbookVariable.ofMapList('Maps', [{ a: 'b' }]),
};

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:AutomationTopic';
const ROLE = 'arn:aws:iam::111122223333:role/Worker';

/** Steps of every action, which have between them every input of every action and everything that a step can say. */
export function everyAction(): Step[] {
  const { instanceId, approvers, name, hops, reboot, settings, devices } = PARAMETERS;
  const end = new steps.Pause('End', { description: 'The last step', isEnd: true });
  const approve = new steps.Approve('Approve', {
    description: 'Ask *people*',
    notificationTopic: TOPIC,
    message: `Work on ${instanceId}?`,
    minRequiredApprovals: 1,
    approvers: approvers.valueAsList,
    enhancedApprovals: {
      notificationTopic: TOPIC,
      approvers: [
        Approver.iamUser('alice', 1), Approver.iamGroup('Ops', 2), Approver.iamRole('Admin'),
        Approver.ssoUser('bob'), Approver.ssoGroup('Team'),
      ],
    },
    timeout: Duration.days(2),
    onFailure: OnFailure.ABORT,
    onCancel: OnCancel.ABORT,
    isCritical: true,
    isEnd: false,
    maxAttempts: 1,
  });
  const assert = new steps.AssertAwsResourceProperty('Assert', {
    service: 'ec2',
    api: 'DescribeInstances',
    parameters: { InstanceIds: [instanceId.valueAsString] },
    propertySelector: '$.Reservations[0].Instances[0].State.Name',
    desiredValues: ['running', 'stopped'],
    onFailure: OnFailure.goTo(end),
    onCancel: OnCancel.goTo('Describe'),
    maxAttempts: 3,
    timeout: Duration.seconds(20),
  });
  const describe = new steps.AwsApi('Describe', {
    service: 'ec2',
    api: 'DescribeInstances',
    parameters: { InstanceIds: [instanceId.valueAsString] },
    outputs: {
      State: StepOutput.ofString('$.Reservations[0].Instances[0].State.Name'),
      Groups: StepOutput.ofStringList('$.Reservations[0].Instances[0].SecurityGroups..GroupId'),
      Index: StepOutput.ofInteger('$.Reservations[0].Instances[0].AmiLaunchIndex'),
      Optimised: StepOutput.ofBoolean('$.Reservations[0].Instances[0].EbsOptimized'),
      Monitoring: StepOutput.ofStringMap('$.Reservations[0].Instances[0].Monitoring'),
      Tags: StepOutput.ofMapList('$.Reservations[0].Instances[0].Tags'),
      Plain: StepOutput.untyped('$.Reservations[0].OwnerId'),
    },
    isCritical: false,
    onFailure: OnFailure.CONTINUE,
  });
  const stop = new steps.ChangeInstanceState('Stop', {
    instanceIds: [instanceId.valueAsString],
    checkStateOnly: false,
    desiredState: steps.InstanceState.STOPPED,
    force: true,
    failOnUnexpectedStopped: true,
    additionalInfo: 'reserved',
  });
  const branch = new steps.Branch('Branch', {
    choices: [
      Choice.when(Condition.stringEquals(describe.output('State'), 'terminated'), end),
      Choice.when(Condition.equalsIgnoreCase(describe.output('State'), 'STOPPED'), 'CreateImage'),
      Choice.when(Condition.allOf(Condition.startsWith(describe.output('State'), 'run'), Condition.endsWith(describe.output('State'), 'ing')), stop),
      Choice.when(Condition.anyOf(
        Condition.contains(describe.output('Plain'), '1111'),
        Condition.negate(Condition.numericEquals(describe.outputAsNumber('Index'), hops.valueAsNumber)),
        Condition.numericGreater(describe.outputAsNumber('Index'), 1),
        Condition.numericLesser(describe.outputAsNumber('Index'), 2),
        Condition.numericGreaterOrEquals(describe.outputAsNumber('Index'), 3),
        Condition.numericLesserOrEquals(describe.outputAsNumber('Index'), 4),
        Condition.booleanEquals(describe.outputAsAny('Optimised'), reboot.valueAsAny),
      ), stop),
    ],
    defaultStep: end,
  });
  const image = new steps.CreateImage('CreateImage', {
    instanceId: instanceId.valueAsString,
    imageName: `${name}-${SystemVariable.executionId}`,
    imageDescription: `Made ${SystemVariable.dateTime} in ${SystemVariable.region} of ${SystemVariable.accountId}`,
    noReboot: reboot.valueAsAny,
    blockDeviceMappings: devices.valueAsAny,
  });
  const copy = new steps.CopyImage('CopyImage', {
    sourceRegion: SystemVariable.region,
    sourceImageId: image.imageId,
    imageName: `${name}-copy-${SystemVariable.date}`,
    imageDescription: `State ${image.imageState}`,
    encrypted: true,
    key: `arn:${SystemVariable.partition}:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555`,
    clientToken: SystemVariable.executionId,
  });
  const run = new steps.RunInstances('RunInstances', {
    imageId: copy.imageId,
    instanceType: 't3.micro',
    minInstanceCount: 1,
    maxInstanceCount: hops.valueAsNumber,
    additionalInfo: 'reserved',
    blockDeviceMappings: [{ DeviceName: '/dev/sdb', Ebs: { VolumeSize: 8, Encrypted: true } }],
    clientToken: SystemVariable.executionId,
    disableApiTermination: false,
    ebsOptimized: describe.outputAsAny('Optimised'),
    iamInstanceProfile: 'Profile',
    instanceInitiatedShutdownBehavior: steps.ShutdownBehavior.STOP,
    kernelId: 'aki-11111111',
    keyName: 'key',
    metadataOptions: {
      httpTokens: 'required', httpPutResponseHopLimit: hops.valueAsNumber, httpEndpoint: 'enabled', httpProtocolIpv6: 'disabled', instanceMetadataTags: 'enabled',
    },
    monitoring: true,
    placement: {
      availabilityZone: 'eu-central-1a',
      affinity: 'default',
      groupName: 'group',
      hostId: 'h-11111111',
      partitionNumber: 1,
      spreadDomain: 'reserved',
      tenancy: 'host',
    },
    privateIpAddress: '10.0.0.10',
    ramdiskId: 'ari-11111111',
    securityGroups: describe.outputAsList('Groups'),
    subnet: 'subnet-11111111',
    tagSpecifications: [{ resourceType: 'instance', tags: { Name: name.valueAsString } }],
    userData: 'IyEvYmluL3NoCg==',
  });
  const runWithProfileArn = new steps.RunInstances('RunInstancesWithMaps', {
    imageId: copy.imageId,
    iamInstanceProfileArn: 'arn:aws:iam::111122223333:instance-profile/Profile',
    networkInterfaces: [{ DeviceIndex: 0, SubnetId: 'subnet-11111111', Groups: ['sg-11111111'] }],
    metadataOptions: settings.valueAsAny,
    placement: { groupId: 'pg-11111111', hostResourceGroupArn: 'arn:aws:resource-groups:eu-central-1:111122223333:group/Hosts' },
    tagSpecifications: devices.valueAsAny,
  });
  const runInDefaultVpc = new steps.RunInstances('RunInstancesInDefaultVpc', {
    imageId: copy.imageId, securityGroupNames: ['default'], placement: settings.valueAsAny,
  });
  const tag = new steps.CreateTags('CreateTags', { resourceIds: run.instanceIds, tags: { Name: name.valueAsString, Empty: '' }, resourceType: steps.TaggedResourceType.EC2 });
  const deleteImage = new steps.DeleteImage('DeleteImage', { imageId: image.imageId });
  const createStack = new steps.CreateStack('CreateStack', {
    stackName: `${name}-stack`,
    templateBody: '{"Resources":{"Topic":{"Type":"AWS::SNS::Topic"}}}',
    parameters: { Image: copy.imageId, State: copy.imageState },
    capabilities: [steps.StackCapability.IAM, steps.StackCapability.NAMED_IAM, steps.StackCapability.AUTO_EXPAND],
    clientRequestToken: 'token-1',
    onStackFailure: steps.OnStackFailure.DELETE,
    notificationTopics: [TOPIC],
    resourceTypes: ['AWS::SNS::*'],
    role: ROLE,
    stackPolicyBody: '{"Statement":[]}',
    tags: { Name: name.valueAsString },
    stackTimeout: Duration.minutes(30),
  });
  const createStackFromUrl = new steps.CreateStack('CreateStackFromUrl', {
    stackName: `${name}-other`,
    templateUrl: 'https://example.s3.amazonaws.com/template.json',
    disableRollback: true,
    stackPolicyUrl: 'https://example.s3.amazonaws.com/policy.json',
  });
  const deleteStack = new steps.DeleteStack('DeleteStack', {
    stackName: createStack.stackId, clientRequestToken: 'token-2', retainResources: ['Topic'], role: ROLE,
  });
  const automation = new steps.ExecuteAutomation('ExecuteAutomation', {
    document: 'AWS-StopEC2Instance',
    documentVersion: '$DEFAULT',
    runtimeParameters: { AutomationAssumeRole: '' },
    targets: [Target.tag('Name', name.valueAsString), Target.tagKey('Team')],
    targetParameterName: 'InstanceId',
    targetLocations: [{
      accounts: ['111122223333'],
      regions: ['eu-central-1'],
      executionRoleName: 'AWS-SystemsManager-AutomationExecutionRole',
      targetLocationMaxConcurrency: '2',
      targetLocationMaxErrors: '10%',
      targetLocationAlarmConfiguration: { alarms: [{ name: 'Alarm' }], ignorePollAlarmFailure: false },
      includeChildOrganizationUnits: false,
      excludeAccounts: ['444455556666'],
      targets: [Target.resourceGroup('Group')],
      targetsMaxConcurrency: '3',
      targetsMaxErrors: '4',
    }],
    maxConcurrency: '10%',
    maxErrors: '1',
    tags: { Name: name.valueAsString },
  });
  const automationOfMaps = new steps.ExecuteAutomation('ExecuteAutomationOfMaps', {
    document: 'AWS-StopEC2Instance', targetMaps: [{ InstanceId: [instanceId.valueAsString] }],
  });
  const machine = new steps.ExecuteStateMachine('ExecuteStateMachine', {
    stateMachine: 'arn:aws:states:eu-central-1:111122223333:stateMachine:Machine',
    executionName: SystemVariable.executionId,
    input: `{"status": "${automationOfMaps.status}", "execution": "${automationOfMaps.executionId}"}`,
  });
  const lambda = new steps.InvokeLambdaFunction('InvokeLambdaFunction', {
    lambdaFunction: 'Function',
    qualifier: 'live',
    invocationType: steps.LambdaInvocationType.REQUEST_RESPONSE,
    logType: steps.LambdaLogType.TAIL,
    clientContext: 'e30=',
    inputPayload: { Output: machine.executionOutput, Settings: settings.valueAsAny },
  });
  const lambdaOfText = new steps.InvokeLambdaFunction('InvokeLambdaFunctionOfText', { lambdaFunction: 'Function', payload: `{"last": "${machine.status}"}` });
  const webhook = new steps.InvokeWebhook('InvokeWebhook', { integrationName: 'Chat', body: `{"text": "${lambda.functionError}"}` });
  const script = new steps.ExecuteScript('Script', {
    script: Script.python('def main(events, context):\n    return {"Name": events["Name"]}\n', 'main', { runtime: ScriptRuntime.PYTHON_3_11 }),
    inputPayload: { Name: name.valueAsString, Status: lambda.statusCode },
    outputs: { Name: StepOutput.ofString('$.Payload.Name') },
  });
  const scriptInFile = new steps.ExecuteScript('ScriptInFile', {
    script: Script.fromAsset(join(__dirname, 'fixtures/script.py'), 'f'),
    inputPayload: { Name: script.output('Name') },
  });
  const pass = LoopIteration.of('ForEach');
  const forEach = new steps.Loop('ForEach', {
    iterators: VARIABLES.texts.valueAsList,
    iteratorDataType: steps.IteratorDataType.STRING,
    maxIterations: 10,
    steps: [new steps.UpdateVariable('Remember', { variable: VARIABLES.text, value: pass.currentIteratorValue })],
  });
  const until = new steps.Loop('Until', {
    loopCondition: Condition.allOf(
      Condition.booleanEquals(VARIABLES.again.valueAsAny, true),
      Condition.numericLesser(VARIABLES.count.valueAsNumber, 5),
    ),
    maxIterations: 100,
    steps: [
      new steps.UpdateVariable('Again', { variable: VARIABLES.again, value: false }),
      new steps.UpdateVariable('Count', { variable: VARIABLES.count, value: LoopIteration.of('Until').currentIteration }),
      new steps.UpdateVariable('Texts', { variable: VARIABLES.texts, value: ['a', 'b'] }),
      new steps.UpdateVariable('Map', { variable: VARIABLES.map, value: { a: 'c' } }),
      new steps.UpdateVariable('Maps', { variable: VARIABLES.maps, value: devices.valueAsAny, isEnd: true }),
    ],
  });
  const command = new steps.RunCommand('RunCommand', {
    document: 'AWS-RunShellScript',
    documentVersion: '1',
    documentHash: 'a'.repeat(64),
    documentHashType: steps.DocumentHashType.SHA_256,
    instanceIds: [instanceId.valueAsString],
    parameters: { commands: ['uptime'], executionTimeout: ['60'] },
    comment: 'look',
    deliveryTimeout: Duration.minutes(10),
    maxConcurrency: '50',
    maxErrors: '0',
    cloudWatchOutputConfig: { logGroup: 'commands', cloudWatchOutputEnabled: true },
    outputBucket: 'amzn-s3-demo-bucket',
    outputKeyPrefix: 'commands/',
    notificationConfig: {
      notificationTopic: TOPIC,
      notificationEvents: [steps.CommandNotificationEvent.FAILED, steps.CommandNotificationEvent.TIMED_OUT],
      notificationType: steps.CommandNotificationType.COMMAND,
    },
    serviceRole: ROLE,
  });
  const commandOnTargets = new steps.RunCommand('RunCommandOnTargets', {
    document: 'AWS-RunShellScript',
    targets: [Target.tag('Name', command.status), Target.resourceGroupOfCommand('Group')],
    parameters: { commands: ['uptime'] },
  });
  return [
    approve,
    assert,
    describe,
    branch,
    stop,
    image,
    copy,
    run,
    runWithProfileArn,
    runInDefaultVpc,
    tag,
    deleteImage,
    createStack,
    createStackFromUrl,
    deleteStack,
    automation,
    automationOfMaps,
    machine,
    lambda,
    lambdaOfText,
    webhook,
    script,
    scriptInFile,
    forEach,
    until,
    command,
    commandOnTargets,
    new steps.Sleep('Sleep', { duration: Duration.minutes(1) }),
    new steps.Sleep('SleepUntil', { timestamp: '2030-01-01T01:00:00Z' }),
    new steps.WaitForAwsResourceProperty('WaitFor', {
      service: 'ec2',
      api: 'DescribeInstanceStatus',
      parameters: { InstanceIds: run.instanceIds },
      propertySelector: '$.InstanceStatuses[0].InstanceStatus.Status',
      desiredValues: ['ok'],
      timeout: Duration.minutes(10),
      nextStep: end,
    }),
    end,
  ];
}
