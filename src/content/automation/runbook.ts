import { keysOf } from '../key-order';
import { Path } from '../path';
import { FoundReference, scanReferences } from '../references';
import { ActionGrammar } from '../schema/actions/action';
import { ACTIONS } from '../schema/actions/actions';
import { ContentMap, ContentValue, isMap } from '../value';

/** A step of a runbook, of the main list or inside a loop. */
export interface RunbookStep {
  /** Its place among all steps, in the order of the document. */
  readonly index: number;
  readonly path: Path;
  readonly content: ContentMap;
  /** Undefined when it is missing, is no text or is only known at deployment. */
  readonly name: string | undefined;
  readonly action: string | undefined;
  /** Undefined for actions that AWS does not document. */
  readonly grammar: ActionGrammar | undefined;
  /** Empty when there are none. */
  readonly inputs: ContentMap;
  /** The loop around it. */
  readonly loop: RunbookStep | undefined;
  /** The steps inside it, when it is a loop. */
  readonly inner: readonly RunbookStep[];
}

/** A reference in a runbook. */
export interface RunbookReference extends FoundReference {
  /** The step that it stands in; undefined elsewhere in the document. */
  readonly step: RunbookStep | undefined;
  readonly path: Path;
  /** The whole text around it. */
  readonly whole: string;
}

/** A text in a runbook. */
export interface RunbookText {
  readonly text: string;
  readonly path: Path;
  /** The step that it stands in; undefined elsewhere in the document. */
  readonly step: RunbookStep | undefined;
}

/** A runbook as the rules see it: what its parts are and where they stand. */
export interface Runbook {
  readonly content: ContentMap;
  /** The steps that are maps, those inside of loops after their loop. */
  readonly steps: readonly RunbookStep[];
  /** The steps of the main list. */
  readonly main: readonly RunbookStep[];
  /** The first step of each name. */
  readonly byName: ReadonlyMap<string, RunbookStep>;
  /** Every name of a step. */
  readonly names: readonly string[];
  /** Whether there are steps and each has a name that is known, so that a name that no step has is unknown. */
  readonly hasAllNames: boolean;
  /** Every reference but those to parameters, descriptions excepted. */
  readonly references: readonly RunbookReference[];
  /** The keys that hold what looks like a reference; SSM replaces nothing in keys. */
  readonly keysWithReference: readonly Path[];
  /** The texts with double braces that are no reference, descriptions excepted. */
  readonly braces: readonly RunbookText[];
  /** The type of each parameter; undefined where it is not a text. */
  readonly parameters: ReadonlyMap<string, string | undefined>;
  /** The type of each variable; undefined when the variables are only known at deployment. */
  readonly variables: ReadonlyMap<string, string | undefined> | undefined;
}

const NO_INPUTS: ContentMap = {};

