/** The type of the custom resources that look at the content hash of a document. It never changes. */
export const CONTENT_HASH_TYPE = 'Custom::SSMDocumentContentHash';

/** A SHA-256 as SSM reports it. */
export const SHA_256 = /^[0-9a-f]{64}$/;

/** What the handler `content-hash` is given. */
export interface ContentHashProperties {
  /** The name or the ARN of the document. */
  readonly DocumentName: string;
  /** Which version is looked at: `$LATEST`, `$DEFAULT` or a number. */
  readonly DocumentVersion: string;
  /** The hash that the version must have. */
  readonly ExpectedHash?: string;
  /** The text that the version must have, where its hash is only known at deployment. */
  readonly Content?: string;
  /** Whether to fail when somebody made versions of the document outside the stack. */
  readonly RefuseOutsideChanges?: boolean;
  /** Changes when the content changes, so that CloudFormation asks again. */
  readonly Revision?: unknown;
}
