/** What the handler `sharing` is given. */
export interface SharingProperties {
  /** The name of the document; never its ARN, which the calls do not take. */
  readonly DocumentName: string;
  /** The accounts. */
  readonly AccountIds?: readonly string[];
  /** Whether it is shared with all accounts, which makes it public. It excludes `AccountIds`. */
  readonly AllAccounts?: boolean;
  /** What they see: `$DEFAULT`, `$LATEST` or `$ALL`. */
  readonly SharedVersion: string;
}
