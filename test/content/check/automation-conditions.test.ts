import { branch, loop, pause, steps } from './automation-cases';
import { Case, found, notShown, runCases } from './cases';
import { conditionRule } from '../../../src/content/check/automation-condition-rules';
import { check } from '../../../src/content/check/check';
import { ContentMap, ContentValue } from '../../../src/content/value';

const unresolved = { isUnresolved: (value: unknown) => value === 'token' };
const text = '{{ Text }}';
const parameters = {
  Text: { type: 'String' }, Number: { type: 'Integer' }, Flag: { type: 'Boolean' }, Map: { type: 'StringMap' }, List: { type: 'StringList' }, Maps: { type: 'MapList' },
};
const chosen = (condition: ContentMap | string): ContentMap =>
  ({ ...steps(branch('b', [typeof condition === 'string' ? condition : { NextStep: 'e', ...condition }]), pause('e')), parameters });
const repeated = (condition: ContentMap): ContentMap => ({ ...steps(loop('l', [pause('a')], { LoopCondition: condition })), parameters });
const at = (rest: string) => `mainSteps[0].inputs.Choices[0]${rest}`;
const is = (value: ContentValue, more: ContentMap = {}): ContentMap => ({ Variable: text, StringEquals: value, ...more });

const CASES: readonly Case[] = [
  {
    code: 'error automation/choice',
    path: at('.NextStep'),
    fails: [[chosen({ ...is('x'), NextStep: null })], [chosen({ ...is('x'), NextStep: 5 })]],
    passes: [[chosen(is('x'))], [chosen({ ...is('x'), NextStep: 'token' }), unresolved], [chosen('token'), unresolved]],
  },
  {
    code: 'error automation/condition',
    path: at(''),
    fails: [[chosen({ Variable: text })], [chosen({ ...is('x'), StartsWith: 'y' })], [chosen({ Not: is('x'), And: [is('x'), is('y')] })], [chosen({ ...is('x'), Not: is('y') })]],
    passes: [[chosen({ Not: is('x') })]],
  },
  {
    code: 'error automation/condition',
    path: at('.Variable'),
    fails: [[chosen({ StringEquals: 'x' })], [chosen({ StringEquals: 'x', Variable: null })]],
    passes: [[chosen({ StringEquals: 'x', Variable: 'token' }), unresolved]],
  },
  {
    code: 'error automation/condition',
    path: at('.Or'),
    fails: [[chosen({ Or: [is('x')] })], [chosen({ Or: [] })], [chosen({ Or: is('x') })], [chosen({ Or: 'x' })]],
    passes: [[chosen({ Or: [is('x'), is('y')] })], [chosen({ Or: 'token' }), unresolved], [chosen({ Or: ['token', is('x')] }), unresolved]],
  },
  {
    code: 'error automation/condition',
    path: at('.And[1]'),
    fails: [[chosen({ And: [is('x'), 'y'] })], [chosen({ And: [is('x'), { Variable: text }] })]],
    passes: [[chosen({ And: [is('x'), { Not: is('y') }, { Or: [is('a'), is('b')] }] })]],
  },
  {
    code: 'error automation/condition',
    path: at('.Not'),
    fails: [[chosen({ Not: [is('x')] })], [chosen({ Not: 'x' })]],
    passes: [[chosen({ Not: 'token' }), unresolved]],
  },
  {
    code: 'error automation/condition',
    path: 'mainSteps[0].inputs.LoopCondition',
    fails: [[repeated({ Variable: text })]],
    passes: [[repeated(is('x'))]],
  },
  {
    code: 'error automation/operator',
    path: at('.NumericGreaterThan'),
    fails: [[chosen({ Variable: '{{ Number }}', NumericGreaterThan: 5 })]],
    passes: [[chosen({ Variable: '{{ Number }}', NumericGreater: 5 })]],
  },
  {
    code: 'error automation/operator',
    path: at('.variable'),
    fails: [[chosen({ variable: text, StringEquals: 'x' })]],
    passes: [[chosen(is('x'))]],
  },
  {
    code: 'error automation/operator',
    path: at('.Between'),
    fails: [[chosen({ Variable: text, Between: [1, 2] })], [chosen({ ...is('x'), Between: 5 })]],
    passes: [[chosen(is('x'))]],
  },
  {
    code: 'error automation/operator',
    path: at('.Not.stringEquals'),
    fails: [[chosen({ Not: { Variable: text, stringEquals: 'x' } })]],
    passes: [[chosen({ Not: is('x') })]],
  },
  {
    code: 'error automation/operand',
    path: at('.BooleanEquals'),
    fails: ['true', 'yes', 1, null, []].map(BooleanEquals => [chosen({ Variable: '{{ Flag }}', BooleanEquals })] as const),
    passes: [true, false, '{{ Flag }}'].map(BooleanEquals => [chosen({ Variable: '{{ Flag }}', BooleanEquals })] as const),
  },
  {
    code: 'error automation/operand',
    path: at('.NumericEquals'),
    fails: ['ten', true, null, [5], '{{ Flag }}'].map(NumericEquals => [chosen({ Variable: '{{ Number }}', NumericEquals })] as const),
    passes: [5, 5n, 1.5, '{{ Number }}'].map(NumericEquals => [chosen({ Variable: '{{ Number }}', NumericEquals })] as const),
  },
  {
    code: 'error automation/operand',
    path: at('.StringEquals'),
    fails: [[chosen(is(['x']))], [chosen(is({}))], [chosen(is(null))]],
    passes: [[chosen(is(''))], [chosen(is('a {{ Text }}'))]],
  },
  {
    code: 'warning automation/loose-operand',
    path: at('.StringEquals'),
    fails: [[chosen(is(5))], [chosen(is(true))]],
    passes: [[chosen(is('5'))]],
  },
  {
    code: 'warning automation/loose-operand',
    path: at('.NumericLesser'),
    fails: [[chosen({ Variable: '{{ Number }}', NumericLesser: '5' })]],
    passes: [[chosen({ Variable: '{{ Number }}', NumericLesser: 5 })]],
  },
  {
    code: 'error automation/condition-type',
    path: at('.Variable'),
    fails: [
      [chosen({ Variable: '{{ Flag }}', NumericEquals: 5 })], [chosen({ Variable: '{{ Map }}', NumericEquals: 5 })], [chosen({ Variable: '{{ Number }}', BooleanEquals: true })],
      [chosen({ Variable: '{{ Maps }}', BooleanEquals: true })],
    ],
    passes: [
      [chosen({ Variable: '{{ Text }}', NumericEquals: 5 })], [chosen({ Variable: '{{ Text }}', BooleanEquals: true })], [chosen({ Variable: '{{ List }}', NumericEquals: 5 })],
      [chosen({ Variable: '{{ Number }}', StringEquals: '5' })], [chosen({ Variable: 'a{{ Flag }}', NumericEquals: 5 })],
    ],
  },
  {
    code: 'error automation/condition-type',
    path: 'mainSteps[0].inputs.LoopCondition.Not.Variable',
    fails: [[repeated({ Not: { Variable: '{{ Flag }}', NumericEquals: 5 } })]],
    passes: [[repeated({ Not: { Variable: '{{ l.CurrentIteration }}', NumericEquals: 5 } })]],
  },
  {
    code: 'warning automation/literal-variable',
    path: at('.Variable'),
    fails: [[chosen({ Variable: 'Text', StringEquals: 'x' })], [chosen({ Variable: '{ Text }', StringEquals: 'x' })], [chosen({ Variable: 5, NumericEquals: 5 })]],
    passes: [[chosen({ Variable: '{{Text}}', StringEquals: 'x' })], [chosen({ Variable: '{{ Text }}-{{ List }}', StringEquals: 'x' })]],
  },
  {
    code: 'warning automation/nested-next-step',
    path: at('.Or[0].NextStep'),
    fails: [[chosen({ Or: [is('x', { NextStep: 'e' }), is('y')] })]],
    passes: [[chosen({ Or: [is('x'), is('y')] })]],
  },
  {
    code: 'warning automation/nested-next-step',
    path: 'mainSteps[0].inputs.LoopCondition.NextStep',
    fails: [[repeated(is('x', { NextStep: 'l' }))]],
    passes: [[repeated(is('x'))]],
  },
];

