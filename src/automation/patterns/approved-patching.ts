import { aws_iam as iam, aws_s3 as s3, aws_sns as sns, Duration, IResolvable } from 'aws-cdk-lib';
import { OnFailure } from '../jump';
import { IStepSource } from '../step';
import { StepGroup } from '../step-group';
import { Approve, RunCommand } from '../steps';
import { Target } from '../target';

/**
 * When nodes are rebooted by `ApprovedPatching`.
 */
export class PatchRebootOption {
  /** When a patch was installed, or one of before waits for it. */
  public static readonly REBOOT_IF_NEEDED = 'RebootIfNeeded';
  /** Never; patches may wait for the next reboot. */
  public static readonly NO_REBOOT = 'NoReboot';

  private constructor() {
  }
}

/**
 * What `ApprovedPatching` patches, on either `instanceIds` or `targets`, and who is asked before.
 */
export interface ApprovedPatchingProps {
  /**
   * Who may approve or reject, 10 at most: users, roles, or as text the name of a user, the ARN of a user or a role, or the ARN of
   * an assumed role.
   */
  readonly approvers: (string | iam.IUserRef | iam.IRoleRef)[];

  /**
   * How many must approve.
   *
   * @default - 1, by the service
   */
  readonly minRequiredApprovals?: number;

  /**
   * What the approvers are told.
   *
   * @default - no message
   */
  readonly message?: string;

  /**
   * The topic, or its ARN, that tells the approvers; its name begins with `Automation`.
   *
   * @default - nobody is told
   */
  readonly notificationTopic?: string | sns.ITopicRef;

  /**
   * How long the approvers may take, 30 days at most.
   *
   * @default - 7 days, by the service
   */
  readonly approvalTimeout?: Duration;

  /**
   * The ids of the nodes, 50 at most.
   *
   * @default - those of `targets`
   */
  readonly instanceIds?: string[];

  /**
   * What chooses the nodes, 5 at most.
   *
   * @default - those of `instanceIds`
   */
  readonly targets?: Target[] | IResolvable;

  /**
   * When nodes are rebooted: `RebootIfNeeded` or `NoReboot`.
   *
   * @default PatchRebootOption.REBOOT_IF_NEEDED
   */
  readonly rebootOption?: string;

  /**
   * On how many nodes at once: a number such as `10`, or a share such as `10%`.
   *
   * @default - 50, by the service
   */
  readonly maxConcurrency?: string;

  /**
   * After how many errors no further nodes are patched: a number such as `10`, or a share such as `10%`.
   *
   * @default - 0, by the service
   */
  readonly maxErrors?: string;

  /**
   * The bucket, or its name, that gets the output of the commands.
   *
   * @default - no bucket
   */
  readonly outputBucket?: string | s3.IBucketRef;

  /**
   * What is done when patching fails, before the runbook ends; it has failed all the same.
   *
   * @default - the runbook ends at once
   */
  readonly onPatchFailure?: IStepSource[];
}

const DOCUMENT = 'AWS-RunPatchBaseline';

/**
 * Ask people, install the patches that are missing on nodes (AWS-RunPatchBaseline), and scan the nodes again, so that their compliance is
 * known.
 *
 * The steps are `<prefix>Approve`, `<prefix>Install`, those for failures, and `<prefix>Scan`.
 */
export class ApprovedPatching extends StepGroup {
  /**
   * The step that asks.
   */
  public readonly approve: Approve;

  /**
   * The step that installs patches.
   */
  public readonly install: RunCommand;

  /**
   * The step that scans the nodes again.
   */
  public readonly scan: RunCommand;

  /**
   * @param prefix what the names of the steps begin with. The names of the steps for failures stay as they are.
   * @param props what is patched.
   */
  constructor(prefix: string, props: ApprovedPatchingProps) {
    super(prefix);
    const { instanceIds, targets, maxConcurrency, maxErrors, outputBucket } = props;
    const command = { document: DOCUMENT, instanceIds, targets, maxConcurrency, maxErrors, outputBucket };
    const failure = (props.onPatchFailure ?? []).flatMap(({ steps }) => steps);
    this.approve = new Approve(this.nameOf('Approve'), {
      approvers: props.approvers,
      minRequiredApprovals: props.minRequiredApprovals,
      message: props.message,
      notificationTopic: props.notificationTopic,
      timeout: props.approvalTimeout,
      onFailure: OnFailure.ABORT,
    });
    this.scan = new RunCommand(this.nameOf('Scan'), { ...command, parameters: { Operation: 'Scan' } });
    this.install = new RunCommand(this.nameOf('Install'), {
      ...command,
      parameters: { Operation: 'Install', RebootOption: props.rebootOption ?? PatchRebootOption.REBOOT_IF_NEEDED },
      ...failure.length === 0 ? { onFailure: OnFailure.ABORT } : { onFailure: OnFailure.goTo(failure[0]), nextStep: this.scan },
    });
    const ending = failure.map((step, index) => index === failure.length - 1 ? step.withOptions({ isEnd: true }) : step);
    this.add(this.approve, this.install, ...ending, this.scan);
  }

  /** The id of the command that installs patches. */
  public get installCommandId(): string {
    return this.install.commandId;
  }

  /** The id of the command that scans again. */
  public get scanCommandId(): string {
    return this.scan.commandId;
  }
}
