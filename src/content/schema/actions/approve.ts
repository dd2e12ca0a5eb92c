import { defineAction, isLiteral, StepFault, StepView } from './action';
import { arn, arnsOf } from '../../permissions/arn';

function checkCount(view: StepView): StepFault[] {
  const { MinRequiredApprovals: needed, Approvers: approvers } = view.inputs;
  if (typeof needed !== 'number' || !Array.isArray(approvers) || !approvers.every(item => isLiteral(item, view)) || needed <= approvers.length) return [];
  return [{
    severity: 'error',
    path: ['inputs', 'MinRequiredApprovals'],
    message: `MinRequiredApprovals is ${needed}, but there are only ${approvers.length} approvers`,
  }];
}

/** The guide asks for the prefix; a role that may publish to other topics may do without. */
function checkTopic(view: StepView): StepFault[] {
  const { NotificationArn: topic } = view.inputs;
  const name = isLiteral(topic, view) ? /^arn:[^:]*:sns:[^:]*:[^:]*:(.+)$/.exec(topic)?.[1] : undefined;
  if (name === undefined || name.startsWith('Automation')) return [];
  return [{
    severity: 'warning',
    path: ['inputs', 'NotificationArn'],
    message: `the topic ${JSON.stringify(name)} has a name that does not begin with "Automation", as the user guide asks of topics for approvals`,
  }];
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html */
export const APPROVE = defineAction({
  action: 'aws:approve',
  inputs: {
    NotificationArn: { type: 'String' },
    Message: { type: 'String', maxLength: 4096 },
    MinRequiredApprovals: { type: 'Integer', minimum: 1 },
    Approvers: { type: 'StringList', minItems: 1, maxItems: 10 },
    EnhancedApprovals: { type: 'Map', onlyIn: 'Automation.ChangeTemplate' },
  },
  // Approvers, or in change templates and approval policies EnhancedApprovals.
  groups: [{ kind: 'at-least-one', inputs: ['Approvers', 'EnhancedApprovals'] }],
  outputs: {
    ApprovalStatus: { type: 'String' },
    ApproverDecisions: { type: 'MapList' },
  },
  maxTimeoutSeconds: 2592000,
  isNoCancelTarget: true,
  check: view => [...checkCount(view), ...checkTopic(view)],
  permissions: view => view.inputs.NotificationArn === undefined ? [] : [{
    actions: ['sns:Publish'],
    resources: arnsOf(view, view.inputs.NotificationArn, name => arn('sns', name), arn('sns', '*', { region: '*', account: '*' })),
  }],
});
