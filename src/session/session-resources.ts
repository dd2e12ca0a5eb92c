import { aws_kms as kms, aws_logs as logs, aws_s3 as s3 } from 'aws-cdk-lib';

/**
 * The resources that sessions of a document use, which grants must know.
 */
export interface SessionResources {
  /**
   * The key that encrypts the data of sessions.
   *
   * @default - TLS only
   */
  readonly encryptionKey?: kms.IKeyRef;

  /**
   * The bucket that gets the logs.
   *
   * @default - no log in S3
   */
  readonly logBucket?: s3.IBucketRef;

  /**
   * What the keys of the logs in the bucket begin with.
   *
   * @default - the logs stand at the top of the bucket
   */
  readonly logPrefix?: string;

  /**
   * The log group that gets the logs.
   *
   * @default - no log in CloudWatch Logs
   */
  readonly logGroup?: logs.ILogGroupRef;
}
