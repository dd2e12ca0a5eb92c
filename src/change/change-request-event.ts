import { aws_events as events } from 'aws-cdk-lib';

/**
 * What events of change requests hold, to be put into the input of a target: `ChangeRequestEvent.title`.
 */
export class ChangeRequestEvent {
  /** The id of the change request. */
  public static get changeRequestId(): string {
    return events.EventField.fromPath('$.detail.change-request-id');
  }

  /** The name that the change request was given. */
  public static get title(): string {
    return events.EventField.fromPath('$.detail.change-request-title');
  }

  /** The status, such as `Rejected`. */
  public static get status(): string {
    return events.EventField.fromPath('$.detail.ops-item-status');
  }

  /** The id of the OpsItem that the change request is. */
  public static get opsItemId(): string {
    return events.EventField.fromPath('$.detail.ops-item-id');
  }

  /** The ARN of who requested the change. */
  public static get createdBy(): string {
    return events.EventField.fromPath('$.detail.ops-item-created-by');
  }

  /** The name of the change template. */
  public static get templateName(): string {
    return events.EventField.fromPath('$.detail.change-template-document-name');
  }

  /** The ARN of the runbook. */
  public static get runbookArn(): string {
    return events.EventField.fromPath('$.detail.runbook-document-arn');
  }

  private constructor() {
  }
}
