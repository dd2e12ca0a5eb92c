/** The id of an account that a document is shared with. */
export const ACCOUNT_ID = /^[0-9]{12}$/;

/** Documents of these types can be neither shared nor asked who they are shared with. */
export const NOT_SHAREABLE: readonly string[] = ['ManualApprovalPolicy', 'AutoApprovalPolicy'];

/** What accounts can see of a document that is shared with them. */
export const SHARED_VERSION = { DEFAULT: '$DEFAULT', LATEST: '$LATEST', ALL: '$ALL' } as const;

/** What the handler `sharing` is given. */
export interface SharingProperties {
  /** The name of the document; never its ARN, which the calls do not take. */
  readonly DocumentName: string;
  /** The accounts. */
  readonly AccountIds?: readonly string[];
  /** Whether it is shared with all accounts, which makes it public. It excludes `AccountIds`. */
  readonly AllAccounts?: boolean;
  /** What they see: one of `SHARED_VERSION`. */
  readonly SharedVersion: string;
}
