import { api, branch, choice, loop, pause, step, steps } from './automation-cases';
import { Case, found, notShown, runbook, runCases } from './cases';
import { graphRule } from '../../../src/content/check/automation-graph-rules';
import { jumpRule } from '../../../src/content/check/automation-jump-rules';
import { stepRule } from '../../../src/content/check/automation-step-rules';
import { check } from '../../../src/content/check/check';

const unresolved = { isUnresolved: (value: unknown) => value === 'token' };

const CASES: readonly Case[] = [
  {
    code: 'error automation/step',
    path: 'mainSteps[1]',
    fails: [[steps(pause('a'), 'b')], [steps(pause('a'), null)], [steps(pause('a'), [])]],
    passes: [[steps(pause('a'), pause('b'))], [steps(pause('a'), 'token'), unresolved]],
  },
  {
    code: 'error automation/step',
    path: 'mainSteps[0].inputs.Steps[1]',
    fails: [[steps(loop('l', [pause('a'), 'b']))]],
    passes: [[steps(loop('l', [pause('a'), pause('b')]))]],
  },
  {
    code: 'error automation/step-name',
    path: 'mainSteps[0].name',
    fails: [[steps(pause('a b'))], [steps(pause('a-b'))], [steps(pause('ä'))], [steps({ ...pause(''), name: 5 })]],
    passes: [[steps(pause('a_1'))], [steps(pause('1'))], [steps(pause('token')), unresolved]],
  },
  {
    code: 'error automation/step-name',
    path: 'mainSteps[0].inputs.Steps[1].name',
    fails: [[steps(loop('l', [pause('a'), pause('a')]))], [steps(loop('l', [pause('a'), pause('')]))], [steps(loop('l', [pause('a'), { action: 'aws:pause', inputs: {} }]))]],
    passes: [[steps(loop('l', [pause('a'), pause('b')]))]],
  },
  {
    code: 'warning automation/shared-step-name',
    path: 'mainSteps[1].inputs.Steps[0].name',
    fails: [[steps(pause('a'), loop('l', [pause('a')]))], [steps(loop('k', [pause('a')]), loop('l', [pause('a')]))], [steps(pause('k'), loop('l', [pause('l')]))]],
    passes: [[steps(pause('a'), loop('l', [pause('b')]))]],
  },
  {
    code: 'warning automation/step-key',
    path: 'mainSteps[0].timeout',
    fails: [[steps(pause('a', { timeout: 5 }))], [steps(pause('a', { timeout: null }))]],
    passes: [[steps(pause('a', { timeoutSeconds: 5 }))]],
  },
  {
    code: 'error automation/action',
    path: 'mainSteps[0].action',
    fails: [
      [steps(pause('a', { action: 'aws:executeAPI' }))], [steps(pause('a', { action: 'aws:runcommand' }))], [steps(pause('a', { action: 'pause' }))],
      [steps(pause('a', { action: 'aws:runShellScript' }))], [steps(pause('a', { action: '' }))], [steps(pause('a', { action: 5 }))],
      [steps({ name: 'a', inputs: {} })], [steps({ name: 'a', inputs: {}, Action: 'aws:pause' })], [steps(pause('a', { action: 'lambda:invoke' }))],
    ],
    passes: [[steps(pause('a'))], [steps(pause('a', { action: 'token' })), unresolved]],
  },
  {
    code: 'warning automation/unlisted-action',
    path: 'mainSteps[0].action',
    fails: [[steps(pause('a', { action: 'aws:putServerUpgradeMetrics', inputs: { MetricName: 'x' } }))], [steps({ name: 'a', action: 'aws:shareSQLMedia' })]],
    passes: [[steps(pause('a'))]],
  },
  {
    code: 'error automation/inputs',
    path: 'mainSteps[0].inputs',
    fails: [[steps({ name: 'a', action: 'aws:sleep' })], [steps({ name: 'a', action: 'aws:deleteImage', inputs: null })], [steps(pause('a', { inputs: [] }))], [steps(pause('a', { inputs: 'x' }))]],
    passes: [[steps(pause('a', { inputs: 'token' })), unresolved]],
  },
  {
    code: 'warning automation/no-inputs',
    path: 'mainSteps[0].inputs',
    fails: [[steps({ name: 'a', action: 'aws:pause' })], [steps({ name: 'a', action: 'aws:pause', inputs: null })]],
    passes: [[steps(pause('a'))]],
  },
  {
    code: 'error automation/attribute',
    path: 'mainSteps[0].isEnd',
    fails: [[steps(pause('a', { isEnd: 'yes' }))], [steps(pause('a', { isEnd: 1 }))], [steps(pause('a', { isEnd: [] }))]],
    passes: [[steps(pause('a', { isEnd: true }))], [steps(pause('a', { isEnd: 'false' }))], [steps(pause('a', { isEnd: null }))],
      [steps(pause('a', { isEnd: '{{ global:REGION }}' }))]],
  },
  {
    code: 'error automation/attribute',
    path: 'mainSteps[0].isCritical',
    fails: [[steps(pause('a', { isCritical: 'no' }))]],
    passes: [[steps(pause('a', { isCritical: 'true' }))]],
  },
  {
    code: 'error automation/attribute',
    path: 'mainSteps[0].timeoutSeconds',
    fails: [[steps(pause('a', { timeoutSeconds: 'ten' }))], [steps(pause('a', { timeoutSeconds: 1.5 }))], [steps(pause('a', { timeoutSeconds: true }))], [steps(pause('a', { timeoutSeconds: {} }))]],
    passes: [[steps(pause('a', { timeoutSeconds: '600' }))], [steps(pause('a', { timeoutSeconds: 600 }))], [steps(pause('a', { timeoutSeconds: '{{ global:REGION }}' }))], [steps(pause('a', { timeoutSeconds: 600n }))]],
  },
  {
    code: 'error automation/attribute',
    path: 'mainSteps[0].maxAttempts',
    fails: [[steps(pause('a', { maxAttempts: 'three' }))]],
    passes: [[steps(pause('a', { maxAttempts: 3 }))]],
  },
  {
    code: 'error automation/attribute',
    path: 'mainSteps[0].description',
    fails: [[steps(pause('a', { description: ['x'] }))]],
    passes: [[steps(pause('a', { description: 'x {{ Anything }}' }))]],
  },
  {
    code: 'error automation/attribute',
    path: 'mainSteps[0].nextStep',
    fails: [[steps(pause('a', { nextStep: 5 }), pause('b'))]],
    passes: [[steps(pause('a', { nextStep: 'b' }), pause('b'))]],
  },
  {
    code: 'warning automation/attribute-range',
    path: 'mainSteps[0].maxAttempts',
    fails: [[steps(pause('a', { maxAttempts: 0 }))], [steps(pause('a', { maxAttempts: -1 }))]],
    passes: [[steps(pause('a', { maxAttempts: 1 }))]],
  },
  {
    code: 'warning automation/attribute-range',
    path: 'mainSteps[0].timeoutSeconds',
    fails: [[steps(api('a', { timeoutSeconds: 26 }))], [steps(pause('a', { timeoutSeconds: 0 }))]],
    passes: [[steps(api('a', { timeoutSeconds: 25 }))], [steps(pause('a', { timeoutSeconds: 99999 }))]],
  },
  {
    code: 'error automation/timeout',
    path: 'mainSteps[0].timeoutSeconds',
    fails: [[steps(step('approve', { Approvers: ['x'] }, { timeoutSeconds: 2592001 }))]],
    passes: [[steps(step('approve', { Approvers: ['x'] }, { timeoutSeconds: 2592000 }))]],
  },
  {
    code: 'error automation/end-and-next',
    path: 'mainSteps[0].nextStep',
    fails: [[steps(branch('a', [choice('b')], { isEnd: true, nextStep: 'b' }), pause('b'))], [steps(branch('a', [choice('b')], { isEnd: 'true', nextStep: 'b' }), pause('b'))]],
    passes: [[steps(pause('a', { isEnd: false, nextStep: 'b' }), pause('b'))], [steps(pause('a', { isEnd: true, nextStep: null }))]],
  },
  {
    code: 'error automation/on-failure',
    path: 'mainSteps[0].onFailure',
    fails: [[steps(pause('a', { onFailure: 'abort' }))], [steps(pause('a', { onFailure: 'a' }))], [steps(pause('a', { onFailure: '' }))], [steps(pause('a', { onFailure: 'step:' }))]],
    passes: [[steps(pause('a', { onFailure: 'Abort' }))], [steps(pause('a', { onFailure: 'Continue' }))], [steps(pause('a', { onFailure: 'step:b' }), pause('b'))], [steps(pause('a', { onFailure: 'token' })), unresolved]],
  },
  {
    code: 'error automation/on-cancel',
    path: 'mainSteps[0].onCancel',
    fails: [[steps(pause('a', { onCancel: 'Continue' }))]],
    passes: [[steps(pause('a', { onCancel: 'Abort' }))], [steps(api('a', { onCancel: 'step:b' }), api('b'))]],
  },
  {
    code: 'error automation/on-cancel-target',
    path: 'mainSteps[0].onCancel',
    fails: [[steps(api('a', { onCancel: 'step:b' }), pause('b'))], [steps(api('a', { onCancel: 'step:b' }), step('sleep', { Duration: 'PT1S' }, { name: 'b' }))]],
    passes: [[steps(api('a', { onCancel: 'step:b' }), api('b'))], [steps(api('a', { onFailure: 'step:b' }), pause('b'))]],
  },
  {
    code: 'warning automation/on-cancel-refused',
    path: 'mainSteps[0].onCancel',
    fails: [[steps(loop('l', [pause('a')], { Iterators: ['x'] }, { onCancel: 'Abort' }))]],
    passes: [[steps(loop('l', [pause('a', { onCancel: 'Abort' })]))]],
  },
  {
    code: 'error automation/unknown-step',
    path: 'mainSteps[0].nextStep',
    fails: [[steps(pause('a', { nextStep: 'c' }), pause('b'))]],
    passes: [[steps(pause('a', { nextStep: 'b' }), pause('b'))], [steps(pause('a', { nextStep: 'c' }), pause('token')), unresolved], [steps(pause('a', { nextStep: 'token' }), pause('b')), unresolved],
      [runbook({ mainSteps: 'token' }), unresolved], [steps(pause('a', { nextStep: 'c' }), 'token'), unresolved]],
  },
  {
    code: 'error automation/unknown-step',
    path: 'mainSteps[0].onFailure',
    fails: [[steps(pause('a', { onFailure: 'step:c' }), pause('b'))]],
    passes: [[steps(pause('a', { onFailure: 'step:b' }), pause('b'))]],
  },
  {
    code: 'error automation/unknown-step',
    path: 'mainSteps[0].inputs.Choices[1].NextStep',
    fails: [[steps(branch('a', [choice('b'), choice('c')]), pause('b'))]],
    passes: [[steps(branch('a', [choice('b'), choice('b')]), pause('b'))]],
  },
  {
    code: 'error automation/unknown-step',
    path: 'mainSteps[0].inputs.Default',
    fails: [[steps(branch('a', [choice('b')], {}, { Default: 'B' }), pause('b'))]],
    passes: [[steps(branch('a', [choice('b')], {}, { Default: 'b' }), pause('b'))], [steps(branch('a', [choice('b')], {}, { Default: null }), pause('b'))]],
  },
  {
    code: 'error automation/unknown-step',
    path: 'mainSteps[0].inputs.Steps[0].nextStep',
    fails: [[steps(loop('l', [pause('a', { nextStep: 'x' })]), pause('b'))]],
    passes: [[steps(loop('l', [pause('a', { nextStep: 'b' })]), pause('b'))], [steps(loop('l', [pause('a', { nextStep: 'c' }), pause('c')]))]],
  },
  {
    code: 'warning automation/jump-into-loop',
    path: 'mainSteps[0].onFailure',
    fails: [[steps(pause('a', { onFailure: 'step:i' }), loop('l', [pause('i')]))], [steps(pause('a', { onFailure: 'step:i' }), loop('k', [loop('l', [pause('i')])]))]],
    passes: [[steps(pause('a', { onFailure: 'step:l' }), loop('l', [pause('i')]))], [steps(loop('k', [pause('a', { onFailure: 'step:i' }), pause('i')]))],
      [steps(loop('k', [loop('l', [pause('a', { onFailure: 'step:o' })]), pause('o')]))]],
  },
  {
    code: 'warning automation/unreachable-step',
    path: 'mainSteps[1]',
    fails: [[steps(pause('a', { nextStep: 'c' }), pause('b'), pause('c'))], [steps(pause('a', { isEnd: true }), pause('b'), pause('c'))],
      [steps(branch('a', [choice('c')], {}, { Default: 'c' }), pause('b'), pause('c'))], [steps(pause('a', { isEnd: 'true' }), loop('b', [pause('i')]))]],
    passes: [
      [steps(pause('a', { isEnd: true, onFailure: 'step:b' }), pause('b'))], [steps(api('a', { isEnd: true, onCancel: 'step:b' }), api('b'))],
      [steps(branch('a', [choice('c')]), pause('b', { isEnd: true }), pause('c'))], [steps(pause('a', { isEnd: 'token' }), pause('b')), unresolved],
      [steps(branch('a', 'token'), pause('b', { isEnd: true }), pause('c')), unresolved], [steps(branch('a', ['token'], { isEnd: true }), pause('b')), unresolved],
    ],
  },
  {
    code: 'warning automation/unreachable-step',
    path: 'mainSteps[0].inputs.Steps[1]',
    fails: [[steps(loop('l', [pause('a', { isEnd: true }), pause('b')]))], [steps(loop('l', [pause('a', { nextStep: 'z' }), pause('b')]), pause('z'))]],
    passes: [[steps(loop('l', [pause('a'), pause('b')]))]],
  },
  {
    code: 'error automation/endless-cycle',
    path: 'mainSteps[1].nextStep',
    fails: [[steps(pause('a'), pause('b', { nextStep: 'a' }))], [steps(pause('a'), pause('b', { nextStep: 'b' }))],
      [steps(pause('a', { onFailure: 'step:a' }), pause('b', { nextStep: 'a', onFailure: 'Continue' }))]],
    passes: [
      [steps(pause('w'), branch('a', [choice('w')], { isEnd: true }))], [steps(pause('w'), branch('a', [choice('e')], {}, { Default: 'w' }), pause('e'))],
      [steps(pause('a', { onFailure: 'step:c' }), pause('b', { nextStep: 'a' }), pause('c'))], [steps(pause('a'), pause('b', { nextStep: 'token' })), unresolved],
    ],
  },
  {
    code: 'error automation/endless-cycle',
    path: 'mainSteps[0].nextStep',
    fails: [[steps(loop('l', [pause('a')], { Iterators: ['x'] }, { nextStep: 'l' }))]],
    passes: [[steps(loop('l', [pause('a'), branch('b', [choice('a')], { isEnd: true })]))]],
  },
  {
    code: 'warning automation/branch-end',
    path: 'mainSteps[1]',
    fails: [[steps(pause('a'), branch('b', [choice('a')]))]],
    passes: [[steps(pause('a'), branch('b', [choice('a')], { isEnd: true }))], [steps(pause('a'), branch('b', [choice('a')]), pause('c'))]],
  },
];

