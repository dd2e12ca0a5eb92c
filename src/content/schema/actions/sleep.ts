import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html */
export const SLEEP = defineAction({
  action: 'aws:sleep',
  inputs: {
    Duration: { type: 'String' },
    Timestamp: { type: 'String' },
  },
  outputs: {},
  isNoCancelTarget: true,
  // TODO Exactly one of Duration / Timestamp (page says Duration is needed when Timestamp is missing; both together not described)
});
