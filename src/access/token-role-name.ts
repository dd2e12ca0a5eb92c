import { aws_iam as iam } from 'aws-cdk-lib';
import { TOKEN_ROLE_NAME } from '../content/schema/approval-policies';

/** Policies have the token role by its name. @internal */
export function tokenRoleName(role: string | iam.IRoleRef = TOKEN_ROLE_NAME): string {
  return typeof role === 'string' ? role : role.roleRef.roleName;
}
