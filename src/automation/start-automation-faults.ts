import { Token, Tokenization } from 'aws-cdk-lib';
import type { StartAutomationOptions } from './start-automation';
import { AlarmConfiguration, TargetLocation } from './target-location';
import { suggestion } from '../content/check/nearest';
import { DOCUMENT_VERSION } from '../content/schema/names';
import { DocumentParameter } from '../document/document-parameter';
import { parameterFaults } from '../document/parameter-faults';

/** The limits of the StartAutomationExecution operation. */
const MAX_PARAMETERS = 200;
const MAX_PARAMETER_VALUES = 50;
const MAX_TARGET_VALUES = 50;
const MAX_TARGET_MAPS = 300;
const MAX_TARGET_MAP_KEYS = 20;
const MAX_TARGET_MAP_VALUES = 25;
const MAX_TARGET_MAP_LENGTH = 50;
const MAX_LOCATIONS = 100;
const MAX_ACCOUNTS = 50;
const MAX_EXCLUDED_ACCOUNTS = 5_000;
const MAX_TAGS = 5;
const MAX_ALARM_NAME = 255;

const CLIENT_TOKEN = /^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$/;
const MODE = /^(?:Auto|Interactive)$/;
const MAX_CONCURRENCY = /^(?:[1-9][0-9]{0,6}|[1-9][0-9]?%|100%)$/;
const MAX_ERRORS = /^(?:[1-9][0-9]{0,6}|0|[1-9]?[0-9]%|100%)$/;
const ROLE_NAME = /^[\w+=,.@/-]{1,64}$/;
const ACCOUNT_OR_UNIT = /^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|\d{12})$/;
const TARGET_KEY = /^[\p{L}\p{Z}\p{N}_.:/=\-@]{1,163}$/u;
const TAG_KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;
const LOCATIONS_URL = /^https:\/\/[-a-zA-Z0-9@:%._+~#=]{1,253}\.s3(\.[a-z\d-]{9,16})?\.amazonaws\.com\/.{1,2000}/;

/** Everything that is wrong with a start, as far as it is known before deployment. @internal */
export function startFaults(
  parameters: Readonly<Record<string, string[]>>,
  declared: readonly DocumentParameter[],
  options: StartAutomationOptions,
  targetParameter: string | undefined,
): string[] {
  return [
    ...valueFaults(parameters, declared, options, targetParameter),
    ...targetFaults(declared, options, targetParameter),
    ...optionFaults(options),
    ...locationFaults(options, targetParameter),
  ];
}

function valueFaults(
  parameters: Readonly<Record<string, string[]>>,
  declared: readonly DocumentParameter[],
  { targetMaps = [] }: StartAutomationOptions,
  targetParameter: string | undefined,
): string[] {
  const mapped = new Set(targetMaps.flatMap(map => Object.keys(map)));
  return [
    // What the targets give is not given here.
    ...parameterFaults(parameters, declared, Infinity, name => name === targetParameter || mapped.has(name)),
    ...Object.entries(parameters).filter(([, values]) => Array.isArray(values) && values.length > MAX_PARAMETER_VALUES)
      .map(([name, { length }]) => `parameter ${name}: ${length} values are given; at most ${MAX_PARAMETER_VALUES} are allowed`),
    ...tooMany('parameters', Object.keys(parameters), MAX_PARAMETERS),
  ];
}

function targetFaults(
  declared: readonly DocumentParameter[],
  { target, targetMaps, targetLocations, targetLocationsUrl }: StartAutomationOptions,
  targetParameter: string | undefined,
): string[] {
  const names = declared.map(({ name }) => name);
  const unknown = (what: string, name: string): string[] => Token.isUnresolved(name) || names.includes(name) ? []
    : [`${what} names ${JSON.stringify(name)}, which is no parameter${suggestion(name, names, names.length === 0 ? '; the runbook declares none' : `; declared: ${names.join(', ')}`)}`];
  const isElsewhere = targetLocations !== undefined || targetLocationsUrl !== undefined;
  return [
    ...when(target !== undefined && targetMaps !== undefined, 'target and targetMaps are given; give one of them'),
    ...when(target !== undefined && targetParameter === undefined, 'target needs targetParameter, the parameter that gets each of the targets'),
    ...when(targetParameter !== undefined && target === undefined && targetMaps === undefined && !isElsewhere,
      'targetParameter is given, but no target; give target or leave it out'),
    ...targetParameter === undefined ? [] : unknown('targetParameter', targetParameter),
    ...target === undefined ? [] : contentFaults('target', target._content),
    ...tooMany('targetMaps', targetMaps, MAX_TARGET_MAPS),
    ...[...new Set((targetMaps ?? []).flatMap(map => Object.keys(map)))].flatMap(name => unknown('targetMaps', name)),
    ...(targetMaps ?? []).flatMap((map, index) => [
      ...when(Object.keys(map).length === 0, `targetMaps[${index}] is empty; give 1 to ${MAX_TARGET_MAP_KEYS} parameters`),
      ...tooMany(`targetMaps[${index}]`, Object.keys(map), MAX_TARGET_MAP_KEYS),
      ...Object.entries(map).flatMap(([name, values]) => [
        ...tooMany(`targetMaps[${index}].${name}`, values, MAX_TARGET_MAP_VALUES),
        ...known(values).filter(value => value.length < 1 || value.length > MAX_TARGET_MAP_LENGTH)
          .map(({ length }) => `targetMaps[${index}].${name}: a value has ${length} characters; 1 to ${MAX_TARGET_MAP_LENGTH} are allowed`),
      ]),
    ]),
  ];
}

function optionFaults(options: StartAutomationOptions): string[] {
  const { tags = {} } = options;
  return [
    ...breaks('documentVersion', options.documentVersion, DOCUMENT_VERSION, '"$DEFAULT", "$LATEST" or a number from 1 is allowed'),
    ...breaks('mode', options.mode, MODE, '"Auto" and "Interactive" are allowed'),
    ...breaks('clientToken', options.clientToken, CLIENT_TOKEN, 'it must be a UUID'),
    ...rateFaults('maxConcurrency', options.maxConcurrency, 'maxErrors', options.maxErrors),
    ...alarmFaults('alarmConfiguration', options.alarmConfiguration),
    ...tooMany('tags', Object.keys(tags), MAX_TAGS),
    ...Object.entries(tags).flatMap(([key, value]) => [
      ...breaks('the key of a tag', key, TAG_KEY, '1 to 128 letters, digits, spaces and _.:/=+-@ are allowed, not beginning with "aws:"'),
      ...breaks(`the tag ${key}`, value, TAG_VALUE, 'at most 256 letters, digits, spaces and _.:/=+-@ are allowed'),
    ]),
  ];
}

function locationFaults({ targetLocations, targetLocationsUrl }: StartAutomationOptions, targetParameter: string | undefined): string[] {
  return [
    ...when(targetLocations !== undefined && targetLocationsUrl !== undefined, 'targetLocations and targetLocationsUrl are given; give one of them'),
    ...breaks('targetLocationsUrl', targetLocationsUrl, LOCATIONS_URL, 'a presigned URL of a bucket is allowed, https://<bucket>.s3.<Region>.amazonaws.com/<key>'),
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
    ...given.flatMap(({ _content }, index) => contentFaults(`${where}.targets[${index}]`, _content)),
  ];
}

function rateFaults(concurrencyName: string, concurrency: string | undefined, errorsName: string, errors: string | undefined): string[] {
  return [
    ...breaks(concurrencyName, concurrency, MAX_CONCURRENCY, 'a number from 1 or a percentage such as "10%" is allowed'),
    ...breaks(errorsName, errors, MAX_ERRORS, 'a number or a percentage such as "10%" is allowed'),
  ];
}

function alarmFaults(where: string, configuration: StartAutomationOptions['alarmConfiguration']): string[] {
  if (configuration === undefined || Tokenization.isResolvable(configuration)) return [];
  const { alarms } = configuration as AlarmConfiguration;
  if (!Array.isArray(alarms)) return [];
  return [
    ...when(alarms.length !== 1, `${where} has ${alarms.length} alarms; one is allowed`),
    ...alarms.flatMap(({ name }) => breaks(`${where}: the name of an alarm`, name, /^(?!\s*$).+$/, 'it must not be blank')),
    ...known(alarms.map(({ name }) => name)).filter(({ length }) => length > MAX_ALARM_NAME)
      .map(({ length }) => `${where}: the name of an alarm has ${length} characters; at most ${MAX_ALARM_NAME} are allowed`),
  ];
}

function contentFaults(where: string, { Key: key, Values: values }: Record<string, unknown>): string[] {
  return [
    ...typeof key === 'string' ? breaks(`the key of ${where}`, key, TARGET_KEY, '1 to 163 letters, digits, spaces and _.:/=-@ are allowed') : [],
    ...tooMany(`the values of ${where}`, values as string[] | undefined, MAX_TARGET_VALUES),
  ];
}

function when(isWrong: boolean, message: string): string[] {
  return isWrong ? [message] : [];
}

function breaks(what: string, value: string | undefined, pattern: RegExp, allowed: string): string[] {
  return when(value !== undefined && !Token.isUnresolved(value) && !pattern.test(value), `${what} is ${JSON.stringify(value)}; ${allowed}`);
}

function tooMany(what: string, values: readonly unknown[] | undefined, max: number): string[] {
  return Array.isArray(values) && values.length > max ? [`${what}: ${values.length} are given; at most ${max} are allowed`] : [];
}

function known(values: readonly string[] | undefined): readonly string[] {
  return Array.isArray(values) && !Token.isUnresolved(values) ? values.filter(value => !Token.isUnresolved(value)) : [];
}
