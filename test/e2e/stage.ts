import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStackResourcesCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ModifyDocumentPermissionCommand, SSMClient } from '@aws-sdk/client-ssm';
import { App } from 'aws-cdk-lib';
import { CdkCli, CliResult } from './cdk-cli';
import { Deployed, textOf } from './intrinsics';
import { CustomResourceExchange } from './local/custom-resources';
import { LocalCloud, REGION } from './local/local-cloud';
import { KINDS, Remains } from './local/remains';
import { AccessRequestState } from '../ssm-double/access-request-store';
import { DocumentState, DocumentVersionState } from '../ssm-double/document-store';
import { FINAL_STATUSES } from '../ssm-double/execution-store';

/** An app that was synthesized once, and can be deployed as often as needed. */
export interface Assembly {
  readonly folder: string;
  /** The template of a stack. */
  template(stack: string): Template;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: any;
}

/** What an account holds at one moment. */
export interface Account {
  /** By name. */
  readonly documents: Readonly<Record<string, DocumentState>>;
  readonly settings: Readonly<Record<string, string>>;
  /** With document and status. */
  readonly executions: readonly string[];
  readonly accessRequests: readonly AccessRequestState[];
  /** Roles with their policies, functions, log groups, … */
  readonly others: object;
}

/** What is there although no stack is. */
export interface Leftovers {
  /** Names. */
  readonly documents?: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
  readonly remains?: Partial<Remains>;
}

