import { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { AuthorPoliciesOptions, authorPermissions } from './access-permissions';
import { PeoplePolicyOptions, policyProps } from './people-policy-options';

/**
 * Properties of the policy for authors of approval policies.
 */
export interface ApprovalPolicyAuthorPolicyProps extends PeoplePolicyOptions, AuthorPoliciesOptions {
}

/**
 * A managed policy for who writes approval policies, as `AccessRequestGrants.authorPolicies` grants it: for people, and for the roles of
 * deployments.
 *
 * Errors when the token role cannot be one, or a policy type is none.
 *
 * @stateless
 */
@propertyInjectable
export class ApprovalPolicyAuthorPolicy extends iam.ManagedPolicy {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.ApprovalPolicyAuthorPolicy';

  constructor(scope: Construct, id: string, props: ApprovalPolicyAuthorPolicyProps = {}) {
    super(scope, id, policyProps(props, 'Write approval policies of just-in-time node access.', authorPermissions(Stack.of(scope), props)));
  }
}
