import type { AutomationExecution, StepExecution } from '@aws-sdk/client-ssm';
import { Awaited, verdictOf } from './completion';
import { planOnDelete } from './on-delete-plan';
import { outcomeId, wasAwaited } from './outcome-plan';
import { isOther, isRunAlready, isToWaitFor, lineageAfter, markOfRun, Observed, plan, toStart } from './plan';
import { LONGEST_WAIT, UNFINISHED } from '../../src/operations/provider/automation-properties';
import { AWAITED, CHANGE_REQUEST_OUTCOME_TYPE, ChangeRequestOutcomeProperties } from '../../src/operations/provider/change-request-properties';
import { RUNBOOK_ON_DELETE_TYPE, RunbookExecutionProperties, RunbookOnDeleteProperties } from '../../src/operations/provider/runbook-execution-properties';
import { anyText, Contract, flag, oneOf, optional, parse, text, texts, wholeNumber } from '../shared/contract';
import type { CustomResourceEvent, TimeLeft } from '../shared/custom-resource';
import { automationInput } from '../shared/execution/automation-input';
import { clientToken } from '../shared/execution/client-token';
import { hasSucceeded } from '../shared/execution/execution-status';
import { findExecution, glimpseExecution } from '../shared/execution/find-execution';
import { idOf, lineageIn } from '../shared/execution/lineage';
import { calendarState } from '../shared/execution/open-calendars';
import { isRollingBack } from '../shared/execution/roll-back';
import { executionToStop, leftBehind } from '../shared/execution/stop';
import type { Made, Operation, Origin, Request } from '../shared/operation';
import { begin, Begun, complete, Completion, Failure, look } from '../shared/provider-framework';
import { Ssm } from '../shared/ssm';

const PAGE = 50;
const KIND = 'runbook-execution';

const RUN: Contract<RunbookExecutionProperties> = {
  OnCreate: optional(automationInput),
  OnUpdate: optional(automationInput),
  Trigger: optional(anyText),
  Calendars: optional(texts()),
  WaitForCompletion: flag,
  Timeout: wholeNumber,
  Outputs: optional(texts()),
  UnfinishedOnDelete: oneOf(...UNFINISHED),
};

const ON_DELETE: Contract<RunbookOnDeleteProperties> = {
  OnDelete: optional(automationInput),
  Calendars: optional(texts()),
  WaitForCompletion: flag,
  Timeout: wholeNumber,
};

const OUTCOME: Contract<ChangeRequestOutcomeProperties> = { ExecutionId: text, WaitFor: oneOf(...AWAITED), Timeout: wholeNumber };

/** What is begun, and how the requests that follow know what to wait for. */
export async function onEvent(event: CustomResourceEvent, context: TimeLeft): Promise<Begun<Awaited>> {
  const since = Date.now();
  const waiting = (executionId: string, timeout: number): Awaited => ({
    executionId, waitFor: 'Completed', isChangeRequest: false, outputs: [], since, until: since + Math.min(timeout, LONGEST_WAIT) * 1_000,
  });
  if (event.ResourceType === CHANGE_REQUEST_OUTCOME_TYPE) {
    let isKnown = false;
    const begun = await begin(outcome(request => { isKnown = wasAwaited(request); }), event, context);
    if (event.RequestType === 'Delete') return begun;
    const { ExecutionId, WaitFor, Timeout } = parse(OUTCOME, event.ResourceProperties);
    return { ...begun, Awaited: { ...waiting(ExecutionId, Timeout), waitFor: WaitFor, isChangeRequest: true, wasAwaited: isKnown } };
  }
  let started: string | undefined;
  const onStart = (executionId: string) => { started = executionId; };
  const isOnDelete = event.ResourceType === RUNBOOK_ON_DELETE_TYPE;
  const begun = isOnDelete ? await begin(onDelete(onStart), event, context) : await begin(runbookExecution(onStart), event, context);
  if (started === undefined) return begun;
  const { WaitForCompletion, Timeout, Outputs } = isOnDelete
    ? { ...parse(ON_DELETE, event.ResourceProperties, true), Outputs: undefined }
    : parse(RUN, event.ResourceProperties, true);
  return WaitForCompletion ? { ...begun, Awaited: { ...waiting(started, Timeout), outputs: Outputs ?? [] } } : begun;
}

/** Asked again and again until it is complete. */
export async function isComplete(event: CustomResourceEvent & { readonly Awaited?: Awaited }): Promise<Completion> {
  const { Awaited: awaited } = event;
  if (awaited === undefined) return complete({});
  const seen = await look(event, async ssm => {
    // A runbook that was started a moment ago may not be found yet; a change request was looked for when it was made, so it is gone.
    const isThere = awaited.isChangeRequest && awaited.wasAwaited !== true;
    const execution = isThere
      ? (await ssm.read('GetAutomationExecution', { AutomationExecutionId: awaited.executionId })).AutomationExecution
      : await findExecution(ssm, awaited.executionId);
    return { execution, steps: execution === undefined ? [] : await stepsOf(execution, ssm) };
  });
  const verdict = verdictOf(awaited, seen?.execution, seen?.steps ?? [], Date.now());
  if (verdict === 'wait') return { IsComplete: false };
  if ('failed' in verdict) throw new Failure(verdict.failed);
  return complete(verdict.done);
}

