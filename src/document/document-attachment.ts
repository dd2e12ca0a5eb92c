import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { aws_s3 as s3, aws_s3_assets as s3_assets, aws_ssm as ssm, Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';

const NAME = /^[a-zA-Z0-9_\-.]{3,128}$/;
const MAX_VALUE_LENGTH = 1024;

/**
 * A file, or a folder of files, that is attached to a version of a document.
 *
 * CloudFormation reads files from S3 with the permissions of whoever deploys; nothing is granted here.
 */
export abstract class DocumentAttachment {
  /**
   * Attach all files of a bucket, or those under a prefix. Errors when the prefix begins with a slash.
   *
   * @param bucket the bucket.
   * @param prefix the folder, without a slash at its beginning; the whole bucket when omitted.
   */
  public static fromBucket(bucket: s3.IBucketRef, prefix?: string): DocumentAttachment {
    if (prefix?.startsWith('/')) {
      throw new UnscopedValidationError(lit`AttachmentPrefixWithSlash`,
        `the prefix ${JSON.stringify(prefix)} begins with a slash, which keys in a bucket do not; begin it with the name of the folder, such as "scripts/v1"`);
    }
    const folder = prefix === undefined || prefix === '' ? '' : `/${prefix.replace(/\/$/, '')}`;
    return new GivenAttachment('SourceUrl', `s3://${bucket.bucketRef.bucketName}${folder}`);
  }

  /**
   * Attach one file of a bucket. Errors when the key is empty.
   *
   * @param bucket the bucket.
   * @param key the key of the object.
   * @param name the name of the attachment, 3 to 128 letters, digits, `_`, `-` and `.`; the name of the file when omitted.
   */
  public static fromBucketObject(bucket: s3.IBucketRef, key: string, name?: string): DocumentAttachment {
    checkNotEmpty('key', key);
    return new GivenAttachment('S3FileUrl', `s3://${bucket.bucketRef.bucketName}/${key}`, name);
  }

  /**
   * Attach a local file, which the deployment uploads as an asset first.
   *
   * @param path the file, seen from the working directory.
   * @param name the name of the attachment, 3 to 128 letters, digits, `_`, `-` and `.`.
   * @param options how the asset is made.
   */
  public static fromAsset(path: string, name: string, options: s3_assets.AssetOptions = {}): DocumentAttachment {
    return new AssetAttachment(path, name, options);
  }

  /**
   * Reuse a file that is attached to a document already. Errors when the reference is empty.
   *
   * @param reference `<document>/<version>/<file>`; for a document of another account its ARN takes the place of its name.
   * @param name the name of the attachment, 3 to 128 letters, digits, `_`, `-` and `.`; the name of the file when omitted.
   */
  public static fromReference(reference: string, name?: string): DocumentAttachment {
    checkNotEmpty('reference', reference);
    return new GivenAttachment('AttachmentReference', reference, name);
  }

  /** The file, where its SHA-256 is known before deployment. @internal */
  public _file(): { readonly name: string; readonly path: string; readonly sha256: string } | undefined {
    return undefined;
  }

  /** @internal */
  public abstract _bind(scope: Construct, index: number): ssm.CfnDocument.AttachmentsSourceProperty;
}

class GivenAttachment extends DocumentAttachment {
  constructor(private readonly key: string, private readonly value: string, private readonly name?: string) {
    super();
    checkName(name);
    if (!Token.isUnresolved(value) && value.length > MAX_VALUE_LENGTH) {
      throw new UnscopedValidationError(lit`AttachmentLocationTooLong`,
        `the attachment ${JSON.stringify(`${value.slice(0, 60)}...`)} has ${value.length} characters, at most ${MAX_VALUE_LENGTH} are allowed; move it to a shorter key`);
    }
  }

  /** @internal */
  public _bind(): ssm.CfnDocument.AttachmentsSourceProperty {
    return { key: this.key, values: [this.value], name: this.name };
  }
}

class AssetAttachment extends DocumentAttachment {
  constructor(private readonly path: string, private readonly name: string, private readonly options: s3_assets.AssetOptions) {
    super();
    checkName(name);
  }

  /** @internal */
  public _file(): { readonly name: string; readonly path: string; readonly sha256: string } | undefined {
    // Folders are only packed when they are uploaded, and options can have a file rewritten.
    if (Object.keys(this.options).length > 0 || !statSync(this.path, { throwIfNoEntry: false })?.isFile()) return undefined;
    return { name: this.name, path: this.path, sha256: createHash('sha256').update(readFileSync(this.path)).digest('hex') };
  }

  /** @internal */
  public _bind(scope: Construct, index: number): ssm.CfnDocument.AttachmentsSourceProperty {
    const asset = new s3_assets.Asset(scope, `Attachment${index + 1}`, { path: this.path, ...this.options });
    return { key: 'S3FileUrl', values: [asset.s3ObjectUrl], name: this.name };
  }
}

function checkNotEmpty(what: string, value: string): void {
  if (value === '') {
    throw new UnscopedValidationError(lit`EmptyAttachmentLocation`, `the ${what} of the attachment is empty; name the file that is to be attached`);
  }
}

function checkName(name: string | undefined): void {
  if (name !== undefined && !Token.isUnresolved(name) && !NAME.test(name)) {
    throw new UnscopedValidationError(lit`InvalidAttachmentName`,
      `the attachment name ${JSON.stringify(name)} is not allowed; a name has 3 to 128 letters, digits, "_", "-" and "."`);
  }
}
