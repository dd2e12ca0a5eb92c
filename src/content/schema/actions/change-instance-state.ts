import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-changestate.html */
export const CHANGE_INSTANCE_STATE = defineAction({
  action: 'aws:changeInstanceState',
  inputs: {
    InstanceIds: { type: 'StringList', required: true },
    CheckStateOnly: { type: 'Boolean' },
    DesiredState: { type: 'String', required: true, allowed: ['running', 'stopped', 'terminated'] },
    Force: { type: 'Boolean' },
    FailOnUnexpectedStopped: { type: 'Boolean' },
    AdditionalInfo: { type: 'String' },
  },
  outputs: {},
});
