import { aws_iam as iam, aws_ssm as ssm, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { documentArnOf, DocumentGrants } from '../document/document-grants';

/**
 * What is known of a runbook beside its name.
 */
export interface RunbookGrantsOptions {
  /**
   * The role with which the runbook does its work; whoever starts it must be allowed to pass it.
   *
   * @default - none, or none that is known
   */
  readonly assumeRole?: iam.IRoleRef;

  /**
   * The ARN of that role, where it is only known by its ARN.
   *
   * @default - that of `assumeRole`
   */
  readonly assumeRoleArn?: string;
}

/**
 * Permissions on a runbook and on its executions.
 */
export class RunbookGrants extends DocumentGrants {
  /**
   * Grants on a runbook.
   *
   * @param document a runbook of this library, an L1 document or an imported one.
   * @param options what is known of it.
   */
  public static fromRunbook(document: ssm.IDocumentRef, options: RunbookGrantsOptions = {}): RunbookGrants {
    return new RunbookGrants(document, options);
  }

  private constructor(document: ssm.IDocumentRef, private readonly options: RunbookGrantsOptions) {
    super(document);
  }

  /**
   * Grant starting the runbook, and passing its role to SSM where it has one.
   *
   * The user guide names the document and its executions; older policies name the automation definition, which is the same by another name.
   * Whoever starts it with targets that are tags or resource groups also needs `tag:GetResources` and, for groups,
   * `resource-groups:ListGroupResources`, which are not granted here.
   *
   * @param grantee who may.
   */
  public startAutomation(grantee: iam.IGrantable): iam.Grant {
    const start = iam.Grant.addToPrincipal({
      grantee,
      actions: ['ssm:StartAutomationExecution'],
      resourceArns: [documentArnOf(this.document), automationDefinitionArn(this.document), this.executionsArn(grantee)],
    });
    const roleArn = this._passedRoleArn;
    return roleArn === undefined ? start : start.combine(grantPassRole(grantee, roleArn));
  }

  /** The ARN of the role that whoever starts the runbook passes, where it is known. @internal */
  public get _passedRoleArn(): string | undefined {
    const { assumeRole, assumeRoleArn = assumeRole?.roleRef.roleArn } = this.options;
    return assumeRoleArn;
  }

  /**
   * Grant stopping executions. IAM does not tell executions of one runbook from those of another.
   *
   * @param grantee who may.
   */
  public stopAutomation(grantee: iam.IGrantable): iam.Grant {
    return this.onExecutions(grantee, ['ssm:StopAutomationExecution']);
  }

  /**
   * Grant sending signals to executions: approve, reject, resume, and start or stop single steps. IAM does not tell executions of
   * one runbook from those of another.
   *
   * @param grantee who may.
   */
  public signalAutomation(grantee: iam.IGrantable): iam.Grant {
    return this.onExecutions(grantee, ['ssm:SendAutomationSignal']);
  }

  /**
   * Grant reading the runbook, and what its executions did.
   *
   * @param grantee who may.
   */
  public readAutomation(grantee: iam.IGrantable): iam.Grant {
    return this.read(grantee)
      .combine(this.onExecutions(grantee, ['ssm:DescribeAutomationStepExecutions', 'ssm:GetAutomationExecution']))
      // A list of executions has no ARN.
      .combine(iam.Grant.addToPrincipal({ grantee, actions: ['ssm:DescribeAutomationExecutions'], resourceArns: ['*'] }));
  }

  private onExecutions(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.executionsArn(grantee)] });
  }

  /** Whoever starts a runbook has the execution in their own account, also when another account shares the runbook. */
  private executionsArn({ grantPrincipal }: iam.IGrantable): string {
    return executionsArn(this.document, grantPrincipal.principalAccount);
  }
}

/**
 * The ARN of a runbook by which executions are started.
 *
 * The user guide's policies have `:$DEFAULT` for requests that name no version, and older ones `:*`. Whether the service looks for that text or
 * for the number of the default version is not verified, so that `*` stands for both; it is of this document alone.
 *
 * @param version the version; all of them when omitted.
 * @internal
 */
export function automationDefinitionArn(document: ssm.IDocumentRef, version = '*'): string {
  const [where, name] = documentArnOf(document).split(':document/');
  if (name !== undefined) return `${where}:automation-definition/${name}:${version}`;
  return Stack.of(document).formatArn({ service: 'ssm', resource: 'automation-definition', resourceName: `${document.documentRef.documentName}:${version}` });
}

/**
 * The ARN of all executions of an account and Region: the id of one is made when it is started.
 *
 * @internal
 */
export function executionsArn(scope: IConstruct, account = Stack.of(scope).account): string {
  return Stack.of(scope).formatArn({ service: 'ssm', account, resource: 'automation-execution', resourceName: '*' });
}

/** @internal */
export function grantPassRole(grantee: iam.IGrantable, roleArn: string): iam.Grant {
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['iam:PassRole'],
    resourceArns: [roleArn],
    conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
  });
}
