import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStackResourcesCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { App } from 'aws-cdk-lib';
import { CdkCli, CliResult } from './cdk-cli';
import { DocumentState, DocumentVersionState } from '../ssm-double/document-store';
import { CustomResourceExchange } from './local/custom-resources';
import { LocalCloud, REGION } from './local/local-cloud';

/** An app that was synthesized once, and can be deployed as often as needed. */
export interface Assembly {
  readonly folder: string;
  /** The template of a stack. */
  template(stack: string): Template;
}

export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly DeletionPolicy?: string; readonly Properties: any }>>;
}

/** Where a scenario plays: the cloud, the CLI, and what both are asked about. */
export class Stage {
  private readonly cloudFormation: CloudFormationClient;

  public constructor(public readonly cloud: LocalCloud, private readonly cli: CdkCli) {
    this.cloudFormation = new CloudFormationClient({ endpoint: cloud.address, region: REGION, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  }

  /** The double of Systems Manager. */
  public get double() {
    return this.cloud.double;
  }

  public synth(addStacks: (app: App) => void): Assembly {
    const folder = mkdtempSync(join(this.cloud.folder, 'app-'));
    const app = new App({ outdir: folder });
    addStacks(app);
    app.synth();
    return { folder, template: stack => JSON.parse(readFileSync(join(folder, `${stack}.template.json`), 'utf8')) as Template };
  }

  /** Deploys a stack, which must succeed. */
  public async deploy(assembly: Assembly, stack: string, ...parameters: string[]): Promise<CliResult> {
    const result = await this.cli.deploy(assembly.folder, stack, ...parameters);
    assert.equal(result.status, 0, `cdk deploy ${stack} failed:\n${result.output}`);
    return result;
  }

  /** Deploys a stack, which must fail with a reason that people read. */
  public async deployFails(assembly: Assembly, stack: string, reason: RegExp): Promise<CliResult> {
    const result = await this.cli.deploy(assembly.folder, stack);
    assert.equal(result.status, 1, `cdk deploy ${stack} did not fail:\n${result.output}`);
    // The CLI breaks long reasons into lines.
    assert.ok(reason.test(result.output.replace(/\s+/g, ' ')), `nobody reads ${reason}:\n${result.output}`);
    return result;
  }

  /** Destroys a stack, which must succeed. */
  public async destroy(assembly: Assembly, stack: string): Promise<CliResult> {
    const result = await this.cli.destroy(assembly.folder, stack);
    assert.equal(result.status, 0, `cdk destroy ${stack} failed:\n${result.output}`);
    assert.match(result.output, new RegExp(`${stack}: destroyed`));
    return result;
  }

  /** Physical ids by logical id, of what stands in a stack. */
  public async resources(stack: string): Promise<Readonly<Record<string, string>>> {
    const { StackResources } = await this.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stack }));
    return Object.fromEntries(StackResources!.map(({ LogicalResourceId, PhysicalResourceId }) => [LogicalResourceId, PhysicalResourceId ?? '']));
  }

  public async stackStatus(stack: string): Promise<string> {
    const { Stacks } = await this.cloudFormation.send(new DescribeStacksCommand({ StackName: stack }));
    return Stacks![0].StackStatus!;
  }

  /** The default version of a document, which must be the latest one. */
  public current(name: string): DocumentVersionState {
    const document = this.double.document(name);
    assert.ok(document, `there is no document ${name}`);
    assert.equal(document.defaultVersion, document.latestVersion, `the latest version of ${name} is not its default one`);
    return document.versions.find(({ version }) => version === document.defaultVersion)!;
  }

  /** Documents of this account. */
  public documents(): readonly DocumentState[] {
    return this.double.documents.all.filter(({ owner }) => owner === this.double.account);
  }

  /** Requests that custom resources got, of one type or of all. */
  public exchanges(type?: string): readonly CustomResourceExchange[] {
    return this.cloud.customResources.exchanges.filter(({ event }) => type === undefined || event.ResourceType === type);
  }

  /** What users of Systems Manager meet: contents, sharing, tags, settings; not how many versions there were before. */
  public state(): object {
    return {
      documents: this.documents().map(({ name, type, shares, tags }) => {
        const { content, hash, format } = this.current(name);
        return { name, type, shares, tags, content, hash, format };
      }),
      settings: this.double.settings.all,
    };
  }

  /** That each document of a stack is, byte for byte, what was synthesized; what only the deployment knew may be anything. */
  public async isAsSynthesized(assembly: Assembly, stack: string): Promise<void> {
    const physical = await this.resources(stack);
    const documents = Object.entries(assembly.template(stack).Resources).filter(([, { Type }]) => Type === 'AWS::SSM::Document');
    for (const [logicalId, { Properties: { Content, Name } }] of documents) {
      const { content, hash } = this.current(physical[logicalId]);
      if (Name !== undefined) assert.equal(physical[logicalId], Name);
      assert.equal(hash, createHash('sha256').update(content).digest('hex'));
      assert.match(content, new RegExp(`^${literalParts(Content).map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('[^]*')}$`), logicalId);
      if (typeof Content === 'string') assert.equal(content, Content, logicalId);
    }
  }

  public close(): void {
    this.cloudFormation.destroy();
  }
}

/** What of a text is known at synth. */
function literalParts(content: unknown): string[] {
  if (typeof content === 'string') return [content];
  const [separator, parts] = (content as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'] ?? ['-', []];
  return separator === '' ? parts.map(part => typeof part === 'string' ? part : '') : [''];
}
