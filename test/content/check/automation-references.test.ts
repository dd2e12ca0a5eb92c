import { api, branch, choice, loop, output, pause, python, step, steps } from './automation-cases';
import { Case, found, notShown, runbook, runCases } from './cases';
import { runbookReferenceRule } from '../../../src/content/check/automation-reference-rules';
import { check } from '../../../src/content/check/check';
import { ContentMap, ContentValue } from '../../../src/content/value';

const unresolved = { isUnresolved: (value: unknown) => value === 'token' };
const uses = (name: string, value: ContentValue, more: ContentMap = {}) => api(name, more, { X: value });
const X = 'mainSteps[1].inputs.X';
const variables = { v: { type: 'String', default: '' } };

const CASES: readonly Case[] = [
  {
    code: 'error automation/unknown-reference-step',
    path: X,
    fails: [[steps(api('a', output('O')), uses('b', '{{ c.O }}'))], [steps(api('a', output('O')), uses('b', 'x {{c.O}} y'))]],
    passes: [[steps(api('a', output('O')), uses('b', '{{ a.O }}'))], [steps(api('token', output('O')), uses('b', '{{ c.O }}')), unresolved]],
  },
  {
    code: 'error automation/unknown-reference-step',
    path: 'mainSteps[0].inputs.Choices[0].Variable',
    fails: [[steps(branch('a', [choice('b', { Variable: '{{ c.O }}' })]), pause('b'))]],
    passes: [[steps(branch('a', [choice('b')]), pause('b'))]],
  },
  {
    code: 'error automation/unknown-reference-step',
    path: 'outputs[0]',
    fails: [[{ ...steps(api('a', output('O'))), outputs: ['b.O'] }]],
    passes: [[{ ...steps(api('a', output('O'))), outputs: ['a.O', 'a.OutputPayload'] }], [{ ...steps(api('token')), outputs: ['b.O'] }, unresolved]],
  },
  {
    code: 'warning automation/unknown-step-in-text',
    path: 'mainSteps[0].inputs.Script',
    fails: [[steps(python({ Script: 'def run(e, c):\n  return "{{ event.detail }}"\n' }))]],
    passes: [[steps(python({ Script: 'def run(e, c):\n  return "{{ .detail }} {{ \'a\': 1 }}"\n' }))]],
  },
  {
    code: 'warning automation/unknown-step-in-text',
    path: 'mainSteps[0].inputs.Parameters.commands[0]',
    fails: [[steps(step('runCommand', { DocumentName: 'X', InstanceIds: ['i'], Parameters: { commands: ['echo {{ item.name }}'] } }))]],
    passes: [[steps(step('runCommand', { DocumentName: 'X', InstanceIds: ['i'], Parameters: { commands: ['echo'] } }))]],
  },
  {
    code: 'error automation/step-not-run',
    path: 'mainSteps[0].inputs.X',
    fails: [
      [steps(uses('a', '{{ b.O }}'), api('b', output('O')))], [steps(uses('a', '{{ a.O }}', output('O')))], [steps(uses('a', '{{ b.OutputPayload }}'), api('b'), api('c'))],
      [steps(uses('a', '{{ l.OutputPayload }}'), loop('l', [pause('i')]))],
    ],
    passes: [
      [steps(uses('a', 'x', output('O')), uses('b', '{{ a.O }}', { nextStep: 'c' }), branch('c', [choice('a')], { isEnd: true }))],
      // A step in a circle sees what it gave the last time.
      [steps(uses('a', '{{ a.O }}', output('O')), branch('b', [choice('a')], { isEnd: true }))],
      [steps(uses('a', '{{ b.O }}'), api('b', { ...output('O'), nextStep: 'token' })), unresolved],
    ],
  },
  {
    code: 'error automation/step-not-run',
    path: 'mainSteps[0].inputs.Iterators',
    fails: [[steps(loop('l', [api('i', output('O'))], { Iterators: '{{ i.O }}' }))], [steps(loop('l', [pause('i')], { Iterators: '{{ l.OutputPayload }}' }))]],
    passes: [[steps(loop('l', [api('i', output('O'))], { LoopCondition: { Variable: '{{ i.O }}', StringEquals: 'x' } }))]],
  },
  {
    code: 'warning automation/step-not-run-here',
    path: X,
    fails: [
      [steps(branch('a', [choice('b')], {}, { Default: 'c' }), uses('b', '{{ c.O }}', { isEnd: true }), api('c', output('O')))],
      [steps(api('a', { isEnd: true, onFailure: 'step:b' }), uses('b', '{{ c.O }}'), api('c', output('O')))],
    ],
    passes: [
      [steps(branch('a', [choice('b')], {}, { Default: 'c' }), uses('b', '{{ c.O }}', { isEnd: true }), api('c', { ...output('O'), nextStep: 'b' }))],
      [steps(api('a', { ...output('O'), isEnd: true, onFailure: 'step:b' }), uses('b', '{{ a.O }}'))],
      [steps(api('a', { ...output('O'), isEnd: true, onCancel: 'step:b' }), uses('b', '{{ a.O }}'))],
    ],
  },
  {
    code: 'error automation/unknown-output',
    path: X,
    fails: [[steps(api('a', output('O')), uses('b', '{{ a.P }}'))], [steps(step('sleep', { Duration: 'PT1S' }, { name: 'a' }), uses('b', '{{ a.Status }}'))],
      [steps(step('runCommand', { DocumentName: 'X', InstanceIds: ['i'] }, { name: 'a' }), uses('b', '{{ a.output }}'))]],
    passes: [
      [steps(step('runCommand', { DocumentName: 'X', InstanceIds: ['i'] }, { name: 'a' }), uses('b', '{{ a.Output }} {{ a.Status }} {{ a.OutputPayload }}'))],
      [steps(api('a', { outputs: 'token' }), uses('b', '{{ a.P }}')), unresolved], [steps(branch('a', [choice('b')]), uses('b', '{{ a.NextStep }}'))],
    ],
  },
  {
    code: 'warning automation/undeclared-output',
    path: X,
    fails: [[steps(api('a'), uses('b', '{{ a.VpcId }}'))]],
    passes: [[steps(api('a'), uses('b', '{{ a.OutputPayload }}'))]],
  },
  {
    code: 'warning automation/loop-reference',
    path: X,
    fails: [[steps(loop('l', [pause('i')]), uses('b', '{{ l.CurrentIteratorValue }}'))], [steps(loop('l', [pause('i')]), uses('b', '{{ l.CurrentIteration }}'))]],
    passes: [[steps(pause('a'), loop('l', [uses('i', '{{ l.CurrentIteratorValue }} {{ l.CurrentIteration }}')]))],
      [steps(loop('k', [loop('l', [uses('i', '{{ k.CurrentIteratorValue }}')])]))]],
  },
  {
    code: 'warning automation/loop-reference',
    path: 'mainSteps[0].inputs.Steps[0].inputs.X',
    fails: [[steps(loop('l', [uses('i', '{{ l.CurrentIteratorValue }}')], { LoopCondition: { Variable: '{{ l.CurrentIteration }}', NumericLesser: 5 } }))]],
    passes: [[steps(loop('l', [uses('i', '{{ l.CurrentIteration }}')], { LoopCondition: { Variable: '{{ l.CurrentIteration }}', NumericLesser: 5 } }))]],
  },
  {
    code: 'error automation/undeclared-variable',
    path: X,
    fails: [[{ ...steps(pause('a'), uses('b', '{{ variable:w }}')), variables }], [steps(pause('a'), uses('b', 'x {{ variable:w }}'))]],
    passes: [[{ ...steps(pause('a'), uses('b', '{{ variable:v }}')), variables }], [{ ...steps(pause('a'), uses('b', '{{ variable:w }}')), variables: 'token' }, unresolved]],
  },
  {
    code: 'error automation/unknown-system-variable',
    path: X,
    fails: [[steps(pause('a'), uses('b', '{{ global:ACCOUNT }}'))], [steps(pause('a'), uses('b', '{{ automation:STEP_NAME }}'))]],
    passes: [[steps(pause('a'), uses('b', '{{ global:ACCOUNT_ID }} {{ global:AWS_PARTITION }} {{automation:EXECUTION_ID}}'))]],
  },
  {
    code: 'warning automation/unknown-reference',
    path: X,
    fails: [[steps(pause('a'), uses('b', '{{ variables:v }}'))], [steps(pause('a'), uses('b', '{{ env:HOME }}'))]],
    passes: [[steps(pause('a'), uses('b', 'echo {{ env:HOME }}'))]],
  },
  {
    code: 'error automation/ssm-reference',
    path: X,
    fails: [[steps(pause('a'), uses('b', '{{ ssm:/x }}'))], [steps(pause('a'), uses('b', '{{ssm-secure:x}}'))]],
    passes: [[{ ...steps(pause('a')), parameters: { P: { type: 'String', default: '{{ ssm:/x }}' } } }], [steps(pause('a', { description: '{{ ssm:/x }}' }))]],
  },
  {
    code: 'error automation/ssm-reference',
    path: 'assumeRole',
    fails: [[runbook({ assumeRole: '{{ ssm:role }}' })]],
    passes: [[runbook({ assumeRole: '{{ R }}', parameters: { R: { type: 'AWS::IAM::Role::Arn' } } })]],
  },
  {
    code: 'warning automation/reference-in-key',
    path: 'mainSteps[0].inputs.X["{{ global:DATE }}"]',
    fails: [[steps(uses('a', { '{{ global:DATE }}': 1 }))]],
    passes: [[steps(uses('a', { '{{}}': 1, 'a': '{{ global:DATE }}' }))]],
  },
  {
    code: 'warning automation/reference-in-key',
    path: 'mainSteps[0].inputs["{{ global:DATE }}"]',
    fails: [[steps(api('a', {}, { '{{ global:DATE }}': 1 }))]],
    passes: [[steps(api('a', {}, { Date: '{{ global:DATE }}' }))]],
  },
  {
    code: 'error automation/listed-outputs',
    path: 'outputs',
    fails: [[{ ...steps(api('a')), outputs: 'a.OutputPayload' }], [{ ...steps(api('a')), outputs: {} }]],
    passes: [[{ ...steps(api('a')), outputs: [] }], [{ ...steps(api('a')), outputs: null }], [{ ...steps(api('a')), outputs: 'token' }, unresolved]],
  },
  {
    code: 'error automation/listed-outputs',
    path: 'outputs[0]',
    fails: [[{ ...steps(api('a')), outputs: ['{{ a.OutputPayload }}'] }], [{ ...steps(api('a')), outputs: ['a'] }], [{ ...steps(api('a')), outputs: [5] }], [{ ...steps(api('a')), outputs: [{}] }]],
    passes: [[{ ...steps(api('a')), outputs: ['token'] }, unresolved], [{ ...steps(api('a')), outputs: ['variable:v'] }]],
  },
  {
    code: 'warning automation/listed-output',
    path: 'outputs[0]',
    fails: [[{ ...steps(api('a', output('O'))), outputs: ['a.P'] }]],
    passes: [[{ ...steps(loop('l', [api('a', output('O'))])), outputs: ['a.O'] }]],
  },
  {
    code: 'error automation/assume-role',
    path: 'assumeRole',
    fails: [[runbook({ assumeRole: 'MyRole' })], [runbook({ assumeRole: 'arn:aws:iam::123:role/x' })], [runbook({ assumeRole: ['x'] })], [runbook({ assumeRole: 5 })],
      [runbook({ assumeRole: 'arn:aws:iam::111122223333:user/x' })], [{ ...steps(api('a', output('O'))), assumeRole: '{{ a.O }}' }]],
    passes: [[runbook({ assumeRole: 'arn:aws-us-gov:iam::111122223333:role/a/b' })], [runbook({ assumeRole: 'arn:{{global:AWS_PARTITION}}:iam::{{global:ACCOUNT_ID}}:role/x' })],
      [runbook({ assumeRole: '' })], [runbook({ assumeRole: null })], [runbook({ assumeRole: 'token' }), unresolved]],
  },
];

