import { IResolvable } from 'aws-cdk-lib';
import { Field, Fields, flag, instances, struct, structs, text, texts } from './field';
import { Target } from './target';

/**
 * Accounts and Regions in which an automation is to run.
 */
export interface TargetLocation {
  /**
   * The ids of accounts, or of organizational units.
   *
   * @default - the account of the automation, by the service
   */
  readonly accounts?: string[];

  /**
   * The Regions.
   *
   * @default - the Region of the automation, by the service
   */
  readonly regions?: string[];

  /**
   * The name of the role that is assumed there.
   *
   * @default - AWS-SystemsManager-AutomationExecutionRole, by the service
   */
  readonly executionRoleName?: string;

  /**
   * In how many pairs of account and Region it may run at once: a number such as `10`, or a share such as `10%`.
   *
   * @default - 1, by the service
   */
  readonly targetLocationMaxConcurrency?: string;

  /**
   * After how many errors no further automation is started: a number such as `10`, or a share such as `10%`.
   *
   * @default - 0, by the service
   */
  readonly targetLocationMaxErrors?: string;

  /**
   * The alarm of CloudWatch that stops the automation.
   *
   * @default - no alarm
   */
  readonly targetLocationAlarmConfiguration?: AlarmConfiguration | IResolvable;

  /**
   * Whether organizational units inside of those in `accounts` count too.
   *
   * @default - false, by the service
   */
  readonly includeChildOrganizationUnits?: boolean | IResolvable;

  /**
   * The ids of accounts or organizational units that are left out; 5,000 at most.
   *
   * @default - none is left out
   */
  readonly excludeAccounts?: string[];

  /**
   * What it is to run on there, in place of the targets of the automation; it needs a target parameter.
   *
   * @default - the targets of the automation
   */
  readonly targets?: Target[] | IResolvable;

  /**
   * On how many of `targets` it may run at once: a number such as `10`, or a share such as `10%`.
   *
   * @default - that of the automation
   */
  readonly targetsMaxConcurrency?: string;

  /**
   * After how many errors it is not started on further ones of `targets`: a number such as `10`, or a share such as `10%`.
   *
   * @default - that of the automation
   */
  readonly targetsMaxErrors?: string;
}

/**
 * Alarms of CloudWatch that stop an automation.
 */
export interface AlarmConfiguration {
  /**
   * The alarms; one.
   */
  readonly alarms: Alarm[] | IResolvable;

  /**
   * Whether the automation goes on while the state of the alarm cannot be read.
   *
   * @default - false, by the service
   */
  readonly ignorePollAlarmFailure?: boolean | IResolvable;
}

/**
 * An alarm of CloudWatch.
 */
export interface Alarm {
  /**
   * The name of the alarm.
   */
  readonly name: string;
}

const ALARMS: Fields<AlarmConfiguration> = {
  ignorePollAlarmFailure: flag('IgnorePollAlarmFailure'),
  alarms: structs<Alarm>('Alarms', { name: text('Name') }),
};

const LOCATION: Fields<TargetLocation> = {
  accounts: texts('Accounts'),
  regions: texts('Regions'),
  executionRoleName: text('ExecutionRoleName'),
  targetLocationMaxConcurrency: text('TargetLocationMaxConcurrency'),
  targetLocationMaxErrors: text('TargetLocationMaxErrors'),
  targetLocationAlarmConfiguration: struct('TargetLocationAlarmConfiguration', ALARMS),
  includeChildOrganizationUnits: flag('IncludeChildOrganizationUnits'),
  excludeAccounts: texts('ExcludeAccounts'),
  targets: instances('Targets', Target._read),
  targetsMaxConcurrency: text('TargetsMaxConcurrency'),
  targetsMaxErrors: text('TargetsMaxErrors'),
};

/** Accounts and Regions as an input or a request has them. @internal */
export const TARGET_LOCATIONS: Field<TargetLocation[] | IResolvable> = structs('TargetLocations', LOCATION);

/** An alarm as a request has it. @internal */
export const ALARM_CONFIGURATION: Field<AlarmConfiguration | IResolvable> = struct('AlarmConfiguration', ALARMS);
