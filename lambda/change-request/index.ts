import { isToStart, lineageAfter, markOfRequest, Observed, plan, scheduledTime } from './plan';
import { UNFINISHED } from '../../src/operations/provider/automation-properties';
import type { ChangeRequestProperties } from '../../src/operations/provider/change-request-properties';
import { anyText, oneOf, optional, texts } from '../shared/contract';
import { customResource } from '../shared/custom-resource';
import { automationInput } from '../shared/execution/automation-input';
import { clientToken } from '../shared/execution/client-token';
import { findExecution, glimpseExecution } from '../shared/execution/find-execution';
import { idOf } from '../shared/execution/lineage';
import { calendarState } from '../shared/execution/open-calendars';
import { isRollingBack } from '../shared/execution/roll-back';
import { executionToStop, leftBehind } from '../shared/execution/stop';
import type { Made, Origin, Request } from '../shared/operation';
import { Ssm } from '../shared/ssm';

const KIND = 'change-request';

export const handler = customResource<ChangeRequestProperties, Observed>({
  name: 'change request',
  contract: {
    Request: automationInput,
    Trigger: optional(anyText),
    UnfinishedOnDelete: oneOf(...UNFINISHED),
    Calendars: optional(texts()),
  },
  physicalId,
  observe,
  plan,
  made,
});

// Before anything is looked at it is the same resource, whatever is to become of it.
function physicalId(properties: ChangeRequestProperties, observed: Observed | undefined, currentId?: string): string {
  if (observed === undefined) return currentId ?? idOf(KIND, [{ id: '', mark: markOfRequest(properties) }]);
  const lineage = lineageAfter(properties, observed, currentId);
  return lineage.length === 0 && currentId !== undefined ? currentId : idOf(KIND, lineage);
}

async function observe(request: Request<ChangeRequestProperties>, ssm: Ssm, origin: Origin): Promise<Observed> {
  if (request.type === 'Delete') return { execution: await findExecution(ssm, executionToStop(request)) };
  const { properties } = request;
  const currentId = request.type === 'Update' ? request.physicalId : undefined;
  const started = startedBy(ssm);
  const isOther = isToStart(properties, { started }, currentId);
  const isRollback = isOther && request.type === 'Update' && await isRollingBack(ssm, origin.stackId);
  const observed = { started, isRollback, token: clientToken(origin) };
  if (isToStart(properties, observed, currentId)) {
    const { Calendars = [] } = properties;
    return { ...observed, calendars: Calendars.length === 0 ? undefined : await calendarState(ssm, Calendars, scheduledTime(properties)) };
  }
  const [link] = lineageAfter(properties, observed, currentId);
  return { ...observed, execution: link?.id ? await glimpseExecution(ssm, link.id, started !== undefined) : undefined };
}

function made(_: Request<ChangeRequestProperties>, ssm: Ssm): Made<Observed> | undefined {
  const started = startedBy(ssm);
  return started === undefined ? undefined : {
    observed: { started },
    note: leftBehind(started),
  };
}

function startedBy(ssm: Ssm): string | undefined {
  return ssm.answer('StartChangeRequestExecution')?.AutomationExecutionId;
}