/** Look at a content as a runbook. */
export function readRunbook(content: ContentMap, isUnresolved: (value: unknown) => boolean): Runbook {
  const steps: RunbookStep[] = [];
  const byName = new Map<string, RunbookStep>();
  const found: Found = { references: [], keys: [], braces: [] };
  let hasAllNames = !isUnresolved(content.mainSteps);

  const readSteps = (list: ContentValue | undefined, path: Path, loop: RunbookStep | undefined): RunbookStep[] => {
    if (!Array.isArray(list)) {
      if (isUnresolved(list)) hasAllNames = false;
      return [];
    }
    const read: RunbookStep[] = [];
    list.forEach((item, at) => {
      if (isUnresolved(item)) hasAllNames = false;
      if (!isMap(item) || isUnresolved(item)) return;
      const name = typeof item.name === 'string' && !isUnresolved(item.name) ? item.name : undefined;
      if (isUnresolved(item.name)) hasAllNames = false;
      const action = typeof item.action === 'string' && !isUnresolved(item.action) ? item.action : undefined;
      const inputs = isMap(item.inputs) && !isUnresolved(item.inputs) ? item.inputs : NO_INPUTS;
      const inner: RunbookStep[] = [];
      const step: RunbookStep = {
        index: steps.length,
        path: [...path, at],
        content: item,
        name,
        action,
        inputs,
        loop,
        inner,
        grammar: action === undefined ? undefined : ACTIONS.get(action),
      };
      steps.push(step);
      read.push(step);
      if (name !== undefined && !byName.has(name)) byName.set(name, step);
      collectReferences(step, found);
      if (action === 'aws:loop') for (const each of readSteps(inputs.Steps, [...step.path, 'inputs', 'Steps'], step)) inner.push(each);
    });
    return read;
  };

  const main = readSteps(content.mainSteps, ['mainSteps'], undefined);
  for (const key of keysOf(content)) {
    if (!['mainSteps', 'description', 'templateInformation'].includes(key)) collect(content[key], [key], undefined, found);
  }
  return {
    content,
    steps,
    main,
    byName,
    names: [...byName.keys()],
    hasAllNames: hasAllNames && steps.length > 0,
    references: found.references,
    keysWithReference: found.keys,
    braces: found.braces,
    parameters: typesOf(content.parameters),
    variables: variablesOf(content.variables, isUnresolved),
  };
}

/** Whether a flag is on; published documents also write it as text. Undefined when it is neither on nor off. */
export function flagOf(value: ContentValue | undefined): boolean | undefined {
  if (value === undefined || value === null || value === false || value === 'false') return false;
  return value === true || value === 'true' ? true : undefined;
}

interface Found {
  readonly references: RunbookReference[];
  readonly keys: Path[];
  readonly braces: RunbookText[];
}

function collectReferences(step: RunbookStep, into: Found): void {
  const path = [...step.path];
  for (const key of keysOf(step.content)) {
    if (key === 'description' || key === 'name') continue;
    const value = step.content[key];
    path.push(key);
    if (key !== 'inputs' || !isMap(value)) {
      collect(value, path, step, into);
    } else {
      for (const input of keysOf(value)) {
        if (input === 'Steps' && step.action === 'aws:loop') continue;
        if (input.includes('{{') && scanReferences(input).length > 0) into.keys.push([...path, input]);
        path.push(input);
        collect(value[input], path, step, into);
        path.pop();
      }
    }
    path.pop();
  }
}

/** The path is changed on the way and copied for what is found. */
function collect(value: ContentValue, path: (string | number)[], step: RunbookStep | undefined, into: Found): void {
  if (typeof value === 'string') {
    if (!value.includes('{{')) return;
    const references = scanReferences(value);
    if (value.split('{{').length - 1 > references.length) into.braces.push({ text: value, path: [...path], step });
    for (const { reference, text, start, end } of references) {
      if (reference.kind !== 'parameter') into.references.push({ reference, text, start, end, step, path: [...path], whole: value });
    }
  } else if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) {
      path.push(at);
      collect(value[at], path, step, into);
      path.pop();
    }
  } else if (isMap(value)) {
    for (const key in value) {
      if (key.includes('{{') && scanReferences(key).length > 0) into.keys.push([...path, key]);
      path.push(key);
      collect(value[key], path, step, into);
      path.pop();
    }
  }
}

function typesOf(definitions: ContentValue | undefined): Map<string, string | undefined> {
  const types = new Map<string, string | undefined>();
  if (!isMap(definitions)) return types;
  for (const name of keysOf(definitions)) {
    const definition = definitions[name];
    types.set(name, isMap(definition) && typeof definition.type === 'string' ? definition.type : undefined);
  }
  return types;
}

function variablesOf(definitions: ContentValue | undefined, isUnresolved: (value: unknown) => boolean): Map<string, string | undefined> | undefined {
  if (isUnresolved(definitions) || (isMap(definitions) && keysOf(definitions).some(isUnresolved))) return undefined;
  return typesOf(definitions);
}
