import { aws_events as events } from 'aws-cdk-lib';

/**
 * What events of access requests hold, to be put into the input of a target: `AccessRequestEvent.title`. What an event does not hold is an empty text
 * there.
 */
export class AccessRequestEvent {
  /** The id of the request, such as `oi-0123456789ab`. */
  public static get accessRequestId(): string {
    return events.EventField.fromPath('$.detail.OpsItemId');
  }

  /** The id of the execution that asks for approval; not of failed requests. */
  public static get executionId(): string {
    return events.EventField.fromPath('$.detail.ExecutionId');
  }

  /** The name that the service gave to the request; not of failed ones. */
  public static get title(): string {
    return events.EventField.fromPath('$.detail.Title');
  }

  /** Who requested access. */
  public static get requester(): string {
    return events.EventField.fromPath('$.detail.Requester');
  }

  /** The ARN of the node. */
  public static get targetArn(): string {
    return events.EventField.fromPath('$.detail.TargetResourceArn');
  }

  /** The status of the request; of events to requesters. */
  public static get status(): string {
    return events.EventField.fromPath('$.detail.AccessRequestStatus');
  }

  /** The status of the level of approvals; of events to approvers. */
  public static get approvalLevelStatus(): string {
    return events.EventField.fromPath('$.detail.AccessRequestApprovalLevelStatus');
  }

  /** The name of the step that asks for the approvals of a level; of events to approvers. */
  public static get stepName(): string {
    return events.EventField.fromPath('$.detail.StepName');
  }

  /** Why access was requested; of events to approvers. */
  public static get reason(): string {
    return events.EventField.fromPath('$.detail.RequestReason');
  }

  /** Who may approve, a list; of events to approvers. */
  public static get approvers(): string {
    return events.EventField.fromPath('$.detail.Approvers');
  }

  /** The names of the approval policies that applied, a list; of failed requests. */
  public static get applicablePolicies(): string {
    return events.EventField.fromPath('$.detail.ApplicablePolicies');
  }

  private constructor() {
  }
}
