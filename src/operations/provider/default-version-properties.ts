/** UpdateDocumentDefaultVersion takes a number, and none of the names that versions have elsewhere. */
export const VERSION_NUMBER = /^[1-9][0-9]*$/;

/** What the handler `default-version` is given. */
export interface DefaultVersionProperties {
  /** The name of the document. */
  readonly DocumentName: string;
  /** Whether the latest version becomes the default one; otherwise what was the default version stays it. */
  readonly Promote: boolean;
  /** The number of the version that becomes the default one, instead of both. */
  readonly DocumentVersion?: string;
  /** Changes when the content changes, so that CloudFormation asks again. */
  readonly Revision?: unknown;
}
