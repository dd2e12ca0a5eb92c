import { join } from 'node:path';
import { Duration, Stack } from 'aws-cdk-lib';
import { Choice, Condition } from '../../../src/automation/condition';
import { OnCancel, OnFailure } from '../../../src/automation/jump';
import { LoopIteration } from '../../../src/automation/loop-iteration';
import { RunbookVariable } from '../../../src/automation/runbook-variable';
import { Script, ScriptAttachment, ScriptRuntime } from '../../../src/automation/script';
import { StepOutput } from '../../../src/automation/step-output';
import * as steps from '../../../src/automation/steps';
import { DocumentParameter } from '../../../src/document/document-parameter';
import { contentOf, inputsOf } from '../settled';

const text = DocumentParameter.ofString('Text');
const texts = DocumentParameter.ofStringList('Texts');
const map = DocumentParameter.ofStringMap('Map');
const flag = DocumentParameter.ofBoolean('Flag');
const number = DocumentParameter.ofInteger('Number');
const end = new steps.Pause('End');

describe('what every step can say', () => {
  test('is written as it was said, also where it is the default', () => {
    expect(contentOf([new steps.Pause('A', {
      description: 'd',
      onFailure: OnFailure.ABORT,
      onCancel: OnCancel.ABORT,
      isCritical: true,
      isEnd: false,
      nextStep: end,
      maxAttempts: 1,
      timeout: Duration.hours(1),
      outputs: { B: StepOutput.ofStringList('$.b'), A: StepOutput.untyped('$.a') },
    })])).toEqual([{
      name: 'A',
      action: 'aws:pause',
      description: 'd',
      onFailure: 'Abort',
      onCancel: 'Abort',
      isCritical: true,
      maxAttempts: 1,
      timeoutSeconds: 3600,
      inputs: {},
      outputs: [{ Name: 'B', Selector: '$.b', Type: 'StringList' }, { Name: 'A', Selector: '$.a' }],
      nextStep: 'End',
      isEnd: false,
    }]);
  });

  test('jumps go to steps and names', () => {
    expect(contentOf([
      new steps.Pause('A', { onFailure: OnFailure.goTo(end), onCancel: OnCancel.goTo('End'), nextStep: 'End' }), new steps.Pause('B', { onFailure: OnFailure.CONTINUE }),
    ])).toEqual([
      { name: 'A', action: 'aws:pause', onFailure: 'step:End', onCancel: 'step:End', inputs: {}, nextStep: 'End' },
      { name: 'B', action: 'aws:pause', onFailure: 'Continue', inputs: {} },
    ]);
  });

  test('overrides take the place of what the properties give', () => {
    expect(contentOf([new steps.Sleep('A', {
      duration: 'PT1M', isCritical: true, overrides: { isCritical: 'true', inputs: { Duration: undefined, Timestamp: 'x', New: [text.valueAsString] }, extra: 1 },
    })])).toEqual([{ name: 'A', action: 'aws:sleep', isCritical: 'true', inputs: { Timestamp: 'x', New: ['{{ Text }}'] }, extra: 1 }]);
  });
});

test('Branch', () => {
  expect(contentOf([new steps.Branch('A', {
    choices: [
      Choice.when(Condition.stringEquals(text.valueAsString, 'a'), end),
      Choice.when(Condition.allOf(
        Condition.anyOf(Condition.startsWith('{{ A.B }}', 'x'), Condition.endsWith('{{ A.B }}', 'y'), Condition.contains('{{ A.B }}', 'z')),
        Condition.negate(Condition.booleanEquals(flag.valueAsAny, true)),
      ), 'End'),
      Choice.when(Condition.numericGreaterOrEquals(number.valueAsNumber, 3), 'End'),
    ],
    defaultStep: end,
  })])).toEqual([{
    name: 'A',
    action: 'aws:branch',
    inputs: {
      Choices: [
        { NextStep: 'End', Variable: '{{ Text }}', StringEquals: 'a' },
        {
          NextStep: 'End',
          And: [
            { Or: [{ Variable: '{{ A.B }}', StartsWith: 'x' }, { Variable: '{{ A.B }}', EndsWith: 'y' }, { Variable: '{{ A.B }}', Contains: 'z' }] },
            { Not: { Variable: '{{ Flag }}', BooleanEquals: true } },
          ],
        },
        { NextStep: 'End', Variable: '{{ Number }}', NumericGreaterOrEquals: 3 },
      ],
      Default: 'End',
    },
  }]);
});

test.each([
  ['StringEquals', Condition.stringEquals], ['EqualsIgnoreCase', Condition.equalsIgnoreCase], ['StartsWith', Condition.startsWith],
  ['EndsWith', Condition.endsWith], ['Contains', Condition.contains],
])('the condition %s compares texts', (operator, condition) => {
  expect(contentOf([new steps.Branch('A', { choices: [Choice.when(condition('{{ X }}', text.valueAsString), 'B')] })]))
    .toMatchObject([{ inputs: { Choices: [{ NextStep: 'B', Variable: '{{ X }}', [operator]: '{{ Text }}' }] } }]);
});

test.each([
  ['NumericEquals', Condition.numericEquals], ['NumericGreater', Condition.numericGreater], ['NumericLesser', Condition.numericLesser],
  ['NumericGreaterOrEquals', Condition.numericGreaterOrEquals], ['NumericLesserOrEquals', Condition.numericLesserOrEquals],
])('the condition %s compares numbers', (operator, condition) => {
  expect(contentOf([new steps.Branch('A', { choices: [Choice.when(condition(number.valueAsNumber, 5), 'B'), Choice.when(condition('{{ X }}', number.valueAsNumber), 'B')] })]))
    .toMatchObject([{ inputs: { Choices: [{ Variable: '{{ Number }}', [operator]: 5 }, { Variable: '{{ X }}', [operator]: '{{ Number }}' }] } }]);
});

