import { Annotations, aws_ssm as ssm, CfnTag, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import { declaredParameters } from './declared-parameter';
import { DeployedContentHash } from './deployed-content-hash';
import { DocumentAttachment } from './document-attachment';
import { DocumentBase } from './document-base';
import { DocumentFormat } from './document-format';
import { DocumentOptions } from './document-options';
import { DocumentParameter } from './document-parameter';
import { DocumentSource, DocumentText } from './document-text';
import { ValidationError } from './host-language';
import { reportFindings } from './report-findings';
import { UpdateMethod } from './update-method';
import { DocumentType as WireType } from '../content/schema/document-types';
import { DOCUMENT_VERSION, TARGET_TYPE, VERSION_NAME } from '../content/schema/names';
import { isMap, isPlainMap } from '../content/value';

const MAX_ATTACHMENTS = 20;
/** Types that the API has but that the reference of `AWS::SSM::Document` does not list. */
const NOT_IN_CLOUDFORMATION: readonly WireType[] = ['ConformancePackTemplate', 'QuickSetup'];

/**
 * What a kind of document says about itself to its base.
 *
 * @internal
 */
export interface ContentDocumentSpec extends Omit<DocumentSource, 'name' | 'format'> {
  /** What messages call the document: "document", "runbook". */
  readonly noun: string;
  /** The format, where it does not follow from the options. */
  readonly format?: DocumentSource['format'];
  /** Attachments that the content brings along, beside those of the options. */
  readonly attachments?: readonly DocumentAttachment[];
}

/**
 * A document whose content this app gives.
 *
 * @internal
 */
export abstract class ContentDocument extends DocumentBase {
  private readonly resource: ssm.CfnDocument;
  private nameToken?: string;
  private arnToken?: string;
  private readonly documentText: DocumentText;
  private hash?: string;

  /** The type of the document. @internal */
  public readonly _type: WireType;
  /** The content as it was given, with its tokens. @internal */
  public readonly _given: unknown;

  /**
   * @param specOf what kind of document it is; a function where the content needs the construct.
   */
  constructor(scope: Construct, id: string, options: DocumentOptions, specOf: ContentDocumentSpec | ((self: Construct) => ContentDocumentSpec)) {
    super(scope, id, { physicalName: options.documentName });
    const spec = typeof specOf === 'function' ? specOf(this) : specOf;
    const attachments = [...options.attachments ?? [], ...spec.attachments ?? []];
    this._type = spec.type;
    this._given = spec.content;
    this.checkOptions(options, attachments);
    const format = spec.format ?? options.documentFormat ?? DocumentFormat.JSON;
    const updateMethod = options.updateMethod ?? UpdateMethod.NEW_VERSION;
    const name = options.documentName !== undefined && !Token.isUnresolved(options.documentName) ? options.documentName : undefined;
    this.documentText = new DocumentText(this, { ...spec, format, name });

    this.resource = new ssm.CfnDocument(this, 'Resource', {
      // The L1 refuses a text here, so the text is set below.
      content: {},
      documentFormat: format,
      documentType: spec.type,
      // Without a name of its own `physicalName` is a token for nothing, which costs as much as one for something.
      name: options.documentName === undefined ? undefined : this.physicalName,
      updateMethod,
      targetType: options.targetType,
      versionName: options.versionName,
      attachments: attachments.length > 0 ? attachments.map((attachment, index) => attachment._bind(this, index)) : undefined,
      requires: options.requires?.length
        ? options.requires.map(({ document, version }) => ({ name: document.documentRef.documentName, version })) : undefined,
      tags: tagsOf(options.tags),
    });
    this.resource.addPropertyOverride('Content', this.documentText.asProperty());
    this.warnOfOptions(options, updateMethod, spec.type);
    this.node.addValidation({ validate: () => reportFindings(this, spec.noun, this.documentText.findings()) });
  }

  // Tokens cost time, and most documents are never referred to: they are made when somebody asks.

  public get documentName(): string {
    return this.nameToken ??= this.getResourceNameAttribute(this.resource.ref);
  }

  public get documentArn(): string {
    return this.arnToken ??= this.getResourceArnAttribute(ssm.CfnDocument.arnForDocument(this.resource), {
      service: 'ssm',
      resource: 'document',
      resourceName: this.physicalName,
    });
  }

  /**
   * The text that SSM keeps as the content of the document, byte for byte. It holds tokens where a value is only known
   * at deployment.
   */
  public get contentText(): string {
    return this.documentText.asString();
  }

  /**
   * The hash that SSM reports for the content: lower-case hex SHA-256 of the bytes of `contentText`.
   *
   * It is a literal where the content is known at synthesis. Where the content holds values that are only known at deployment,
   * a custom resource reads the hash of the latest version after it was deployed. Use such a hash in the document's own stack: another stack
   * would import it, and CloudFormation refuses to change what is imported, so that the content could not change any more.
   */
  public get contentHash(): string {
    return this.hash ??= this.documentText.hash(() => new DeployedContentHash(this, 'ContentHash', this).contentHash);
  }

  /** The text that is deployed. @internal */
  public get _text(): string {
    return this.documentText.asProperty();
  }

  /** The hash of the text, where it is known before deployment. To be asked when the template is made. @internal */
  public get _knownHash(): string | undefined {
    return this.documentText.knownHash();
  }

  /** The parameters that the content declares; undefined where they are only known later. @internal */
  public get _declared(): DocumentParameter[] | undefined {
    const { parameters = {} } = isMap(this._given) ? this._given : {};
    const isKnown = isPlainMap(parameters) && Object.values(parameters).every(isPlainMap);
    return isKnown ? declaredParameters(this._given) : undefined;
  }

  private checkOptions(options: DocumentOptions, attachments: readonly DocumentAttachment[]): void {
    const { versionName, targetType, requires = [] } = options;
    if (versionName !== undefined && !Token.isUnresolved(versionName) && !VERSION_NAME.test(versionName)) {
      throw new ValidationError(lit`InvalidVersionName`,
        `versionName ${JSON.stringify(versionName)} is not allowed; it has 1 to 128 letters, digits, "_", "-" and "."`, this);
    }
    if (targetType !== undefined && !Token.isUnresolved(targetType) && !TARGET_TYPE.test(targetType)) {
      throw new ValidationError(lit`InvalidTargetType`,
        `targetType ${JSON.stringify(targetType)} is not allowed; it is "/" for every kind of resource, or a slash and a resource type such as "/AWS::EC2::Instance", 200 characters at most`, this);
    }
    if (attachments.length > MAX_ATTACHMENTS) {
      throw new ValidationError(lit`TooManyAttachments`,
        `${attachments.length} attachments are given, at most ${MAX_ATTACHMENTS} are allowed; put files together in a folder and use DocumentAttachment.fromBucket`, this);
    }
    for (const { version } of requires) {
      if (version !== undefined && !Token.isUnresolved(version) && !DOCUMENT_VERSION.test(version)) {
        throw new ValidationError(lit`InvalidRequiredVersion`,
          `the version ${JSON.stringify(version)} of a required document is not allowed; it is "$LATEST", "$DEFAULT" or a number from 1`, this);
      }
    }
  }

  private warnOfOptions(options: DocumentOptions, updateMethod: UpdateMethod, type: WireType): void {
    if (options.versionName !== undefined && updateMethod === UpdateMethod.NEW_VERSION) {
      this.warn('versionNameWithNewVersion', 'versionName must change with every change of the content, and only then: a version name is unique in its document '
        + '(DuplicateDocumentVersionName), and a new name for the same content is refused (DuplicateDocumentContent)');
    }
    if (options.documentName !== undefined && updateMethod === UpdateMethod.REPLACE) {
      this.warn('replaceWithDocumentName', 'CloudFormation cannot replace a resource that has a name of its own, so changes of this document will be refused; '
        + 'leave out documentName, or use UpdateMethod.NEW_VERSION');
    }
    if (NOT_IN_CLOUDFORMATION.includes(type)) {
      this.warn('documentTypeNotInCloudFormation', `the reference of AWS::SSM::Document does not list the document type ${JSON.stringify(type)}; the deployment may be refused`);
    }
  }

  private warn(id: string, message: string): void {
    Annotations.of(this).addWarningV2(`cdk-systems-manager:${id}`, message);
  }
}

/** Versions that have the parameters which the construct declares. @internal */
export const DECLARED_VERSIONS: readonly unknown[] = [undefined, '$DEFAULT', '$LATEST'];

/** The parameters that a version of a document declares; undefined where they are not known. @internal */
export function declaredOf(document: ssm.IDocumentRef, version: string | undefined): DocumentParameter[] | undefined {
  return isContentDocument(document) && DECLARED_VERSIONS.includes(version) ? document._declared : undefined;
}

/** Whether this app gives the content of a document. It is told by its looks, as there may be two copies of the library. @internal */
export function isContentDocument(document: ssm.IDocumentRef): document is ContentDocument {
  return '_type' in document && '_declared' in document;
}

function tagsOf(tags: Record<string, string> | undefined): CfnTag[] | undefined {
  const entries = Object.entries(tags ?? {});
  return entries.length === 0 ? undefined : entries.map(([key, value]) => ({ key, value }));
}
