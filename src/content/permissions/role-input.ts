/** Inputs that hold a role for a service to work with: `Role`, `taskRoleArn`, `serviceRole`, `AutomationAssumeRole`. */
export const ROLE_INPUT = /role(?:[-_]?arn)?$|^DeliverLogsPermissionArn$/i;
