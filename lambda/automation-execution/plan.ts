import type { AutomationExecution, StartAutomationExecutionCommandInput } from '@aws-sdk/client-ssm';
import { outputsOf } from './completion';
import { AutomationInput, EXECUTION_ID, STATUS } from '../../src/operations/provider/automation-properties';
import type { RunbookExecutionProperties } from '../../src/operations/provider/runbook-execution-properties';
import { forSdk } from '../shared/execution/automation-input';
import { isRunning } from '../shared/execution/execution-status';
import { lineageIn, Link, markOf, rolledBack } from '../shared/execution/lineage';
import { CalendarState, closedReason } from '../shared/execution/open-calendars';
import { AUTOMATION_ADVICE } from '../shared/execution/start-advice';
import { stopDecision } from '../shared/execution/stop';
import type { Decision, Request } from '../shared/operation';

/** What is seen of an execution, and of what its start depends on. */
export interface Observed {
  /** The execution that was started just now. */
  readonly started?: string;
  /** Whether the stack goes back to what it was; only asked where there is something to run. */
  readonly isRollback?: boolean;
  /** The execution that the resource stands for, where nothing is started. */
  readonly execution?: AutomationExecution;
  /** The state of the calendars, where something is to be started. */
  readonly calendars?: CalendarState;
  readonly token?: string;
}

/** For an attribute that the service does not tell any more. */
const UNKNOWN = 'Unknown';
const NONE = 'none';

export function plan(request: Request<RunbookExecutionProperties>, observed: Observed, met: readonly string[]): Decision {
  if (request.type === 'Delete') return stopDecision(observed.execution, isRunning, met);
  const { properties } = request;
  const input = toStart(request, observed);
  if (input !== undefined) return startDecision(input, properties.Calendars, observed);
  const [link] = lineageAfter(request, observed);
  const executionId = link?.executionId ?? '';
  if (executionId === '') return { done: { [EXECUTION_ID]: NONE, [STATUS]: NONE } };
  // What was started now tells its status and its outputs when it has ended.
  if (observed.started !== undefined && properties.WaitForCompletion) return { done: { [EXECUTION_ID]: executionId } };
  const { execution } = observed;
  const attributes = { [EXECUTION_ID]: executionId, [STATUS]: execution?.AutomationExecutionStatus ?? UNKNOWN };
  const { Outputs: names = [] } = properties;
  if (names.length === 0) return { done: attributes };
  if (execution === undefined) return { refused: lostOutputs(executionId, names) };
  const outputs = outputsOf(names, execution);
  return 'failed' in outputs ? { refused: outputs.failed } : { done: { ...attributes, ...outputs.done } };
}

/** The call that starts an execution, or why it must not be. */
export function startDecision(input: AutomationInput, calendars: readonly string[] | undefined, { calendars: state, token }: Observed): Decision {
  const closed = closedReason(calendars, state);
  if (closed !== undefined) return { refused: closed };
  const given = forSdk<StartAutomationExecutionCommandInput>(input);
  return { calls: [{ api: 'StartAutomationExecution', input: { ...given, ClientToken: token }, advice: AUTOMATION_ADVICE }] };
}

/** What is to be started for this request; undefined where nothing is, or nothing any more. */
export function toStart(request: Request<RunbookExecutionProperties>, { started, isRollback = false }: Observed): AutomationInput | undefined {
  if (started !== undefined || isRollback || request.type === 'Delete') return undefined;
  const { OnCreate, OnUpdate } = request.properties;
  if (request.type === 'Create') return OnCreate ?? OnUpdate;
  return lineageIn(request.physicalId)[0]?.mark === markOfRun(request.properties) ? undefined : OnUpdate;
}

/** What the resource stands for once this is done. */
export function lineageAfter(request: Request<RunbookExecutionProperties>, { started, isRollback = false }: Observed): readonly Link[] {
  const before = request.type === 'Create' ? [] : lineageIn(request.physicalId);
  const mark = markOfRun(request.properties);
  if (started !== undefined) return [{ executionId: started, mark }, ...before];
  if (isRollback) return rolledBack(before, mark) ?? before;
  return before.length === 0 ? [{ executionId: '', mark }] : before;
}

/** An update to the same mark runs nothing. */
export function markOfRun({ OnUpdate, Trigger }: RunbookExecutionProperties): string {
  return markOf(OnUpdate === undefined ? undefined : [OnUpdate, Trigger]);
}

function lostOutputs(executionId: string, names: readonly string[]): string {
  return `the outputs ${names.join(', ')} of execution ${executionId} cannot be read any more, as the service keeps executions for 30 days; change trigger to run the runbook again, `
    + 'or in a rollback skip this resource (aws cloudformation continue-update-rollback --resources-to-skip)';
}
