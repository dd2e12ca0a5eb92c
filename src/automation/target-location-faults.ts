import { IResolvable, Tokenization } from 'aws-cdk-lib';
import { targetFaults } from './target-faults';
import { AlarmConfiguration, TargetLocation } from './target-location';
import { breaks, known, tooMany, when, wrongLength } from '../document/limits';

const MAX_LOCATIONS = 100;
const MAX_ACCOUNTS = 50;
const MAX_EXCLUDED_ACCOUNTS = 5_000;
const MAX_ALARM_NAME = 255;

const MAX_CONCURRENCY = /^(?:[1-9][0-9]{0,6}|[1-9][0-9]?%|100%)$/;
const MAX_ERRORS = /^(?:[1-9][0-9]{0,6}|0|[1-9]?[0-9]%|100%)$/;
const ROLE_NAME = /^[\w+=,.@/-]{1,64}$/;
const ACCOUNT_OR_UNIT = /^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|\d{12})$/;

/** What is wrong with accounts and Regions. @internal */
export function locationFaults(targetLocations: readonly TargetLocation[] | undefined, targetParameter: string | undefined): string[] {
  return [
    ...when(targetLocations?.length === 0, `targetLocations is empty; give 1 to ${MAX_LOCATIONS}`),
    ...tooMany('targetLocations', targetLocations, MAX_LOCATIONS),
    ...(targetLocations ?? []).flatMap((location, index) => faultsOfLocation(`targetLocations[${index}]`, location, targetParameter)),
  ];
}

function faultsOfLocation(where: string, location: TargetLocation, targetParameter: string | undefined): string[] {
  const { accounts, regions, excludeAccounts, targets } = location;
  const given = Array.isArray(targets) ? targets : [];
  return [
    ...when(accounts?.length === 0, `${where}.accounts is empty; give 1 to ${MAX_ACCOUNTS}, or leave it out`),
    ...tooMany(`${where}.accounts`, accounts, MAX_ACCOUNTS),
    ...when(regions?.length === 0, `${where}.regions is empty; give 1 to ${MAX_ACCOUNTS}, or leave it out`),
    ...tooMany(`${where}.regions`, regions, MAX_ACCOUNTS),
    ...breaks(`${where}.executionRoleName`, location.executionRoleName, ROLE_NAME, 'the name of a role is allowed, not its ARN'),
    ...rateFaults(
      `${where}.targetLocationMaxConcurrency`, location.targetLocationMaxConcurrency, `${where}.targetLocationMaxErrors`, location.targetLocationMaxErrors),
    ...rateFaults(`${where}.targetsMaxConcurrency`, location.targetsMaxConcurrency, `${where}.targetsMaxErrors`, location.targetsMaxErrors),
    ...alarmFaults(`${where}.targetLocationAlarmConfiguration`, location.targetLocationAlarmConfiguration),
    ...when(excludeAccounts?.length === 0, `${where}.excludeAccounts is empty; give 1 to ${MAX_EXCLUDED_ACCOUNTS}, or leave it out`),
    ...tooMany(`${where}.excludeAccounts`, excludeAccounts, MAX_EXCLUDED_ACCOUNTS),
    ...known(excludeAccounts).flatMap(account => breaks(`${where}.excludeAccounts`, account, ACCOUNT_OR_UNIT, 'ids of accounts and of organizational units are allowed')),
    ...tooMany(`${where}.targets`, given, 1),
    ...when(given.length > 0 && targetParameter === undefined, `${where}.targets needs targetParameter, the parameter that gets each of the targets`),
    ...given.flatMap((target, index) => targetFaults(`${where}.targets[${index}]`, target)),
  ];
}

/** What is wrong with how many may run at once, and how many may fail. @internal */
export function rateFaults(concurrencyName: string, concurrency: string | undefined, errorsName: string, errors: string | undefined): string[] {
  return [
    ...breaks(concurrencyName, concurrency, MAX_CONCURRENCY, 'a number from 1 or a percentage such as "10%" is allowed'),
    ...breaks(errorsName, errors, MAX_ERRORS, 'a number or a percentage such as "10%" is allowed'),
  ];
}

/** What is wrong with the alarm that stops an execution. @internal */
export function alarmFaults(where: string, configuration: AlarmConfiguration | IResolvable | undefined): string[] {
  if (configuration === undefined || Tokenization.isResolvable(configuration)) return [];
  const { alarms } = configuration as AlarmConfiguration;
  if (!Array.isArray(alarms)) return [];
  return [
    ...when(alarms.length !== 1, `${where} has ${alarms.length} alarms; one is allowed`),
    ...alarms.flatMap(({ name }) => [
      ...breaks(`${where}: the name of an alarm`, name, /^(?!\s*$).+$/, 'it must not be blank'),
      ...name === '' ? [] : wrongLength(`${where}: the name of an alarm`, name, 1, MAX_ALARM_NAME),
    ]),
  ];
}
