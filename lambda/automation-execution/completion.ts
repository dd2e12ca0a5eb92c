import type { AutomationExecution, StepExecution } from '@aws-sdk/client-ssm';
import { failureOf, stateOf, whereToLook } from './failure';
import { LONGEST_WAIT, OPS_ITEM_ID, OUTPUT, STATUS, UNKNOWN } from '../../src/operations/provider/automation-properties';
import type { AWAITED } from '../../src/operations/provider/change-request-properties';
import { hasEnded, hasSucceeded, isApproved } from '../shared/execution/execution-status';

/** What is waited for. */
export interface Awaited {
  readonly executionId: string;
  /** For change requests; a runbook is to be completed. */
  readonly waitFor: typeof AWAITED[number];
  readonly isChangeRequest: boolean;
  /** Whether an earlier deployment waited for it, so that it is only told how it is now; see `wasAwaited`. */
  readonly wasAwaited?: boolean;
  /** The outputs that become attributes. */
  readonly outputs: readonly string[];
  /** When the wait began and when it ends, in milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
}

/** What a look at an execution comes to. */
export type Verdict = 'wait' | { readonly done: Readonly<Record<string, string>> } | { readonly failed: string };

const MINUTE = 60_000;

/**
 * Whether what was waited for has come.
 *
 * @param execution undefined where it could not be read just now.
 * @param steps all of its steps, in their order.
 */
export function verdictOf(awaited: Awaited, execution: AutomationExecution | undefined, steps: readonly StepExecution[], now: number): Verdict {
  if (execution === undefined) {
    if (awaited.wasAwaited === true) return { done: { [STATUS]: UNKNOWN, [OPS_ITEM_ID]: UNKNOWN } };
    if (now < awaited.until) return 'wait';
    const command = `aws ssm get-automation-execution --automation-execution-id ${awaited.executionId}`;
    return {
      failed: `execution ${awaited.executionId} cannot be read, ${minutes(awaited, now)} after the wait for it began; the service keeps executions for 30 days; `
      + `look whether it is still there: ${command}`,
    };
  }
  const status = execution.AutomationExecutionStatus ?? '';
  if (awaited.wasAwaited === true) return attributesOf(awaited, execution);
  if (awaited.waitFor === 'Approved' ? isApproved(status) : hasSucceeded(status)) return attributesOf(awaited, execution);
  const thing = nameOf(awaited, execution);
  if (hasEnded(status)) return { failed: failureOf(thing, execution, steps) };
  if (now < awaited.until) return 'wait';
  return { failed: lateReason(awaited, thing, execution, stateOf(execution, steps), minutes(awaited, now)) };
}

function attributesOf({ isChangeRequest, outputs }: Awaited, execution: AutomationExecution): Verdict {
  const status = { [STATUS]: execution.AutomationExecutionStatus ?? '' };
  if (isChangeRequest) return { done: { ...status, [OPS_ITEM_ID]: execution.OpsItemId ?? '' } };
  const given = outputsOf(outputs, execution);
  return 'failed' in given ? given : { done: { ...status, ...given.done } };
}

/** The outputs as attributes: a single value as it is, several as a JSON list. */
export function outputsOf(names: readonly string[], execution: AutomationExecution): Exclude<Verdict, 'wait'> {
  const { Outputs: given = {} } = execution;
  const missing = names.filter(name => !Object.hasOwn(given, name));
  if (missing.length > 0) {
    const others = Object.keys(given);
    return { failed: `runbook "${execution.DocumentName}" gave no output ${missing.join(', ')}; it gave ${others.length === 0 ? 'none' : others.join(', ')}` };
  }
  const valueOf = (values: readonly string[]) => values.length === 1 ? values[0] : JSON.stringify(values);
  return { done: Object.fromEntries(names.map(name => [`${OUTPUT}${name}`, valueOf(given[name])])) };
}

function lateReason(awaited: Awaited, thing: string, execution: AutomationExecution, state: string, waited: string): string {
  if (awaited.isChangeRequest) {
    const wish = awaited.waitFor === 'Approved' ? 'approved' : 'completed';
    // Its rollback takes back what the deployment made, so to deploy again would ask everybody anew.
    return `${thing} was not ${wish} within ${waited}: it is ${state}; CloudFormation waits an hour at most and people may take days, `
      + `so leave waitFor out, and deploy what needs it once it is ${wish}; the rollback of the deployment that made it stops it, `
      + `unless it has begun or unfinishedOnDelete is Leave${whereToLook(execution)}`;
  }
  return `${thing} did not end within ${waited}: it is ${state}, and goes on unless it is stopped; give it more time (timeout, ${LONGEST_WAIT / 60} minutes at most), `
    + `or do not wait for it (waitForCompletion: false)${whereToLook(execution)}`;
}

function nameOf({ isChangeRequest }: Awaited, execution: AutomationExecution): string {
  const { ChangeRequestName: name, DocumentName: document, AutomationExecutionId: id } = execution;
  return isChangeRequest ? `change request "${name ?? id}"` : `runbook "${document}"`;
}

function minutes({ since }: Awaited, now: number): string {
  const count = Math.round((now - since) / MINUTE);
  return `${count} ${count === 1 ? 'minute' : 'minutes'}`;
}
