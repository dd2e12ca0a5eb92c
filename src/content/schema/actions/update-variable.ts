import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-update-variable.html */
export const UPDATE_VARIABLE = defineAction({
  action: 'aws:updateVariable',
  inputs: {
    Name: { type: 'String', required: true, pattern: { regex: /^variable:.+$/, inWords: 'TODO' } },
    Value: { type: 'Any', required: true },
  },
  outputs: {},
  refusesOnCancel: true,
  // TODO No type conversion
  // TODO onCancel is not supported on this step
  // TODO Variable must be declared under top-level variables
});
