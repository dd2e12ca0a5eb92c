import { join } from 'path';
import { aws_iam as iam, aws_lambda as lambda, aws_logs as logs, aws_ssm as ssm, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { lengthOnceDeployed } from './policy-length';
import { policyName } from './policy-name';

/** Where the bundled handlers are, seen from `src/` and from `lib/` alike. */
const BUNDLES = join(__dirname, '..', '..', '..', 'assets', 'lambda');

/** The names of the handlers, each a folder of `lambda/`. */
export type HandlerName = 'content-hash' | 'default-version' | 'service-setting' | 'session-preferences' | 'sharing';

const TIMEOUT = Duration.minutes(15);

/**
 * How long CloudFormation waits for an answer. A handler answers within 15 minutes; only one that dies lets CloudFormation wait, and Lambda
 * starts it again.
 *
 * @internal
 */
export const SERVICE_TIMEOUT = Duration.minutes(40);

/** Characters, without white space; a quota of IAM that cannot be raised. */
const MAX_INLINE_POLICIES = 10_240;
const LOG_POLICY_SIZE = 200;

/**
 * The function that runs a handler: one for each handler and stack, made when it is first needed.
 *
 * Its role may do nothing but write its log: what a custom resource needs is added by the resource itself, as a policy that
 * names its own document. Policies that grew in the role would make every custom resource depend on every document.
 *
 * @internal
 */
export class HandlerFunction extends Construct {
  public static for(scope: Construct, name: HandlerName): HandlerFunction {
    const stack = Stack.of(scope);
    const id = `cdk-systems-manager.${name}`;
    return stack.node.tryFindChild(id) as HandlerFunction | undefined ?? new HandlerFunction(stack, id, name);
  }

  public readonly functionArn: string;
  private readonly role: iam.Role;
  private readonly policies: iam.PolicyDocument[] = [];

  private constructor(scope: Construct, id: string, name: HandlerName) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'Log', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Log: new iam.PolicyDocument({
          statements: [new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] })],
        }),
      },
    });
    this.functionArn = new lambda.Function(this, 'Function', {
      description: `Custom resources "${name}" for Systems Manager documents`,
      runtime: lambda.determineLatestNodeRuntime(this),
      handler: `${name}.handler`,
      code: lambda.Code.fromAsset(BUNDLES, { exclude: ['*', '!sdk.js', `!${name}.js`] }),
      role: this.role,
      logGroup,
      memorySize: 256,
      // Throttling lasts for minutes when many documents are deployed at once.
      timeout: TIMEOUT,
      // A try that CloudFormation waits for no more would undo what a later request did.
      maxEventAge: Duration.minutes(SERVICE_TIMEOUT.toMinutes() - TIMEOUT.toMinutes() - 1),
    }).functionArn;
    this.node.addValidation({ validate: () => this.checkSize(name) });
  }

  /** Give the function what one custom resource needs. */
  public allow(scope: Construct, id: string, permissions: readonly iam.PolicyStatementProps[], document?: ssm.IDocumentRef): iam.CfnRolePolicy {
    const policyDocument = new iam.PolicyDocument({ statements: permissions.map(statement => new iam.PolicyStatement(statement)) });
    this.policies.push(policyDocument);
    return new iam.CfnRolePolicy(scope, id, {
      roleName: this.role.roleName, policyName: Lazy.string({ produce: () => policyName(scope, document) }), policyDocument,
    });
  }

  /** IAM counts the inline policies of a role together, and would refuse the last ones in the middle of a deployment. */
  private checkSize(name: HandlerName): string[] {
    const size = this.policies.reduce((sum, policy) => sum + lengthOnceDeployed(Stack.of(this), policy), LOG_POLICY_SIZE);
    if (size <= MAX_INLINE_POLICIES) return [];
    return [`the ${this.policies.length} custom resources of "${name}" in this stack need policies of ${size} characters, IAM takes ${MAX_INLINE_POLICIES} a role; `
      + 'put some of their documents into another stack, or a nested one'];
  }
}
