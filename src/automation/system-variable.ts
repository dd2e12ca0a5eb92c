import { ContentReference } from '../document/content-reference';

/**
 * What SSM itself knows while a runbook runs. Dates and times are those of the step that asks, in UTC.
 */
export class SystemVariable {
  /** The account in which the runbook runs. */
  public static get accountId(): string {
    return referenceTo('global:ACCOUNT_ID');
  }

  /** The Region in which the runbook runs. */
  public static get region(): string {
    return referenceTo('global:REGION');
  }

  /** The partition in which the runbook runs, such as `aws`. */
  public static get partition(): string {
    return referenceTo('global:AWS_PARTITION');
  }

  /** The date, as `yyyy-MM-dd`. */
  public static get date(): string {
    return referenceTo('global:DATE');
  }

  /** The date and the time, as `yyyy-MM-dd_HH.mm.ss`. */
  public static get dateTime(): string {
    return referenceTo('global:DATE_TIME');
  }

  /** The id of the execution. */
  public static get executionId(): string {
    return referenceTo('automation:EXECUTION_ID');
  }

  private constructor() {
  }
}

function referenceTo(body: string): string {
  return ContentReference.of(body).toString();
}
