import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeStateMachine.html */
export const EXECUTE_STATE_MACHINE = defineAction({
  action: 'aws:executeStateMachine',
  inputs: {
    stateMachineArn: { type: 'String', required: true },
    name: { type: 'String' },
    input: { type: 'String' },
  },
  outputs: {
    executionArn: { type: 'String' },
    input: { type: 'String' },
    name: { type: 'String' },
    output: { type: 'String' },
    startDate: { type: 'String' },
    stateMachineArn: { type: 'String' },
    status: { type: 'String' },
    stopDate: { type: 'String' },
  },
});
