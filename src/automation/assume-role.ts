import { aws_iam as iam } from 'aws-cdk-lib';
import { DocumentParameter } from '../document/document-parameter';

/**
 * The parameter that AWS Config gives the role in, and that Amazon's own runbooks have.
 *
 * @internal
 */
export const ASSUME_ROLE_PARAMETER = 'AutomationAssumeRole';

/**
 * How the role is made that a runbook has of its own.
 */
export interface DerivedRoleOptions {
  /**
   * The name of the role.
   *
   * @default - CloudFormation makes one
   */
  readonly roleName?: string;

  /**
   * The description of the role.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * The boundary of what the role may do.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * What the role allows beside what the steps need.
   *
   * @default - nothing
   */
  readonly statements?: iam.PolicyStatement[];

  /**
   * Whether the role comes in a parameter `AutomationAssumeRole` that has it as its default, so that whoever starts the runbook can choose another one.
   * The parameter is added, or gets the default where the runbook declares it without one. AWS Config needs it to run the runbook automatically.
   *
   * @default false
   */
  readonly asParameter?: boolean;
}

/**
 * The role with which a runbook does its work.
 */
export class AssumeRole {
  /**
   * A role of the runbook's own, which SSM alone can assume for executions in this account and Region, and which allows what the steps need.
   *
   * @param options how the role is made.
   */
  public static derived(options: DerivedRoleOptions = {}): AssumeRole {
    return new AssumeRole('derived', undefined, undefined, options);
  }

  /**
   * A role that exists or is made elsewhere; nothing is added to it.
   *
   * @param role the role, which must trust `ssm.amazonaws.com`.
   */
  public static fromRole(role: iam.IRoleRef): AssumeRole {
    return new AssumeRole('given', role.roleRef.roleArn, role);
  }

  /**
   * A role by its ARN.
   *
   * @param roleArn the ARN, as text or as a reference to a parameter.
   */
  public static fromRoleArn(roleArn: string): AssumeRole {
    return new AssumeRole('given', roleArn);
  }

  /**
   * A role that whoever starts the runbook chooses.
   *
   * @param parameter a parameter of the runbook, best one of `DocumentParameter.ofIamRoleArn`. An empty default makes the runbook do
   * its work with the permissions of whoever starts it.
   */
  public static fromParameter(parameter: DocumentParameter): AssumeRole {
    return new AssumeRole('given', parameter.valueAsString);
  }

  /**
   * No role: the runbook does its work with the permissions of whoever starts it. Scripts have no credentials then.
   */
  public static caller(): AssumeRole {
    return new AssumeRole('caller');
  }

  /** @internal */
  private constructor(
    public readonly _kind: 'derived' | 'given' | 'caller',
    public readonly _arn?: string,
    public readonly _role?: iam.IRoleRef,
    public readonly _options: DerivedRoleOptions = {},
  ) {
  }
}
