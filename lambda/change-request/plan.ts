import type { AutomationExecution, StartChangeRequestExecutionCommandInput } from '@aws-sdk/client-ssm';
import { EXECUTION_ID, OPS_ITEM_ID, STATUS, UNKNOWN } from '../../src/operations/provider/automation-properties';
import type { ChangeRequestProperties } from '../../src/operations/provider/change-request-properties';
import { forSdk } from '../shared/execution/automation-input';
import { hasNotBegun } from '../shared/execution/execution-status';
import { lineageIn, Link, markOf, rolledBack } from '../shared/execution/lineage';
import { CalendarState, closedReason } from '../shared/execution/open-calendars';
import { CHANGE_REQUEST_ADVICE } from '../shared/execution/start-advice';
import { stopDecision } from '../shared/execution/stop';
import type { Decision, Request } from '../shared/operation';

/** What is seen of the change request, and of what its start depends on. */
export interface Observed {
  /** The execution that was started just now. */
  readonly started?: string;
  /** Whether the stack goes back to what it was; only asked where another change request is declared than the resource stands for. */
  readonly isRollback?: boolean;
  /** The execution that the resource stands for, as far as it can be read. */
  readonly execution?: AutomationExecution;
  /** The state of the calendars, where one is to be started. */
  readonly calendars?: CalendarState;
  readonly token?: string;
}

export function plan(request: Request<ChangeRequestProperties>, observed: Observed, met: readonly string[]): Decision {
  if (request.type === 'Delete') return stopDecision(observed.execution, hasNotBegun, met);
  const { properties } = request;
  const currentId = request.type === 'Update' ? request.physicalId : undefined;
  if (isToStart(properties, observed, currentId)) {
    const closed = closedReason(properties.Calendars, observed.calendars, scheduledTime(properties));
    return closed === undefined ? { calls: [start(properties, observed)] } : { refused: closed };
  }
  const [link] = lineageAfter(properties, observed, currentId);
  const { execution } = observed;
  return {
    done: {
      [EXECUTION_ID]: link?.id || UNKNOWN,
      [STATUS]: execution?.AutomationExecutionStatus ?? UNKNOWN,
      [OPS_ITEM_ID]: execution?.OpsItemId ?? UNKNOWN,
    },
    note: link !== undefined && isOf(properties, link) ? undefined : 'the stack is rolled back to a change request that this resource does not know; none is started',
  };
}

function start({ Request: input }: ChangeRequestProperties, { token }: Observed) {
  const given = forSdk<StartChangeRequestExecutionCommandInput>(input);
  return { api: 'StartChangeRequestExecution', input: { ...given, ClientToken: token }, advice: CHANGE_REQUEST_ADVICE } as const;
}

/** Whether nothing was started yet of what is declared. */
export function isToStart(properties: ChangeRequestProperties, { started, isRollback = false }: Observed, currentId = ''): boolean {
  const [link] = lineageIn(currentId);
  return started === undefined && !isRollback && !(link !== undefined && isOf(properties, link));
}

/** Whether it is a change request that was made, and as it is declared. */
function isOf(properties: ChangeRequestProperties, { id, mark }: Link): boolean {
  return id !== '' && mark === markOfRequest(properties);
}

/** What the resource stands for once this is done; nothing where the stack goes back to a change request that was never made. */
export function lineageAfter(properties: ChangeRequestProperties, { started, isRollback = false }: Observed, currentId = ''): readonly Link[] {
  const before = lineageIn(currentId);
  const mark = markOfRequest(properties);
  if (started !== undefined) return [{ id: started, mark }, ...before];
  return isRollback ? rolledBack(before, mark) ?? before : before;
}

/** Two declarations with the same mark are the same change request. */
export function markOfRequest({ Request: input, Trigger }: ChangeRequestProperties): string {
  return markOf([input, Trigger]);
}

/** When the calendars must be open: at the start, which may lie ahead. */
export function scheduledTime({ Request: { ScheduledTime } }: ChangeRequestProperties): string | undefined {
  return ScheduledTime as string | undefined;
}
