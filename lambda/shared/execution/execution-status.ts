/** Executions of runbooks and change requests that have come to their end. Which statuses are final is read from their descriptions, not verified. */
const ENDED = [
  'Success', 'TimedOut', 'Cancelled', 'Failed', 'Rejected', 'ChangeCalendarOverrideRejected', 'CompletedWithSuccess', 'CompletedWithFailure', 'Exited',
];
const SUCCEEDED = ['Success', 'CompletedWithSuccess'];
/** A change request that nobody decided about yet, or whose runbook has not begun. */
const NOT_BEGUN = [
  'Pending', 'PendingApproval', 'PendingChangeCalendarOverride', 'ChangeCalendarOverrideApproved', 'Approved', 'Scheduled', 'Waiting',
];
/** A change request that everybody approved who had to. */
const APPROVED = ['Approved', 'Scheduled', 'RunbookInProgress', 'Success', 'CompletedWithSuccess', 'CompletedWithFailure'];

export function hasEnded(status: string): boolean {
  return ENDED.includes(status);
}

/** Whether it can still be stopped. */
export function isRunning(status: string): boolean {
  return !ENDED.includes(status) && status !== 'Cancelling';
}

export function hasSucceeded(status: string): boolean {
  return SUCCEEDED.includes(status);
}

export function hasNotBegun(status: string): boolean {
  return NOT_BEGUN.includes(status);
}

export function isApproved(status: string): boolean {
  return APPROVED.includes(status);
}
