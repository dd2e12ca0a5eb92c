import { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { RequestAccessOptions, requestPermissions } from './access-permissions';
import { PeoplePolicyOptions, policyProps } from './people-policy-options';
import { watchRequesters } from './requester-sessions';

/**
 * Properties of the policy for requesters.
 */
export interface AccessRequesterPolicyProps extends PeoplePolicyOptions, RequestAccessOptions {
}

/**
 * A managed policy for people who request access to nodes, as `AccessRequestGrants.request` grants it.
 *
 * It does not allow `ssm:StartSession`, and a warning is given at synthesis where who has the policy has that otherwise.
 *
 * @stateless
 */
@propertyInjectable
export class AccessRequesterPolicy extends iam.ManagedPolicy {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.AccessRequesterPolicy';

  constructor(scope: Construct, id: string, props: AccessRequesterPolicyProps = {}) {
    super(scope, id, policyProps(props, 'Request just-in-time access to nodes.', requestPermissions(Stack.of(scope), props)));
    watchRequesters(this);
  }
}
