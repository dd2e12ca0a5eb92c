/** The input of an operation that starts an execution, as the API has it, without the client token. Times are texts in the form of ISO 8601. */
export type AutomationInput = Readonly<Record<string, unknown>>;

/** What becomes of an execution that has not ended when its custom resource is deleted, or when another one takes its place. */
export const UNFINISHED = ['Stop', 'Leave'] as const;

/** How long an execution is waited for at most, in seconds: CloudFormation waits for an hour, and what begins and ends the wait takes some of it. */
export const LONGEST_WAIT = 55 * 60;

/** An attribute that the service does not tell any more, or did not tell in time. */
export const UNKNOWN = 'Unknown';

/** Attributes of what was started. */
export const EXECUTION_ID = 'ExecutionId';
export const STATUS = 'Status';
export const OPS_ITEM_ID = 'OpsItemId';
/** In front of the name of an output of a runbook. */
export const OUTPUT = 'Output.';
