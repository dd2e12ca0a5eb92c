import { Path } from '../../../src/content/path';
import { FoundReference, visitReferences } from '../../../src/content/references';
import { ContentMap, ContentValue, isMap } from '../../../src/content/value';

/** A step and where it stands. */
export interface PlacedStep {
  readonly step: ContentMap;
  readonly inputs: ContentMap;
  readonly path: Path;
  readonly name: string;
  readonly action: string;
  /** Its place in its list. */
  readonly index: number;
  /** The list that it stands in. */
  readonly list: readonly ContentValue[];
  /** Whether it stands in a loop. */
  readonly inner: boolean;
}

/** The steps of a runbook, those in loops right after their loop. */
export function stepsOf(content: ContentMap): PlacedStep[] {
  const found: PlacedStep[] = [];
  const walk = (list: ContentValue | undefined, path: Path, inner: boolean): void => {
    if (!Array.isArray(list)) return;
    list.forEach((step, index) => {
      if (!isMap(step) || typeof step.name !== 'string' || typeof step.action !== 'string') return;
      const inputs = isMap(step.inputs) ? step.inputs : {};
      found.push({ step, inputs, path: [...path, index], name: step.name, action: step.action, index, list, inner });
      if (step.action === 'aws:loop') walk(inputs.Steps, [...path, index, 'inputs', 'Steps'], true);
    });
  };
  walk(content.mainSteps, ['mainSteps'], false);
  return found;
}

/** The steps outside of loops; none where one of them is not even a step, as then nobody knows what follows what. */
export function outerSteps(content: ContentMap): PlacedStep[] {
  const steps = stepsOf(content).filter(step => !step.inner);
  return Array.isArray(content.mainSteps) && steps.length === content.mainSteps.length ? steps : [];
}

export function stepNames(content: ContentMap): string[] {
  return stepsOf(content).map(step => step.name);
}

export function parametersOf(content: ContentMap): ContentMap {
  return isMap(content.parameters) ? content.parameters : {};
}

/** The choices of the branches, with their paths. */
export function choicesOf(content: ContentMap): { choice: ContentMap; path: Path }[] {
  return stepsOf(content).flatMap(({ action, inputs, path }) => action === 'aws:branch' && Array.isArray(inputs.Choices)
    ? inputs.Choices.flatMap((choice, index) => isMap(choice) ? [{ choice, path: [...path, 'inputs', 'Choices', index] }] : [])
    : []);
}

/** The outputs that steps declare, with their paths. */
export function outputsOf(content: ContentMap): { output: ContentMap; path: Path; step: PlacedStep; index: number }[] {
  return stepsOf(content).flatMap(step => Array.isArray(step.step.outputs)
    ? step.step.outputs.flatMap((output, index) => isMap(output) ? [{ output, path: [...step.path, 'outputs', index], step, index }] : [])
    : []);
}

/** A reference, the text it stands in and where. */
export interface PlacedReference {
  readonly found: FoundReference;
  readonly path: Path;
  readonly text: string;
  /** Whether the text is nothing else. */
  readonly sole: boolean;
  readonly step: PlacedStep;
}

/** The references in the inputs of steps; what stands in scripts, commands and templates is left out, as it may be theirs. */
export function referencesOf(content: ContentMap): PlacedReference[] {
  const references: PlacedReference[] = [];
  for (const step of stepsOf(content)) {
    const { Steps: _, ...inputs } = step.inputs;
    visitReferences(step.action === 'aws:loop' ? inputs : step.inputs, (found, path, text) => {
      if (!isForeignText(step.action, path)) references.push({ found, path: [...path], text, sole: text.trim() === found.text, step });
    }, [...step.path, 'inputs']);
  }
  return references;
}

function isForeignText(action: string, path: Path): boolean {
  if (path.includes('Script') || path.includes('TemplateBody')) return true;
  return action === 'aws:runCommand' && path.includes('Parameters');
}

/** A text with one of its references written differently. */
export function rewritten({ text, found }: Pick<PlacedReference, 'text' | 'found'>, body: string): string {
  return `${text.slice(0, found.start)}{{ ${body} }}${text.slice(found.end)}`;
}

/** Where a step can lead to, as far as it names a step. */
export function targetsOf(step: ContentMap): string[] {
  const targets: unknown[] = [step.nextStep];
  for (const jump of [step.onFailure, step.onCancel]) {
    if (typeof jump === 'string' && jump.startsWith('step:')) targets.push(jump.slice('step:'.length).trim());
  }
  const inputs = isMap(step.inputs) ? step.inputs : {};
  targets.push(inputs.Default);
  if (Array.isArray(inputs.Choices)) targets.push(...inputs.Choices.map(choice => isMap(choice) ? choice.NextStep : undefined));
  if (step.action === 'aws:loop' && Array.isArray(inputs.Steps)) targets.push(...inputs.Steps.flatMap(inner => isMap(inner) ? targetsOf(inner) : []));
  return targets.filter(target => typeof target === 'string');
}

/** Whether every jump leads forward, so that a later step has never run before an earlier one. */
export function onlyForward(content: ContentMap): boolean {
  const steps = outerSteps(content);
  const indexes = new Map(steps.map(step => [step.name, step.index]));
  return steps.every(step => targetsOf(step.step).every(target => (indexes.get(target) ?? -1) > step.index));
}

/** Whether a step does nothing but go on to the next in the list, or fail. */
export function fallsThrough({ step, action }: PlacedStep): boolean {
  const onFailure = step.onFailure ?? 'Abort';
  return action !== 'aws:branch' && action !== 'aws:loop' && step.nextStep === undefined && step.isEnd === undefined && onFailure === 'Abort';
}

/** The steps that a run can come to, loops counting as one step each. */
export function reachable(content: ContentMap): Set<string> {
  const steps = outerSteps(content);
  const reached = new Set<string>();
  const open = steps.slice(0, 1);
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (reached.has(step.name)) continue;
    reached.add(step.name);
    const targets = targetsOf(step.step);
    open.push(...steps.filter(({ name }) => targets.includes(name)));
    const goesOn = step.step.onFailure === 'Continue' || (step.step.nextStep === undefined && String(step.step.isEnd ?? false) !== 'true');
    if (goesOn && step.index + 1 < steps.length) open.push(steps[step.index + 1]);
  }
  return reached;
}