runCases(CASES);

test('every code of this rule is shown failing', () => {
  expect(notShown(CASES, code => Object.hasOwn(conditionRule.codes, code))).toEqual([]);
});

test('every fault of a condition is told, and a misspelt operator is told once', () => {
  expect(found(chosen({ And: [is(['x']), { Variable: 'Text', Contains: 'x' }, { Or: [is('x')] }] }))).toEqual([
    `error automation/operand ${at('.And[0].StringEquals')}`,
    `warning automation/literal-variable ${at('.And[1].Variable')}`,
    `error automation/condition ${at('.And[2].Or')}`,
  ]);
  expect(found(chosen({ Variable: text, StringEqual: 'x' }))).toEqual([`error automation/operator ${at('.StringEqual')}`]);
});

test('messages name what was meant', () => {
  const message = (condition: ContentMap) => check(chosen(condition))[0].message;
  expect(message({ Variable: '{{ Number }}', NumericGreaterThan: 5 })).toBe('there is no operator "NumericGreaterThan"; did you mean "NumericGreater"?');
  expect(message({ Variable: 'Text', StringEquals: 'x' })).toBe('Variable refers to nothing, found "Text"; did you mean "{{ Text }}"?');
  expect(message({ Variable: '{{ Flag }}', BooleanEquals: 'true' })).toBe('BooleanEquals compares with true or false, without quotes, found "true"');
  expect(message({ Variable: '{{ Flag }}', NumericEquals: 1 }))
    .toBe('NumericEquals compares values of type Integer, but {{ Flag }} is of type Boolean; for that there is BooleanEquals');
  expect(message({ Or: [is('x')] })).toBe('Or takes a list of at least two conditions, found one');
});
