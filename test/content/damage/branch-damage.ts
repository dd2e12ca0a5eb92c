import { DamageKind, Place, place } from './damage';
import { insert, misspell, remove, renameKey, set } from './edit';
import { withBranch } from './prepared';
import { choicesOf, parametersOf, stepNames, stepsOf } from './runbook';
import { Path } from '../../../src/content/path';
import { ContentMap } from '../../../src/content/value';

const OPERATOR = /^(String|Numeric|Boolean|EqualsIgnoreCase$|StartsWith$|EndsWith$|Contains$)/;

function operatorOf(choice: ContentMap): string | undefined {
  return Object.keys(choice).find(key => OPERATOR.test(key));
}

type DamageToChoice = (content: ContentMap, choice: ContentMap, path: Path, operator: string) => Place | undefined;

/** Damage to choices that compare one value. */
function toComparisons(kind: string, damage: DamageToChoice, certain = true): DamageKind {
  return {
    kind,
    certain,
    prepare: withBranch,
    * places(content) {
      for (const { choice, path } of choicesOf(content)) {
        const operator = operatorOf(choice);
        const found = operator === undefined ? undefined : damage(content, choice, path, operator);
        if (found !== undefined) yield found;
      }
    },
  };
}

/** A choice with another comparison, the rest of it kept. */
function compared(content: ContentMap, choice: ContentMap, path: Path, comparison: ContentMap): ContentMap {
  return set(content, path, { ...comparison, NextStep: choice.NextStep });
}

/** Branches and what they compare. */
export const BRANCH_DAMAGE: readonly DamageKind[] = [
  toComparisons('misspelt NextStep of a choice', (content, choice, path) => {
    const { NextStep: next } = choice;
    if (typeof next !== 'string') return undefined;
    return place([...path, 'NextStep'], () => set(content, [...path, 'NextStep'], misspell(next, stepNames(content))));
  }),
  {
    kind: 'misspelt Default of a branch',
    certain: true,
    prepare: withBranch,
    * places(content) {
      for (const { action, inputs, path } of stepsOf(content)) {
        const { Default: target } = inputs;
        if (action !== 'aws:branch' || typeof target !== 'string') continue;
        yield place([...path, 'inputs', 'Default'], () => set(content, [...path, 'inputs', 'Default'], misspell(target, stepNames(content))));
      }
    },
  },
  toComparisons('choice without NextStep', (content, _, path) =>
    place([path, [...path, 'NextStep']], () => remove(content, [...path, 'NextStep']))),
  toComparisons('choice without Variable', (content, _, path) =>
    place([path, [...path, 'Variable']], () => remove(content, [...path, 'Variable']))),
  toComparisons('choice without operator', (content, _, path, operator) =>
    place([path], () => remove(content, [...path, operator]))),
  toComparisons('misspelt operator', (content, _, path, operator) => {
    const slip = misspell(operator);
    return place([path, [...path, slip]], () => renameKey(content, [...path, operator], slip));
  }),
  toComparisons('operator of another language', (content, choice, path) =>
    place([path, [...path, 'NumericGreaterThan']], () => compared(content, choice, path, { Variable: choice.Variable, NumericGreaterThan: 5 }))),
  toComparisons('BooleanEquals with text', (content, choice, path) =>
    place([path, [...path, 'BooleanEquals']], () => compared(content, choice, path, { Variable: choice.Variable, BooleanEquals: 'true' }))),
  toComparisons('numeric operator with text', (content, choice, path) =>
    place([path, [...path, 'NumericGreater']], () => compared(content, choice, path, { Variable: choice.Variable, NumericGreater: 'ten' }))),
  toComparisons('text operator with a list', (content, choice, path, operator) => operator.startsWith('String')
    ? place([path, [...path, operator]], () => set(content, [...path, operator], [choice[operator]]))
    : undefined),
  {
    kind: 'numeric operator on a boolean parameter',
    certain: true,
    prepare: withBranch,
    * places(content) {
      const flag = 'DamagedFlag';
      if (Object.hasOwn(parametersOf(content), flag)) return;
      for (const { choice, path } of choicesOf(content)) {
        yield place([path, [...path, 'NumericEquals'], [...path, 'Variable']], () => compared(
          set(content, ['parameters', flag], { type: 'Boolean', default: false }), choice, path, { Variable: `{{ ${flag} }}`, NumericEquals: 1 }));
      }
    },
  },
  toComparisons('Variable without braces', (content, choice, path) => {
    const reference = typeof choice.Variable === 'string' ? /^\{\{\s*(.*?)\s*\}\}$/.exec(choice.Variable)?.[1] : undefined;
    return reference === undefined ? undefined : place([...path, 'Variable'], () => set(content, [...path, 'Variable'], reference));
  }, false),
  ...['Or', 'And'].map(connective => toComparisons(`${connective} with one condition`, (content, choice, path, operator) =>
    place([path, [...path, connective]],
      () => compared(content, choice, path, { [connective]: [{ Variable: choice.Variable, [operator]: choice[operator] }] })))),
  toComparisons('misspelt operator inside And', (content, choice, path, operator) => {
    const condition = { Variable: choice.Variable, [operator]: choice[operator] };
    const slip = misspell(operator);
    return place([[...path, 'And', 1], [...path, 'And', 1, slip]],
      () => compared(content, choice, path, { And: [condition, { Variable: choice.Variable, [slip]: choice[operator] }] }));
  }),
  {
    kind: 'branch without choices',
    certain: true,
    prepare: withBranch,
    * places(content) {
      for (const { action, path } of stepsOf(content)) {
        if (action !== 'aws:branch') continue;
        yield place([[...path, 'inputs'], [...path, 'inputs', 'Choices']], () => set(content, [...path, 'inputs', 'Choices'], []));
      }
    },
  },
  {
    kind: 'stray dash in the list of choices',
    certain: true,
    prepare: withBranch,
    * places(content) {
      for (const { action, inputs, path } of stepsOf(content)) {
        if (action !== 'aws:branch' || !Array.isArray(inputs.Choices)) continue;
        const end = [...path, 'inputs', 'Choices', inputs.Choices.length];
        yield place(end, () => insert(content, end, null));
      }
    },
  },
];
