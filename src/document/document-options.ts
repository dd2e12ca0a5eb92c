import { aws_ssm as ssm } from 'aws-cdk-lib';
import { DocumentAttachment } from './document-attachment';
import { DocumentFormat } from './document-format';
import { UpdateMethod } from './update-method';

/**
 * A document that another document needs.
 */
export interface DocumentRequirement {
  /**
   * The document that is needed.
   */
  readonly document: ssm.IDocumentRef;

  /**
   * Its version: `$LATEST`, `$DEFAULT` or a number from 1.
   *
   * @default - the service chooses
   */
  readonly version?: string;
}

/**
 * What all documents have in common, whatever their content.
 */
export interface DocumentOptions {
  /**
   * The name of the document: 3 to 128 letters, digits, `_`, `-` and `.`, not beginning with a prefix that is reserved
   * for Amazon (`aws-`, `amazon`, `amzn`, `AWSEC2`, `AWSConfigRemediation`, `AWSSupport`).
   *
   * @default - CloudFormation makes one from the names of the stack and the construct
   */
  readonly documentName?: string;

  /**
   * What the document is for; it becomes `description` in the content.
   *
   * @default - the description in the content, if it has one
   */
  readonly description?: string;

  /**
   * The kind of resource that the document can run on, as a CloudFormation resource type after a slash, such as
   * `/AWS::EC2::Instance`; `/` stands for every kind.
   *
   * @default - the document is tied to no kind of resource
   */
  readonly targetType?: string;

  /**
   * The format in which the content is written.
   *
   * @default DocumentFormat.JSON; contents that are text, such as calendars, are kept as text
   */
  readonly documentFormat?: DocumentFormat;

  /**
   * A name for the version, 1 to 128 letters, digits, `_`, `-` and `.`, unique among the versions of the document.
   *
   * Under `UpdateMethod.NEW_VERSION` a name that stays the same makes the next change of the content fail
   * (DuplicateDocumentVersionName), and a name that changes while the content does not fails as well
   * (DuplicateDocumentContent): change both together, for instance by deriving the name from the content. A warning
   * (`cdk-systems-manager:versionNameWithNewVersion`) reminds of it.
   *
   * @default - the version has a number only
   */
  readonly versionName?: string;

  /**
   * What happens when the content changes.
   *
   * @default UpdateMethod.NEW_VERSION
   */
  readonly updateMethod?: UpdateMethod;

  /**
   * Files that belong to the document, 20 at most.
   *
   * CloudFormation reads them with the permissions of whoever deploys.
   *
   * @default - no attachments
   */
  readonly attachments?: DocumentAttachment[];

  /**
   * Documents that this one needs; AWS AppConfig configurations name their schema here.
   *
   * CloudFormation's reference says that it is ignored when a new version is made: a change needs
   * `UpdateMethod.REPLACE`.
   *
   * @default - no other document is needed
   */
  readonly requires?: DocumentRequirement[];

  /**
   * Tags of the document, beside those that `Tags.of(scope)` adds.
   *
   * @default - no tags of its own
   */
  readonly tags?: Record<string, string>;
}
