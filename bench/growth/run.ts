import { App, Stack } from 'aws-cdk-lib';
import { AssumeRole, DocumentParameter, Runbook, StepOutput, steps } from '../../src';
import { ours } from '../synth/ours';
import { roleOf } from '../synth/raw';
import { workload } from '../synth/workload';

/** The CPU, in milliseconds, that the stacks took of so many runbooks each, in the order in which they were made, and what all of them took to synthesize. */
export interface Growth {
  readonly constructed: number[];
  readonly synthesized: number;
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Runbooks of ten steps over stacks of a hundred at most. */
export function runbooks(count: number, outdir: string): Growth {
  const app = new App({ outdir });
  const constructed: number[] = [];
  for (let from = 0; from < count; from += 100) {
    const before = cpu();
    ours(new Stack(app, `Stack${from}`), Array.from({ length: Math.min(100, count - from) }, (_, index) => workload(from + index)));
    constructed.push(cpu() - before);
  }
  const before = cpu();
  app.synth();
  return { constructed, synthesized: cpu() - before };
}

/** Ten runbooks of so many steps, each of which refers to the one before. */
export function longRunbooks(length: number, outdir: string): Growth {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Stack');
  const role = AssumeRole.fromRole(roleOf(stack, 'Role'));
  const before = cpu();
  for (let index = 0; index < 10; index++) {
    const instanceId = DocumentParameter.ofString('InstanceId');
    const list = Array.from({ length }, (_, at) => new steps.AwsApi(`Step${at}`, {
      service: 'ec2',
      api: 'DescribeInstances',
      parameters: { InstanceIds: [at % 2 === 0 ? instanceId.valueAsString : `{{ Step${at - 1}.InstanceId }}`] },
      outputs: { InstanceId: StepOutput.ofString('$.Reservations[0].Instances[0].InstanceId') },
    }));
    new Runbook(stack, `Runbook${index}`, { assumeRole: role, parameters: [instanceId], steps: list });
  }
  const constructed = [cpu() - before];
  const beforeSynth = cpu();
  app.synth();
  return { constructed, synthesized: cpu() - beforeSynth };
}
