import { aws_ssm as ssm, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { claim } from './claims';
import { ownDocumentName } from './own-document';
import { DefaultVersionProperties, VERSION_NUMBER } from './provider/default-version-properties';
import { OperationResource } from './provider/operation-resource';
import { documentArnOf } from '../document/document-grants';
import { ValidationError } from '../document/host-language';
import { revisionOf } from '../document/revision';

const TYPE = 'Custom::SSMDocumentDefaultVersion';

/**
 * Properties of a default version.
 */
export interface DefaultVersionProps {
  /**
   * The document: one of this app, or one of this account and Region that is known by its name. An error for documents of Amazon and
   * of other accounts.
   *
   * Of a document that is only known by its name nobody can tell when it changes: its default version is set when this resource is made
   * or changed.
   */
  readonly document: ssm.IDocumentRef;

  /**
   * Whether the latest version becomes the default version. With `false`, what was the default version before a deployment still is
   * after it, and new versions wait until somebody asks for them: by `documentVersion`, or by their number when they use the document.
   *
   * An error with `true` beside `documentVersion`.
   *
   * @default - true, unless `documentVersion` is given
   */
  readonly promote?: boolean;

  /**
   * The version that is the default version after each deployment: a number from 1, which must exist by then. This releases a version that
   * was held back, and goes back to an older one.
   *
   * `$LATEST` and `$DEFAULT` are errors: SSM takes nothing but a number here, and `promote` says the rest.
   *
   * @default - the latest one, or with `promote: false` the one that it was
   */
  readonly documentVersion?: string;
}

/**
 * Says which version of a document is its default version: the one that is used when nobody names another.
 *
 * CloudFormation adds a new version when the content changes, and is then to make it the default version, which is reported not to happen
 * every time. This makes sure of it, as soon as the version is active; or keeps it from happening.
 *
 * **To hold versions back** (`promote: false`), the default version is set back after CloudFormation has moved it, so for a moment the
 * new version is the default one. The version that is held is the one that was the default when holding began, and is remembered:
 * a default version that somebody sets by other means is set back when the document is deployed next. When a deployment fails after
 * the document was changed and before this resource was reached, CloudFormation does not ask again while it rolls back, and the content of
 * before may be the default version under a new number. When a deployment that ends the holding without changing the content is rolled
 * back, the version that it asked for stays. A document with `UpdateMethod.REPLACE` is another document after each change,
 * with one version, and needs none of this.
 *
 * Removing this resource leaves the default version as it is.
 *
 * @stateless
 */
@propertyInjectable
export class DefaultVersion extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.DefaultVersion';

  /** The number of the default version, as it is after the deployment. */
  public readonly documentVersion: string;
  /** The number of the latest version. */
  public readonly latestVersion: string;

  constructor(scope: Construct, id: string, props: DefaultVersionProps) {
    super(scope, id);
    this.check(props);
    const { document, documentVersion, promote = documentVersion === undefined } = props;
    const documentName = ownDocumentName(this, document, 'have its default version set');
    const other = claim(this, 'default version', documentName);
    if (other !== undefined) {
      throw new ValidationError(lit`DefaultVersionTwice`,
        `${JSON.stringify(other.node.path)} sets the default version of this document already, and the one that is deployed last would win; keep one of them`, this);
    }
    const resource = new OperationResource<DefaultVersionProperties>(this, 'Default', {
      handler: 'default-version',
      resourceType: TYPE,
      properties: {
        DocumentName: documentName,
        Promote: promote,
        DocumentVersion: documentVersion,
        Revision: revisionOf(document),
      },
      document,
      permissions: [{ actions: ['ssm:DescribeDocument', 'ssm:UpdateDocumentDefaultVersion'], resources: [documentArnOf(document)] }],
    });
    this.documentVersion = resource.attribute('DocumentVersion');
    this.latestVersion = resource.attribute('LatestVersion');
  }

  private check({ promote, documentVersion }: DefaultVersionProps): void {
    if (documentVersion === undefined) return;
    if (!Token.isUnresolved(documentVersion) && !VERSION_NUMBER.test(documentVersion)) {
      throw new ValidationError(lit`InvalidDocumentVersion`, `documentVersion ${JSON.stringify(documentVersion)} is not allowed; ${advice(documentVersion)}`, this);
    }
    if (promote === true) {
      throw new ValidationError(lit`PromoteWithDocumentVersion`,
        `promote asks for the latest version, and documentVersion for version ${documentVersion}; leave out one of them`, this);
    }
  }
}

function advice(documentVersion: string): string {
  if (documentVersion === '$LATEST') return 'SSM takes a number here; leave it out, and the latest version becomes the default version';
  if (documentVersion === '$DEFAULT') return 'SSM takes a number here; give promote: false instead, and the default version stays what it is';
  return 'it is a number from 1';
}
