import type { Call } from './calls';
import type { Contract } from './contract';
import type { Ssm } from './ssm';

/** What CloudFormation asks of a custom resource. */
export type Request<Properties> =
  | { readonly type: 'Create'; readonly properties: Properties }
  /** `old` is what the thing had before; undefined where that cannot be told any more. */
  | { readonly type: 'Update'; readonly properties: Properties; readonly old?: Properties; readonly physicalId: string }
  | { readonly type: 'Delete'; readonly properties: Properties; readonly physicalId: string };

/** Which request of CloudFormation it is. One that comes again has the same. */
export interface Origin {
  readonly stackId: string;
  readonly logicalId: string;
  readonly requestId: string;
}

/** What a plan comes to. */
export type Decision =
  /** Make these calls, in this order, then look again. */
  | { readonly calls: readonly Call[] }
  /** Nothing can be done yet; look again in a while. The text says what is waited for. */
  | { readonly waitFor: string }
  /** All is as it was asked for, or as good as it can be: the note, which goes into the log, says why no more was done. */
  | { readonly done: Readonly<Record<string, string>>; readonly note?: string }
  /**
   * It must not be, or cannot: what, and what to do about it. With `mayLag` it is looked at some more times before: reads may lag behind what
   * CloudFormation did a moment ago.
   */
  | { readonly refused: string; readonly mayLag?: boolean };

/**
 * What one custom resource does. It is asked again and again what to do about what it sees, until there is nothing left to do:
 * so it makes no difference how often a request comes, or where an earlier try was cut off.
 */
export interface Operation<Properties, Observed> {
  /** What messages call it: "sharing". */
  readonly name: string;
  /** How the properties are read from the texts that CloudFormation sends. */
  readonly contract: Contract<Properties>;
  /**
   * Derived from the thing that is managed. Another id means another thing, and CloudFormation then has the old one deleted.
   *
   * @param currentId the id that the resource has so far, for operations whose id says more than the properties do.
   */
  physicalId(properties: Properties, observed: Observed | undefined, currentId?: string): string;
  /** How things are now. It changes nothing. */
  observe(request: Request<Properties>, ssm: Ssm, origin: Origin): Promise<Observed>;
  /**
   * What to do. Pure: the same request and the same state give the same decision.
   *
   * @param met the names of the errors that calls were let off with so far (see `Call.unless`).
   */
  plan(request: Request<Properties>, observed: Observed, met: readonly string[]): Decision;
  /** What a request that then failed had already made, for operations whose physical id names what was made. */
  made?(request: Request<Properties>, ssm: Ssm): Made<Observed> | undefined;
}

/** What was made, and what to tell about it where it is left behind. */
export interface Made<Observed> {
  readonly observed: Observed;
  readonly note: string;
}
