import { defineAction, isLiteral } from './action';
import { arn, arnsOf } from '../../permissions/arn';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html */
export const APPROVE = defineAction({
  action: 'aws:approve',
  inputs: {
    NotificationArn: { type: 'String' },
    Message: { type: 'String', maxLength: 4096 },
    MinRequiredApprovals: { type: 'Integer', minimum: 1 },
    Approvers: { type: 'StringList', minItems: 1, maxItems: 10 },
    EnhancedApprovals: { type: 'Map' },
  },
  // Approvers, or in change templates and approval policies EnhancedApprovals.
  groups: [{ kind: 'at-least-one', inputs: ['Approvers', 'EnhancedApprovals'] }],
  outputs: {
    ApprovalStatus: { type: 'String' },
    ApproverDecisions: { type: 'MapList' },
  },
  maxTimeoutSeconds: 2592000,
  isNoCancelTarget: true,
  check: view => {
    const { MinRequiredApprovals: needed, Approvers: approvers } = view.inputs;
    if (typeof needed !== 'number' || !Array.isArray(approvers) || !approvers.every(item => isLiteral(item, view)) || needed <= approvers.length) return [];
    return [{
      severity: 'error',
      path: ['inputs', 'MinRequiredApprovals'],
      message: `MinRequiredApprovals is ${needed}, but there are only ${approvers.length} approvers`,
    }];
  },
  permissions: view => view.inputs.NotificationArn === undefined ? [] : [{
    actions: ['sns:Publish'],
    resources: arnsOf(view, view.inputs.NotificationArn, name => arn('sns', name), arn('sns', '*', { region: '*', account: '*' })),
  }],
});