/** What the CLI asks to find out that nothing has changed: whether the template is published, and what the stack is. */
const CALLS_OF_NO_CHANGE = /^(sts:(AssumeRole|GetCallerIdentity)|s3:(GET|HEAD) .*|ssm:GetParameter|cloudformation:(DescribeStacks|GetTemplate|DeleteChangeSet|ListStacks))$/;

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

  /** Deploys a stack, which must succeed and have something to do. */
  public async deploy(assembly: Assembly, stack: string, ...parameters: string[]): Promise<CliResult> {
    const result = await this.cli.deploy(assembly.folder, stack, ...parameters);
    assert.equal(result.status, 0, `cdk deploy ${stack} failed:\n${result.output}`);
    assert.match(result.output, new RegExp(`^✅ {2}${stack}$`, 'm'));
    return result;
  }

  /** Deploys what is deployed already: only the CLI asks, and nobody asks Systems Manager for anything but the version of the bootstrap stack. */
  public async deployUnchanged(assembly: Assembly, stack: string, ...parameters: string[]): Promise<void> {
    const account = await this.account();
    const before = [this.cloud.gateway.calls, this.double.requests, this.exchanges(), this.cloud.functions.invocations].map(({ length }) => length);
    const { status, output } = await this.cli.deploy(assembly.folder, stack, ...parameters);
    assert.equal(status, 0, `cdk deploy ${stack} failed:\n${output}`);
    assert.match(output, new RegExp(`^✅ {2}${stack} \\(no changes\\)$`, 'm'));
    const calls = this.cloud.gateway.calls.slice(before[0]);
    assert.deepEqual(calls.filter(({ caller }) => caller !== 'cli'), []);
    assert.deepEqual([...new Set(calls.map(({ service, action }) => `${service}:${action}`))].filter(call => !CALLS_OF_NO_CHANGE.test(call)), []);
    const after = [calls, this.double.requests, this.exchanges(), this.cloud.functions.invocations].map(({ length }) => length);
    assert.deepEqual(after.slice(1), before.slice(1));
    assert.deepEqual(await this.account(), account);
  }

  /**
   * Deploys a stack, which must fail with a reason that people read at the end, and is rolled back.
   *
   * @returns with what is said at the end, in one line, as the CLI breaks long reasons into several.
   */
  public async deployFails(assembly: Assembly, stack: string, reason?: RegExp): Promise<CliResult & { readonly said: string }> {
    const result = await this.cli.deploy(assembly.folder, stack);
    assert.equal(result.status, 1, `cdk deploy ${stack} did not fail:\n${result.output}`);
    const said = result.output.slice(result.output.indexOf('❌')).replace(/\s+/g, ' ');
    assert.ok(said.startsWith(`❌ ${stack} failed`), said);
    if (reason !== undefined) assert.match(said, reason);
    assert.match(await this.stackStatus(stack), /^(UPDATE_)?ROLLBACK_COMPLETE$/);
    return { ...result, said };
  }

  /** Destroys a stack, which must succeed. */
  public async destroy(assembly: Assembly, stack: string): Promise<CliResult> {
    const result = await this.cli.destroy(assembly.folder, stack);
    assert.equal(result.status, 0, `cdk destroy ${stack} failed:\n${result.output}`);
    assert.match(result.output, new RegExp(`^✅ {2}${stack}: destroyed$`, 'm'));
    return result;
  }

  /** The physical id of what has this id in its stack. */
  public async resource(stack: string, id: string): Promise<string> {
    const found = Object.entries(await this.resources(stack)).filter(([logicalId]) => new RegExp(`^${id}[0-9A-F]{8}$`).test(logicalId));
    assert.equal(found.length, 1, `${found.length} resources are called ${id}`);
    return found[0][1];
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

  /** As somebody does who is not in the stack. */
  public async share(name: string, account: string, change: 'now' | 'no more' = 'now'): Promise<void> {
    const ssm = new SSMClient({ endpoint: this.double.endpoint, region: REGION, credentials: { accessKeyId: 'somebody', secretAccessKey: 'secret' } });
    await ssm.send(new ModifyDocumentPermissionCommand({
      Name: name, PermissionType: 'Share', [change === 'now' ? 'AccountIdsToAdd' : 'AccountIdsToRemove']: [account],
    }));
    ssm.destroy();
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

  /** The same in short, in their order: what was asked, of what, what was answered, and how many tries it took where that was not one. */
  public answers(type?: string): readonly string[] {
    return this.exchanges(type).map(({ event, answer, tries }) =>
      `${event.RequestType} ${event.ResourceType.replace('Custom::SSM', '')} ${answer?.Status}${tries === 1 ? '' : ` after ${tries} tries`}`);
  }

  /** Everything that the account holds: documents with all that is known of them, settings, executions, access requests, and what other services have. */
  public async account(): Promise<Account> {
    return {
      documents: Object.fromEntries(this.documents().map(document => [document.name, document])),
      settings: { ...this.double.settings.all },
      executions: this.double.executions.all.map(({ kind, documentName, status }) => `${kind} ${documentName} ${status}`),
      accessRequests: this.double.accessRequests.all,
      others: await this.cloud.details(),
    };
  }

  /** That nothing is in the account but this. */
  public async holdsOnly({ documents = [], settings = {}, remains = {} }: Leftovers = {}): Promise<void> {
    assert.deepEqual(this.documents().map(({ name }) => name), documents);
    assert.deepEqual(this.double.settings.all, settings);
    const sorted = (all: Partial<Remains>) => Object.fromEntries(Object.values(KINDS).map(kind => [kind, [...all[kind] ?? []].sort()]));
    assert.deepEqual(sorted(await this.cloud.remains()), sorted(remains));
    const open = this.double.executions.all.filter(({ status }) => !FINAL_STATUSES.includes(status));
    assert.deepEqual(open.map(({ id, kind, status }) => `${kind} ${id} ${status}`), []);
    const asked = this.double.accessRequests.all.filter(({ status }) => status === 'PendingApproval' || status === 'Approved');
    assert.deepEqual(asked.map(({ id, status }) => `${id} ${status}`), []);
  }

  /** That each document of a stack is, byte for byte and with all else, what was synthesized. */
  public async isAsSynthesized(assembly: Assembly, stack: string, parameters: readonly string[] = []): Promise<void> {
    const physical = await this.resources(stack);
    const { Resources } = assembly.template(stack);
    const deployed: Deployed = {
      account: this.double.account,
      region: this.double.region,
      physical,
      types: Object.fromEntries(Object.entries(Resources).map(([logicalId, { Type }]) => [logicalId, Type])),
      parameters: Object.fromEntries(parameters.filter(text => text.includes('=')).map(text => text.split('=') as [string, string])),
      data: Object.fromEntries(this.exchanges().map(({ event, answer }) => [event.LogicalResourceId, answer?.Data ?? {}])),
    };
    const documents = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::SSM::Document');
    for (const [logicalId, { Properties }] of documents) {
      const { content, hash, format, versionName, targetType, status } = this.current(physical[logicalId]);
      const { type, tags } = this.double.document(physical[logicalId])!;
      assert.equal(content, textOf(Properties.Content, deployed), logicalId);
      assert.equal(hash, createHash('sha256').update(content).digest('hex'));
      const { DocumentType = 'Command', DocumentFormat = 'JSON', VersionName, TargetType, Name = physical[logicalId], Tags = [] } = Properties;
      assert.deepEqual({ name: physical[logicalId], type, format, versionName, targetType, status },
        { name: Name, type: DocumentType, format: DocumentFormat, versionName: VersionName, targetType: TargetType, status: 'Active' });
      const { 'aws:cloudformation:stack-name': stackName, 'aws:cloudformation:logical-id': id, 'aws:cloudformation:stack-id': _, ...own } = tags;
      assert.deepEqual([stackName, id], [stack, logicalId]);
      assert.deepEqual(own, Object.fromEntries(Tags.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value])));
    }
  }

  public close(): void {
    this.cloudFormation.destroy();
  }
}
