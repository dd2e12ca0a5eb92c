import { Duration, Stack } from 'aws-cdk-lib';
import { roleOf } from './raw';
import { Workload } from './workload';
import { AssumeRole, Choice, Condition, DocumentParameter, OnFailure, Runbook, Script, ScriptRuntime, StepOutput, steps } from '../../src';

const STATE = '$.Reservations[0].Instances[0].State.Name';

function declare(stack: Stack, { id, description, tag, check, summary }: Workload, assumeRole?: AssumeRole): void {
  const instanceId = DocumentParameter.ofString('InstanceId', { description: 'The instance', allowedPattern: '^i-[a-z0-9]{8,17}$' });
  const parameters = { InstanceIds: [instanceId.valueAsString] };
  const state = { service: 'ec2', api: 'DescribeInstances', parameters, propertySelector: STATE };
  const describe = new steps.AwsApi('Describe', { service: 'ec2', api: 'DescribeInstances', parameters, outputs: { State: StepOutput.ofString(STATE) } });
  const counted = new steps.ExecuteScript('Check', {
    script: Script.python(check, 'check', { runtime: ScriptRuntime.PYTHON_3_11 }),
    inputPayload: { InstanceId: instanceId.valueAsString },
    outputs: { Volumes: StepOutput.ofInteger('$.Payload.Volumes') },
  });
  const start = new steps.AwsApi('Start', { service: 'ec2', api: 'StartInstances', parameters, maxAttempts: 3 });
  const summarize = new steps.ExecuteScript('Summarize', {
    script: Script.python(summary, 'summarize', { runtime: ScriptRuntime.PYTHON_3_11 }),
    inputPayload: { InstanceId: instanceId.valueAsString, Before: describe.output('State'), Volumes: counted.output('Volumes') },
    outputs: { Text: StepOutput.ofString('$.Payload.Text') },
    isEnd: true,
  });
  new Runbook(stack, id, {
    description,
    assumeRole,
    parameters: [instanceId],
    steps: [
      describe,
      new steps.Branch('OnlyRunning', {
        choices: [Choice.when(Condition.stringEquals(describe.output('State'), 'running'), counted)],
        defaultStep: summarize,
      }),
      counted,
      new steps.AwsApi('Stop', { service: 'ec2', api: 'StopInstances', parameters, onFailure: OnFailure.goTo(start) }),
      new steps.WaitForAwsResourceProperty('WaitStopped', { ...state, desiredValues: ['stopped'], timeout: Duration.minutes(10) }),
      new steps.Sleep('Settle', { duration: Duration.seconds(30) }),
      start,
      new steps.AwsApi('Tag', {
        service: 'ec2', api: 'CreateTags', parameters: { Resources: [instanceId.valueAsString], Tags: [{ Key: 'Restarted', Value: tag }] },
      }),
      new steps.AssertAwsResourceProperty('AssertState', { ...state, desiredValues: ['pending', 'running'] }),
      summarize,
    ],
    outputs: ['Summarize.Text'],
  });
}

/** `Runbook` with its typed steps; one role for all. */
export function ours(stack: Stack, workloads: readonly Workload[]): void {
  const role = roleOf(stack, 'Role');
  for (const each of workloads) declare(stack, each, AssumeRole.fromRole(role));
}

/** `Runbook` with its typed steps; each with the role that is derived for it. */
export function oursWithRoles(stack: Stack, workloads: readonly Workload[]): void {
  for (const each of workloads) declare(stack, each);
}