describe('Loop', () => {
  test('for each', () => {
    const pass = LoopIteration.of('A');
    expect(contentOf([new steps.Loop('A', {
      iterators: ['a', 'b'],
      iteratorDataType: steps.IteratorDataType.STRING,
      maxIterations: 2,
      steps: [new steps.AwsApi('B', { service: 's', api: 'a', parameters: { Item: pass.currentIteratorValue, Number: pass.currentIteration } }), end],
    })])).toEqual([{
      name: 'A',
      action: 'aws:loop',
      inputs: {
        Iterators: ['a', 'b'],
        IteratorDataType: 'String',
        MaxIterations: 2,
        Steps: [
          { name: 'B', action: 'aws:executeAwsApi', inputs: { Service: 's', Api: 'a', Item: '{{ A.CurrentIteratorValue }}', Number: '{{ A.CurrentIteration }}' } },
          { name: 'End', action: 'aws:pause', inputs: {} },
        ],
      },
    }]);
  });

  test('as long as', () => {
    expect(inputsOf(new steps.Loop('A', { loopCondition: Condition.booleanEquals('{{ B.Again }}', true), maxIterations: number.valueAsNumber, steps: [end] }))).toEqual({
      LoopCondition: { Variable: '{{ B.Again }}', BooleanEquals: true }, MaxIterations: '{{ Number }}', Steps: [{ name: 'End', action: 'aws:pause', inputs: {} }],
    });
    expect(inputsOf(new steps.Loop('A', { iterators: texts.valueAsList, steps: [] }))).toEqual({ Iterators: '{{ Texts }}', Steps: [] });
  });

  test('its outputs and the types of its items', () => {
    const loop = new steps.Loop('A', { steps: [] });
    expect(new Stack().resolve([loop.currentIteration, loop.currentIteratorValue])).toEqual(['{{ A.CurrentIteration }}', '{{ A.CurrentIteratorValue }}']);
    expect([steps.IteratorDataType.BOOLEAN, steps.IteratorDataType.INTEGER, steps.IteratorDataType.STRING_MAP]).toEqual(['Boolean', 'Integer', 'StringMap']);
  });
});

describe('UpdateVariable', () => {
  test.each<[string, string | RunbookVariable]>([
    ['a name', 'v'], ['a name as SSM writes it', 'variable:v'], ['a variable', RunbookVariable.ofString('v')],
  ])('of %s', (_, variable) => {
    expect(contentOf([new steps.UpdateVariable('A', { variable, value: 'x' })]))
      .toEqual([{ name: 'A', action: 'aws:updateVariable', inputs: { Name: 'variable:v', Value: 'x' } }]);
  });

  test.each<[unknown, unknown]>([
    [false, false], [0, 0], ['', ''], [['a'], ['a']], [{ a: 1 }, { a: 1 }], [texts.valueAsList, '{{ Texts }}'], [map.valueAsAny, '{{ Map }}'],
    [number.valueAsNumber, '{{ Number }}'], [text.valueAsString, '{{ Text }}'], [text, '{{ Text }}'],
  ])('to the value %#', (value, expected) => {
    expect(inputsOf(new steps.UpdateVariable('A', { variable: 'v', value }))).toEqual({ Name: 'variable:v', Value: expected });
  });
});

describe('Script', () => {
  test('in the document', () => {
    expect(contentOf([
      new steps.ExecuteScript('A', { script: Script.python('def f(events, context): pass', 'f', { runtime: ScriptRuntime.PYTHON_3_11 }), inputPayload: { a: [text.valueAsString] } }),
      new steps.ExecuteScript('B', { script: Script.powerShell('Get-Date'), inputPayload: map.valueAsAny }),
    ])).toEqual([
      {
        name: 'A',
        action: 'aws:executeScript',
        inputs: { Runtime: 'python3.11', Handler: 'f', InputPayload: { a: ['{{ Text }}'] }, Script: 'def f(events, context): pass' },
      },
      { name: 'B', action: 'aws:executeScript', inputs: { Runtime: 'PowerShell 7.4', InputPayload: '{{ Map }}', Script: 'Get-Date' } },
    ]);
    expect(new Stack().resolve(new steps.ExecuteScript('A', { script: Script.powerShell('x') }).payload)).toBe('{{ A.Payload }}');
  });

  test('in a file', () => {
    const files: ScriptAttachment[] = [];
    const path = join(__dirname, '../fixtures/script.py');
    const context = { attach: (file: ScriptAttachment) => { files.push(file); } };
    expect(inputsOf(new steps.ExecuteScript('A', { script: Script.fromAsset(path, 'f') }), context)).toEqual({ Runtime: 'python3.12', Handler: 'script.f', Attachment: 'script.py' });
    expect(files).toMatchObject([{ name: 'script.py', path, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });
});

test('Other', () => {
  const step = new steps.Other('A', { action: 'aws:newAction', inputs: { A: texts.valueAsList, B: { c: number.valueAsNumber } } });
  expect(contentOf([step, new steps.Other('B', { action: 'aws:x' })])).toEqual([
    { name: 'A', action: 'aws:newAction', inputs: { A: '{{ Texts }}', B: { c: '{{ Number }}' } } },
    { name: 'B', action: 'aws:x', inputs: {} },
  ]);
});
