/**
 * The approvals that change templates and approval policies hold: `EnhancedApprovals` of steps of `aws:approve`, one step a level.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/cm-approvals-templates.html; the types of approvers are those that
 * AWS-HelloWorldChangeTemplate lists.
 */
export const APPROVER_TYPES = ['IamUser', 'IamGroup', 'IamRole', 'SSOUser', 'SSOGroup'] as const;

/** Approvers of these types are one person, who approves once. */
export const SINGLE_APPROVER_TYPES: readonly string[] = ['IamUser', 'SSOUser'];

export const MAX_APPROVAL_LEVELS = 5;
export const MAX_APPROVERS_OF_LEVEL = 5;

export const ENHANCED_APPROVALS_KEYS: readonly string[] = ['NotificationArn', 'Approvers'];
export const APPROVER_KEYS: readonly string[] = ['approver', 'type', 'minRequiredApprovals'];
