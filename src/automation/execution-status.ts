/**
 * What can become of executions of runbooks and of their steps. Any other text can stand in its place.
 */
export class ExecutionStatus {
  /** It ended as it should. */
  public static readonly SUCCESS = 'Success';
  /** It ended with an error. */
  public static readonly FAILED = 'Failed';
  /** It ended because its time was over. */
  public static readonly TIMED_OUT = 'TimedOut';
  /** Somebody stopped it. Patterns for events match `Canceled` as well: the API has the one spelling, and the guide's list of events the other. */
  public static readonly CANCELLED = 'Cancelled';
  /** A change request waits for its approvals. */
  public static readonly PENDING_APPROVAL = 'PendingApproval';
  /** A change request has its approvals. */
  public static readonly APPROVED = 'Approved';
  /** A change request was rejected, which is final. */
  public static readonly REJECTED = 'Rejected';
  /** A change request waits for its time. */
  public static readonly SCHEDULED = 'Scheduled';
  /** A change request waits for somebody who lets it run although the calendar is closed. */
  public static readonly PENDING_CHANGE_CALENDAR_OVERRIDE = 'PendingChangeCalendarOverride';

  private constructor() {
  }
}
