import * as fc from 'fast-check';
import { contentOf } from './settled';
import { readStep } from '../../src/automation/read-step';
import { StepList } from '../../src/automation/step-list';
import { InputGrammar } from '../../src/content/schema/actions/action';
import { ACTIONS } from '../../src/content/schema/actions/actions';
import { STEP_KEYS } from '../../src/content/schema/steps';
import { ContentMap, ContentValue } from '../../src/content/value';

const text = fc.oneof(fc.string(), fc.constantFrom('', 'Abort', 'step:A', '{{ A.B }}', '{{A}}', 'x {{ variable:v }} y', '{{{ A }}', '{{ global:DATE }}', 'true', '5', '-1'));
const reference = fc.constantFrom('{{ A.B }}', '{{A}}', '{{ variable:v }}', '{{  global:DATE}}');
const number = fc.oneof(fc.integer(), fc.constantFrom(0, 1, 60, 0.5, -1));
const map = fc.dictionary(fc.string(), fc.oneof(text, number, fc.array(text)), { noNullPrototype: true });

const { anything } = fc.letrec<{ anything: ContentValue }>(tie => ({
  anything: fc.oneof(
    { maxDepth: 3 }, text, number, fc.boolean(), fc.constant(null), fc.array(tie('anything'), { maxLength: 3 }), fc.dictionary(fc.string(), tie('anything'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

/** What an input should be, in all the forms that real runbooks have. */
function wellFormed({ type }: InputGrammar): fc.Arbitrary<ContentValue> {
  switch (type) {
    case 'String': return text;
    case 'Integer': return fc.oneof(fc.nat(), reference);
    case 'Boolean': return fc.oneof(fc.boolean(), reference);
    case 'StringList': return fc.oneof(fc.array(text), reference);
    case 'MapList': return fc.oneof(fc.array(fc.oneof(map, fc.record({ Key: text, Value: text }, { noNullPrototype: true }), fc.record({ Key: text, Values: fc.array(text) }, { noNullPrototype: true }))), reference);
    case 'StringMap': case 'Map': return fc.oneof(map, reference);
    default: return anything;
  }
}

function stepOf(action: string, form: (grammar: InputGrammar) => fc.Arbitrary<ContentValue>): fc.Arbitrary<ContentMap> {
  const inputs = Object.entries(ACTIONS.get(action)?.inputs ?? {}).map(([name, grammar]) => [name, form(grammar)] as const);
  return fc.record({
    keys: fc.subarray(STEP_KEYS.filter(key => !['name', 'action', 'inputs'].includes(key)).map(key => key)),
    inputs: fc.record(Object.fromEntries(inputs), { requiredKeys: [], noNullPrototype: true }),
    others: fc.dictionary(fc.string(), anything, { maxKeys: 2, noNullPrototype: true }),
    values: fc.array(anything, { minLength: STEP_KEYS.length, maxLength: STEP_KEYS.length }),
  }).map(({ keys, inputs: given, others, values }) => ({
    name: 'A', action, inputs: { ...others, ...given }, ...Object.fromEntries(keys.map((key, index) => [key, values[index]])),
  }) as ContentMap);
}

describe.each([...ACTIONS.keys(), 'aws:somethingElse'])('%s', action => {
  test('is rendered as it was read, whatever stands in it', () => {
    fc.assert(fc.property(fc.oneof(stepOf(action, () => anything), stepOf(action, wellFormed)), step => {
      expect(contentOf([readStep(step)])).toStrictEqual([step]);
    }), { numRuns: 60 });
  });

  test('is renamed and renamed back', () => {
    fc.assert(fc.property(stepOf(action, wellFormed), step => {
      const [renamed] = contentOf(StepList.of(readStep(step)).prefixed('zz9_').steps) as ContentMap[];
      expect(JSON.parse(JSON.stringify(renamed).replaceAll('zz9_', ''))).toEqual(JSON.parse(JSON.stringify(step)));
      expect(renamed.name).toBe('zz9_A');
    }), { numRuns: 20 });
  });
});

test('a step without a map of inputs, or without an action, is rendered as it was read', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...STEP_KEYS, 'x'), anything, { noNullPrototype: true }), step => {
    expect(contentOf([readStep(step)])).toStrictEqual([step]);
  }));
});

test('an input that is called like something every object has is no exception', () => {
  const step = JSON.parse('{"name":"A","action":"aws:runCommand","inputs":{"__proto__":{},"toString":"x","DocumentName":"D"}}');
  expect(contentOf([readStep(step)])).toStrictEqual([step]);
});
