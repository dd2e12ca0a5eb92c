import { log } from './log';
import { Operation, Origin, Request } from './operation';
import { backoff, pause } from './patience';
import { Ssm } from './ssm';

/** How often a refusal that may come of a read that lags is met before it counts; some seconds go by. */
const LOOKS = 5;

/** A request that is turned down, before or after something was done about it. */
export class Refused extends Error {
}

/** What a request came to. */
export interface Outcome<Observed> {
  readonly observed: Observed;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Told what is being waited for, for the case that time runs out. */
export type OnWait = (what: string) => void;

/**
 * Look, decide, act, and look again, until there is nothing left to do.
 *
 * What was done is read back before it counts as done; reads may lag behind, and a document takes a while until it is active, so
 * from the second round on there is a pause between looks.
 */
export async function reconcile<Properties, Observed>(
  operation: Operation<Properties, Observed>, request: Request<Properties>, ssm: Ssm, signal: AbortSignal, origin: Origin, onWait: OnWait,
): Promise<Outcome<Observed>> {
  for (let round = 0; ; round += 1) {
    if (round > 1) await pause(Math.min(backoff(round - 2), 5_000), signal);
    const observed = await operation.observe(request, ssm, origin);
    const decision = operation.plan(request, observed, ssm.met);
    if ('refused' in decision) {
      if (decision.mayLag === true && round + 1 < LOOKS) continue;
      throw new Refused(decision.refused);
    }
    if ('done' in decision) {
      if (decision.note !== undefined) log({ note: decision.note });
      return { observed, attributes: decision.done };
    }
    if ('waitFor' in decision) {
      onWait(decision.waitFor);
      continue;
    }
    onWait(`the effect of ${decision.calls.map(({ api }) => api).join(', ')}`);
    for (const call of decision.calls) await ssm.change(call);
  }
}
