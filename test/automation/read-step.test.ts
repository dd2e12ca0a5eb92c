import { contentOf } from './settled';
import { readStep } from '../../src/automation/read-step';
import { Step } from '../../src/automation/step';
import { Other } from '../../src/automation/steps';
import { parse } from '../../src/content/parse/parse';
import { ACTIONS } from '../../src/content/schema/actions/actions';
import { ContentMap, isMap } from '../../src/content/value';
import { CORPUS, describeWithCorpus, textOf } from '../content/corpus';

/** Parts of steps that typed properties cannot say, in how many real steps. */
const OVERRIDDEN: Readonly<Record<string, number>> = {
  // Fragments of the user guide and templates of a community tool, which have steps without an action.
  'action': 9,
  'inputs of no action': 9,
  // `"true"` as text.
  'isCritical of aws:branch': 2,
  // Nothing documents an input of this action.
  'Message of aws:pause': 2,
  // An empty map instead of JSON text.
  'Payload of aws:invokeLambdaFunction': 1,
};

describeWithCorpus('steps of real runbooks', () => {
  const documents = CORPUS.filter(document => ['automation', 'change-template'].includes(document.class)).map(document => {
    const { content } = parse(textOf(document));
    const { mainSteps } = content as { mainSteps: ContentMap[] };
    return { file: document.file, mainSteps, steps: mainSteps.map(readStep) };
  });
  const all = documents.flatMap(({ steps }) => steps).flatMap(withInner);

  test('all are rendered as they were read', () => {
    expect(documents).toHaveLength(402);
    expect(documents.filter(({ mainSteps, steps }) => {
      try {
        expect(contentOf(steps)).toStrictEqual(mainSteps);
        return false;
      } catch {
        return true;
      }
    }).map(({ file }) => file)).toEqual([]);
  });

  test('none of a documented action needs the open step', () => {
    const open = all.filter(step => step instanceof Other);
    expect(open.filter(({ action }) => ACTIONS.has(action))).toEqual([]);
    expect(open).toHaveLength(10);
    expect(all.length).toBe(1677);
  });

  test('few have parts that the properties cannot say', () => {
    const counts: Record<string, number> = {};
    for (const step of all) {
      for (const what of overridden(step)) counts[what] = (counts[what] ?? 0) + 1;
    }
    expect(counts).toEqual(OVERRIDDEN);
  });
});

function withInner(step: Step): Step[] {
  return [step, ...step._inner.flatMap(withInner)];
}

function overridden(step: Step): string[] {
  const { overrides = {} } = (step as unknown as { options: { overrides?: Record<string, unknown> } }).options;
  return Object.keys(overrides).flatMap(key => {
    if (key === 'action') return ['action'];
    if (key !== 'inputs') return [`${key} of ${step.action}`];
    return isMap(overrides.inputs) ? Object.keys(overrides.inputs).map(input => `${input} of ${step.action}`) : ['inputs of no action'];
  });
}
