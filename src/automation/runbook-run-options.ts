import { TargetLocation } from './target-location';
import { DocumentParameter } from '../document/document-parameter';

/**
 * How often a runbook is run, and where: what everything that starts runbooks takes alike.
 */
export interface RunbookRunOptions {
  /**
   * The version of the runbook: `$DEFAULT`, `$LATEST` or a number from 1.
   *
   * @default - the default version
   */
  readonly documentVersion?: string;

  /**
   * The parameter that gets one of the targets in each of the executions: the parameter or its name. It needs no value then.
   *
   * @default - the runbook runs once, without targets
   */
  readonly targetParameter?: string | DocumentParameter;

  /**
   * Values of parameters that belong together, for one execution each; 300 at most, each of 20 parameters with 25 values of 50 characters at most.
   * They take the place of targets.
   *
   * @default - the runbook runs once, without targets
   */
  readonly targetMaps?: Record<string, string[]>[];

  /**
   * How many executions may run at once: a number from 1, or a percentage of the targets such as `10%`.
   *
   * @default - 10, by the service
   */
  readonly maxConcurrency?: string;

  /**
   * How many executions may fail before no more are started: a number, or a percentage of the targets such as `10%`.
   *
   * @default - 0, by the service
   */
  readonly maxErrors?: string;

  /**
   * Accounts and Regions in which the runbook runs; 100 at most. The role of the runbook must be able to assume the role there.
   *
   * @default - this account and Region
   */
  readonly targetLocations?: TargetLocation[];
}
