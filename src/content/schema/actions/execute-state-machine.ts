import { defineAction } from './action';
import { arn, arnsOf } from '../../permissions/arn';

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
  permissions: view => {
    const machines = arnsOf(view, view.inputs.stateMachineArn, name => arn('states', `stateMachine:${name}`), arn('states', 'stateMachine:*', { account: '*' }));
    return [
      { actions: ['states:StartExecution'], resources: machines },
      { actions: ['states:DescribeExecution', 'states:StopExecution'], resources: machines.map(executionsOf) },
    ];
  },
});

/** `${AWS::Region}` has colons that end nothing. */
const MACHINE = /^(.+):stateMachine:((?:\$\{[^{}]*\}|[^:])+)/;

/** An execution has the name of its state machine, without the version or alias that was started. */
function executionsOf(machine: string): string {
  const parts = MACHINE.exec(machine);
  if (parts === null) return arn('states', 'execution:*', { account: '*' });
  return `${parts[1]}:execution:${parts[2] === '*' ? '*' : `${parts[2]}:*`}`;
}
