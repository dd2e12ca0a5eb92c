import { aws_iam as iam } from 'aws-cdk-lib';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { TOKEN_ROLE_NAME, TOKEN_ROLE_SERVICE } from '../content/schema/approval-policies';

const POLICY = 'AWSSystemsManagerJustInTimeAccessTokenPolicy';

/**
 * Properties of a token role.
 */
export interface TokenRoleProps {
  /**
   * The name of the role.
   *
   * The user guide and AWS's managed policies know the default alone; that the service takes another one is not verified.
   *
   * @default SSM-JustInTimeAccessTokenRole
   */
  readonly roleName?: string;

  /**
   * What the role is for.
   *
   * @default - a text that says so
   */
  readonly description?: string;

  /**
   * A policy that the role's permissions stay within.
   *
   * @default - no boundary
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/**
 * The role with which Systems Manager opens a session to a node once access is approved (the token role): trusted by
 * `justintimeaccess.ssm.amazonaws.com`, with AWS's managed policy `AWSSystemsManagerJustInTimeAccessTokenPolicy`.
 *
 * Quick Setup makes a role of the same name in each account where just-in-time node access is set up. There the creation of this one fails, as the name
 * exists; use Quick Setup's role then, which approval policies name unless they are told another. Roles belong to no Region, so an account has one of
 * that name.
 *
 * The managed policy lets sessions use KMS keys only that have the tag `SystemsManagerJustInTimeNodeAccessManaged` with the value `true`.
 */
@propertyInjectable
export class TokenRole extends iam.Role {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.TokenRole';

  constructor(scope: Construct, id: string, props: TokenRoleProps = {}) {
    super(scope, id, {
      roleName: props.roleName ?? TOKEN_ROLE_NAME,
      description: props.description ?? 'Opens sessions to nodes for approved requests of just-in-time node access',
      assumedBy: new iam.ServicePrincipal(TOKEN_ROLE_SERVICE).withSessionTags(),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(POLICY)],
      permissionsBoundary: props.permissionsBoundary,
    });
  }
}
