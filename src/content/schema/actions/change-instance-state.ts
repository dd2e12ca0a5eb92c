import { defineAction } from './action';
import { arn, arnsOf } from '../../permissions/arn';

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
  permissions: view => {
    const changes: Readonly<Record<string, string>> = { running: 'ec2:StartInstances', stopped: 'ec2:StopInstances', terminated: 'ec2:TerminateInstances' };
    const states = (view.possibleTexts(view.inputs.DesiredState) ?? Object.keys(changes)).filter(state => Object.hasOwn(changes, state));
    const checksOnly = [true, 'true'].some(value => value === view.inputs.CheckStateOnly);
    return [
      ...checksOnly ? [] : [{
        actions: states.map(state => changes[state]),
        resources: arnsOf(view, view.inputs.InstanceIds, id => arn('ec2', `instance/${id}`), arn('ec2', 'instance/*')),
      }],
      { actions: ['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus'], resources: ['*'], knowsNoResources: true },
    ];
  },
});