/** All steps, as the service tells of an execution only the first ones. */
async function stepsOf({ AutomationExecutionId, StepExecutions: first = [], ...execution }: AutomationExecution, ssm: Ssm): Promise<StepExecution[]> {
  if (execution.StepExecutionsTruncated !== true) return first;
  const steps: StepExecution[] = [];
  let token: string | undefined;
  do {
    const page = await ssm.read('DescribeAutomationStepExecutions', { AutomationExecutionId, MaxResults: PAGE, NextToken: token });
    steps.push(...page.StepExecutions ?? []);
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  return steps;
}

function outcome(onRequest: (request: Request<ChangeRequestOutcomeProperties>) => void): Operation<ChangeRequestOutcomeProperties, object> {
  return {
    name: 'outcome of a change request',
    contract: OUTCOME,
    physicalId: (properties, observed, currentId) => observed === undefined && currentId !== undefined ? currentId : outcomeId(properties, currentId),
    async observe(request) {
      onRequest(request);
      return {};
    },
    plan: () => ({ done: {} }),
  };
}

function runbookExecution(onStart: (executionId: string) => void): Operation<RunbookExecutionProperties, Observed & { readonly id?: string }> {
  const id = (request: Request<RunbookExecutionProperties>, observed: Observed) => {
    const lineage = lineageAfter(request, observed);
    return lineage.length === 0 && request.type === 'Update' ? request.physicalId : idOf(KIND, lineage);
  };
  return {
    name: 'runbook execution',
    contract: RUN,
    // Before anything is looked at it is the same resource, whatever is to become of it.
    physicalId: (properties, observed, currentId) => observed?.id ?? currentId ?? idOf(KIND, [{ id: '', mark: markOfRun(properties) }]),
    async observe(request, ssm, origin) {
      if (request.type === 'Delete') return { execution: await findExecution(ssm, executionToStop(request)) };
      const observed = await lookAround(request, ssm, origin, onStart);
      return { ...observed, id: id(request, observed) };
    },
    plan,
    made(request, ssm): Made<Observed & { readonly id?: string }> | undefined {
      const started = startedBy(ssm);
      return started === undefined ? undefined : {
        observed: { started, id: id(request, { started }) },
        note: leftBehind(started),
      };
    },
  };
}

async function lookAround(
  request: Exclude<Request<RunbookExecutionProperties>, { type: 'Delete' }>, ssm: Ssm, origin: Origin, onStart: (executionId: string) => void,
): Promise<Observed> {
  const started = startedBy(ssm);
  if (started !== undefined) onStart(started);
  const isLeft = request.type === 'Update' && (isRunAlready(request) || request.properties.OnUpdate === undefined);
  const current = started === undefined && isLeft ? lineageIn(request.physicalId)[0] : undefined;
  const earlier = request.properties.WaitForCompletion ? await findExecution(ssm, current?.id || undefined) : undefined;
  const isUnfinished = earlier !== undefined && !hasSucceeded(`${earlier.AutomationExecutionStatus}`);
  const isRollback = (isUnfinished || isOther(request, { started })) && await isRollingBack(ssm, origin.stackId);
  const observed = { started, isRollback, token: clientToken(origin), execution: earlier };
  const { Calendars: calendars = [], Outputs = [], WaitForCompletion: isAwaited } = request.properties;
  if (toStart(request, observed) !== undefined) {
    return { ...observed, calendars: calendars.length === 0 ? undefined : await calendarState(ssm, calendars) };
  }
  const [link] = lineageAfter(request, observed);
  const isTold = (started !== undefined && isAwaited) || isToWaitFor(request, observed);
  if (isTold && link !== undefined) onStart(link.id);
  if (isTold || !link?.id) return observed;
  if (Outputs.length === 0) return { ...observed, execution: await glimpseExecution(ssm, link.id, started !== undefined) };
  // Without its outputs there is no answer, so it is read for as long as that takes.
  const execution = await findExecution(ssm, link.id);
  const isLost = execution === undefined && request.type === 'Update' && started === undefined;
  return { ...observed, execution, isRollback: isRollback || (isLost && await isRollingBack(ssm, origin.stackId)) };
}

function onDelete(onStart: (executionId: string) => void): Operation<RunbookOnDeleteProperties, Observed> {
  return {
    name: 'runbook on delete',
    contract: ON_DELETE,
    physicalId: () => 'runbook-on-delete',
    async observe({ type, properties: { OnDelete, Calendars = [] } }, ssm, origin) {
      const started = startedBy(ssm);
      if (started !== undefined) onStart(started);
      const isToStart = type === 'Delete' && OnDelete !== undefined && started === undefined;
      return { started, token: clientToken(origin), calendars: isToStart && Calendars.length > 0 ? await calendarState(ssm, Calendars) : undefined };
    },
    plan: planOnDelete,
  };
}

function startedBy(ssm: Ssm): string | undefined {
  return ssm.answer('StartAutomationExecution')?.AutomationExecutionId;
}