runCases(CASES);

test('every code of these rules is shown failing', () => {
  const codes = new Set([stepRule, jumpRule, graphRule].flatMap(rule => Object.keys(rule.codes)));
  expect(notShown(CASES, code => codes.has(code))).toEqual([]);
});

test('one fault gets one finding', () => {
  expect(found(steps(pause('a', { nextStep: 'x' }), pause('b'), pause('c')))).toEqual(['error automation/unknown-step mainSteps[0].nextStep']);
  expect(found(steps(pause('a', { isEnd: true }), pause('b'), pause('c'), pause('d')))).toEqual(['warning automation/unreachable-step mainSteps[1]']);
  expect(found(steps({ name: 'a', Action: 'aws:pause' }))).toEqual(['error automation/action mainSteps[0].action']);
});

test('messages name the step or word that was meant, and the circle', () => {
  const message = (...list: Parameters<typeof steps>) => check(steps(...list))[0].message;
  expect(message(pause('start', { nextStep: 'finsh' }), pause('finish'))).toBe('there is no step "finsh"; did you mean "finish"?');
  expect(message(pause('start', { nextStep: 'other' }))).toBe('there is no step "other"; steps are start; a step that others lead to must stand among them');
  expect(message(pause('a', { onFailure: 'continue' }))).toBe('onFailure is "continue"; it is Abort or Continue or step:Name; did you mean "Continue"?');
  expect(message(pause('a', { onFailure: 'b' }), pause('b'))).toBe('onFailure is "b"; it is Abort or Continue or step:Name; did you mean "step:b"?');
  expect(message(pause('a', { action: 'aws:executeAPI' }))).toBe('there is no action "aws:executeAPI"; did you mean "aws:executeAwsApi"?');
  expect(message(pause('a'), pause('b'), pause('c', { nextStep: 'b' }))).toBe('no way leads out of this circle: "b" → "c" → "b"; let a step end it, or repeat steps with aws:loop');
});
