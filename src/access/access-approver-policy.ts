import { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { ApproveAccessOptions, approvePermissions } from './access-permissions';
import { PeoplePolicyOptions, policyProps } from './people-policy-options';

/**
 * Properties of the policy for approvers.
 */
export interface AccessApproverPolicyProps extends PeoplePolicyOptions, ApproveAccessOptions {
}

/**
 * A managed policy for people who approve access to nodes, as `AccessRequestGrants.approve` grants it.
 *
 * @stateless
 */
@propertyInjectable
export class AccessApproverPolicy extends iam.ManagedPolicy {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.AccessApproverPolicy';

  constructor(scope: Construct, id: string, props: AccessApproverPolicyProps = {}) {
    super(scope, id, policyProps(props, 'Approve and reject just-in-time access to nodes.', approvePermissions(Stack.of(scope), props)));
  }
}
