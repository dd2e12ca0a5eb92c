import { aws_iam as iam, aws_ssm as ssm, Stack } from 'aws-cdk-lib';
import { automationDefinitionArn, executionsArn, grantPassRole, RunbookGrants } from '../automation/runbook-grants';
import { documentArnOf, DocumentGrants } from '../document/document-grants';

/**
 * What is known of a change template beside its name.
 */
export interface ChangeTemplateGrantsOptions {
  /**
   * The runbooks that it allows; whoever requests a change must be allowed to pass their roles.
   *
   * @default - none that are known
   */
  readonly runbooks?: ssm.IDocumentRef[];
}

/**
 * How somebody may request changes.
 */
export interface StartChangeRequestGrantOptions {
  /**
   * Whether requests may ask to be run without approval (`AutoApprove`), which the template must allow as well.
   *
   * @default false
   */
  readonly autoApproval?: boolean;
}

/**
 * Permissions on a change template, and on change requests.
 */
export class ChangeTemplateGrants extends DocumentGrants {
  /**
   * Grants on a change template.
   *
   * @param document a change template of this library, an L1 document or an imported one.
   * @param options what is known of it.
   */
  public static fromChangeTemplate(document: ssm.IDocumentRef, options: ChangeTemplateGrantsOptions = {}): ChangeTemplateGrants {
    return new ChangeTemplateGrants(document, options);
  }

  private constructor(document: ssm.IDocumentRef, private readonly options: ChangeTemplateGrantsOptions) {
    super(document);
  }

  /**
   * Grant requesting changes with the template (`ssm:StartChangeRequestExecution`), and passing the roles of its runbooks to SSM as far as
   * they are known. Requests that need no approval are left out unless `autoApproval` is set.
   *
   * The user guide's policy names the template and the executions; the definition is the template by another name. Whether the service looks
   * at the runbook's document as well is not verified. The policy of the guide's requester also has `ssm:DescribeDocument` and `ssm:GetDocument` on
   * the template, as the console shows it; that the request itself needs neither is not verified. `readChangeRequests` grants both.
   *
   * @param grantee who may.
   * @param options which requests.
   */
  public startChangeRequest(grantee: iam.IGrantable, options: StartChangeRequestGrantOptions = {}): iam.Grant {
    const start = iam.Grant.addToPrincipal({
      grantee,
      actions: ['ssm:StartChangeRequestExecution'],
      resourceArns: [documentArnOf(this.document), automationDefinitionArn(this.document), this.executionsArn(grantee)],
      conditions: options.autoApproval ? undefined : { BoolIfExists: { 'ssm:AutoApprove': 'false' } },
    });
    return this.roleArns().reduce((grant, roleArn) => grant.combine(grantPassRole(grantee, roleArn)), start);
  }

  /**
   * Grant reading the template, change requests and what became of them.
   *
   * @param grantee who may.
   */
  public readChangeRequests(grantee: iam.IGrantable): iam.Grant {
    const opsItemsArn = Stack.of(this.document).formatArn({ service: 'ssm', resource: 'opsitem', resourceName: '*' });
    return this.read(grantee)
      .combine(this.onExecutions(grantee, ['ssm:DescribeAutomationStepExecutions', 'ssm:GetAutomationExecution']))
      .combine(iam.Grant.addToPrincipal({ grantee, actions: ['ssm:GetOpsItem'], resourceArns: [opsItemsArn] }))
      // Lists have no ARN.
      .combine(iam.Grant.addToPrincipal({
        grantee, actions: ['ssm:DescribeAutomationExecutions', 'ssm:DescribeOpsItems', 'ssm:ListOpsItemEvents'], resourceArns: ['*'],
      }));
  }

  /**
   * Grant approving and rejecting change requests (`ssm:SendAutomationSignal`). Who of those that may is asked stands in the template. IAM does
   * not tell the requests of one template from those of another, nor from executions of runbooks.
   *
   * @param grantee who may.
   */
  public approveChangeRequests(grantee: iam.IGrantable): iam.Grant {
    return this.onExecutions(grantee, ['ssm:SendAutomationSignal']);
  }

  /**
   * Grant reviewing the template: sending it for review, approving and rejecting it.
   *
   * @param grantee who may.
   */
  public review(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee, actions: ['ssm:DescribeDocument', 'ssm:UpdateDocumentMetadata'], resourceArns: [documentArnOf(this.document)],
    });
  }

  private onExecutions(grantee: iam.IGrantable, actions: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [this.executionsArn(grantee)] });
  }

  /** Whoever requests a change has its execution in their own account. */
  private executionsArn({ grantPrincipal }: iam.IGrantable): string {
    return executionsArn(this.document, grantPrincipal.principalAccount);
  }

  /** The roles of the runbooks, each once. */
  private roleArns(): string[] {
    const { runbooks = [] } = this.options;
    const known = runbooks.flatMap(runbook => {
      const { grants } = runbook as { grants?: unknown };
      return grants instanceof RunbookGrants ? grants._passedRoleArn ?? [] : [];
    });
    return [...new Set(known)];
  }
}
