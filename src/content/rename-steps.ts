import { keysOf, rememberKeyOrder, setKey } from './key-order';
import { scanReferences } from './references';
import { STEP_PREFIX } from './schema/steps';
import { ContentMap, ContentValue, isMap, isPlainMap } from './value';

/** Other names of steps, by the names they have. */
export type NewStepNames = ReadonlyMap<string, string>;

/**
 * A step of a runbook under another name, with everything in it that refers to renamed steps: jumps, ways of branches, and
 * `{{ Step.Output }}` in all texts, also of steps inside of loops. What is no list, map or text is left alone.
 */
export function renameStep(step: ContentMap, names: NewStepNames): ContentMap {
  const renamed = renameReferences(step, names) as ContentMap;
  const rename = (holder: ContentValue | undefined, key: string, prefix = ''): void => {
    if (!isMap(holder)) return;
    const written = holder[key];
    if (typeof written !== 'string' || !written.startsWith(prefix)) return;
    const name = names.get(written.slice(prefix.length));
    if (name !== undefined) holder[key] = `${prefix}${name}`;
  };
  rename(renamed, 'name');
  rename(renamed, 'nextStep');
  rename(renamed, 'onFailure', STEP_PREFIX);
  rename(renamed, 'onCancel', STEP_PREFIX);
  const { inputs } = renamed;
  if (!isMap(inputs)) return renamed;
  if (renamed.action === 'aws:branch') {
    rename(inputs, 'Default');
    if (Array.isArray(inputs.Choices)) inputs.Choices.forEach(choice => rename(choice, 'NextStep'));
  }
  if (renamed.action === 'aws:loop' && Array.isArray(inputs.Steps)) {
    inputs.Steps = inputs.Steps.map(inner => isMap(inner) ? renameStep(inner, names) : inner);
  }
  return renamed;
}

/** The names of steps and of those inside of loops. */
export function stepNames(steps: readonly ContentValue[]): string[] {
  return steps.filter(isMap).flatMap(({ name, action, inputs }) => [
    ...typeof name === 'string' ? [name] : [],
    ...action === 'aws:loop' && isMap(inputs) && Array.isArray(inputs.Steps) ? stepNames(inputs.Steps) : [],
  ]);
}

/** A copy of a content in which references name renamed steps by their new names. */
function renameReferences(value: ContentValue, names: NewStepNames): ContentValue {
  if (typeof value === 'string') return renameInText(value, names);
  if (Array.isArray(value)) return value.map(item => renameReferences(item, names));
  // Tokens may stand in a content before it is settled.
  if (!isPlainMap(value)) return value;
  const copy: ContentMap = {};
  const keys = keysOf(value);
  for (const key of keys) setKey(copy, key, renameReferences(value[key], names));
  rememberKeyOrder(copy, keys);
  return copy;
}

function renameInText(text: string, names: NewStepNames): string {
  let renamed = '';
  let from = 0;
  for (const { reference, start, end } of text.includes('{{') ? scanReferences(text) : []) {
    const name = reference.kind === 'step-output' ? names.get(reference.step) : undefined;
    if (reference.kind !== 'step-output' || name === undefined) continue;
    // Nothing but braces and blanks stands before the name.
    const at = text.indexOf(reference.step, start);
    renamed += text.slice(from, at) + name + text.slice(at + reference.step.length, end);
    from = end;
  }
  return renamed + text.slice(from);
}
