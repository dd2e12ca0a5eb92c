import type { AutomationInput, UNFINISHED } from './automation-properties';

/** The type of the custom resources that make a change request. It never changes. */
export const CHANGE_REQUEST_TYPE = 'Custom::SSMChangeRequest';

/** The type of the custom resources that wait for one. It never changes. */
export const CHANGE_REQUEST_OUTCOME_TYPE = 'Custom::SSMChangeRequestOutcome';

/** What is waited for: that nobody need approve it any more, or that it has ended. */
export const AWAITED = ['Approved', 'Completed'] as const;

/** What the handler `change-request` is given. */
export interface ChangeRequestProperties {
  /** The input of StartChangeRequestExecution. */
  readonly Request: AutomationInput;
  /** Another text makes another request with the same input. */
  readonly Trigger?: string;
  /** What becomes of a request that nobody decided about yet. */
  readonly UnfinishedOnDelete: typeof UNFINISHED[number];
  /** The names or ARNs of calendars that must be open when it starts. */
  readonly Calendars?: readonly string[];
}

/** What the handler `automation-execution` is given to wait for a change request. */
export interface ChangeRequestOutcomeProperties {
  readonly ExecutionId: string;
  readonly WaitFor: typeof AWAITED[number];
  /** How long is waited, in seconds. */
  readonly Timeout: number;
}
