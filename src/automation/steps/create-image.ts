import { IResolvable } from 'aws-cdk-lib';
import { Fields, flag, maps, text } from '../field';
import { Step, StepOptions } from '../step';

/**
 * What `CreateImage` makes an image of.
 */
export interface CreateImageProps extends StepOptions {
  /**
   * The id of the instance, which is running, stopping or stopped.
   */
  readonly instanceId: string;

  /**
   * The name of the image.
   */
  readonly imageName: string;

  /**
   * The description of the image.
   *
   * @default - no description
   */
  readonly imageDescription?: string;

  /**
   * Whether the instance is left running while the image is made, which then may not be consistent.
   *
   * @default - false, by the service
   */
  readonly noReboot?: boolean | IResolvable;

  /**
   * Block devices, as `CreateImage` of EC2 takes them.
   *
   * @default - those of the instance
   */
  readonly blockDeviceMappings?: Record<string, any>[] | IResolvable;
}

/**
 * Make an image (AMI) of an instance and wait until it is available (`aws:createImage`).
 */
export class CreateImage extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<CreateImageProps, StepOptions> = {
    instanceId: text('InstanceId'),
    imageName: text('ImageName'),
    imageDescription: text('ImageDescription'),
    noReboot: flag('NoReboot'),
    blockDeviceMappings: maps('BlockDeviceMappings'),
  };

  /**
   * @param name the name of the step.
   * @param props what is made an image of.
   */
  constructor(name: string, public readonly props: CreateImageProps) {
    super(name, 'aws:createImage', props);
  }

  /** The id of the image. */
  public get imageId(): string {
    return this.output('ImageId');
  }

  /** The state of the image, such as `available`. */
  public get imageState(): string {
    return this.output('ImageState');
  }

  /** @internal */
  protected get _fields() {
    return CreateImage._FIELDS;
  }
}
