import { aws_iam as iam } from 'aws-cdk-lib';
import { AccessPermission } from './access-permissions';

/**
 * What the managed policies for people of just-in-time node access have in common.
 */
export interface PeoplePolicyOptions {
  /**
   * The name of the policy. Permission sets of IAM Identity Center refer to it by name and path, in every account that they are for, so
   * that it needs one there.
   *
   * @default - CloudFormation makes one
   */
  readonly managedPolicyName?: string;

  /**
   * The path of the policy.
   *
   * @default "/"
   */
  readonly path?: string;

  /**
   * What the policy is for, up to 1000 characters. CloudFormation replaces the policy when it changes.
   *
   * @default - what the policy allows, in a sentence
   */
  readonly description?: string;

  /**
   * Roles that get the policy.
   *
   * @default - none
   */
  readonly roles?: iam.IRole[];
}

/** The properties that a managed policy has of its own. @internal */
export function policyProps(options: PeoplePolicyOptions, description: string, permissions: readonly AccessPermission[]): iam.ManagedPolicyProps {
  const { managedPolicyName, path, roles } = options;
  return {
    managedPolicyName,
    path,
    roles,
    description: options.description ?? description,
    statements: permissions.map(({ actions, resourceArns, conditions }) => new iam.PolicyStatement({ actions, resources: resourceArns, conditions })),
  };
}
