import { Answer, send } from './answer';
import type { Roles } from './assumed-role';
import { MalformedProperties, parse } from './contract';
import { log } from './log';
import { Made, Operation, Origin, Request } from './operation';
import { reconcile, Refused } from './reconcile';
import { CallFailed, Ssm } from './ssm';

/** What is kept free at the end of a handler's time, for the answer and its tries. */
const TIME_TO_ANSWER = 30_000;

/** The id of a resource whose creation changed nothing, so that its deletion, which CloudFormation asks for next, has nothing to do. */
const NOTHING_MADE = 'nothing-made:';

/** What CloudFormation sends. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties?: unknown;
  readonly OldResourceProperties?: unknown;
}

/** What is needed of Lambda's context. */
export interface TimeLeft {
  getRemainingTimeInMillis(): number;
}

export type Outcome = Pick<Answer, 'Status' | 'Reason' | 'PhysicalResourceId' | 'Data'> & {
  /** What a request that failed had made by then. */
  readonly note?: string;
};

class TimeIsUp extends Error {
}

/**
 * The handler of a custom resource. What is the same for all of them is decided here:
 *
 * - CloudFormation is always answered, before the time is up, and with a reason when something failed.
 * - A physical id stays as long as the thing that is managed stays. A failed update keeps the id it had: what it did to another
 *   thing is taken back by the update that CloudFormation rolls back with.
 * - Deleting what was never made, or is gone, succeeds.
 * - Properties that cannot be read fail a creation and an update. They never fail a deletion: nothing was made from them.
 */
export function customResource<Properties, Observed>(operation: Operation<Properties, Observed>) {
  return async (event: CustomResourceEvent, context: TimeLeft): Promise<void> => {
    const { RequestType, StackId, RequestId, LogicalResourceId, PhysicalResourceId } = event;
    log({ request: RequestType, RequestId, StackId, LogicalResourceId, PhysicalResourceId });
    const { note, ...outcome } = await outcomeOf(operation, event, context);
    // What an update made beside the old thing is left behind, as its id is not told; what a creation made is deleted under its id.
    const Reason = note !== undefined && RequestType === 'Update' ? `${outcome.Reason}; ${note}` : outcome.Reason;
    log({ answer: outcome.Status, reason: Reason, PhysicalResourceId: outcome.PhysicalResourceId });
    await send({ ...outcome, Reason, StackId, RequestId, LogicalResourceId }, event.ResponseURL);
  };
}

/**
 * What a request comes to. It never fails.
 */
export async function outcomeOf<Properties, Observed>(
  operation: Operation<Properties, Observed>, event: CustomResourceEvent, context: TimeLeft,
): Promise<Outcome> {
  const time = new AbortController();
  const timer = setTimeout(() => time.abort(new TimeIsUp()), Math.max(0, context.getRemainingTimeInMillis() - TIME_TO_ANSWER));
  const ssm = new Ssm(time.signal, rolesIn(event));
  let waitedFor: string | undefined;
  const work = new Work(operation, ssm, time.signal, originOf(event), what => { waitedFor = what; });
  try {
    return { Status: 'SUCCESS', ...await Promise.race([work.do(event), timeIsUp(time.signal)]) };
  } catch (error) {
    const made = work.made();
    const reason = error instanceof TimeIsUp
      ? ['time is up', waitedFor && `still waiting for ${waitedFor}`, ssm.trouble && `the last answer: ${ssm.trouble}`].filter(Boolean).join('; ')
      : reasonOf(error);
    // A call that fails while nothing was changed only read; what may not be read now may not be read for a deletion either.
    const isNothingMade = ssm.changes === 0 && (error instanceof Refused || error instanceof MalformedProperties || error instanceof CallFailed);
    return {
      Status: 'FAILED',
      Reason: `${operation.name}: ${reason}`,
      note: made?.note,
      PhysicalResourceId: event.PhysicalResourceId ?? (isNothingMade ? `${NOTHING_MADE}${event.LogicalResourceId}` : idFor(operation, event, made?.observed)),
    };
  } finally {
    clearTimeout(timer);
  }
}

