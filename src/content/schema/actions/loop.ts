import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html */
export const LOOP = defineAction({
  action: 'aws:loop',
  inputs: {
    // Its items are of IteratorDataType.
    Iterators: { type: 'StringList', maxItems: 100, isLoose: true },
    IteratorDataType: { type: 'String', allowed: ['Boolean', 'Integer', 'String', 'StringMap'] },
    LoopCondition: { type: 'Condition' },
    MaxIterations: { type: 'Integer', minimum: 1, maximum: 100 },
    Steps: { type: 'Steps', required: true, minItems: 1 },
  },
  groups: [{ kind: 'exactly-one', inputs: ['Iterators', 'LoopCondition'] }],
  outputs: {
    CurrentIteration: { type: 'Integer' },
    CurrentIteratorValue: { type: 'String' },
  },
  refusesOnCancel: true,
  isNoCancelTarget: true,
  check: ({ inputs }) => inputs.IteratorDataType === undefined || inputs.Iterators !== undefined || inputs.LoopCondition === undefined ? [] : [{
    severity: 'warning',
    path: ['inputs', 'IteratorDataType'],
    message: 'IteratorDataType says what Iterators holds; a loop with a LoopCondition has none',
  }],
  permissions: () => [],
});
