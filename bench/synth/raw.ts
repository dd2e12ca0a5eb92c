import { Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Workload } from './workload';

const STATE = 'Reservations[0].Instances[0].State.Name';

/** The content of a runbook, written by hand. */
export function contentOf({ description, tag, check, summary }: Workload, assumeRole: string): object {
  const instance = { InstanceIds: ['{{ InstanceId }}'] };
  return {
    schemaVersion: '0.3',
    description,
    assumeRole,
    parameters: { InstanceId: { type: 'String', description: 'The instance', allowedPattern: '^i-[a-z0-9]{8,17}$' } },
    mainSteps: [
      {
        name: 'Describe',
        action: 'aws:executeAwsApi',
        inputs: { Service: 'ec2', Api: 'DescribeInstances', ...instance },
        outputs: [{ Name: 'State', Selector: `$.${STATE}`, Type: 'String' }],
      },
      {
        name: 'OnlyRunning',
        action: 'aws:branch',
        inputs: { Choices: [{ Variable: '{{ Describe.State }}', StringEquals: 'running', NextStep: 'Check' }], Default: 'Summarize' },
      },
      {
        name: 'Check',
        action: 'aws:executeScript',
        inputs: { Runtime: 'python3.11', Handler: 'check', InputPayload: { InstanceId: '{{ InstanceId }}' }, Script: check },
        outputs: [{ Name: 'Volumes', Selector: '$.Payload.Volumes', Type: 'Integer' }],
      },
      { name: 'Stop', action: 'aws:executeAwsApi', onFailure: 'step:Start', inputs: { Service: 'ec2', Api: 'StopInstances', ...instance } },
      {
        name: 'WaitStopped',
        action: 'aws:waitForAwsResourceProperty',
        timeoutSeconds: 600,
        inputs: { Service: 'ec2', Api: 'DescribeInstances', ...instance, PropertySelector: `$.${STATE}`, DesiredValues: ['stopped'] },
      },
      { name: 'Settle', action: 'aws:sleep', inputs: { Duration: 'PT30S' } },
      { name: 'Start', action: 'aws:executeAwsApi', maxAttempts: 3, inputs: { Service: 'ec2', Api: 'StartInstances', ...instance } },
      {
        name: 'Tag',
        action: 'aws:executeAwsApi',
        inputs: { Service: 'ec2', Api: 'CreateTags', Resources: ['{{ InstanceId }}'], Tags: [{ Key: 'Restarted', Value: tag }] },
      },
      {
        name: 'AssertState',
        action: 'aws:assertAwsResourceProperty',
        inputs: { Service: 'ec2', Api: 'DescribeInstances', ...instance, PropertySelector: `$.${STATE}`, DesiredValues: ['pending', 'running'] },
      },
      {
        name: 'Summarize',
        action: 'aws:executeScript',
        isEnd: true,
        inputs: {
          Runtime: 'python3.11',
          Handler: 'summarize',
          InputPayload: { InstanceId: '{{ InstanceId }}', Before: '{{ Describe.State }}', Volumes: '{{ Check.Volumes }}' },
          Script: summary,
        },
        outputs: [{ Name: 'Text', Selector: '$.Payload.Text', Type: 'String' }],
      },
    ],
    outputs: ['Summarize.Text'],
  };
}

/** What the steps need, as a careful person writes it. */
export function statements(): iam.PolicyStatement[] {
  return [new iam.PolicyStatement({
    actions: ['ec2:CreateTags', 'ec2:DescribeInstances', 'ec2:DescribeVolumes', 'ec2:StartInstances', 'ec2:StopInstances'],
    resources: ['*'],
  })];
}

/** A role for runbooks of an account, with its policy inside, as this library derives one. */
export function roleOf(stack: Stack, id: string): iam.Role {
  return new iam.Role(stack, id, {
    assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:ssm:${stack.region}:${stack.account}:automation-execution/*` },
      },
    }),
    inlinePolicies: { Steps: new iam.PolicyDocument({ statements: statements() }) },
  });
}

/** `CfnDocument` with the content as an object; one role for all. */
export function raw(stack: Stack, workloads: readonly Workload[]): void {
  const role = roleOf(stack, 'Role');
  for (const each of workloads) {
    new CfnDocument(stack, each.id, { documentType: 'Automation', updateMethod: 'NewVersion', content: contentOf(each, role.roleArn) });
  }
}

/** `CfnDocument` with the content as an object; each with a role of its own, its policy written by hand. */
export function rawWithRoles(stack: Stack, workloads: readonly Workload[]): void {
  for (const each of workloads) {
    const role = roleOf(stack, `${each.id}Role`);
    new CfnDocument(stack, each.id, { documentType: 'Automation', updateMethod: 'NewVersion', content: contentOf(each, role.roleArn) });
  }
}

class Bare extends Resource {}

/** The least that an L2 can be: a `Resource` around a `CfnDocument`, with a text that nothing has checked; one role for all. */
export function ready(stack: Stack, workloads: readonly Workload[]): void {
  const role = roleOf(stack, 'Role');
  for (const each of workloads) {
    new CfnDocument(new Bare(stack, each.id), 'Resource', {
      documentType: 'Automation', documentFormat: 'JSON', updateMethod: 'NewVersion', content: JSON.stringify(contentOf(each, role.roleArn)),
    });
  }
}
