import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { lineageIn } from './lineage';
import type { UNFINISHED } from '../../../src/operations/provider/automation-properties';
import type { Decision, Request } from '../operation';

/** Errors of a call that came too late: there is nothing to stop any more. */
export const TOO_LATE = ['AutomationExecutionNotFoundException', 'InvalidAutomationStatusUpdateException'];

interface Stoppable {
  readonly UnfinishedOnDelete: typeof UNFINISHED[number];
}

/** The execution that a deletion is to stop, if any. */
export function executionToStop({ properties, physicalId }: Extract<Request<Stoppable>, { type: 'Delete' }>): string | undefined {
  const [link] = lineageIn(physicalId);
  return properties.UnfinishedOnDelete === 'Leave' || link === undefined || link.id === '' ? undefined : link.id;
}

/**
 * Stop an execution.
 *
 * @param execution undefined where there is none to stop.
 * @param isStoppable whether it may be, in the status that it has.
 */
export function stopDecision(execution: AutomationExecution | undefined, isStoppable: (status: string) => boolean, met: readonly string[]): Decision {
  if (execution === undefined) return { done: {} };
  const { AutomationExecutionId: id, AutomationExecutionStatus: status } = execution;
  if (!isStoppable(`${status}`)) return { done: {}, note: `execution ${id} is ${status}` };
  if (met.length > 0) return { done: {}, note: `execution ${id} is ${status} and cannot be stopped (${met.join(', ')})` };
  return { calls: [{ api: 'StopAutomationExecution', input: { AutomationExecutionId: id, Type: 'Cancel' }, unless: TOO_LATE }] };
}

/** What to tell of an execution that a failed request leaves behind. */
export function leftBehind(id: string): string {
  return `execution ${id} was started; stop it if it is not wanted (aws ssm stop-automation-execution --automation-execution-id ${id} --type Cancel)`;
}
