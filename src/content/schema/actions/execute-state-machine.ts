import { defineAction, PermissionView } from './action';
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
      { actions: ['states:DescribeExecution', 'states:StopExecution'], resources: machines.map(machine => executionsOf(machine, view)) },
    ];
  },
});

/** `${AWS::Region}` has colons that end nothing. */
const MACHINE = /^(.+):stateMachine:((?:\$\{[^{}]*\}|[^:])+)/;

/** An execution has the name of its state machine, without the version or alias that was started. */
function executionsOf(machine: string, view: PermissionView): string {
  const parts = MACHINE.exec(machine);
  if (parts === null) {
    const at = (index: number): string | undefined => view.partOfArn(machine, index);
    return at(6) === undefined ? arn('states', 'execution:*', { account: '*' }) : `arn:${at(1)}:states:${at(3)}:${at(4)}:execution:${at(6)}:*`;
  }
  return `${parts[1]}:execution:${parts[2] === '*' ? '*' : `${parts[2]}:*`}`;
}
