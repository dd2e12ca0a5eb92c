import { aws_kms as kms, IResolvable } from 'aws-cdk-lib';
import { arnOfKey } from '../attributes';
import { Fields, flag, resource, text } from '../field';
import { Step, StepOptions } from '../step';

/**
 * What `CopyImage` copies.
 */
export interface CopyImageProps extends StepOptions {
  /**
   * The Region where the image is.
   */
  readonly sourceRegion: string;

  /**
   * The id of the image.
   */
  readonly sourceImageId: string;

  /**
   * The name of the copy.
   */
  readonly imageName: string;

  /**
   * The description of the copy.
   *
   * @default - no description
   */
  readonly imageDescription?: string;

  /**
   * Whether the copy is encrypted.
   *
   * @default - as the image is, by EC2
   */
  readonly encrypted?: boolean | IResolvable;

  /**
   * The KMS key, or its ARN, that encrypts the snapshots of the copy.
   *
   * @default - the key of the account for EBS, by EC2
   */
  readonly key?: string | kms.IKeyRef;

  /**
   * A text by which EC2 knows the same request when it comes again.
   *
   * @default - none
   */
  readonly clientToken?: string;
}

/**
 * Copy an image (AMI) from any Region into the one of the automation (`aws:copyImage`).
 */
export class CopyImage extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<CopyImageProps, StepOptions> = {
    sourceRegion: text('SourceRegion'),
    sourceImageId: text('SourceImageId'),
    imageName: text('ImageName'),
    imageDescription: text('ImageDescription'),
    encrypted: flag('Encrypted'),
    key: resource('KmsKeyId', arnOfKey),
    clientToken: text('ClientToken'),
  };

  /**
   * @param name the name of the step.
   * @param props what is copied.
   */
  constructor(name: string, public readonly props: CopyImageProps) {
    super(name, 'aws:copyImage', props);
  }

  /** The id of the copy. */
  public get imageId(): string {
    return this.output('ImageId');
  }

  /** The state of the copy: `available`, `pending` or `failed`. */
  public get imageState(): string {
    return this.output('ImageState');
  }

  /** @internal */
  protected get _fields() {
    return CopyImage._FIELDS;
  }
}
