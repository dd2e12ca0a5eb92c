import { aws_iam as iam, Stack } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import {
  AccessPermission, approvePermissions, ApproveAccessOptions, authorPermissions, AuthorPoliciesOptions, readPermissions, RequestAccessOptions,
  requestPermissions,
} from './access-permissions';
import { watchRequesters } from './requester-sessions';

/**
 * Permissions for the people of just-in-time node access: who requests access, who approves it, and who writes the policies that say so. As managed
 * policies there are `AccessRequesterPolicy`, `AccessApproverPolicy` and `ApprovalPolicyAuthorPolicy`.
 *
 * They follow the policies in AWS's guide, for the account and the Region of a stack. What only the consoles need is left out unless it is asked for;
 * that requests by the API and the CLI do without it is read from what the service's own role may do, and not verified.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-just-in-time-node-access-setting-up.html
 */
export class AccessRequestGrants {
  /**
   * Grants for the account and the Region of a stack.
   *
   * @param scope the stack, or a construct in it.
   */
  public static of(scope: IConstruct): AccessRequestGrants {
    return new AccessRequestGrants(scope);
  }

  private readonly stack: Stack;

  private constructor(private readonly scope: IConstruct) {
    this.stack = Stack.of(scope);
  }

  /**
   * Grant requesting access to nodes (`ssm:StartAccessRequest`), reading and cancelling requests, and getting the credentials of approved ones
   * (`ssm:GetAccessToken`), with which sessions are started.
   *
   * `ssm:StartSession` is not granted, and a warning is given at synthesis where a requester has it otherwise: with it people connect past all approvals. The
   * service takes requests with the temporary credentials of a role alone, so that granting this to an IAM user is no use.
   *
   * IAM does not tell one's own requests from those of others; the service gives credentials to who requested them.
   *
   * @param grantee who may.
   * @param options for which nodes, and how.
   */
  public request(grantee: iam.IGrantable, options: RequestAccessOptions = {}): iam.Grant {
    watchRequesters(this.scope);
    return granted(grantee, requestPermissions(this.stack, options));
  }

  /**
   * Grant approving and rejecting requests (`ssm:SendAutomationSignal`), and reading them. Who of those that may is asked stands in the approval
   * policies. Executions of runbooks and change requests are not among what may be approved, as they do not have the tag that the service gives to
   * access requests.
   *
   * @param grantee who may.
   * @param options how.
   */
  public approve(grantee: iam.IGrantable, options: ApproveAccessOptions = {}): iam.Grant {
    return granted(grantee, approvePermissions(this.stack, options));
  }

  /**
   * Grant writing approval policies: making, changing, tagging and deleting documents of their types, and passing the token role that they name.
   *
   * Where policies are deployed, it is the role of the deployment that needs this: the one that CloudFormation works with, or the CDK's execution
   * role (`cdk bootstrap --cloudformation-execution-policies`), not the person. That tagging can be told by the type of a document also while it is made
   * is documented, and not verified.
   *
   * Errors when the token role cannot be one, or a policy type is none.
   *
   * @param grantee who may.
   * @param options which policies.
   */
  public authorPolicies(grantee: iam.IGrantable, options: AuthorPoliciesOptions = {}): iam.Grant {
    return granted(grantee, authorPermissions(this.stack, options));
  }

  /**
   * Grant reading requests: who asked for which node, why, and what became of it. It shows the other OpsItems of the account and Region as well, as IAM
   * does not tell them apart.
   *
   * @param grantee who may.
   */
  public readRequests(grantee: iam.IGrantable): iam.Grant {
    return granted(grantee, readPermissions(this.stack));
  }
}

function granted(grantee: iam.IGrantable, permissions: readonly AccessPermission[]): iam.Grant {
  return permissions.map(permission => iam.Grant.addToPrincipal({ grantee, ...permission })).reduce((all, grant) => all.combine(grant));
}
