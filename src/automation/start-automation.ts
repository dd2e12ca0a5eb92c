import { IResolvable } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { tagsInput } from './execution-tags';
import { runFaults } from './run-faults';
import { alarmInput, runInput, RunbookRun, withoutUndefined } from './runbook-run';
import { RunbookRunOptions } from './runbook-run-options';
import { startFaults } from './start-automation-faults';
import { Target } from './target';
import { AlarmConfiguration } from './target-location';
import { asJson, checkForFiles, option } from '../document/command-line';
import { DocumentParameter } from '../document/document-parameter';
import { inLastingOrder, ValidationError } from '../document/host-language';
import { faultsInWords } from '../document/limits';

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
export interface StartAutomationOptions extends RunbookRunOptions {
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
   * What the runbook runs on, once for each; `targetParameter` says how it gets to know.
   *
   * @default - the runbook runs once, without targets
   */
  readonly target?: Target;

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
  const { target, alarmConfiguration } = options;
  const tags = inLastingOrder(options.tags);
  const run: RunbookRun = {
    ...options,
    parameters: inLastingOrder(parameters),
    declared,
    targets: target === undefined ? undefined : [target],
    isElsewhere: options.targetLocationsUrl !== undefined ? true : undefined,
  };
  const faults = [...runFaults(run, { name: 'target', max: 1 }), ...startFaults(options)];
  if (faults.length > 0) {
    throw new ValidationError(lit`InvalidAutomationStart`, faultsInWords('the runbook cannot be started like this', faults), scope);
  }
  return withoutUndefined({
    DocumentName: documentName,
    ...runInput(run),
    ClientToken: options.clientToken,
    Mode: options.mode,
    TargetLocationsURL: options.targetLocationsUrl,
    AlarmConfiguration: alarmInput(alarmConfiguration),
    Tags: tagsInput(tags),
  });
}

/** The line for a POSIX shell. @internal */
export function startAutomationCommand(scope: IConstruct, request: Record<string, any>): string {
  const options = Object.entries(request).map(([name, value]) => [name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase(), value] as const);
  checkForFiles(scope, Object.fromEntries(options.filter(([, value]) => typeof value === 'string')));
  return ['aws ssm start-automation-execution', ...options.map(([name, value]) => option(name, typeof value === 'string' ? value : asJson(value)))].join(' ');
}
