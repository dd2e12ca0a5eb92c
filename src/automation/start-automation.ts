import { Token, ValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { Target } from './target';
import { suggestion } from '../content/check/nearest';
import { asJson, checkForFiles, option } from '../document/command-line';
import { DocumentParameter } from '../document/document-parameter';
import { parameterFaults } from '../document/parameter-faults';

/** The limits of the StartAutomationExecution operation. */
const MAX_TARGET_MAPS = 300;
const MAX_TARGET_LOCATIONS = 100;
const MAX_PARAMETER_VALUES = 50;
const MAX_TAGS = 5;
const DOCUMENT_VERSION = /^(?:\$LATEST|\$DEFAULT|[1-9][0-9]*)$/;
const CLIENT_TOKEN = /^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$/;
const MAX_CONCURRENCY = /^(?:[1-9][0-9]*|[1-9][0-9]?%|100%)$/;
const MAX_ERRORS = /^(?:[1-9][0-9]*|0|[1-9][0-9]%|[0-9]%|100%)$/;

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
   * The parameter that gets one of the targets in each of the executions: the parameter or its name.
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
   * Values of parameters that belong together, for one execution each; 300 at most. They take the place of `target`.
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
   * Accounts and Regions in which the runbook runs, as the API has them; 100 at most.
   *
   * @default - this account and Region
   */
  readonly targetLocations?: Record<string, any>[];

  /**
   * Tags of the execution, 5 at most.
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
  const faults = [
    ...valueFaults(parameters, declared, options, targetParameterName),
    ...optionFaults(parameters, declared, options, targetParameterName),
  ];
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
    TargetLocations: options.targetLocations,
    Tags: options.tags === undefined ? undefined : Object.entries(options.tags).map(([Key, Value]) => ({ Key, Value })),
  });
}

/** The line for a POSIX shell. @internal */
export function startAutomationCommand(scope: IConstruct, request: Record<string, any>): string {
  const options = Object.entries(request).map(([name, value]) => [name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase(), value] as const);
  checkForFiles(scope, Object.fromEntries(options.filter(([, value]) => typeof value === 'string')));
  return ['aws ssm start-automation-execution', ...options.map(([name, value]) => option(name, typeof value === 'string' ? value : asJson(value)))].join(' ');
}

function valueFaults(
  parameters: Record<string, string[]>,
  declared: readonly DocumentParameter[],
  { targetMaps }: StartAutomationOptions,
  targetParameterName: string | undefined,
): string[] {
  const mapped = new Set(targetMaps?.flatMap(map => Object.keys(map)));
  const names = declared.map(({ name }) => name);
  // What the targets give is not given here.
  const needed = declared.filter(({ name }) => Object.hasOwn(parameters, name) || (name !== targetParameterName && !mapped.has(name)));
  return [
    ...parameterFaults(parameters, needed, Infinity),
    ...Object.entries(parameters).filter(([, values]) => Array.isArray(values) && values.length > MAX_PARAMETER_VALUES)
      .map(([name, { length }]) => `parameter ${name}: ${length} values are given; at most ${MAX_PARAMETER_VALUES} are allowed`),
    ...[...mapped].filter(name => !names.includes(name))
      .map(name => `targetMaps names ${JSON.stringify(name)}, which is no parameter${suggestion(name, names, othersOf(names))}`),
  ];
}

function optionFaults(
  parameters: Record<string, string[]>,
  declared: readonly DocumentParameter[],
  options: StartAutomationOptions,
  targetParameterName: string | undefined,
): string[] {
  const { documentVersion, mode, clientToken, target, targetMaps, maxConcurrency, maxErrors, targetLocations, tags } = options;
  const faults: string[] = [];
  const refuse = (isWrong: boolean, message: string): void => {
    if (isWrong) faults.push(message);
  };
  const breaks = (value: string | undefined, pattern: RegExp): boolean => value !== undefined && !Token.isUnresolved(value) && !pattern.test(value);
  refuse(breaks(documentVersion, DOCUMENT_VERSION), `documentVersion is ${JSON.stringify(documentVersion)}; "$DEFAULT", "$LATEST" or a number from 1 is allowed`);
  refuse(breaks(mode, /^(?:Auto|Interactive)$/), `mode is ${JSON.stringify(mode)}; "Auto" and "Interactive" are allowed`);
  refuse(breaks(clientToken, CLIENT_TOKEN), `clientToken is ${JSON.stringify(clientToken)}; it must be a UUID`);
  refuse(breaks(maxConcurrency, MAX_CONCURRENCY), `maxConcurrency is ${JSON.stringify(maxConcurrency)}; a number from 1 or a percentage such as "10%" is allowed`);
  refuse(breaks(maxErrors, MAX_ERRORS), `maxErrors is ${JSON.stringify(maxErrors)}; a number or a percentage such as "10%" is allowed`);
  refuse(target !== undefined && targetMaps !== undefined, 'target and targetMaps are given; give one of them');
  refuse(target !== undefined && targetParameterName === undefined, 'target needs targetParameter, the parameter that gets each of the targets');
  refuse(targetParameterName !== undefined && target === undefined && targetMaps === undefined && targetLocations === undefined,
    'targetParameter is given, but no target; give target or leave it out');
  if (targetParameterName !== undefined && !Token.isUnresolved(targetParameterName)) {
    const names = declared.map(({ name }) => name);
    refuse(!names.includes(targetParameterName),
      `targetParameter names ${JSON.stringify(targetParameterName)}, which is no parameter${suggestion(targetParameterName, names, othersOf(names))}`);
    refuse(target !== undefined && Object.hasOwn(parameters, targetParameterName),
      `the parameter ${targetParameterName} gets its value from the targets; leave it out of the parameters`);
  }
  const isLimited = maxConcurrency !== undefined || maxErrors !== undefined;
  refuse(isLimited && target === undefined && targetMaps === undefined && targetLocations === undefined,
    'maxConcurrency and maxErrors are for runbooks that run more than once; give target, targetMaps or targetLocations');
  refuse((targetMaps?.length ?? 0) > MAX_TARGET_MAPS, `${targetMaps?.length} targetMaps are given; at most ${MAX_TARGET_MAPS} are allowed`);
  refuse(targetLocations !== undefined && (targetLocations.length < 1 || targetLocations.length > MAX_TARGET_LOCATIONS),
    `${targetLocations?.length} targetLocations are given; 1 to ${MAX_TARGET_LOCATIONS} are allowed`);
  const tagCount = Object.keys(tags ?? {}).length;
  refuse(tagCount > MAX_TAGS, `${tagCount} tags are given; at most ${MAX_TAGS} are allowed`);
  return faults;
}

function othersOf(names: readonly string[]): string {
  return names.length === 0 ? '; the runbook declares none' : `; declared: ${names.join(', ')}`;
}

function withoutUndefined(request: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}
