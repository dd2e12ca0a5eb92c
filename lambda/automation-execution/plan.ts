import type { AutomationExecution, StartAutomationExecutionCommandInput } from '@aws-sdk/client-ssm';
import { outputsOf } from './completion';
import { AutomationInput, EXECUTION_ID, STATUS, UNKNOWN } from '../../src/operations/provider/automation-properties';
import type { RunbookExecutionProperties } from '../../src/operations/provider/runbook-execution-properties';
import { forSdk } from '../shared/execution/automation-input';
import { hasEnded, hasSucceeded, isRunning } from '../shared/execution/execution-status';
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

type Update = Extract<Request<RunbookExecutionProperties>, { type: 'Update' }>;

const NONE = 'none';

export function plan(request: Request<RunbookExecutionProperties>, observed: Observed, met: readonly string[]): Decision {
  if (request.type === 'Delete') return stopDecision(observed.execution, isRunning, met);
  const { properties } = request;
  const input = toStart(request, observed);
  if (input !== undefined) return startDecision(input, properties.Calendars, observed);
  const [link] = lineageAfter(request, observed);
  const executionId = link?.id ?? '';
  const { Outputs: names = [] } = properties;
  if (executionId === '') {
    const isRefused = names.length > 0 && observed.isRollback !== true;
    return isRefused ? { refused: noOutputs(names) } : { done: { [EXECUTION_ID]: NONE, [STATUS]: NONE } };
  }
  // What is waited for tells its status and its outputs when it has ended.
  const isAwaited = observed.started !== undefined ? properties.WaitForCompletion : isToWaitFor(request, observed);
  if (isAwaited) return { done: { [EXECUTION_ID]: executionId } };
  const { execution } = observed;
  const attributes = { [EXECUTION_ID]: executionId, [STATUS]: execution?.AutomationExecutionStatus ?? UNKNOWN };
  if (names.length === 0) return { done: attributes };
  if (execution === undefined) return lostOutputs(attributes, names, observed);
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
export function toStart(request: Request<RunbookExecutionProperties>, observed: Observed): AutomationInput | undefined {
  const { started, isRollback = false, execution } = observed;
  if (started !== undefined || isRollback || request.type === 'Delete') return undefined;
  const { OnCreate, OnUpdate } = request.properties;
  if (request.type === 'Create') return OnCreate ?? OnUpdate;
  return isRunAlready(request) && !isToRetry(request, execution) ? undefined : OnUpdate;
}

/** Whether a deployment that failed with what it ran, and was not rolled back, is tried again. */
export function isToRetry({ properties, old }: Update, execution: AutomationExecution | undefined): boolean {
  // Where another run was declared before, a deployment that failed has run this one; it failed as it waited.
  const wasAwaited = old === undefined || old.WaitForCompletion || markOfRun(old) !== markOfRun(properties);
  const status = `${execution?.AutomationExecutionStatus}`;
  return properties.WaitForCompletion && wasAwaited && hasEnded(status) && !hasSucceeded(status);
}

/** Whether an earlier deployment started what still runs, and now its end is waited for. */
export function isToWaitFor(request: Request<RunbookExecutionProperties>, { started, isRollback = false, execution }: Observed): boolean {
  return request.type === 'Update' && started === undefined && !isRollback && request.properties.WaitForCompletion
    && execution !== undefined && !hasEnded(`${execution.AutomationExecutionStatus}`);
}

/** Whether the resource stands for an execution of what is declared. What was taken out in between and is put in again is run again. */
export function isRunAlready({ properties, old, physicalId }: Update): boolean {
  const [link] = lineageIn(physicalId);
  const wasTakenOut = old !== undefined && old.OnUpdate === undefined;
  return link !== undefined && link.id !== '' && link.mark === markOfRun(properties) && !wasTakenOut;
}

/** Whether anything depends on the stack being rolled back: what is started, or for which execution the resource stands. */
export function isOther(request: Request<RunbookExecutionProperties>, observed: Observed): boolean {
  if (request.type !== 'Update' || observed.started !== undefined) return false;
  return toStart(request, observed) !== undefined || lineageIn(request.physicalId)[0]?.mark !== markOfRun(request.properties);
}

/** What the resource stands for once this is done. */
export function lineageAfter(request: Request<RunbookExecutionProperties>, { started, isRollback = false }: Observed): readonly Link[] {
  const before = request.type === 'Create' ? [] : lineageIn(request.physicalId);
  const mark = markOfRun(request.properties);
  if (started !== undefined) return [{ id: started, mark }, ...before];
  if (isRollback && request.type === 'Update') {
    if (before[0]?.mark === mark) return before;
    return request.properties.OnUpdate === undefined ? withoutFailed(request, before) : rolledBack(before, mark) ?? before;
  }
  return before.length === 0 && !isRollback ? [{ id: '', mark }] : before;
}

/** Before the update that failed nothing was to be run on update; what it had run goes, and what was there stays, whatever that was once for. */
function withoutFailed({ old }: Update, before: readonly Link[]): readonly Link[] {
  const isFailed = old !== undefined && before[0]?.mark === markOfRun(old);
  return isFailed && before.length > 1 ? before.slice(1) : before;
}

/** An update to the same mark runs nothing. */
export function markOfRun({ OnUpdate, Trigger }: RunbookExecutionProperties): string {
  return markOf(OnUpdate === undefined ? undefined : [OnUpdate, Trigger]);
}

/** A rollback goes on without them, or the stack would be stuck: what was not deployed with the update that failed keeps what it has of them. */
function lostOutputs(attributes: Readonly<Record<string, string>>, names: readonly string[], { isRollback }: Observed): Decision {
  const what = `the outputs ${names.join(', ')} of execution ${attributes[EXECUTION_ID]} cannot be read any more, as the service keeps executions for 30 days`;
  return isRollback === true ? { done: attributes, note: what } : { refused: `${what}; change trigger to run onUpdate again` };
}

function noOutputs(names: readonly string[]): string {
  return `there are no outputs ${names.join(', ')}, as nothing has been run yet; give onCreate, or onUpdate`;
}
