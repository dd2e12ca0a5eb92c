import type { AutomationInput, UNFINISHED } from './automation-properties';

/** The type of the custom resources that run a runbook when they are created or changed. It never changes. */
export const RUNBOOK_EXECUTION_TYPE = 'Custom::SSMRunbookExecution';

/** The type of the custom resources that run a runbook when they are deleted. It never changes. */
export const RUNBOOK_ON_DELETE_TYPE = 'Custom::SSMRunbookOnDelete';

interface Waiting {
  /** Whether the end of the execution is waited for. */
  readonly WaitForCompletion: boolean;
  /** How long it is waited for, in seconds. */
  readonly Timeout: number;
  /** The names or ARNs of calendars that must be open when a runbook is started. */
  readonly Calendars?: readonly string[];
}

/** What the handler `automation-execution` is given to run a runbook when the custom resource is created or changed. */
export interface RunbookExecutionProperties extends Waiting {
  /** The input of StartAutomationExecution at creation; nothing is started where it is left out. */
  readonly OnCreate?: AutomationInput;
  /** The input of StartAutomationExecution when it, or `Trigger`, has changed. */
  readonly OnUpdate?: AutomationInput;
  /** Another text has `OnUpdate` run although it is the same. */
  readonly Trigger?: string;
  /** The outputs of the runbook that become attributes. */
  readonly Outputs?: readonly string[];
  /** What becomes of an execution that still runs. */
  readonly UnfinishedOnDelete: typeof UNFINISHED[number];
}

/** What the handler `automation-execution` is given to run a runbook when the custom resource is deleted. */
export interface RunbookOnDeleteProperties extends Waiting {
  /** The input of StartAutomationExecution; nothing is started where it is left out. */
  readonly OnDelete?: AutomationInput;
}
