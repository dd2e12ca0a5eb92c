import { aws_iam as iam, aws_sns as sns, IResolvable } from 'aws-cdk-lib';
import { Approver } from '../approver';
import { arnOfPrincipal, arnOfTopic } from '../attributes';
import { Fields, instances, integer, resource, resources, struct, text } from '../field';
import { Step, StepOptions } from '../step';

/**
 * Approvers in the enhanced form, which only change templates and approval policies take.
 */
export interface EnhancedApprovals {
  /**
   * Who may approve.
   */
  readonly approvers: Approver[] | IResolvable;

  /**
   * The topic, or its ARN, that tells the approvers; its name begins with `Automation`.
   *
   * @default - that of the step
   */
  readonly notificationTopic?: string | sns.ITopicRef;
}

/**
 * Who is asked by `Approve`.
 */
export interface ApproveProps extends StepOptions {
  /**
   * Who may approve or reject, 10 at most: users, roles, or as text the name of a user, the ARN of a user or a role, or the ARN of
   * an assumed role.
   *
   * @default - those of `enhancedApprovals`
   */
  readonly approvers?: (string | iam.IUserRef | iam.IRoleRef)[];

  /**
   * How many must approve, as many as there are approvers at most.
   *
   * @default - 1, by the service
   */
  readonly minRequiredApprovals?: number;

  /**
   * What the approvers are told, 4,096 characters at most.
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
   * Approvers in the form of change templates, where they take the place of `approvers`.
   *
   * @default - those of `approvers`
   */
  readonly enhancedApprovals?: EnhancedApprovals | IResolvable;
}

const ENHANCED: Fields<EnhancedApprovals> = {
  notificationTopic: resource('NotificationArn', arnOfTopic),
  approvers: instances('Approvers', Approver._read),
};

/**
 * Wait until people have approved or one has rejected (`aws:approve`), for 7 days when no timeout is given, 30 days at most. It cannot be
 * used in automations over several accounts and Regions.
 */
export class Approve extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<ApproveProps, StepOptions> = {
    notificationTopic: resource('NotificationArn', arnOfTopic),
    message: text('Message'),
    minRequiredApprovals: integer('MinRequiredApprovals'),
    approvers: resources('Approvers', arnOfPrincipal),
    enhancedApprovals: struct('EnhancedApprovals', ENHANCED),
  };

  /**
   * @param name the name of the step.
   * @param props who is asked.
   */
  constructor(name: string, public readonly props: ApproveProps) {
    super(name, 'aws:approve', props);
  }

  /** `Approved`, `Rejected` or `Waiting`. */
  public get approvalStatus(): string {
    return this.output('ApprovalStatus');
  }

  /** The decision of each approver, a list of maps. */
  public get approverDecisions(): IResolvable {
    return this.outputAsAny('ApproverDecisions');
  }

  /** @internal */
  protected get _fields() {
    return Approve._FIELDS;
  }
}
