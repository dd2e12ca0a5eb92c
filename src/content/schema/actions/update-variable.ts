import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-update-variable.html */
export const UPDATE_VARIABLE = defineAction({
  action: 'aws:updateVariable',
  inputs: {
    Name: { type: 'String', required: true, pattern: { regex: /^variable:.+$/, inWords: '"variable:" and the name of a variable' } },
    Value: { type: 'Any', required: true },
  },
  outputs: {},
  refusesOnCancel: true,
  permissions: () => [],
});
