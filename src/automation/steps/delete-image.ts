import { Fields, text } from '../field';
import { Step, StepOptions } from '../step';

/**
 * What `DeleteImage` deletes.
 */
export interface DeleteImageProps extends StepOptions {
  /**
   * The id of the image.
   */
  readonly imageId: string;
}

/**
 * Delete an image (AMI) and its snapshots (`aws:deleteImage`).
 */
export class DeleteImage extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<DeleteImageProps, StepOptions> = {
    imageId: text('ImageId'),
  };

  /**
   * @param name the name of the step.
   * @param props what is deleted.
   */
  constructor(name: string, public readonly props: DeleteImageProps) {
    super(name, 'aws:deleteImage', props);
  }

  /** @internal */
  protected get _fields() {
    return DeleteImage._FIELDS;
  }
}
