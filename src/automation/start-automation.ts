import { IResolvable, ValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { startFaults } from './start-automation-faults';
import { Target } from './target';
import { ALARM_CONFIGURATION, AlarmConfiguration, TARGET_LOCATIONS, TargetLocation } from './target-location';
import { asJson, checkForFiles, option } from '../document/command-line';
import { DocumentParameter } from '../document/document-parameter';

/**
 * How an execution goes on from one step to the next.
 */
export class ExecutionMode {
  /** By itself. */
  public static readonly AUTO = 'Auto';
  /** Somebody starts each step. */
  public static readonly INTERACTIVE = 'Interactive';

  private constructor() {
  }
}

/**
 * How a runbook is run, and on what.
 */
export interface StartAutomationOptions {
  /**
   * The version of the runbook: `$DEFAULT`, `$LATEST` or a number from 1.
   *
   * @default - the default version
   */
  readonly documentVersion?: string;

  /**
   * How the execution goes on: `ExecutionMode.AUTO` or `ExecutionMode.INTERACTIVE`.
   *
   * @default - ExecutionMode.AUTO, by the service
   */
  readonly mode?: string;

  /**
   * What makes two requests the same one: a UUID.
   *
   * @default - every request starts an execution
   */
  readonly clientToken?: string;

  /**
   * The parameter that gets one of the targets in each of the executions: the parameter or its name. It needs no value then.
   *
   * @default - the runbook runs once, without targets
   */
  readonly targetParameter?: string | DocumentParameter;

  /**
   * What the runbook runs on, once for each; `targetParameter` says how it gets to know.
   *
   * @default - the runbook runs once, without targets
   */
  readonly target?: Target;

  /**
   * Values of parameters that belong together, for one execution each; 300 at most, each of 20 parameters with 25 values of 50 characters at most.
   * They take the place of `target`.
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
   * Accounts and Regions in which the runbook runs; 100 at most.
   *
   * @default - this account and Region
   */
  readonly targetLocations?: TargetLocation[];

  /**
   * A presigned URL of a file in a bucket that holds the accounts and Regions, as the API has them; it takes the place of `targetLocations`.
   *
   * @default - this account and Region
   */
  readonly targetLocationsUrl?: string;

  /**
   * The alarm of CloudWatch that stops the execution.
   *
   * @default - no alarm
   */
  readonly alarmConfiguration?: AlarmConfiguration | IResolvable;

  /**
   * Tags of the execution, 5 at most; no key begins with `aws:`.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;
}

/** The request with the names of the API, checked as far as it is known before deployment; one error tells of all faults. @internal */
export function startAutomationRequest(
  scope: IConstruct,
  documentName: string,
  declared: readonly DocumentParameter[],
  parameters: Record<string, string[]> = {},
  options: StartAutomationOptions = {},
): Record<string, any> {
  const targetParameterName = typeof options.targetParameter === 'string' ? options.targetParameter : options.targetParameter?.name;
  const faults = startFaults(parameters, declared, options, targetParameterName);
  if (faults.length > 0) {
    throw new ValidationError(lit`InvalidAutomationStart`,
      `the runbook cannot be started like this:${faults.length === 1 ? ` ${faults[0]}` : faults.map(fault => `\n  - ${fault}`).join('')}`, scope);
  }
  return withoutUndefined({
    DocumentName: documentName,
    DocumentVersion: options.documentVersion,
    Parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
    ClientToken: options.clientToken,
    Mode: options.mode,
    TargetParameterName: targetParameterName,
    Targets: options.target === undefined ? undefined : [options.target._content],
    TargetMaps: options.targetMaps,
    MaxConcurrency: options.maxConcurrency,
    MaxErrors: options.maxErrors,
    TargetLocations: options.targetLocations === undefined ? undefined : TARGET_LOCATIONS.write(options.targetLocations, NO_STEP),
    TargetLocationsURL: options.targetLocationsUrl,
    AlarmConfiguration: options.alarmConfiguration === undefined ? undefined : ALARM_CONFIGURATION.write(options.alarmConfiguration, NO_STEP),
    Tags: options.tags === undefined ? undefined : Object.entries(options.tags).map(([Key, Value]) => ({ Key, Value })),
  });
}

/** The line for a POSIX shell. @internal */
export function startAutomationCommand(scope: IConstruct, request: Record<string, any>): string {
  const options = Object.entries(request).map(([name, value]) => [name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase(), value] as const);
  checkForFiles(scope, Object.fromEntries(options.filter(([, value]) => typeof value === 'string')));
  return ['aws ssm start-automation-execution', ...options.map(([name, value]) => option(name, typeof value === 'string' ? value : asJson(value)))].join(' ');
}

function withoutUndefined(request: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}

/** Requests bring no files. */
const NO_STEP = {
  attach(): never {
    throw new Error('a request has no attachments');
  },
};
