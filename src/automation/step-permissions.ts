import { aws_iam as iam, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';

/**
 * What the role of a runbook must allow for a step, said by the user.
 */
export class StepPermissions {
  /**
   * What the inputs of the step tell, but on these resources only.
   *
   * `iam:PassRole` and actions for which IAM knows no resources keep their own.
   *
   * Errors when no ARN is given.
   *
   * @param resourceArns the ARNs, which may hold `*`.
   */
  public static onResources(...resourceArns: string[]): StepPermissions {
    if (resourceArns.length === 0) {
      throw new UnscopedValidationError(lit`NoResources`,
        'StepPermissions.onResources needs an ARN at least; for a step that needs nothing use StepPermissions.only() without statements');
    }
    return new StepPermissions([], resourceArns, true);
  }

  /**
   * Nothing but these statements, whatever the inputs of the step tell.
   *
   * @param statements what is allowed; none for a step that needs nothing.
   */
  public static only(...statements: iam.PolicyStatement[]): StepPermissions {
    return new StepPermissions(statements, undefined, false);
  }

  /**
   * These statements, beside what the inputs of the step tell.
   *
   * @param statements what is allowed; none to say that the inputs tell everything, where this library is not sure of it.
   */
  public static plus(...statements: iam.PolicyStatement[]): StepPermissions {
    return new StepPermissions(statements, undefined, true);
  }

  private constructor(
    private readonly statements: readonly iam.PolicyStatement[],
    private readonly resourceArns: readonly string[] | undefined,
    private readonly derives: boolean,
  ) {
  }

  /** @internal */
  public get _statements(): readonly iam.PolicyStatement[] {
    return this.statements;
  }

  /** @internal */
  public get _resourceArns(): readonly string[] | undefined {
    return this.resourceArns;
  }

  /** Whether what the inputs tell counts too. @internal */
  public get _derives(): boolean {
    return this.derives;
  }
}
