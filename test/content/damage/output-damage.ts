import { DamageKind, Place, place } from './damage';
import { misspell, remove, renameKey, set } from './edit';
import { withChosenValues, withJumps } from './prepared';
import { outputsOf, PlacedStep, stepNames, stepsOf } from './runbook';
import { Path } from '../../../src/content/path';
import { ContentMap } from '../../../src/content/value';

type DamageToOutput = (content: ContentMap, output: ContentMap, path: Path, step: PlacedStep) => Place | undefined;

function toOutputs(kind: string, certain: boolean, damage: DamageToOutput): DamageKind {
  return {
    kind,
    certain,
    prepare: withJumps,
    * places(content) {
      for (const { output, path, step } of outputsOf(content)) {
        const found = damage(content, output, path, step);
        if (found !== undefined) yield found;
      }
    },
  };
}

/** Outputs that every step of an action has, declared or not (user guide, the page of each action). */
export const GIVEN_OUTPUTS: Readonly<Record<string, readonly string[]>> = {
  'aws:approve': ['ApprovalStatus', 'ApproverDecisions'],
  'aws:copyImage': ['ImageId', 'ImageState'],
  'aws:createImage': ['ImageId', 'ImageState'],
  'aws:createStack': ['StackId', 'StackStatus', 'StackStatusReason'],
  'aws:executeAutomation': ['Output', 'ExecutionId', 'Status'],
  'aws:executeScript': ['Payload'],
  'aws:invokeLambdaFunction': ['StatusCode', 'FunctionError', 'LogResult', 'Payload'],
  'aws:loop': ['CurrentIteration', 'CurrentIteratorValue'],
  'aws:runCommand': ['CommandId', 'Status', 'ResponseCode', 'Output'],
  'aws:runInstances': ['InstanceIds', 'InstanceStates'],
};

/** Entries of the document's `outputs` list. */
function toDocumentOutputs(kind: string, certain: boolean, write: (output: string, content: ContentMap) => string | undefined): DamageKind {
  return {
    kind,
    certain,
    prepare: content => {
      const prepared = withJumps(content);
      return prepared === undefined || prepared.outputs !== undefined ? undefined : { ...prepared, outputs: ['PreparedCall.Account', 'PreparedCheck.Account'] };
    },
    * places(content) {
      if (!Array.isArray(content.outputs)) return;
      for (const [index, output] of content.outputs.entries()) {
        const written = typeof output === 'string' && /^\w+\.\w+$/.test(output) ? write(output, content) : undefined;
        if (written !== undefined) yield place(['outputs', index], () => set(content, ['outputs', index], written));
      }
    },
  };
}

/** The names of the outputs that a step has. */
export function outputNamesOf({ step }: PlacedStep): string[] {
  const declared = Array.isArray(step.outputs) ? step.outputs.map(output => (output as ContentMap | null)?.Name) : [];
  return declared.filter(name => typeof name === 'string');
}

/** Outputs of steps and of the document. */
export const OUTPUT_DAMAGE: readonly DamageKind[] = [
  toOutputs('output without Name', true, (content, _, path) => place([path, [...path, 'Name']], () => remove(content, [...path, 'Name']))),
  toOutputs('output without Selector', true, (content, _, path) => place([path, [...path, 'Selector']], () => remove(content, [...path, 'Selector']))),
  toOutputs('output with a type that does not exist', true, (content, _, path) =>
    place([...path, 'Type'], () => set(content, [...path, 'Type'], 'Number'))),
  toOutputs('output type in lower case', true, (content, output, path) => typeof output.Type !== 'string'
    ? undefined
    : place([...path, 'Type'], () => set(content, [...path, 'Type'], String(output.Type).toLowerCase()))),
  toOutputs('selector key in lower case', true, (content, output, path) => output.Selector === undefined
    ? undefined
    : place([path, [...path, 'selector'], [...path, 'Selector']], () => renameKey(content, [...path, 'Selector'], 'selector'))),
  toOutputs('selector with a bracket that is not closed', false, (content, output, path) =>
    place([...path, 'Selector'], () => set(content, [...path, 'Selector'], `${output.Selector as string}[0`))),
  {
    kind: 'two outputs of one name',
    certain: false,
    prepare: withJumps,
    * places(content) {
      for (const { output, step } of outputsOf(content)) {
        const outputs = step.step.outputs as ContentMap[];
        const last = [...step.path, 'outputs', outputs.length];
        yield place([last, [...last, 'Name']], () => set(content, [...step.path, 'outputs'], [...outputs, output]));
      }
    },
  },
  {
    kind: 'output that the action gives anyway, declared again',
    certain: true,
    prepare: withChosenValues,
    * places(content) {
      for (const { step, path, action } of stepsOf(content)) {
        const name = GIVEN_OUTPUTS[action]?.[0];
        // Examples of AWS declare the Payload of scripts again.
        if (name === undefined || action === 'aws:executeScript') continue;
        const outputs = Array.isArray(step.outputs) ? step.outputs : [];
        if (outputs.some(output => (output as ContentMap).Name === name)) continue;
        const at = [...path, 'outputs', outputs.length];
        yield place([at, [...at, 'Name']],
          () => set(content, [...path, 'outputs'], [...outputs, { Name: name, Selector: `$.${name}`, Type: 'String' }]));
      }
    },
  },
  {
    kind: 'outputs of a step written as a map',
    certain: true,
    * places(content) {
      for (const { step, path } of stepsOf(content)) {
        if (!Array.isArray(step.outputs)) continue;
        yield place([...path, 'outputs'], () => set(content, [...path, 'outputs'], { Name: 'Result', Selector: '$.Result', Type: 'String' }));
      }
    },
  },
  toDocumentOutputs('document output of a step that does not exist', true, (output, content) => {
    const [step, name] = output.split('.');
    return `${misspell(step, stepNames(content))}.${name}`;
  }),
  toDocumentOutputs('document output that its step does not give', false, (output, content) => {
    const [name, key] = output.split('.');
    const step = stepsOf(content).find(each => each.name === name);
    return step === undefined ? undefined : `${name}.${misspell(key, outputNamesOf(step))}`;
  }),
  toDocumentOutputs('document output written in braces', true, output => `{{ ${output} }}`),
];
