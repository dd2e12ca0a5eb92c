import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { DescribeDocumentCommand, GetDocumentCommand, paginateListDocuments, SSMClient } from '@aws-sdk/client-ssm';
import { App, Stack } from 'aws-cdk-lib';
import { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { PreferencesOnDelete } from '../src';
import { colour, describe, documentsOf, ShownDocument, textParts } from './demo-documents';
import { Stage } from '../test/e2e/stage';
import { withLocalClouds } from '../test/e2e/with-local-cloud';

/** What stacks ask of whoever deploys them. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = { Tunnels: ['--parameters', 'DatabaseHost=db.example.com'] };

/**
 * Deploys stacks with the CDK CLI to doubles on this machine, shows the documents as the service holds them, and destroys the stacks again.
 *
 * @param names of stacks; none stand for all
 * @returns the exit status: 1 if anything failed, is not as synthesized, or is left behind by mistake
 */
export async function deployStacks(app: App, assembly: CloudAssembly, names: readonly string[]): Promise<number> {
  const all = assembly.stacks.map(({ id }) => id);
  const unknown = names.filter(name => !all.includes(name));
  if (unknown.length > 0) throw new Error(`There is no stack ${unknown.join(', ')}; there are ${all.join(', ')}`);
  const stacks = assembly.stacks.filter(({ id }) => names.length === 0 || names.includes(id));
  console.log('Starting doubles of AWS on this machine (the first time they are installed); no AWS account is touched.');
  return withLocalClouds(1, async ([{ cloud, cli }]) => {
    await cloud.reset({ reviews: 'required' });
    const stage = new Stage(cloud, cli);
    const ssm = new SSMClient({ endpoint: cloud.gateway.address, region: 'us-east-1', credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' } });
    const folder = resolve(assembly.directory);
    const faults: string[] = [];
    const kept = new Map<string, string>();
    const settings = { ...cloud.double.settings.all };
    for (const stack of stacks) {
      title(`cdk deploy ${stack.id}`);
      const { status } = await cli.deploy(folder, stack.id, ...PARAMETERS[stack.id] ?? []);
      if (status !== 0) {
        faults.push(`cdk deploy ${stack.id} ended with ${status}`);
        continue;
      }
      title(`Documents of ${stack.id}`);
      const physicalIds = await stage.resources(stack.id);
      for (const document of documentsOf(app.node.findChild(stack.id))) {
        if (!await isAsSynthesized(ssm, document, physicalIds)) faults.push(`${document.node.path} is not as synthesized`);
      }
      for (const [logicalId, reason] of keptBy(stack)) kept.set(physicalIds[logicalId], `${reason} of ${stack.id}`);
    }
    for (const { id } of [...stacks].reverse()) {
      title(`cdk destroy ${id}`);
      const { status } = await cli.destroy(folder, id);
      if (status !== 0) faults.push(`cdk destroy ${id} ended with ${status}`);
    }
    title('What is left');
    const documents: string[] = [];
    for await (const page of paginateListDocuments({ client: ssm }, { Filters: [{ Key: 'Owner', Values: ['Self'] }] })) {
      documents.push(...page.DocumentIdentifiers!.map(({ Name }) => Name!));
    }
    const left = Object.entries({ documents, ...await cloud.remains() }).flatMap(([kind, ids]) => ids.map(id => ({ kind, id })));
    for (const { kind, id } of left) {
      const reason = kept.get(id);
      console.log(`${kind.padEnd(10)} ${id}  ${reason ?? colour(31, 'by mistake')}`);
      if (reason === undefined) faults.push(`${id} is left`);
    }
    if (left.length === 0) console.log('no documents and no other resources');
    const changed = Object.entries(cloud.double.settings.all).filter(([id, value]) => settings[id] !== value);
    for (const [id, value] of changed) {
      console.log(`setting    ${id} is ${value}  ${colour(31, 'by mistake')}`);
      faults.push(`${id} is not what it was`);
    }
    if (changed.length === 0) console.log('settings   as they were before');
    // Nobody can delete these.
    const happened = [
      ...cloud.double.executions.all.map(({ kind, status }) => `${kind === 'ChangeRequest' ? 'change request' : 'execution'}, ${status}`),
      ...cloud.double.accessRequests.all.map(({ status }) => `access request, ${status}`),
    ];
    for (const what of happened) console.log(`history    ${what}`);
    stage.close();
    ssm.destroy();
    console.log(faults.length === 0 ? '\nEverything was as synthesized.' : `\n${colour(31, faults.join('\n'))}`);
    return faults.length === 0 ? 0 : 1;
  }, text => process.stdout.write(text));
}

/** Shows a document as the service holds it, beside what was synthesized. */
async function isAsSynthesized(ssm: SSMClient, document: ShownDocument, physicalIds: Readonly<Record<string, string>>): Promise<boolean> {
  const name = Stack.of(document).resolve(document.documentName) as string | { Ref: string };
  const Name = typeof name === 'string' ? name : physicalIds[name.Ref];
  const { Document: held } = await ssm.send(new DescribeDocumentCommand({ Name }));
  const { Content: text } = await ssm.send(new GetDocumentCommand({ Name, DocumentFormat: held!.DocumentFormat }));
  const parts = textParts(document);
  const isKnown = parts.every(part => typeof part === 'string');
  const isEqual = isKnown
    ? held!.Hash === document.contentHash
    : held!.Hash === createHash('sha256').update(text!).digest('hex') && new RegExp(`^${parts.map(patternOf).join('')}$`).test(text!);
  console.log(`\n${colour(1, Name)}  ${held!.DocumentType}, version ${held!.DocumentVersion} of ${held!.LatestVersion}, ${held!.Status}`);
  console.log(`  service      ${held!.Hash}`);
  const mark = isEqual ? colour(32, isKnown ? 'equal' : 'fits') : colour(31, 'DIFFERS');
  if (isKnown) {
    console.log(`  synthesized  ${document.contentHash}  ${mark}`);
  } else {
    const values = [...new Set(parts.filter(part => typeof part !== 'string').map(describe))].join(', ');
    console.log(`  synthesized  no hash, as only the deployment knows ${values}; the text around that  ${mark}`);
  }
  return isEqual && held!.Status === 'Active';
}

/** What matches a part of a text: itself, or whatever the deployment has put there. */
function patternOf(part: unknown): string {
  return typeof part === 'string' ? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : '[^]*';
}

/** Logical ids of what a stack leaves when it is destroyed, with what says so. */
function keptBy({ template }: CloudFormationStackArtifact): (readonly [string, string])[] {
  const resources = template.Resources as Record<string, { DeletionPolicy?: string; Properties?: { OnDelete?: string } }>;
  return Object.entries(resources).flatMap(([logicalId, { DeletionPolicy, Properties }]): (readonly [string, string])[] => {
    if (DeletionPolicy === 'Retain') return [[logicalId, 'kept by the removal policy RETAIN']];
    return Properties?.OnDelete === PreferencesOnDelete.LEAVE ? [[logicalId, 'kept by PreferencesOnDelete.LEAVE, the default,']] : [];
  });
}

function title(text: string): void {
  console.log(colour(1, `\n━━ ${text}`));
}
