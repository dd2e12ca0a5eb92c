import { aws_iam as iam, Lazy, Stack } from 'aws-cdk-lib';
import { Construct, IDependable } from 'constructs';
import { attachedPolicyName } from './policy-name';

/**
 * The role in whose name a handler calls Systems Manager.
 *
 * @internal
 */
export interface ActAs {
  readonly role: iam.IRoleRef;
  /** What the role must be allowed to do for this resource. */
  readonly permissions: readonly iam.PolicyStatementProps[];
  /**
   * What it must be allowed to do for any resource of the handler in the stack. It stands in one policy for all of them, as IAM takes 10,240
   * characters of inline policies a role.
   */
  readonly sharedPermissions?: readonly iam.PolicyStatementProps[];
}

/**
 * See to it that a role may be assumed and may do what is needed, as far as that can be done from here.
 *
 * The permissions are policies of their own, and not the role's default one, which would tie what this is for to all else that the role may do.
 * A role of another stack is not told whom to trust: the stacks would depend on each other in a circle.
 *
 * @param shared where what several resources share stands.
 * @returns what must be there first.
 * @internal
 */
export function letAct(scope: Construct, actAs: ActAs, assumedByArn: string, shared: Construct): IDependable[] {
  const { role, permissions, sharedPermissions = [] } = actAs;
  if (iam.Role.isRole(role) && Stack.of(role) === Stack.of(scope)) {
    role.assumeRolePolicy?.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.ArnPrincipal(assumedByArn)] }));
  }
  if (!isRole(role)) return [];
  // Another one for another role: the old one is needed until what was done in that role's name is tidied up.
  const id = `ActAsPolicy${role.node.addr.slice(-8)}`;
  const existing = shared.node.tryFindChild(id) as iam.Policy | undefined;
  return [
    attached(scope, id, role, permissions),
    ...sharedPermissions.length === 0 ? [] : [existing ?? attached(shared, id, role, sharedPermissions)],
  ];
}

function attached(scope: Construct, id: string, role: iam.IRole, permissions: readonly iam.PolicyStatementProps[]): iam.Policy {
  const policy: iam.Policy = new iam.Policy(scope, id, {
    policyName: Lazy.string({ produce: () => attachedPolicyName(policy) }),
    statements: permissions.map(statement => new iam.PolicyStatement(statement)),
  });
  role.attachInlinePolicy(policy);
  return policy;
}

/** Whether policies can be attached to it; one that must not be changed does not take them. */
function isRole(role: iam.IRoleRef): role is iam.IRole {
  return 'attachInlinePolicy' in role;
}
