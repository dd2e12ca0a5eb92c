import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-branch.html */
export const BRANCH = defineAction({
  action: 'aws:branch',
  inputs: {
    Choices: { type: 'Choices', required: true, minItems: 1 },
    Default: { type: 'String' },
  },
  outputs: {
    // Not in the guide; documents that Amazon publishes read it.
    NextStep: { type: 'String' },
  },
  permissions: () => [],
});
