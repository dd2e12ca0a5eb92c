import { createHash } from 'node:crypto';
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
  /** How many resources of which types it declares. */
  readonly resources: string;
  /** The hash of all its documents, whatever order the keys have and however the role is named. */
  readonly documents: string;
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
    memory: process.resourceUsage().maxRSS * 1024 / 1e6,
    template: Buffer.byteLength(template),
    nodes: app.node.findAll().length,
    ...declaredIn(template),
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

interface Resource {
  readonly Type: string;
  readonly Properties: { readonly Content?: unknown };
}

/** All variants must declare the same: how many resources of which types, and each document but the role that it names. */
function declaredIn(template: string): Pick<Measurement, 'resources' | 'documents'> {
  const resources = Object.values((JSON.parse(template) as { Resources: Record<string, Resource> }).Resources);
  const types = [...new Set(resources.map(({ Type }) => Type))].sort();
  const contents = resources.filter(({ Type }) => Type === 'AWS::SSM::Document').map(({ Properties }) => contentOf(Properties.Content));
  return {
    resources: types.map(type => `${resources.filter(({ Type }) => Type === type).length} ${type}`).join(', '),
    documents: createHash('sha256').update(JSON.stringify(contents, inAlphabeticalOrder)).digest('hex'),
  };
}

function contentOf(deployed: unknown): object {
  const content = (typeof deployed === 'string' ? JSON.parse(deployed) : deployed) as Record<string, unknown>;
  const joined = content['Fn::Join'] as [string, unknown[]] | undefined;
  const whole = joined === undefined ? content : JSON.parse(joined[1].map(part => typeof part === 'string' ? part : '').join('')) as Record<string, unknown>;
  return 'assumeRole' in whole ? { ...whole, assumeRole: 'a role' } : whole;
}

function inAlphabeticalOrder(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => left < right ? -1 : 1))
    : value;
}
