import { Stack } from 'aws-cdk-lib';
import { loadPeer } from '../peers';
import { roleOf } from './raw';
import { Workload } from './workload';

const STATE = '$.Reservations[0].Instances[0].State.Name';

/** `@cdklabs/cdk-ssm-documents` with its typed steps; one role for all. Its types are not there when this is compiled. */
export function ssmDocuments(stack: Stack, workloads: readonly Workload[]): void {
  const peer = loadPeer<Record<string, any>>('@cdklabs/cdk-ssm-documents');
  const { AwsApiStep, AwsService, DataTypeEnum, ExecuteScriptStep, HardCodedString, Input, OnFailure, Operation, ScriptCode, StringVariable } = peer;
  const role = roleOf(stack, 'Role');
  for (const { id, description, tag, check, summary } of workloads) {
    const input = Input.ofTypeString('InstanceId', { description: 'The instance', allowedPattern: '^i-[a-z0-9]{8,17}$' });
    // The input itself, in place of a variable, would be written into the document as an object.
    const instanceId = StringVariable.of('InstanceId');
    const document = new peer.AutomationDocument(stack, id, {
      documentFormat: peer.DocumentFormat.JSON,
      updateMethod: 'NewVersion',
      description,
      assumeRole: HardCodedString.of(role.roleArn),
      docInputs: [input],
      docOutputs: [{ name: 'Summarize.Text', outputType: DataTypeEnum.STRING }],
    });
    const language = (handler: string) => peer.ScriptLanguage.python(peer.PythonVersion.VERSION_3_11, handler);
    const instance = { InstanceIds: [instanceId] };
    const state = { service: AwsService.EC2, pascalCaseApi: 'DescribeInstances', apiParams: instance, selector: STATE };
    const scope = document;
    document.addStep(new AwsApiStep(scope, 'Describe', {
      service: AwsService.EC2,
      pascalCaseApi: 'DescribeInstances',
      apiParams: instance,
      outputs: [{ name: 'State', selector: STATE, outputType: DataTypeEnum.STRING }],
    }));
    document.addStep(new peer.BranchStep(scope, 'OnlyRunning', {
      choices: [new peer.Choice({
        operation: Operation.STRING_EQUALS, variable: StringVariable.of('Describe.State'), constant: 'running', jumpToStepName: 'Check',
      })],
      defaultStepName: 'Summarize',
    }));
    document.addStep(new ExecuteScriptStep(scope, 'Check', {
      language: language('check'),
      code: ScriptCode.inline(check),
      inputPayload: { InstanceId: instanceId },
      outputs: [{ name: 'Volumes', selector: '$.Payload.Volumes', outputType: DataTypeEnum.INTEGER }],
    }));
    document.addStep(new AwsApiStep(scope, 'Stop', {
      service: AwsService.EC2, pascalCaseApi: 'StopInstances', apiParams: instance, outputs: [], onFailure: OnFailure.invokeStepByName('Start'),
    }));
    document.addStep(new peer.WaitForResourceStep(scope, 'WaitStopped', { ...state, desiredValues: ['stopped'], timeoutSeconds: 600 }));
    document.addStep(new peer.SleepStep(scope, 'Settle', { sleepSeconds: 30 }));
    document.addStep(new AwsApiStep(scope, 'Start', {
      service: AwsService.EC2, pascalCaseApi: 'StartInstances', apiParams: instance, outputs: [], maxAttempts: 3,
    }));
    document.addStep(new AwsApiStep(scope, 'Tag', {
      service: AwsService.EC2,
      pascalCaseApi: 'CreateTags',
      apiParams: { Resources: [instanceId], Tags: [{ Key: 'Restarted', Value: tag }] },
      outputs: [],
    }));
    document.addStep(new peer.AssertAwsResourceStep(scope, 'AssertState', { ...state, desiredValues: ['pending', 'running'] }));
    document.addStep(new ExecuteScriptStep(scope, 'Summarize', {
      language: language('summarize'),
      code: ScriptCode.inline(summary),
      inputPayload: { InstanceId: instanceId, Before: StringVariable.of('Describe.State'), Volumes: peer.NumberVariable.of('Check.Volumes') },
      outputs: [{ name: 'Text', selector: '$.Payload.Text', outputType: DataTypeEnum.STRING }],
      isEnd: true,
    }));
  }
}
