import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { ContentValue, isMap } from '../../src/content/value';
import { loadPeer } from '../peers';
import { Complaints, Judge } from './judge';

/** So many runbooks are put into one stack; each run has a fixed cost of its own. */
const RUNBOOKS_PER_STACK = 100;

interface ValidationReport {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly {
      readonly description: string;
      readonly violatingConstructs: readonly { readonly cloudFormationResource?: { readonly logicalId?: string } }[];
    }[];
  }[];
}

/** `cdk-preflight` as its users run it: applied to an app of `CfnDocument`s with the content as an object. */
export const PREFLIGHT: Judge = {
  name: 'cdk-preflight',
  sees: withoutNulls,
  judge(contents) {
    const complaints: Complaints[] = [];
    for (let at = 0; at < contents.length; at += RUNBOOKS_PER_STACK) complaints.push(...judgeStack(contents.slice(at, at + RUNBOOKS_PER_STACK)));
    return complaints;
  },
};

/** The CDK leaves out of a template what is null. */
function withoutNulls(value: ContentValue): ContentValue {
  if (Array.isArray(value)) return value.filter(item => item !== null).map(withoutNulls);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null).map(([key, item]) => [key, withoutNulls(item)]));
}

function judgeStack(contents: Parameters<Judge['judge']>[0]): Complaints[] {
  const { Preflight } = loadPeer<{ Preflight: { apply(app: App): void } }>('cdk-preflight');
  const outdir = mkdtempSync(join(tmpdir(), 'damage-preflight-'));
  const { error } = console;
  try {
    const app = new App({ outdir, analyticsReporting: false });
    const stack = new Stack(app, 'Stack');
    contents.forEach((content, index) => new CfnDocument(stack, `D${index}`, { documentType: 'Automation', content }));
    Preflight.apply(app);
    console.error = () => undefined; // it writes every finding there
    try {
      app.synth();
    } catch {
      // What it found stands in the report.
    }
    const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as ValidationReport;
    const found = contents.map((): string[] => []);
    for (const { description, violatingConstructs } of report.pluginReports.filter(plugin => plugin.pluginName === 'cdk-preflight').flatMap(plugin => plugin.violations)) {
      for (const construct of violatingConstructs) {
        const index = Number(/^D(\d+)$/.exec(construct.cloudFormationResource?.logicalId ?? '')?.[1]);
        if (Number.isNaN(index)) throw new Error(`cdk-preflight says of no runbook in particular: ${description}`);
        found[index].push(description);
      }
    }
    return found;
  } finally {
    console.error = error;
    rmSync(outdir, { recursive: true });
  }
}
