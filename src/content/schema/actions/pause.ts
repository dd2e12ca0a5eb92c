import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-pause.html */
export const PAUSE = defineAction({
  action: 'aws:pause',
  inputs: {},
  outputs: {},
  isNoCancelTarget: true,
  permissions: () => [],
});
