import { Token } from 'aws-cdk-lib';
import { RunbookRun, targetParameterName } from './runbook-run';
import { targetDoubts, targetFaults } from './target-faults';
import { locationFaults, rateFaults } from './target-location-faults';
import { suggestion } from '../content/check/nearest';
import { DOCUMENT_VERSION } from '../content/schema/names';
import { DocumentParameter } from '../document/document-parameter';
import { breaks, known, tooMany, when, wrongLength } from '../document/limits';
import { parameterFaults } from '../document/parameter-faults';
import { parameterValueDoubts, parameterValueFaults } from '../document/parameter-value-limits';

/** The limits that all operations have which start runbooks. */
const MAX_PARAMETER_NAME = 50;
const MAX_TARGET_MAPS = 300;
const MAX_TARGET_MAP_KEYS = 20;
const MAX_TARGET_MAP_VALUES = 25;
const MAX_TARGET_MAP_LENGTH = 50;

/** What an operation takes as targets, and what the property is called. @internal */
export interface TakenTargets {
  readonly name: 'target' | 'targets';
  readonly max: number;
}

/** Everything that is wrong with how a runbook is run, as far as it is known before deployment. @internal */
export function runFaults(run: RunbookRun, taken: TakenTargets): string[] {
  return [
    ...valueFaults(run),
    ...targetsFaults(run, taken),
    ...breaks('documentVersion', run.documentVersion, DOCUMENT_VERSION, '"$DEFAULT", "$LATEST" or a number from 1 is allowed'),
    ...rateFaults('maxConcurrency', run.maxConcurrency, 'maxErrors', run.maxErrors),
    ...locationFaults(run.targetLocations, targetParameterName(run)),
  ];
}

/** What is odd, though the service may take it. @internal */
export function runDoubts({ parameters, targets = [], targetLocations = [] }: RunbookRun): string[] {
  return [
    ...parameterValueDoubts(parameters),
    ...targets.flatMap((target, index) => targetDoubts(`targets[${index}]`, target)),
    ...targetLocations.flatMap((location, at) => Array.isArray(location.targets)
      ? location.targets.flatMap((target, index) => targetDoubts(`targetLocations[${at}].targets[${index}]`, target)) : []),
  ];
}

function valueFaults(run: RunbookRun): string[] {
  const { parameters, declared, targetMaps = [] } = run;
  const target = targetParameterName(run);
  const mapped = new Set(targetMaps.flatMap(map => Object.keys(map)));
  const isOfTargets = (name: string): boolean => name === target || Token.isUnresolved(target) || mapped.has(name);
  return [
    // What the targets give is not given here.
    ...declared === undefined ? [] : parameterFaults(parameters, declared, Infinity, isOfTargets),
    ...parameterValueFaults(parameters, declared !== undefined),
  ];
}

function targetsFaults(run: RunbookRun, { name, max }: TakenTargets): string[] {
  const { declared, targets = [], targetMaps, targetLocations, isElsewhere = targetLocations !== undefined } = run;
  const parameter = targetParameterName(run);
  const hasTargets = targets.length > 0;
  return [
    ...when(hasTargets && targetMaps !== undefined, `${name} and targetMaps are given; give one of them`),
    ...when(hasTargets && parameter === undefined, `${name} needs targetParameter, the parameter that gets each of the targets`),
    ...when(parameter !== undefined && !hasTargets && targetMaps === undefined && !isElsewhere,
      `targetParameter is given, but no target; give ${name} or leave it out`),
    ...parameter === undefined ? [] : nameFaults('targetParameter', parameter, declared),
    ...tooMany(name, targets, max),
    ...targets.flatMap((target, index) => targetFaults(name === 'target' ? name : `${name}[${index}]`, target)),
    ...tooMany('targetMaps', targetMaps, MAX_TARGET_MAPS),
    ...[...new Set((targetMaps ?? []).flatMap(map => Object.keys(map)))].flatMap(each => nameFaults('targetMaps', each, declared)),
    ...(targetMaps ?? []).flatMap((map, index) => mapFaults(`targetMaps[${index}]`, map)),
  ];
}

/** What is wrong with the name of a parameter of the runbook. */
function nameFaults(what: string, name: string, declared: readonly DocumentParameter[] | undefined): string[] {
  if (Token.isUnresolved(name)) return [];
  if (declared === undefined) return wrongLength(`${what}: the name ${JSON.stringify(name)}`, name, 1, MAX_PARAMETER_NAME);
  const names = declared.map(each => each.name);
  return names.includes(name) ? []
    : [`${what} names ${JSON.stringify(name)}, which is no parameter${suggestion(name, names, names.length === 0 ? '; the runbook declares none' : `; declared: ${names.join(', ')}`)}`];
}

function mapFaults(where: string, map: Readonly<Record<string, string[]>>): string[] {
  return [
    ...when(Object.keys(map).length === 0, `${where} is empty; give 1 to ${MAX_TARGET_MAP_KEYS} parameters`),
    ...tooMany(where, Object.keys(map), MAX_TARGET_MAP_KEYS),
    ...Object.entries(map).flatMap(([name, values]) => [
      ...tooMany(`${where}.${name}`, values, MAX_TARGET_MAP_VALUES),
      ...known(values).flatMap(value => wrongLength(`${where}.${name}: a value`, value, 1, MAX_TARGET_MAP_LENGTH)),
    ]),
  ];
}
