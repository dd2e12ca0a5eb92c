import { Reference } from '../references';
import { ValueType } from '../schema/actions/action';
import { shapeOf } from '../schema/parameters';
import { isMap } from '../value';
import { Runbook, RunbookStep } from './runbook';

const TYPE_OF_SHAPE = {
  'text': 'String', 'text-list': 'StringList', 'integer': 'Integer', 'boolean': 'Boolean', 'map': 'StringMap', 'map-list': 'MapList',
} as const;

/** The type of what a reference stands for; undefined when it is not known. */
export function typeOfReference(runbook: Runbook, reference: Reference, isUnresolved: (value: unknown) => boolean): ValueType | undefined {
  switch (reference.kind) {
    case 'parameter': return valueType(runbook.parameters.get(reference.name));
    case 'variable': return valueType(runbook.variables?.get(reference.name));
    case 'global':
    case 'automation': return 'String';
    case 'step-output': {
      const step = runbook.byName.get(reference.step);
      return step === undefined ? undefined : typeOfOutput(step, reference.output, isUnresolved);
    }
    default: return undefined;
  }
}

/** The outputs that a step declares, by name; undefined when some of them are only known at deployment. */
export function declaredOutputs(step: RunbookStep, isUnresolved: (value: unknown) => boolean): ReadonlyMap<string, string> | undefined {
  if (!declared.has(step)) declared.set(step, readOutputs(step, isUnresolved));
  return declared.get(step);
}

/** Read once for each step. */
const declared = new WeakMap<RunbookStep, ReadonlyMap<string, string> | undefined>();

function readOutputs(step: RunbookStep, isUnresolved: (value: unknown) => boolean): ReadonlyMap<string, string> | undefined {
  const { outputs } = step.content;
  const read = new Map<string, string>();
  if (isUnresolved(outputs)) return undefined;
  if (!Array.isArray(outputs)) return read;
  for (const output of outputs) {
    if (isUnresolved(output) || (isMap(output) && isUnresolved(output.Name))) return undefined;
    if (isMap(output) && typeof output.Name === 'string') read.set(output.Name, typeof output.Type === 'string' ? output.Type : 'String');
  }
  return read;
}

/** Types of which a value is surely no value of another type, whatever the service converts (user guide, outputs of steps). */
const NEVER: Readonly<Record<string, readonly ValueType[]>> = {
  Integer: ['Boolean', 'StringMap', 'MapList'],
  Boolean: ['Integer', 'StringMap', 'MapList'],
  StringMap: ['Integer', 'Boolean', 'StringList'],
  Map: ['Integer', 'Boolean', 'StringList'],
  MapList: ['Integer', 'Boolean'],
};

/** Whether a value of one type can surely not stand where another is needed. */
export function isMismatch(from: ValueType, to: string): boolean {
  return NEVER[to]?.includes(from) ?? false;
}

function typeOfOutput(step: RunbookStep, name: string, isUnresolved: (value: unknown) => boolean): ValueType | undefined {
  const type = declaredOutputs(step, isUnresolved)?.get(name);
  if (type !== undefined) return valueType(type);
  const given = step.grammar?.outputs;
  const known = given !== undefined && Object.hasOwn(given, name) ? given[name].type : undefined;
  // What a loop gives is of the type of its items, and said to be text.
  return known === 'Any' || name === 'CurrentIteratorValue' ? undefined : known;
}

function valueType(type: string | undefined): ValueType | undefined {
  if (type === undefined) return undefined;
  const shape = TYPE_OF_SHAPE[shapeOf(type)];
  // A type that nobody knows has the shape of a text, but only those of AWS surely are texts.
  return shape === 'String' && type !== 'String' && !type.startsWith('AWS::') ? undefined : shape;
}
