import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * What the role of a runbook must allow for a step, said by the user.
 */
export class StepPermissions {
  /**
   * What the inputs of the step tell, but on these resources only.
   *
   * `iam:PassRole` and actions for which IAM knows no resources keep their own.
   *
   * @param resourceArns the ARNs, which may hold `*`.
   */
  public static onResources(...resourceArns: string[]): StepPermissions {
    return new StepPermissions([], resourceArns, true);
  }

  /**
   * Nothing but these statements, whatever the inputs of the step tell.
   *
   * @param statements what is allowed.
   */
  public static only(...statements: iam.PolicyStatement[]): StepPermissions {
    return new StepPermissions(statements, undefined, false);
  }

  /**
   * These statements, beside what the inputs of the step tell.
   *
   * @param statements what is allowed.
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
