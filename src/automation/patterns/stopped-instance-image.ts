import { OnCancel, OnFailure } from '../jump';
import { StepGroup } from '../step-group';
import { ChangeInstanceState, CreateImage, CreateTags, InstanceState } from '../steps';
import { SystemVariable } from '../system-variable';

/**
 * What `StoppedInstanceImage` makes an image of.
 */
export interface StoppedInstanceImageProps {
  /**
   * The id of the instance.
   */
  readonly instanceId: string;

  /**
   * The name of the image, 3 to 128 characters, one of its own in the account.
   *
   * @default - the id of the instance and the id of the execution
   */
  readonly imageName?: string;

  /**
   * The description of the image.
   *
   * @default - no description
   */
  readonly imageDescription?: string;

  /**
   * Tags for the image.
   *
   * @default - no tags
   */
  readonly imageTags?: Record<string, string>;
}

/**
 * Stop an instance, make an image of it, which is consistent then, and start it again.
 *
 * When stopping or the image fails, or the runbook is cancelled meanwhile, the instance is started all the same and the runbook ends
 * there, so that nothing that comes after it runs without an image. The steps are `<prefix>Stop`, `<prefix>CreateImage`,
 * `<prefix>TagImage` where there are tags, `<prefix>StartAfterFailure` and `<prefix>Start`.
 */
export class StoppedInstanceImage extends StepGroup {
  /**
   * The step that stops the instance.
   */
  public readonly stop: ChangeInstanceState;

  /**
   * The step that makes the image.
   */
  public readonly createImage: CreateImage;

  /**
   * The step that starts the instance again when there is no image.
   */
  public readonly startAfterFailure: ChangeInstanceState;

  /**
   * The step that starts the instance again.
   */
  public readonly start: ChangeInstanceState;

  /**
   * @param prefix what the names of the steps begin with.
   * @param props what is made an image of.
   */
  constructor(prefix: string, props: StoppedInstanceImageProps) {
    super(prefix);
    const { instanceId, imageTags = {} } = props;
    const isTagged = Object.keys(imageTags).length > 0;
    this.start = new ChangeInstanceState(this.nameOf('Start'), { instanceIds: [instanceId], desiredState: InstanceState.RUNNING });
    this.startAfterFailure = new ChangeInstanceState(this.nameOf('StartAfterFailure'), {
      instanceIds: [instanceId],
      desiredState: InstanceState.RUNNING,
      isEnd: true,
    });
    const onTrouble = { onFailure: OnFailure.goTo(this.startAfterFailure), onCancel: OnCancel.goTo(this.startAfterFailure) };
    this.stop = new ChangeInstanceState(this.nameOf('Stop'), { ...onTrouble, instanceIds: [instanceId], desiredState: InstanceState.STOPPED });
    this.createImage = new CreateImage(this.nameOf('CreateImage'), {
      ...onTrouble,
      instanceId,
      imageName: props.imageName ?? `${instanceId}_${SystemVariable.executionId}`,
      imageDescription: props.imageDescription,
      nextStep: isTagged ? undefined : this.start,
    });
    this.add(this.stop, this.createImage);
    if (isTagged) {
      this.add(new CreateTags(this.nameOf('TagImage'), { ...onTrouble, resourceIds: [this.imageId], tags: imageTags, nextStep: this.start }));
    }
    this.add(this.startAfterFailure, this.start);
  }

  /** The id of the image. */
  public get imageId(): string {
    return this.createImage.imageId;
  }
}
