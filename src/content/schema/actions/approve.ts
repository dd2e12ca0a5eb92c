import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html */
export const APPROVE = defineAction({
  action: 'aws:approve',
  inputs: {
    NotificationArn: { type: 'String' },
    Message: { type: 'String', maxLength: 4096 },
    MinRequiredApprovals: { type: 'Integer', minimum: 1 },
    Approvers: { type: 'StringList', required: true, minItems: 1, maxItems: 10 },
    EnhancedApprovals: { type: 'Map' },
  },
  outputs: {
    ApprovalStatus: { type: 'String' },
    ApproverDecisions: { type: 'MapList' },
  },
  maxTimeoutSeconds: 2592000,
  isNoCancelTarget: true,
});
