import { api, branch, output, pause, python, step, steps } from './automation-cases';
import { Case, found, notShown, runbook, runCases } from './cases';
import { outputRule } from '../../../src/content/check/automation-output-rules';
import { variableRule } from '../../../src/content/check/automation-variable-rules';
import { check } from '../../../src/content/check/check';
import { ContentMap, ContentValue } from '../../../src/content/value';

const unresolved = { isUnresolved: (value: unknown) => value === 'token' };
const gives = (...outputs: ContentValue[]) => steps(api('a', { outputs }));
const O = { Name: 'O', Selector: '$.X', Type: 'String' };
const at = (rest: string) => `mainSteps[0].outputs${rest}`;
const command = (more: ContentMap) => steps(step('runCommand', { DocumentName: 'X', InstanceIds: ['i'] }, more));
const declared = (variables: ContentValue, more: ContentMap = {}) => runbook({ variables, ...more });
const update = (type: string, value: ContentValue, name: ContentValue = 'variable:v'): ContentMap => ({
  ...steps(step('updateVariable', { Name: name, Value: value })),
  variables: { v: { type } },
  parameters: { Text: { type: 'String' }, Number: { type: 'Integer' }, List: { type: 'StringList' }, Flag: { type: 'Boolean' } },
});
const value = 'mainSteps[0].inputs.Value';

