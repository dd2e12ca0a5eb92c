import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html */
export const LOOP = defineAction({
  action: 'aws:loop',
  inputs: {
    Iterators: { type: 'StringList', maxItems: 100 },
    IteratorDataType: { type: 'String', allowed: ['Boolean', 'Integer', 'String', 'StringMap'] },
    LoopCondition: { type: 'Condition' },
    MaxIterations: { type: 'Integer', minimum: 1, maximum: 100 },
    Steps: { type: 'Steps', required: true, minItems: 1 },
  },
  outputs: {
    CurrentIteration: { type: 'Integer' },
    CurrentIteratorValue: { type: 'String' },
  },
  refusesOnCancel: true,
  isNoCancelTarget: true,
  // TODO Exactly one of Iterators / LoopCondition
  // TODO IteratorDataType only with Iterators
  // TODO onCancel is not allowed on the loop step itself, only on inner steps
  // TODO onFailure on the loop is used only for unexpected errors; inner steps' onFailure governs otherwise and is inherited
});
