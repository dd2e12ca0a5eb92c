import type { AutomationExecution, StepExecution } from '@aws-sdk/client-ssm';

/** Steps that are told of when many failed, such as one for each target. */
const MOST_STEPS = 3;
const ENDINGS: Readonly<Record<string, string>> = {
  Failed: 'failed',
  TimedOut: 'timed out',
  Cancelled: 'was cancelled',
  Rejected: 'was rejected',
  Exited: 'exited',
  ChangeCalendarOverrideRejected: 'was rejected, as the change calendar is closed',
  CompletedWithFailure: 'completed with a failure',
};
const BAD = Object.keys(ENDINGS);

/** How an execution ended that did not succeed: in which step, and what the step says. */
export function failureOf(thing: string, execution: AutomationExecution, steps: readonly StepExecution[]): string {
  const { AutomationExecutionStatus: status, FailureMessage: message } = execution;
  const ending = `${thing} ${ENDINGS[`${status}`] ?? `is ${status}`}`;
  const bad = steps.flatMap((step, index) => BAD.includes(step.StepStatus ?? '') ? [{ step, index }] : []);
  if (bad.length === 0) return `${ending}${told(message)}${whereToLook(execution)}`;
  const total = steps.length;
  const [only] = bad;
  if (bad.length === 1) return `${ending} in ${stepText(only, total)}${told(reasonOf(only.step) ?? message)}${whereToLook(execution)}`;
  const shown = bad.slice(0, MOST_STEPS).map(item => `${stepText(item, total)}${told(reasonOf(item.step))}`);
  const more = bad.length > MOST_STEPS ? `; and ${bad.length - MOST_STEPS} more` : '';
  return `${ending} in ${bad.length} of ${total} steps: ${shown.join('; ')}${more}${whereToLook(execution)}`;
}

/** What an execution is doing: its status, and the step that runs. */
export function stateOf({ AutomationExecutionStatus: status }: AutomationExecution, steps: readonly StepExecution[]): string {
  const index = steps.findIndex(({ StepStatus }) => StepStatus === 'InProgress' || StepStatus === 'Waiting');
  return index < 0 ? `${status}` : `${status}, at ${stepText({ step: steps[index], index }, steps.length)}`;
}

/** Where a person looks, and what for. */
export function whereToLook({ AutomationExecutionId: id, OpsItemId: opsItem }: AutomationExecution): string {
  return `; all of it: aws ssm get-automation-execution --automation-execution-id ${id}${opsItem === undefined ? '' : `, OpsItem ${opsItem}`}`;
}

interface Item {
  readonly step: StepExecution;
  readonly index: number;
}

function stepText({ step: { StepName: name, Action: action }, index }: Item, total: number): string {
  return `step ${index + 1} of ${total}, "${name}" (${action})`;
}

function reasonOf({ FailureMessage: message, FailureDetails: details, ResponseCode: code }: StepExecution): string | undefined {
  return message || details?.FailureType || (code === undefined ? undefined : `response code ${code}`);
}

function told(message: string | undefined): string {
  return message === undefined || message === '' ? '' : `: ${message.trim().replace(/\.$/, '')}`;
}
