import { randomBytes } from 'node:crypto';
import {
  AddTagsToResourceCommand, CreateDocumentCommand, CreateDocumentCommandInput, DeleteDocumentCommand, DescribeDocumentCommand, DocumentDescription,
  RemoveTagsFromResourceCommand, SSMClient, UpdateDocumentCommand, UpdateDocumentCommandInput,
  UpdateDocumentDefaultVersionCommand,
} from '@aws-sdk/client-ssm';
import { dump } from 'js-yaml';

/** What the plug-in of ministack asks for. */
export interface DocumentRequest {
  readonly logicalId: string;
  readonly stackName: string;
  readonly physicalId: string;
  readonly properties: DocumentProperties;
  readonly oldProperties: DocumentProperties;
}

export interface DocumentProperties {
  readonly Content: string | object;
  readonly Name?: string;
  readonly DocumentType?: string;
  readonly DocumentFormat?: string;
  readonly UpdateMethod?: 'NewVersion' | 'Replace';
  readonly VersionName?: string;
  readonly TargetType?: string;
  readonly Requires?: readonly object[];
  readonly Attachments?: readonly object[];
  /** Those of the stack and of CloudFormation are among them. */
  readonly Tags?: readonly Tag[];
}

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

const CREATE_ONLY = ['Name', 'DocumentType'] as const;
const CONDITIONAL_CREATE_ONLY = ['Content', 'Attachments', 'VersionName', 'DocumentFormat', 'TargetType', 'Requires'] as const;
const POLLS = 60;
const POLL_AFTER = 250;

/**
 * The resource handler of AWS::SSM::Document, after the behaviour of the one that AWS publishes (aws-cloudformation-resource-providers-ssm):
 * which properties make a new document, how a new version is made and promoted, how documents without a name are called.
 */
export class DocumentResource {
  public constructor(private readonly client: SSMClient) {
  }

  public async create({ logicalId, stackName, properties }: DocumentRequest): Promise<{ physicalId: string }> {
    const { Name = generatedName(stackName, logicalId), DocumentType, Requires, Tags } = properties;
    const typed = { DocumentType, Requires, Tags } as Pick<CreateDocumentCommandInput, 'DocumentType' | 'Requires' | 'Tags'>;
    await this.client.send(new CreateDocumentCommand({ ...contentInput(Name, properties), ...typed }));
    try {
      await this.settled(Name);
    } catch (error) {
      // The rollback of a creation deletes what the handler has named.
      await this.delete({ physicalId: Name });
      throw error;
    }
    return { physicalId: Name };
  }

  public async update(request: DocumentRequest): Promise<{ physicalId: string }> {
    const { physicalId: Name, properties, oldProperties } = request;
    const changes = (keys: readonly (keyof DocumentProperties)[]) => keys.filter(key => !isSame(properties[key], oldProperties[key]));
    const changed = changes(CONDITIONAL_CREATE_ONLY);
    if (changes(CREATE_ONLY).length > 0 || changed.length > 0 && properties.UpdateMethod !== 'NewVersion') {
      // A new document, before the old one is deleted: which fails where both have one name.
      return this.create(request);
    }
    await this.updateTags(Name, properties.Tags ?? [], oldProperties.Tags ?? []);
    // UpdateDocument does not take Requires; that it has changed is passed over in silence.
    if (changed.some(key => key !== 'Requires')) await this.newVersion(Name, properties);
    return { physicalId: Name };
  }

  public async delete({ physicalId: Name }: Pick<DocumentRequest, 'physicalId'>): Promise<object> {
    try {
      await this.client.send(new DeleteDocumentCommand({ Name, Force: true }));
    } catch (error) {
      // What is gone already is no failure of a deletion.
      if ((error as Error).name !== 'InvalidDocument') throw error;
    }
    return {};
  }

  private async newVersion(Name: string, properties: DocumentProperties): Promise<void> {
    // Content that the latest version has already, and a name that a version has, fail the update.
    await this.client.send(new UpdateDocumentCommand({ ...contentInput(Name, properties), DocumentVersion: '$LATEST' }));
    const { LatestVersion, DefaultVersion } = await this.settled(Name);
    if (LatestVersion !== DefaultVersion) {
      await this.client.send(new UpdateDocumentDefaultVersionCommand({ Name, DocumentVersion: LatestVersion }));
    }
  }

  private async updateTags(ResourceId: string, tags: readonly Tag[], old: readonly Tag[]): Promise<void> {
    const resource = { ResourceType: 'Document', ResourceId } as const;
    const removed = old.filter(({ Key, Value }) => !tags.some(tag => tag.Key === Key && tag.Value === Value)).map(({ Key }) => Key);
    const added = tags.filter(tag => !old.some(({ Key, Value }) => tag.Key === Key && tag.Value === Value));
    if (removed.length > 0) await this.client.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: removed }));
    if (added.length > 0) await this.client.send(new AddTagsToResourceCommand({ ...resource, Tags: added }));
  }

  private async settled(Name: string): Promise<DocumentDescription> {
    for (let count = 0; count < POLLS; count += 1) {
      const { Document } = await this.client.send(new DescribeDocumentCommand({ Name, DocumentVersion: '$LATEST' }));
      if (Document!.Status === 'Active') return Document!;
      if (Document!.Status === 'Failed') throw new Error(`Document ${Name} failed: ${Document!.StatusInformation}`);
      await new Promise(resolve => setTimeout(resolve, POLL_AFTER));
    }
    throw new Error(`Document ${Name} is not stable`);
  }
}

function contentInput(Name: string, { Content, DocumentFormat = 'JSON', VersionName, TargetType, Attachments }: DocumentProperties): UpdateDocumentCommandInput {
  const input = { Name, Content: contentText(Content, DocumentFormat), DocumentFormat, VersionName, TargetType, Attachments };
  return input as UpdateDocumentCommandInput;
}

/** A string is sent as it is. */
function contentText(content: string | object, format: string): string {
  if (typeof content === 'string') return content;
  if (format === 'TEXT') throw new Error('Document format not supported TEXT');
  return format === 'YAML' ? dump(content) : JSON.stringify(content, undefined, 2);
}

/** Names that begin with what AWS reserves would be refused, so the name of such a stack is left out. */
function generatedName(stackName: string, logicalId: string): string {
  const prefix = /^(aws-|amazon|amzn)/i.test(stackName) ? '' : `${stackName}-`;
  const random = randomBytes(6).toString('hex').toUpperCase();
  return `${`${prefix}${logicalId}`.slice(0, 128 - random.length - 1)}-${random}`;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
