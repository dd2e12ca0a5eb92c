import { DamageKind, place } from './damage';
import { insert, misspell, remove, set } from './edit';
import { withJumps } from './prepared';
import { fallsThrough, outerSteps, reachable, stepNames, stepsOf, targetsOf } from './runbook';

/** A jump written as `step:Name` at a key of steps, misspelt. */
function misspeltJump(key: 'onFailure' | 'onCancel'): DamageKind {
  return {
    kind: `misspelt step in ${key}`,
    certain: true,
    prepare: withJumps,
    * places(content) {
      for (const { step, path } of stepsOf(content)) {
        const jump = step[key];
        if (typeof jump !== 'string' || !jump.startsWith('step:')) continue;
        yield place([...path, key], () => set(content, [...path, key], `step:${misspell(jump.slice('step:'.length), stepNames(content))}`));
      }
    },
  };
}

/** Actions that the guide lists as no targets of onCancel. */
const NO_CANCEL_TARGETS = [
  'aws:approve', 'aws:copyImage', 'aws:createImage', 'aws:createStack', 'aws:createTags', 'aws:loop', 'aws:pause', 'aws:runInstances', 'aws:sleep',
];

/** Where a runbook goes on: jumps, ends, cycles and what is never reached. */
export const JUMP_DAMAGE: readonly DamageKind[] = [
  {
    kind: 'misspelt nextStep',
    certain: true,
    prepare: withJumps,
    * places(content) {
      for (const { step, path } of stepsOf(content)) {
        const { nextStep } = step;
        if (typeof nextStep !== 'string') continue;
        yield place([...path, 'nextStep'], () => set(content, [...path, 'nextStep'], misspell(nextStep, stepNames(content))));
      }
    },
  },
  misspeltJump('onFailure'),
  misspeltJump('onCancel'),
  {
    kind: 'onFailure names a step without step:',
    certain: true,
    prepare: withJumps,
    * places(content) {
      for (const { step, path } of stepsOf(content)) {
        const { onFailure } = step;
        if (typeof onFailure !== 'string' || !onFailure.startsWith('step:')) continue;
        yield place([...path, 'onFailure'], () => set(content, [...path, 'onFailure'], onFailure.slice('step:'.length).trim()));
      }
    },
  },
  {
    kind: 'misspelt word in onFailure',
    certain: true,
    * places(content) {
      for (const { step, path } of stepsOf(content)) {
        const { onFailure } = step;
        if (onFailure !== 'Abort' && onFailure !== 'Continue') continue;
        yield place([...path, 'onFailure'], () => set(content, [...path, 'onFailure'], misspell(onFailure)));
      }
    },
  },
  {
    kind: 'onCancel says Continue',
    certain: true,
    * places(content) {
      for (const { path, action } of stepsOf(content)) {
        if (action === 'aws:loop' || action === 'aws:updateVariable') continue;
        yield place([...path, 'onCancel'], () => set(content, [...path, 'onCancel'], 'Continue'));
      }
    },
  },
  {
    kind: 'onCancel leads to an action that it may not lead to',
    certain: true,
    * places(content) {
      const steps = outerSteps(content);
      const target = steps.find(step => NO_CANCEL_TARGETS.includes(step.action));
      if (target === undefined) return;
      for (const { path, name, action } of steps) {
        if (name === target.name || action === 'aws:loop' || action === 'aws:updateVariable') continue;
        yield place([...path, 'onCancel'], () => set(content, [...path, 'onCancel'], `step:${target.name}`));
      }
    },
  },
  {
    kind: 'isEnd together with nextStep',
    certain: true,
    * places(content) {
      for (const { step, path, list, index, action } of stepsOf(content)) {
        const following = list[index + 1] as { name?: string } | undefined;
        if (action === 'aws:branch' || step.nextStep !== undefined || typeof following?.name !== 'string') continue;
        yield place([path, [...path, 'isEnd'], [...path, 'nextStep']],
          () => set(set(content, [...path, 'isEnd'], true), [...path, 'nextStep'], following.name!));
      }
    },
  },
  {
    kind: 'isEnd is no boolean',
    certain: true,
    * places(content) {
      for (const { path } of stepsOf(content)) yield place([...path, 'isEnd'], () => set(content, [...path, 'isEnd'], 'yes'));
    },
  },
  {
    kind: 'isCritical is no boolean',
    certain: true,
    * places(content) {
      for (const { path } of stepsOf(content)) yield place([...path, 'isCritical'], () => set(content, [...path, 'isCritical'], 'no'));
    },
  },
  {
    kind: 'nextStep jumps over a step that nothing else leads to',
    certain: false,
    * places(content) {
      const steps = outerSteps(content);
      const targets = new Set(steps.flatMap(step => targetsOf(step.step)));
      const reached = reachable(content);
      for (let at = 0; at + 2 < steps.length; at++) {
        const [step, over, target] = steps.slice(at, at + 3);
        if (!fallsThrough(step) || !reached.has(step.name) || targets.has(over.name)) continue;
        yield place([over.path, [...over.path, 'name']], () => set(content, [...step.path, 'nextStep'], target.name));
      }
    },
  },
  {
    kind: 'isEnd before a step that nothing else leads to',
    certain: false,
    * places(content) {
      const steps = outerSteps(content);
      const targets = new Set(steps.flatMap(step => targetsOf(step.step)));
      const reached = reachable(content);
      for (let at = 0; at + 1 < steps.length; at++) {
        const [step, after] = steps.slice(at, at + 2);
        if (!fallsThrough(step) || !reached.has(step.name) || targets.has(after.name)) continue;
        yield place([after.path, [...after.path, 'name']], () => set(content, [...step.path, 'isEnd'], true));
      }
    },
  },
  {
    kind: 'cycle without a way out',
    certain: true,
    * places(content) {
      const steps = outerSteps(content);
      for (let at = 0; at < steps.length; at++) {
        // Back to the first of the steps before it that do nothing but fall through to the next.
        let first = at;
        while (first > 0 && fallsThrough(steps[first - 1])) first -= 1;
        const last = { ...steps[at], step: { ...steps[at].step, isEnd: undefined!, nextStep: undefined! } };
        if (!fallsThrough(last)) continue;
        const circle = steps.slice(first, at + 1).flatMap(step => [step.path, [...step.path, 'name'], [...step.path, 'nextStep']]);
        yield place(circle, () => {
          const open = steps[at].step.isEnd === undefined ? content : remove(content, [...steps[at].path, 'isEnd']);
          return set(open, [...steps[at].path, 'nextStep'], steps[first].name);
        });
      }
    },
  },
  {
    kind: 'step that names itself as nextStep',
    certain: true,
    * places(content) {
      for (const step of stepsOf(content)) {
        if (!fallsThrough(step)) continue;
        yield place([step.path, [...step.path, 'name'], [...step.path, 'nextStep']], () => set(content, [...step.path, 'nextStep'], step.name));
      }
    },
  },
  {
    kind: 'stray dash in the list of steps',
    certain: true,
    * places(content) {
      if (!Array.isArray(content.mainSteps) || content.mainSteps.length === 0) return;
      const end = content.mainSteps.length;
      yield place(['mainSteps', end], () => insert(content, ['mainSteps', end], null));
    },
  },
];
