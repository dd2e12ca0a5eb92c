import { aws_ssm as ssm, Lazy, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { CONTENT_HASH_TYPE, ContentHashProperties, SHA_256 } from './provider/content-hash-properties';
import { OperationResource } from './provider/operation-resource';
import { readableDocumentName } from './readable-document';
import { DOCUMENT_VERSION } from '../content/schema/names';
import { documentArnOf } from '../document/document-grants';
import { ValidationError } from '../document/host-language';
import { isKnownContent } from '../document/revision';

/**
 * Properties of a content verification.
 */
export interface ContentVerificationProps {
  /**
   * The document: one of this app, or one that is known by its name or its ARN. An error for documents of another Region. A document of another
   * account must be shared with this one.
   */
  readonly document: ssm.IDocumentRef;

  /**
   * The hash that SSM must report: SHA-256 of the content, 64 hex digits in lower case.
   *
   * @default - that of the document's content as it is synthesized. It must be given for documents whose content this app does not know,
   * and for an L1 `CfnDocument`, whose content CloudFormation writes anew
   */
  readonly contentHash?: string;

  /**
   * The version that is verified: `$DEFAULT`, `$LATEST` or a number from 1.
   *
   * @default '$DEFAULT' - the version that is used when nobody names one. Where a `DefaultVersion` moves it, let the verification depend on it:
   * `verification.node.addDependency(defaultVersion)`
   */
  readonly documentVersion?: string;

  /**
   * Whether the deployment also fails when somebody made a version of the document outside this stack: when the latest version has another
   * content, or when the version that an update was put on top of was not this stack's.
   *
   * @default false
   */
  readonly refuseOutsideChanges?: boolean;

  /**
   * CloudFormation verifies when the content changes. Another text here has it verify in any case, such as the number of the build.
   *
   * @default - verified when the content changes
   */
  readonly trigger?: string;
}

/**
 * Fails the deployment when a document, as SSM holds it, has not the content that was synthesized, byte for byte.
 *
 * Its attributes are for the stack that it is in: CloudFormation refuses to change what another stack imports.
 *
 * It waits until the version is active, and compares the SHA-256 that SSM reports. A deployment that fails is rolled back.
 *
 * @stateless
 */
@propertyInjectable
export class ContentVerification extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.ContentVerification';

  /** The hash that SSM reports for the version that was verified. */
  public readonly contentHash: string;
  /** The number of the version that was verified. */
  public readonly documentVersion: string;
  /** The number of the latest version. */
  public readonly latestVersion: string;
  /** The number of the default version. */
  public readonly defaultVersion: string;
  /** The status of the version that was verified: `Active`. */
  public readonly status: string;

  constructor(scope: Construct, id: string, props: ContentVerificationProps) {
    super(scope, id);
    const { document, documentVersion = '$DEFAULT', refuseOutsideChanges, trigger } = props;
    if (!Token.isUnresolved(documentVersion) && !DOCUMENT_VERSION.test(documentVersion)) {
      throw new ValidationError(lit`InvalidDocumentVersion`,
        `documentVersion ${JSON.stringify(documentVersion)} is not allowed; it is "$DEFAULT", "$LATEST" or a number from 1`, this);
    }
    const resource = new OperationResource<ContentHashProperties>(this, 'Default', {
      handler: 'content-hash',
      resourceType: CONTENT_HASH_TYPE,
      properties: {
        DocumentName: readableDocumentName(this, document, 'verify'),
        DocumentVersion: documentVersion,
        ...this.expectation(props),
        RefuseOutsideChanges: refuseOutsideChanges,
        Revision: trigger,
      },
      document,
      permissions: [{ actions: ['ssm:DescribeDocument'], resources: [documentArnOf(document)] }],
    });
    this.contentHash = resource.attribute('Hash');
    this.documentVersion = resource.attribute('DocumentVersion');
    this.latestVersion = resource.attribute('LatestVersion');
    this.defaultVersion = resource.attribute('DefaultVersion');
    this.status = resource.attribute('Status');
  }

  /** The hash where it is known before deployment, else the text, which the handler hashes as it is deployed. */
  private expectation({ document, contentHash }: ContentVerificationProps): Pick<ContentHashProperties, 'ExpectedHash' | 'Content'> {
    if (contentHash !== undefined) {
      if (Token.isUnresolved(contentHash) || SHA_256.test(contentHash)) return { ExpectedHash: contentHash };
      throw new ValidationError(lit`InvalidContentHash`,
        `contentHash ${JSON.stringify(contentHash)} is not a SHA-256; it has 64 hex digits in lower case, as \`ssm-doc hash\` and the contentHash of a document give it`, this);
    }
    if (!isKnownContent(document)) {
      throw new ValidationError(lit`ContentHashMissing`, ssm.CfnDocument.isCfnDocument(document)
        ? 'CloudFormation writes the content of a CfnDocument anew, so its hash is not known; use a Document, or give contentHash'
        : 'the content of the document is not known in this app; give contentHash, the hash that it must have', this);
    }
    return {
      ExpectedHash: Lazy.string({ produce: () => document._knownHash }),
      Content: Lazy.string({ produce: () => document._knownHash === undefined ? document._text : undefined }),
    };
  }
}
