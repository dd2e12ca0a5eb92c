import { IResolvable } from 'aws-cdk-lib';
import type { RunbookRunOptions } from './runbook-run-options';
import { Target } from './target';
import { ALARM_CONFIGURATION, AlarmConfiguration, TARGET_LOCATIONS } from './target-location';
import { DocumentParameter } from '../document/document-parameter';

/** How a runbook is run, whichever operation starts it. @internal */
export interface RunbookRun extends RunbookRunOptions {
  readonly parameters: Readonly<Record<string, string[]>>;
  /** What the runbook declares; undefined where that is not known. */
  readonly declared: readonly DocumentParameter[] | undefined;
  readonly targets?: readonly Target[];
  /** Whether it runs in other places, where these are not given by `targetLocations`. */
  readonly isElsewhere?: true;
}

/** @internal */
export function targetParameterName({ targetParameter }: RunbookRunOptions): string | undefined {
  return typeof targetParameter === 'string' ? targetParameter : targetParameter?.name;
}

/** The members that StartAutomationExecution and a runbook of StartChangeRequestExecution have alike. @internal */
export function runInput(run: RunbookRun): Record<string, unknown> {
  const { parameters, targets, targetLocations } = run;
  return withoutUndefined({
    DocumentVersion: run.documentVersion,
    Parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
    TargetParameterName: targetParameterName(run),
    Targets: targets?.map(({ _content }) => _content),
    TargetMaps: run.targetMaps,
    MaxConcurrency: run.maxConcurrency,
    MaxErrors: run.maxErrors,
    TargetLocations: targetLocations === undefined ? undefined : TARGET_LOCATIONS.write([...targetLocations], NO_STEP),
  });
}

/** An alarm as a request has it. @internal */
export function alarmInput(alarmConfiguration: AlarmConfiguration | IResolvable | undefined): unknown {
  return alarmConfiguration === undefined ? undefined : ALARM_CONFIGURATION.write(alarmConfiguration, NO_STEP);
}

/** @internal */
export function withoutUndefined(request: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}

/** Requests bring no files. */
const NO_STEP = {
  attach(): never {
    throw new Error('a request has no attachments');
  },
};
