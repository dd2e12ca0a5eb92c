import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Variant, workload } from './workload';

/** What one process took. */
export interface Measurement {
  /** User and system time of the whole process, in milliseconds. */
  readonly cpu: number;
  /** Of that, to construct and to synthesize. */
  readonly work: number;
  /** From the start of the process, in milliseconds. */
  readonly wall: number;
  /** Peak memory, in megabytes. */
  readonly memory: number;
  /** Of the template, in bytes. */
  readonly template: number;
  /** Constructs in the tree. */
  readonly nodes: number;
  /** What its last document does, as JSON text with the keys in alphabetical order: all variants declare the same. */
  readonly content: string;
}

/** Measures one variant in this process: construct, synthesize, tell the parent. */
export function run(variant: Variant, count: number, outdir: string): void {
  const before = process.cpuUsage();
  const app = new App({ outdir, context: { '@aws-cdk/core:stackResourceLimit': 0 } });
  variant(new Stack(app, 'Stack'), Array.from({ length: count }, (_, index) => workload(index)));
  app.synth();
  const used = process.cpuUsage(before);
  const total = process.cpuUsage();
  const wall = process.uptime() * 1000;
  const [template] = readdirSync(outdir).filter(file => file.endsWith('.template.json')).map(file => readFileSync(join(outdir, file), 'utf8'));
  const measured: Measurement = {
    cpu: (total.user + total.system) / 1000,
    work: (used.user + used.system) / 1000,
    wall,
    memory: process.resourceUsage().maxRSS / 1024,
    template: Buffer.byteLength(template),
    nodes: app.node.findAll().length,
    content: contentIn(template),
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

function contentIn(template: string): string {
  const { Resources } = JSON.parse(template) as { Resources: Record<string, { Type: string; Properties: { Content?: unknown } }> };
  const resources = Object.values(Resources);
  const deployed = resources.filter(({ Type }) => Type === 'AWS::SSM::Document').pop()!.Properties.Content;
  const content = (typeof deployed === 'string' ? JSON.parse(deployed) : deployed) as Record<string, unknown>;
  const joined = content['Fn::Join'] as [string, unknown[]] | undefined;
  const whole = joined === undefined ? content : JSON.parse(joined[1].map(part => typeof part === 'string' ? part : 'deploy-time').join('')) as Record<string, unknown>;
  // Of a runbook only the steps: what the role becomes differs.
  return JSON.stringify(whole.mainSteps ?? whole, (_, value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => left < right ? -1 : 1))
    : value);
}
