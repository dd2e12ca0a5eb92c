/**
 * What approval policies of just-in-time node access are held to, as the user guide has it:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-just-in-time-node-access-approval-policies.html
 */

/** The role that Quick Setup makes, and that AWS's own policies name. */
export const TOKEN_ROLE_NAME = 'SSM-JustInTimeAccessTokenRole';
/** The service that assumes it, and that it is passed to. */
export const TOKEN_ROLE_SERVICE = 'justintimeaccess.ssm.amazonaws.com';

/** How long access lasts that people approved, in seconds: 1 to 336 hours. */
export const MIN_ACCESS_DURATION = 3_600;
export const MAX_ACCESS_DURATION = 336 * 3_600;
/** How long access lasts that was approved automatically, in seconds; "this value can't be changed". */
export const AUTO_APPROVED_DURATION = 3_600;

/** An account and Region has so many manual approval policies at most. */
export const MAX_MANUAL_POLICIES = 50;

/** The one auto-approval policy of an account and Region, and the one deny-access policy of an organisation, have these names. */
export const AUTO_APPROVAL_POLICY_NAME = 'SSM-JustInTimeAccessAutoApprovalPolicy';
export const DENY_ACCESS_POLICY_NAME = 'SSM-JustInTimeAccessDenyAccessOrgPolicy';
/** Where their Cedar policies stand. */
export const CEDAR_DOCUMENTS = 'AutoApprovalPolicyDocuments';
/** The keys of each of them; `id` and `description` are optional. */
export const CEDAR_DOCUMENT_KEYS: readonly string[] = ['id', 'description', 'type', 'content'];

/** The keys of each of the targets of a manual policy. */
export const TARGET_KEYS: readonly string[] = ['Key', 'Values'];
