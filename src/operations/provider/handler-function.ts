import { join } from 'path';
import { aws_iam as iam, aws_lambda as lambda, aws_logs as logs, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** Where the bundled handlers are, seen from `src/` and from `lib/` alike. */
const BUNDLES = join(__dirname, '..', '..', '..', 'assets', 'lambda');

/** The names of the handlers, each a folder of `lambda/`. */
export type HandlerName = 'content-hash';

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

  public readonly role: iam.Role;
  public readonly functionArn: string;

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
      timeout: Duration.minutes(15),
    }).functionArn;
  }
}
