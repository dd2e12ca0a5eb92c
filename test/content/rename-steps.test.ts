import { renameStep, stepNames } from '../../src/content/rename-steps';
import { ContentMap } from '../../src/content/value';

const NAMES = new Map([['A', 'x_A'], ['B', 'x_B'], ['Inner', 'x_Inner'], ['L', 'x_L']]);

function rename(step: ContentMap): ContentMap {
  return renameStep(step, NAMES);
}

test('the name and all jumps are renamed', () => {
  expect(rename({ name: 'A', action: 'aws:pause', onFailure: 'step:B', onCancel: 'step:B', nextStep: 'B', inputs: {} }))
    .toEqual({ name: 'x_A', action: 'aws:pause', onFailure: 'step:x_B', onCancel: 'step:x_B', nextStep: 'x_B', inputs: {} });
});

test('jumps to other steps and other ends stay', () => {
  const step = { name: 'Other', action: 'aws:pause', onFailure: 'Abort', onCancel: 'step:Elsewhere', nextStep: 'Elsewhere', inputs: {} };
  expect(rename(step)).toEqual(step);
});

test('a step that is named as an end is no jump', () => {
  expect(renameStep({ name: 'Abort', action: 'aws:pause', onFailure: 'Abort', inputs: {} }, new Map([['Abort', 'x_Abort']])))
    .toEqual({ name: 'x_Abort', action: 'aws:pause', onFailure: 'Abort', inputs: {} });
});

test('references are renamed in all texts, as they are spelled', () => {
  expect(rename({
    name: 'C',
    action: 'aws:executeScript',
    inputs: {
      Script: 'print("{{A.Output}} {{  B.Payload }}", "{{{ A.x }}")\n# {{ Elsewhere.A }} {{ A }} {{ global:A.B }} A.Output',
      InputPayload: { '{{ A.Key }}': ['{{ L.CurrentIteratorValue }}', { deep: '{{A.One}}{{A.Two}}' }], 'A': 'A' },
    },
    outputs: [{ Name: 'A', Selector: '$.A', Type: 'String' }],
  })).toEqual({
    name: 'C',
    action: 'aws:executeScript',
    inputs: {
      Script: 'print("{{x_A.Output}} {{  x_B.Payload }}", "{{{ x_A.x }}")\n# {{ Elsewhere.A }} {{ A }} {{ global:A.B }} A.Output',
      // SSM replaces nothing in keys.
      InputPayload: { '{{ A.Key }}': ['{{ x_L.CurrentIteratorValue }}', { deep: '{{x_A.One}}{{x_A.Two}}' }], 'A': 'A' },
    },
    outputs: [{ Name: 'A', Selector: '$.A', Type: 'String' }],
  });
});

test('the ways of a branch are renamed, also inside of a loop', () => {
  const branch = (a: string, b: string): ContentMap => ({
    action: 'aws:branch',
    inputs: {
      Choices: [
        { NextStep: a, Variable: `{{ ${a}.State }}`, StringEquals: 'A' },
        { NextStep: b, Not: { And: [{ Variable: `{{ ${a}.N }}`, NumericEquals: 1 }, { Variable: '{{ A }}', BooleanEquals: true }] } },
      ],
      Default: b,
    },
  });
  const loop = (prefix: string): ContentMap => ({
    name: `${prefix}L`,
    action: 'aws:loop',
    inputs: {
      LoopCondition: { Variable: `{{ ${prefix}Inner.Again }}`, BooleanEquals: true },
      Steps: [{ name: `${prefix}Inner`, ...branch(`${prefix}A`, `${prefix}B`), nextStep: `${prefix}B` }],
    },
  });
  expect(rename(loop(''))).toEqual(loop('x_'));
});

test('inputs of other actions that look like ways and steps stay', () => {
  const step = { name: 'C', action: 'aws:executeAwsApi', inputs: { Default: 'A', Choices: [{ NextStep: 'A' }], Steps: [{ name: 'A', nextStep: 'B' }] } };
  expect(rename(step)).toEqual(step);
});

test('what is no step as it should be is left alone', () => {
  const step = { name: 1, action: 'aws:branch', nextStep: null, onFailure: {}, inputs: { Choices: [null, 'A'], Default: ['A'] } } as unknown as ContentMap;
  expect(rename(step)).toEqual(step);
  expect(rename({ name: 'A', action: 'aws:pause' })).toEqual({ name: 'x_A', action: 'aws:pause' });
});

test('the step that was given is not changed', () => {
  const step = { name: 'A', action: 'aws:pause', nextStep: 'B', inputs: { text: '{{ A.x }}' } };
  rename(step);
  expect(step).toEqual({ name: 'A', action: 'aws:pause', nextStep: 'B', inputs: { text: '{{ A.x }}' } });
});

test('names are found inside of loops', () => {
  expect(stepNames([
    { name: 'A', action: 'aws:pause' },
    { name: 'L', action: 'aws:loop', inputs: { Steps: [{ name: 'Inner', action: 'aws:loop', inputs: { Steps: [{ name: 'Deep' }] } }] } },
    { action: 'aws:pause' },
    'no step',
  ])).toEqual(['A', 'L', 'Inner', 'Deep']);
});