function originOf({ StackId, LogicalResourceId, RequestId }: CustomResourceEvent): Origin {
  return { stackId: StackId, logicalId: LogicalResourceId, requestId: RequestId };
}

/** The roles to act with, where it is not the function's own. */
export function rolesIn({ ResourceProperties }: CustomResourceEvent): Roles {
  const { RoleArn: own, ActAsRoleArn: actAs } = (ResourceProperties ?? {}) as Record<string, unknown>;
  return { own: typeof own === 'string' ? own : undefined, actAs: typeof actAs === 'string' ? actAs : undefined };
}

/** Ends the wait for work that goes on after its time, whatever holds it. */
function timeIsUp(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
}

class Work<Properties, Observed> {
  private request?: Request<Properties>;

  public constructor(
    private readonly operation: Operation<Properties, Observed>, private readonly ssm: Ssm, private readonly signal: AbortSignal,
    private readonly origin: Origin, private readonly onWait: (what: string) => void,
  ) {
  }

  /** What was made so far. */
  public made(): Made<Observed> | undefined {
    return this.request && this.operation.made?.(this.request, this.ssm);
  }

  public async do(event: CustomResourceEvent): Promise<Omit<Outcome, 'Status'>> {
    const { RequestType, PhysicalResourceId: currentId = '' } = event;
    if (RequestType === 'Delete') return this.delete(event, currentId);
    const properties = parse(this.operation.contract, event.ResourceProperties);
    if (RequestType === 'Create') return this.make({ type: 'Create', properties });
    const old = this.former(event.OldResourceProperties);
    const oldId = old && this.operation.physicalId(old, undefined, currentId);
    const isSame = this.operation.physicalId(properties, undefined, currentId) === currentId;
    if (!isSame) return this.make({ type: 'Create', properties });
    if (oldId === currentId) return this.make({ type: 'Update', properties, old, physicalId: currentId });
    // Back from an update that was to put another thing in this one's place and failed. CloudFormation never got to know of the other
    // thing, so it is tidied up here.
    const outcome = await this.make({ type: 'Update', properties, physicalId: currentId });
    if (old !== undefined && oldId !== undefined) await this.tidyUp({ type: 'Delete', properties: old, physicalId: oldId });
    return outcome;
  }

  /** What a failed update left on another thing. If it cannot be taken away that is no reason to fail the rollback, which would leave the stack stuck. */
  private async tidyUp(request: Extract<Request<Properties>, { type: 'Delete' }>): Promise<void> {
    try {
      await this.reconcile(request);
    } catch (error) {
      this.signal.throwIfAborted();
      log({ note: `${request.physicalId} is left as the failed update left it: ${reasonOf(error)}` });
    }
  }

  private async delete(event: CustomResourceEvent, currentId: string): Promise<Omit<Outcome, 'Status'>> {
    const properties = currentId.startsWith(NOTHING_MADE) ? undefined : this.former(event.ResourceProperties);
    if (properties !== undefined) await this.reconcile({ type: 'Delete', properties, physicalId: currentId });
    return { PhysicalResourceId: currentId };
  }

  private async make(request: Request<Properties>): Promise<Omit<Outcome, 'Status'>> {
    const { observed, attributes } = await this.reconcile(request);
    const currentId = request.type === 'Create' ? undefined : request.physicalId;
    return { PhysicalResourceId: this.operation.physicalId(request.properties, observed, currentId), Data: attributes };
  }

  private reconcile(request: Request<Properties>) {
    this.request = request;
    return reconcile(this.operation, request, this.ssm, this.signal, this.origin, this.onWait);
  }

  /** Properties that were taken before; undefined where they cannot be read. */
  private former(properties: unknown): Properties | undefined {
    try {
      return parse(this.operation.contract, properties, true);
    } catch (error) {
      if (!(error instanceof MalformedProperties)) throw error;
      log({ ignored: error.message });
      return undefined;
    }
  }
}

function idFor<Properties, Observed>(
  operation: Operation<Properties, Observed>, { ResourceProperties }: CustomResourceEvent, observed: Observed | undefined,
): string {
  return operation.physicalId(parse(operation.contract, ResourceProperties), observed);
}

function reasonOf(error: unknown): string {
  if (error instanceof MalformedProperties) return `the properties cannot be used: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
