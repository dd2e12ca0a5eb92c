import { DamageKind, Place, place } from './damage';
import { misspell, remove, set } from './edit';
import { withJumps, withLoops } from './prepared';
import { PlacedStep, stepNames, stepsOf } from './runbook';
import { ContentMap } from '../../../src/content/value';

function toLoops(kind: string, damage: (content: ContentMap, loop: PlacedStep) => Place | undefined, certain = true): DamageKind {
  return {
    kind,
    certain,
    prepare: withLoops,
    * places(content) {
      for (const loop of stepsOf(content)) {
        const found = loop.action === 'aws:loop' ? damage(content, loop) : undefined;
        if (found !== undefined) yield found;
      }
    },
  };
}

/** Loops. */
export const LOOP_DAMAGE: readonly DamageKind[] = [
  toLoops('loop with Iterators and LoopCondition', (content, { path, inputs }) => {
    const at = [path, [...path, 'inputs'], [...path, 'inputs', 'Iterators'], [...path, 'inputs', 'LoopCondition']];
    return inputs.Iterators === undefined
      ? place(at, () => set(content, [...path, 'inputs', 'Iterators'], ['a', 'b']))
      : place(at, () => set(content, [...path, 'inputs', 'LoopCondition'], { Variable: '{{ global:REGION }}', StringEquals: 'us-east-1' }));
  }),
  toLoops('loop with neither Iterators nor LoopCondition', (content, { path, inputs }) =>
    place([path, [...path, 'inputs'], [...path, 'inputs', 'Iterators'], [...path, 'inputs', 'LoopCondition']],
      () => remove(content, [...path, 'inputs', inputs.Iterators === undefined ? 'LoopCondition' : 'Iterators']))),
  toLoops('MaxIterations over 100', (content, { path }) =>
    place([...path, 'inputs', 'MaxIterations'], () => set(content, [...path, 'inputs', 'MaxIterations'], 101))),
  toLoops('MaxIterations of 0', (content, { path }) =>
    place([...path, 'inputs', 'MaxIterations'], () => set(content, [...path, 'inputs', 'MaxIterations'], 0))),
  toLoops('more than 100 iterators', (content, { path, inputs }) => inputs.Iterators === undefined
    ? undefined
    : place([...path, 'inputs', 'Iterators'], () => set(content, [...path, 'inputs', 'Iterators'], Array.from({ length: 101 }, (_, index) => `item${index}`)))),
  toLoops('wrong IteratorDataType', (content, { path, inputs }) => inputs.Iterators === undefined
    ? undefined
    : place([...path, 'inputs', 'IteratorDataType'], () => set(content, [...path, 'inputs', 'IteratorDataType'], 'Number'))),
  toLoops('IteratorDataType without Iterators', (content, { path, inputs }) => inputs.Iterators !== undefined
    ? undefined
    : place([[...path, 'inputs'], [...path, 'inputs', 'IteratorDataType']], () => set(content, [...path, 'inputs', 'IteratorDataType'], 'String')), false),
  toLoops('misspelt operator of a LoopCondition', (content, { path, inputs }) => {
    const condition = inputs.LoopCondition as ContentMap | undefined;
    if (condition?.StringEquals === undefined) return undefined;
    const at = [...path, 'inputs', 'LoopCondition'];
    return place([at, [...at, 'StringEqual']], () => set(content, at, { Variable: condition.Variable, StringEqual: condition.StringEquals }));
  }),
  toLoops('loop without steps', (content, { path }) =>
    place([[...path, 'inputs'], [...path, 'inputs', 'Steps']], () => set(content, [...path, 'inputs', 'Steps'], []))),
  // The guide does not allow it; that the service refuses it is not documented.
  toLoops('onCancel on a loop', (content, { path, list, index }) => {
    const following = list[index + 1] as ContentMap | undefined;
    return following === undefined ? undefined : place([...path, 'onCancel'], () => set(content, [...path, 'onCancel'], 'Abort'));
  }, false),
  {
    kind: 'misspelt nextStep inside a loop',
    certain: true,
    prepare: withLoops,
    * places(content) {
      for (const { inner, step, path } of stepsOf(content)) {
        const { nextStep } = step;
        if (!inner || typeof nextStep !== 'string') continue;
        yield place([...path, 'nextStep'], () => set(content, [...path, 'nextStep'], misspell(nextStep, stepNames(content))));
      }
    },
  },
  {
    kind: 'jump into a loop from outside',
    certain: false,
    prepare: content => {
      const looped = withLoops(content);
      return looped === undefined ? undefined : withJumps({ ...looped, mainSteps: (looped.mainSteps as ContentMap[]).slice(1) });
    },
    * places(content) {
      const steps = stepsOf(content);
      const target = steps.find(step => step.inner);
      if (target === undefined) return;
      for (const { inner, step, path } of steps) {
        if (inner || typeof step.nextStep !== 'string') continue;
        yield place([...path, 'nextStep'], () => set(content, [...path, 'nextStep'], target.name));
      }
    },
  },
  {
    kind: 'unknown action inside a loop',
    certain: false,
    prepare: withLoops,
    * places(content) {
      for (const { inner, path, action } of stepsOf(content)) {
        if (inner) yield place([...path, 'action'], () => set(content, [...path, 'action'], misspell(action)));
      }
    },
  },
  {
    kind: 'missing input inside a loop',
    certain: true,
    prepare: withLoops,
    * places(content) {
      for (const { inner, path, action } of stepsOf(content)) {
        if (!inner || action !== 'aws:executeAwsApi') continue;
        yield place([path, [...path, 'inputs'], [...path, 'inputs', 'Api']], () => remove(content, [...path, 'inputs', 'Api']));
      }
    },
  },
];