runCases(CASES);

test('every code of this rule is shown failing', () => {
  expect(notShown(CASES, code => Object.hasOwn(runbookReferenceRule.codes, code))).toEqual([]);
});

test('outputs of actions that nobody documents may be any', () => {
  expect(found(steps({ name: 'a', action: 'aws:putServerUpgradeMetrics', inputs: {} }, uses('b', '{{ a.Any }}')))).toEqual(['warning automation/unlisted-action mainSteps[0].action']);
});

test('a runbook without steps lacks its steps, not each of those that its outputs name', () => {
  expect(found(runbook({ mainSteps: [], outputs: ['a.O'] }))).toEqual(['error document/main-steps mainSteps']);
});

test('a reference to a step that nothing leads to is no second fault', () => {
  expect(found(steps(pause('a', { nextStep: 'c' }), api('b', output('O')), uses('c', '{{ b.O }}')))).toEqual(['warning automation/unreachable-step mainSteps[1]']);
});

test('messages name the step, the output or the variable that was meant', () => {
  const message = (content: ContentMap) => check(content)[0].message;
  expect(message(steps(api('describe', output('State')), uses('b', '{{ descirbe.State }}')))).toBe('"{{ descirbe.State }}" refers to no step; did you mean "describe"?');
  expect(message(steps(api('describe', output('State')), uses('b', '{{ describe.state }}')))).toBe('"{{ describe.state }}" refers to an output that "describe" does not give; did you mean "State"?');
  expect(message({ ...steps(uses('b', '{{ variable:coutn }}')), variables: { count: { type: 'Integer', default: 0 } } })).toBe('"{{ variable:coutn }}" refers to no variable; did you mean "count"?');
  expect(message(steps(uses('b', '{{ variable:x }}')))).toBe('"{{ variable:x }}" refers to no variable; the runbook declares no variables');
  expect(message(steps(uses('a', '{{ b.O }}'), api('b', output('O')))))
    .toBe('"{{ b.O }}" refers to "b", which can never have run before "a": no way leads from there to here');
  expect(message(steps(uses('b', '{{ variables:x }}')))).toBe('"{{ variables:x }}" is no reference that is documented; did you mean "variable:"?');
});
