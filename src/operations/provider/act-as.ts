import { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { Construct, IDependable } from 'constructs';

/**
 * The role in whose name a handler calls Systems Manager.
 *
 * @internal
 */
export interface ActAs {
  readonly role: iam.IRoleRef;
  /** What the role must be allowed to do. */
  readonly permissions: readonly iam.PolicyStatementProps[];
}

/**
 * See to it that a role may be assumed and may do what is needed, as far as that can be done from here.
 *
 * The permissions are a policy of their own, and not the role's default one, which would tie what this is for to all else that the role may do.
 * A role of another stack is not told whom to trust: the stacks would depend on each other in a circle.
 *
 * @returns what must be there first.
 * @internal
 */
export function letAct(scope: Construct, { role, permissions }: ActAs, assumedByArn: string): IDependable[] {
  if (iam.Role.isRole(role) && Stack.of(role) === Stack.of(scope)) {
    role.assumeRolePolicy?.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.ArnPrincipal(assumedByArn)] }));
  }
  if (!isRole(role)) return [];
  // Another one for another role: the old one is needed until what was done in that role's name is tidied up.
  const policy = new iam.Policy(scope, `ActAsPolicy${role.node.addr.slice(-8)}`, { statements: permissions.map(statement => new iam.PolicyStatement(statement)) });
  role.attachInlinePolicy(policy);
  return [policy];
}

/** Whether policies can be attached to it; one that must not be changed does not take them. */
function isRole(role: iam.IRoleRef): role is iam.IRole {
  return 'attachInlinePolicy' in role;
}
