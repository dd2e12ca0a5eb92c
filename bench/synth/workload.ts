/** The runbook that is declared in each way: ten steps, of which this says what differs from runbook to runbook, and the scripts. */
export interface Workload {
  readonly id: string;
  readonly description: string;
  readonly tag: string;
  readonly check: string;
  readonly summary: string;
}

/** The n-th runbook; all differ, so that no text is the same twice. */
export function workload(index: number): Workload {
  return {
    id: `Restart${index}`,
    description: `Stops and starts an instance of group ${index}, if it runs.`,
    tag: `restarted-${index}`,
    check: `
import boto3

def check(events, context):
    ec2 = boto3.client('ec2')
    volumes = ec2.describe_volumes(Filters=[{'Name': 'attachment.instance-id', 'Values': [events['InstanceId']]}])
    busy = [v['VolumeId'] for v in volumes['Volumes'] if v['State'] != 'in-use']
    if busy:
        raise Exception(f"group ${index}: volumes are not ready: {busy}")
    return {'Volumes': len(volumes['Volumes'])}
`.trimStart(),
    summary: `
def summarize(events, context):
    return {'Text': f"group ${index}: {events['InstanceId']} was {events['Before']} and has {events['Volumes']} volumes"}
`.trimStart(),
  };
}

/** What any of the ways to declare runbooks is given. */
export interface Variant {
  /** Put so many runbooks into a stack. */
  (stack: import('aws-cdk-lib').Stack, workloads: readonly Workload[]): void;
}
