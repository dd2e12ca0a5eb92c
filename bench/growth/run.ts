import { join } from 'node:path';
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

/** Runbooks of ten steps over stacks of a hundred at most; before that so many others, in an app of their own, that V8 knows the code. */
export function runbooks(count: number, outdir: string, warmUp: number): Growth {
  if (warmUp > 0) runbooks(warmUp, join(outdir, 'warm'), 0);
  const app = new App({ outdir: join(outdir, 'measured') });
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

/** So many runbooks of so many steps, each of which but the first refers to the one before; V8 knows the code from others. */
export function longRunbooks(count: number, length: number, outdir: string): Growth {
  declareLong(200, 50, join(outdir, 'warm'));
  return declareLong(count, length, join(outdir, 'measured'));
}

function declareLong(count: number, length: number, outdir: string): Growth {
  const app = new App({ outdir });
  const stack = new Stack(app, 'Stack');
  const role = AssumeRole.fromRole(roleOf(stack, 'Role'));
  const before = cpu();
  for (let index = 0; index < count; index++) {
    const instanceId = DocumentParameter.ofString('InstanceId');
    const list = Array.from({ length }, (_, at) => new steps.AwsApi(`Step${at}`, {
      service: 'ec2',
      api: 'DescribeInstances',
      parameters: { InstanceIds: [at === 0 ? instanceId.valueAsString : `{{ Step${at - 1}.InstanceId }}`] },
      outputs: { InstanceId: StepOutput.ofString('$.Reservations[0].Instances[0].InstanceId') },
    }));
    new Runbook(stack, `Runbook${index}`, { assumeRole: role, parameters: [instanceId], steps: list });
  }
  const constructed = [cpu() - before];
  const beforeSynth = cpu();
  app.synth();
  return { constructed, synthesized: cpu() - beforeSynth };
}
