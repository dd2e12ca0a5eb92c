import { aws_kms as kms, aws_logs as logs, aws_s3 as s3, Duration } from 'aws-cdk-lib';

/**
 * Where a session is logged, how it is encrypted, as whom it runs and how long.
 */
export interface SessionOptions {
  /**
   * The bucket that gets the log of a session when the session ends.
   *
   * @default - no log in S3
   */
  readonly logBucket?: s3.IBucketRef;

  /**
   * What the keys of the logs in the bucket begin with, at most 1024 characters.
   *
   * @default - the logs stand at the top of the bucket
   */
  readonly logPrefix?: string;

  /**
   * Refuse sessions when the bucket is not encrypted by default. It encrypts nothing: the agent asks S3 for the default
   * encryption of the bucket and ends the session when there is none.
   *
   * @default true
   */
  readonly s3EncryptionEnabled?: boolean;

  /**
   * The log group that gets the log of a session. The agent makes streams in it, but never the group itself.
   *
   * @default - no log in CloudWatch Logs
   */
  readonly logGroup?: logs.ILogGroupRef;

  /**
   * Refuse sessions when the log group has no KMS key. It encrypts nothing: the agent looks the log group up and ends the
   * session when the group has no key of its own. The encryption that CloudWatch Logs applies to every group does not count.
   *
   * Errors when it is true for a log group of this app that has no key.
   *
   * @default - true when the log group is known to have a key and when there is no log group; otherwise false
   */
  readonly cloudWatchEncryptionEnabled?: boolean;

  /**
   * The key that encrypts what goes between the client and the node, beside TLS. Whoever starts a session and the node both
   * use it: see `SessionDocumentGrants`.
   *
   * @default - TLS only
   */
  readonly encryptionKey?: kms.IKeyRef;

  /**
   * The operating system user that sessions run as on Linux and macOS. A tag `SSMSessionRunAs` of the caller's session or
   * role takes precedence over it. Windows always uses `ssm-user`.
   *
   * @default - `ssm-user`, which may become root
   */
  readonly runAs?: string;

  /**
   * Run sessions as the user of the caller's tag `SSMSessionRunAs`. Without `runAs` it refuses everybody who has no such tag;
   * the check warns of it.
   *
   * Errors when it is false although `runAs` is given.
   *
   * @default - true when `runAs` is given, otherwise false
   */
  readonly runAsEnabled?: boolean;

  /**
   * End a session after so much time without input: 1 to 60 whole minutes.
   *
   * @default - the service takes 20 minutes
   */
  readonly idleTimeout?: Duration;

  /**
   * End a session after so much time: 1 to 1440 whole minutes.
   *
   * @default - no limit
   */
  readonly maxDuration?: Duration;

  /**
   * Settings that go into `inputs` as they are written; they win over the ones above. A setting that is a parameter of the
   * document stands here, such as `{ s3EncryptionEnabled: encrypted.valueAsString }`.
   *
   * Grants know nothing of buckets, log groups and keys that stand only here.
   *
   * @default - nothing else
   */
  readonly inputs?: Record<string, any>;
}