const CASES: readonly Case[] = [
  {
    code: 'error automation/step-outputs',
    path: at(''),
    fails: [[steps(api('a', { outputs: {} }))], [steps(api('a', { outputs: 'O' }))]],
    passes: [[gives()], [steps(api('a', { outputs: null }))], [steps(api('a', { outputs: 'token' })), unresolved]],
  },
  {
    code: 'error automation/step-outputs',
    path: at('[1]'),
    fails: [[gives(O, 'P')], [gives(O, null)]],
    passes: [[gives(O, 'token'), unresolved]],
  },
  {
    code: 'error automation/step-outputs',
    path: at('[0].Name'),
    fails: [[gives({ Selector: '$.X', Type: 'String' })], [gives({ ...O, Name: '' })], [gives({ ...O, Name: 5 })], [gives({ name: 'O', Selector: '$.X' })]],
    passes: [[gives({ ...O, Name: 'token' }), unresolved]],
  },
  {
    code: 'error automation/step-outputs',
    path: at('[0].Selector'),
    fails: [[gives({ Name: 'O', Type: 'String' })], [gives({ Name: 'O', selector: '$.X' })], [gives({ ...O, Selector: ['$.X'] })]],
    passes: [[gives({ Name: 'O', Selector: '$.X' })]],
  },
  {
    code: 'warning automation/output-key',
    path: at('[0].type'),
    fails: [[gives({ Name: 'O', Selector: '$.X', type: 'String' })], [gives({ ...O, type: 'String' })]],
    passes: [[gives(O)]],
  },
  {
    code: 'error automation/output-type',
    path: at('[0].Type'),
    fails: [[gives({ ...O, Type: 'string' })], [gives({ ...O, Type: 'Map' })], [gives({ ...O, Type: 5 })]],
    passes: [...['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList', null].map(Type => [gives({ ...O, Type })] as const), [gives({ ...O, Type: 'token' }), unresolved]],
  },
  {
    code: 'warning automation/selector-filter',
    path: 'mainSteps[0].outputs[0].Selector',
    fails: ["$.X[?(@.A == 'a' && @.B == 'b')].C", "$.X[?(@.A == 'a' || @.A == 'b')].C"].map(Selector => [steps(api('a', output('O', { Selector })))] as const),
    passes: ["$.X[?(@.A == 'a && b')].C", '$.X[0].C'].map(Selector => [steps(api('a', output('O', { Selector })))] as const),
  },
  {
    code: 'warning automation/output-selector',
    path: at('[0].Selector'),
    fails: [[gives({ ...O, Selector: 'Reservations[0].InstanceId' })]],
    passes: [[gives({ ...O, Selector: '$' })], [gives({ ...O, Selector: '$..X' })]],
  },
  {
    code: 'warning automation/output-selector',
    path: 'mainSteps[0].inputs.PropertySelector',
    fails: [[steps(step('assertAwsResourceProperty', { Service: 's', Api: 'A', PropertySelector: 'State', DesiredValues: ['x'] }))]],
    passes: [[steps(step('assertAwsResourceProperty', { Service: 's', Api: 'A', PropertySelector: '$.State', DesiredValues: ['x'] }))], [steps(api('a', {}, { PropertySelector: 'State' }))]],
  },
  {
    code: 'warning automation/open-selector',
    path: at('[0].Selector'),
    fails: ['$.X[0', '$.X]', "$.X[?(@.a == 'b)]", '$.X[?(@.a == "b"]'].map(Selector => [gives({ ...O, Selector })] as const),
    passes: ['$.X[0]', "$['a.b'][0].c", "$.X[?(@.a == 'b]')].d", '$.X[?(@.a == "it\\"s")]'].map(Selector => [gives({ ...O, Selector })] as const),
  },
  {
    code: 'warning automation/script-output',
    path: at('[0].Selector'),
    fails: ['$.id', '$.payload.id', '$.Payloads'].map(Selector => [steps({ ...python(), ...output('O', { Selector }) })] as const),
    passes: [...['$.Payload.id', '$.Payload', '$.Payload[0]', "$['Payload'].id", '$', '$..id'].map(Selector => [steps({ ...python(), ...output('O', { Selector }) })] as const),
      [gives({ ...O, Selector: '$.id' })]],
  },
  {
    code: 'warning automation/duplicate-output',
    path: at('[1].Name'),
    fails: [[gives(O, { ...O, Selector: '$.Y' })]],
    passes: [[gives(O, { ...O, Name: 'P' })]],
  },
  {
    code: 'error automation/reserved-output',
    path: at('[0].Name'),
    fails: [[command(output('Status'))], [steps(step('invokeLambdaFunction', { FunctionName: 'f' }, output('LogResult')))], [steps(api('a', output('OutputPayload')))]],
    passes: [[command(output('MyStatus'))], [steps({ ...python(), ...output('Payload', { Selector: '$.Payload' }) })], [steps(api('a', output('Status')))]],
  },
  {
    code: 'error automation/variables',
    path: 'variables',
    fails: [[declared([])], [declared('x')]],
    passes: [[declared({})], [declared(null)], [declared('token'), unresolved]],
  },
  {
    code: 'error automation/variables',
    path: 'variables.v',
    fails: [[declared({ v: 'String' })], [declared({ v: null })]],
    passes: [[declared({ v: { type: 'String' } })], [declared({ v: 'token' }), unresolved]],
  },
  {
    code: 'error automation/variable-type',
    path: 'variables.v.type',
    fails: [[declared({ v: {} })], [declared({ v: { type: 'string' } })], [declared({ v: { type: 'AWS::EC2::Instance::Id' } })], [declared({ v: { type: 5 } })]],
    passes: [[declared({ v: { type: 'MapList', default: [] } })], [declared({ v: { type: 'token', default: 5 } }), unresolved]],
  },
  {
    code: 'error automation/variable-default',
    path: 'variables.v.default',
    fails: [[declared({ v: { type: 'Integer', default: 'ten' } })], [declared({ v: { type: 'Boolean', default: 'true' } })], [declared({ v: { type: 'StringList', default: 'a' } })]],
    passes: [[declared({ v: { type: 'Integer', default: 0, description: 'x' } })], [declared({ v: { type: 'Boolean', default: false } })],
      [declared({ v: { type: 'String', default: 'x-{{ automation:EXECUTION_ID }}' } })], [declared({ v: { type: 'String', default: null } })]],
  },
  {
    code: 'warning automation/variable-default-loose',
    path: 'variables.v.default',
    fails: [[declared({ v: { type: 'StringMap', default: '{}' } })], [declared({ v: { type: 'String', default: 5 } })]],
    passes: [[declared({ v: { type: 'StringMap', default: {} } })]],
  },
  {
    code: 'warning automation/variable-key',
    path: 'variables.v.defaultValue',
    fails: [[declared({ v: { type: 'String', defaultValue: 'x' } })]],
    passes: [[declared({ v: { type: 'String', default: 'x' } })]],
  },
  {
    code: 'error automation/update-of-undeclared',
    path: 'mainSteps[0].inputs.Name',
    fails: [[update('String', 'x', 'variable:w')], [steps(step('updateVariable', { Name: 'variable:v', Value: 'x' }))]],
    passes: [[update('String', 'x')], [{ ...update('String', 'x', 'variable:w'), variables: 'token' }, unresolved], [update('String', 'x', 'token'), unresolved]],
  },
  {
    code: 'error automation/variable-value',
    path: value,
    fails: [[update('Integer', 'ten')], [update('Boolean', 'true')], [update('StringList', 'a')], [update('StringMap', [])], [update('Integer', '{{ Flag }}')], [update('StringMap', '{{ List }}')]],
    passes: [[update('Integer', 5)], [update('Boolean', false)], [update('StringList', ['a'])], [update('String', '{{ List }}')], [update('Integer', '{{ Number }}')],
      [update('Integer', '{{ Text }}')], [update('Integer', 'token'), unresolved], [update('Integer', '{{ Text }}{{ Flag }}')]],
  },
  {
    code: 'warning automation/variable-limit',
    path: value,
    fails: [[update('String', '')], [update('String', 'x'.repeat(513))], [update('StringList', Array.from({ length: 51 }, () => 'a'))], [update('MapList', Array.from({ length: 201 }, () => ({})))],
      [update('StringMap', { ['k'.repeat(51)]: 1 })]],
    passes: [[update('String', 'x'.repeat(512))], [update('StringList', Array.from({ length: 50 }, () => 'a'))], [update('MapList', Array.from({ length: 200 }, () => ({})))],
      [update('StringMap', { ['k'.repeat(50)]: 1 })]],
  },
];

runCases(CASES);

test('every code of these rules is shown failing', () => {
  expect(notShown(CASES, code => Object.hasOwn(outputRule.codes, code) || Object.hasOwn(variableRule.codes, code))).toEqual([]);
});

test('types of outputs are known where they are compared', () => {
  const compared = (type: string) =>
    found(steps(api('a', output('O', { Type: type })), branch('b', [{ NextStep: 'c', Variable: '{{ a.O }}', NumericEquals: 5 }]), pause('c')));
  expect(compared('Boolean')).toEqual(['error automation/condition-type mainSteps[1].inputs.Choices[0].Variable']);
  expect(compared('Integer')).toEqual([]);
});

test('messages name what was meant', () => {
  expect(check(gives({ name: 'O', Selector: '$.X' }))[0].message).toBe('an output has a Name, a text; did you mean it with "name"?');
  expect(check(gives({ ...O, Type: 'string' }))[0].message).toBe('there is no type "string"; did you mean "String"?');
  expect(check(update('Integer', 'ten'))[0].message).toBe('the variable "v" of type Integer takes an integer, not "ten"');
});
