import { aws_sns as sns, Duration } from 'aws-cdk-lib';
import { Approver } from '../automation/approver';
import { Approve } from '../automation/steps/approve';

/** Where a level does not say how many approvals it needs, each approver must give one, as in the samples of the user guide. */
const EACH_APPROVER = 1;
/** Where it does, nobody must. */
const NO_CERTAIN_APPROVER = 0;

/**
 * How a level of approval decides.
 */
export interface ApprovalLevelOptions {
  /**
   * How many approvals the level needs, from any of its approvers; 1 at least. A member of a group and whoever assumes a role gives one each.
   *
   * Approvers that count their own approvals (`Approver.iamGroup('operators', 2)`) do so beside; whichever asks for more counts then.
   *
   * @default - each approver must approve: a user, one member of a group, one who assumes a role, or as many as the approver says
   */
  readonly required?: number;

  /**
   * How long the level waits for its approvals, in whole seconds, 30 days at most. The request has failed when the time is over.
   *
   * @default - 7 days, by the service
   */
  readonly timeout?: Duration;

  /**
   * The topic, or its ARN, that tells the approvers; a reference to a parameter lets whoever requests a change choose it. The policy of the topic
   * must let Systems Manager publish to it.
   *
   * @default - nobody is told
   */
  readonly topic?: string | sns.ITopicRef;

  /**
   * What the approvers are told, 4,096 characters at most.
   *
   * @default - no message
   */
  readonly message?: string;

  /**
   * The name of the step of the level: letters, digits and `_`, one of its own within the template or the policy.
   *
   * @default - ApproveAction1, ApproveAction2 and so on, as in the user guide; in approval policies ManualApproval, as AWS's have it, then ManualApproval2
   * and so on
   */
  readonly levelName?: string;
}

/**
 * A level of approval: the next level is asked when it has its approvals.
 *
 * One rejection is enough to reject the request, whatever the other approvers say and whatever levels follow, and it is final.
 */
export class ApprovalLevel {
  /**
   * A level.
   *
   * @param approvers who may approve, 1 to 5.
   * @param options how many must, and how they are asked.
   */
  public static of(approvers: Approver[], options: ApprovalLevelOptions = {}): ApprovalLevel {
    return new ApprovalLevel([...approvers], options);
  }

  private constructor(private readonly approvers: readonly Approver[], private readonly options: ApprovalLevelOptions) {
  }

  /** The step that a template has for the level. @internal */
  public _render(index: number): Record<string, unknown> {
    const count = this.options.required === undefined ? EACH_APPROVER : NO_CERTAIN_APPROVER;
    return this.step(`ApproveAction${index + 1}`, this.approvers.map(approver => approver._withCount(count)));
  }

  /** The step that an approval policy has for the level: where the level counts, approvers have no count in AWS's policies. @internal */
  public _renderInPolicy(index: number): Record<string, unknown> {
    const approvers = this.options.required === undefined ? this.approvers.map(approver => approver._withCount(EACH_APPROVER)) : [...this.approvers];
    return this.step(index === 0 ? 'ManualApproval' : `ManualApproval${index + 1}`, approvers);
  }

  private step(defaultName: string, approvers: Approver[]): Record<string, unknown> {
    const { required, timeout, topic, message, levelName = defaultName } = this.options;
    const step = new Approve(levelName, {
      message, timeout, minRequiredApprovals: required, enhancedApprovals: { notificationTopic: topic, approvers },
    });
    return step._render({ attach() { /* Approvals have no files. */ } });
  }
}
