import { aws_events as events } from 'aws-cdk-lib';

/**
 * What events of Automation hold, to be put into the input of a target: `AutomationEvent.executionId`.
 */
export class AutomationEvent {
  /** The id of the execution. */
  public static get executionId(): string {
    return events.EventField.fromPath('$.detail.ExecutionId');
  }

  /** The name of the runbook. */
  public static get runbookName(): string {
    return events.EventField.fromPath('$.detail.Definition');
  }

  /** The version of the runbook, a number. */
  public static get runbookVersion(): string {
    return events.EventField.fromPath('$.detail.DefinitionVersion');
  }

  /** The status, such as `Failed`. */
  public static get status(): string {
    return events.EventField.fromPath('$.detail.Status');
  }

  /** When it began, as in `Nov 29, 2024 7:43:20 PM`. */
  public static get startTime(): string {
    return events.EventField.fromPath('$.detail.StartTime');
  }

  /** When it ended, in the same form. */
  public static get endTime(): string {
    return events.EventField.fromPath('$.detail.EndTime');
  }

  /** The ARN of who started the execution; events of steps do not hold it. */
  public static get executedBy(): string {
    return events.EventField.fromPath('$.detail.ExecutedBy');
  }

  /** The name of the step; only events of steps hold it. */
  public static get stepName(): string {
    return events.EventField.fromPath('$.detail.StepName');
  }

  private constructor() {
  }
}
