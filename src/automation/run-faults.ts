import { Token } from 'aws-cdk-lib';
import { RunbookRun, targetParameterName } from './runbook-run';
import { targetDoubts, targetFaults } from './target-faults';
import { locationFaults, rateFaults } from './target-location-faults';
import { nearest, suggestion } from '../content/check/nearest';
import { DOCUMENT_VERSION } from '../content/schema/names';
import { DocumentParameter } from '../document/document-parameter';
import { breaks, known, tooMany, when, wrongLength } from '../document/limits';
import { parameterFaults } from '../document/parameter-faults';
import { MAX_PARAMETER_NAME, parameterValueDoubts, parameterValueFaults } from '../document/parameter-value-limits';

/** The limits that all operations have which start runbooks. */
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
export function runDoubts(run: RunbookRun): string[] {
  const { parameters, targets = [], targetLocations = [] } = run;
  return [
    ...parameterValueDoubts(parameters),
    ...givenTwice(run),
    ...rateDoubts(run),
    ...targets.flatMap((target, index) => targetDoubts(`targets[${index}]`, target)),
    ...targetLocations.flatMap((location, at) => Array.isArray(location.targets)
      ? location.targets.flatMap((target, index) => targetDoubts(`targetLocations[${at}].targets[${index}]`, target)) : []),
  ];
}

/** Parameters that the targets give. */
function givenByTargets(run: RunbookRun): string[] {
  const { targets = [], targetMaps = [], targetLocations = [] } = run;
  const target = targetParameterName(run);
  const hasTargets = targets.length > 0 || targetLocations.some(location => Array.isArray(location.targets) && location.targets.length > 0);
  const mapped = targetMaps.flatMap(map => Object.keys(map));
  return [...new Set([...target === undefined || !hasTargets ? [] : [target], ...mapped])];
}

/** Which value counts then is not documented. */
function givenTwice(run: RunbookRun): string[] {
  return givenByTargets(run).filter(name => Object.hasOwn(run.parameters, name))
    .map(name => `parameter ${name} has a value, and the targets give it one in each execution; leave it out of parameters`);
}

/** The service may take rates all the same; they mean nothing where the runbook runs once. */
function rateDoubts(run: RunbookRun): string[] {
  const { maxConcurrency, maxErrors, targets = [], targetMaps = [], targetLocations = [] } = run;
  const given = Object.entries({ maxConcurrency, maxErrors })
    .filter(([, rate]) => rate !== undefined && !Token.isUnresolved(rate)).map(([name]) => name);
  const runsOnce = targets.length === 0 && targetMaps.length === 0 && targetLocations.length === 0;
  const [are, them] = given.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return when(runsOnce && given.length > 0, `${given.join(' and ')} ${are} given, and the runbook runs once; give targets, or leave ${them} out`);
}

function valueFaults(run: RunbookRun): string[] {
  const { parameters, declared, targetMaps = [] } = run;
  const target = targetParameterName(run);
  const names = (declared ?? []).map(({ name }) => name);
  // A name that is misspelt is told as such, and not again as a value that is missing.
  const meant = new Set([...target === undefined ? [] : [target], ...targetMaps.flatMap(map => Object.keys(map))]
    .map(name => names.includes(name) ? name : nearest(name, names) ?? name));
  const isOfTargets = (name: string): boolean => Token.isUnresolved(target) || meant.has(name);
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
    // A list of none is allowed, and gives nothing a second time.
    ...when(hasTargets && targetMaps !== undefined && targetMaps.length > 0, `${name} and targetMaps are given; give one of them`),
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
