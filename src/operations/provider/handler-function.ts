import { join } from 'path';
import {
  aws_iam as iam, aws_lambda as lambda, aws_logs as logs, aws_ssm as ssm, custom_resources as resources, Duration, Lazy, RemovalPolicy, Stack,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { policyName } from './policy-name';
import { packageFolder } from '../../content/package-folder';

/** The names of the handlers, each a folder of `lambda/`. */
export type HandlerName = 'access-request' | 'access-request-tags' | 'automation-execution' | 'change-request' | 'content-hash' | 'default-version'
  | 'service-setting' | 'session-preferences' | 'sharing' | 'template-review';

/** The handler whose requests last longer than a function: it begins something, and is asked again and again whether it is complete. */
const WAITING: HandlerName = 'automation-execution';

const TIMEOUT = Duration.minutes(15);

/**
 * How long CloudFormation waits for an answer. A handler answers within 15 minutes; only one that dies lets CloudFormation wait, and Lambda
 * starts it again.
 */
const SERVICE_TIMEOUT = Duration.minutes(40);
/** As long as CloudFormation waits at all. */
const LONGEST_SERVICE_TIMEOUT = Duration.hours(1);
/** GetAutomationExecution is throttled at three calls in a second. */
const QUERY_INTERVAL = Duration.seconds(15);

/**
 * IAM takes 10,240 characters of inline policies a role, which cannot be raised. The longest policy of an operation, with the longest name that
 * a document can have, takes less than 400. One that starts executions names templates, runbooks, their roles and ten calendars, and takes up to 4,500;
 * one that requests access has a condition with the id of the stack and the requester's role, and takes up to 900.
 */
const POLICIES_A_ROLE = 25;
const FEWER_POLICIES_A_ROLE: { readonly [Name in HandlerName]?: number } = { 'access-request': 10, 'automation-execution': 2, 'change-request': 2 };

/** What a custom resource may do, and as whom. */
export interface Permission {
  readonly policy: iam.CfnRolePolicy;
  /** The role that the handler has to assume; undefined where it is the function's own. */
  readonly roleArn?: string;
  /** The role that the handler acts with, whichever it is. */
  readonly actingRoleArn: string;
}

/**
 * The function that runs a handler: one for each handler and stack, made when it is first needed.
 *
 * Its role may do nothing but write its log: what a custom resource needs is added by the resource itself, as a policy that
 * names its own document. Policies that grew in the role would make every custom resource depend on every document.
 *
 * Where the role has no room for further policies, they go into other roles, which the function assumes. Other functions are no way
 * out: a resource that changed places would need another service token, which CloudFormation refuses.
 *
 * @internal
 */
export class HandlerFunction extends Construct {
  public static for(scope: Construct, name: HandlerName): HandlerFunction {
    const stack = Stack.of(scope);
    const id = `cdk-systems-manager.${name}`;
    return stack.node.tryFindChild(id) as HandlerFunction | undefined ?? new HandlerFunction(stack, id, name);
  }

  /** What custom resources name as their provider. */
  public readonly serviceToken: string;
  /** How long CloudFormation waits for an answer. */
  public readonly serviceTimeout: Duration;
  private readonly role: iam.Role;
  private readonly log: logs.LogGroup;
  private readonly furtherRoles: iam.Role[] = [];
  private assumeRoles?: iam.CfnRolePolicy;
  private readonly policiesARole: number;
  private count = 0;

  private constructor(scope: Construct, id: string, name: HandlerName) {
    super(scope, id);
    this.policiesARole = FEWER_POLICIES_A_ROLE[name] ?? POLICIES_A_ROLE;
    this.log = new logs.LogGroup(this, 'Log', { retention: logs.RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    this.role = this.makeRole('Role');
    if (name === WAITING) {
      this.serviceToken = this.waitingProvider(name);
      this.serviceTimeout = LONGEST_SERVICE_TIMEOUT;
    } else {
      this.serviceToken = this.makeFunction('Function', name, 'handler', eventAge(SERVICE_TIMEOUT)).functionArn;
      this.serviceTimeout = SERVICE_TIMEOUT;
    }
  }

  /** A function whose requests go on after it has ended. */
  private waitingProvider(name: HandlerName): string {
    const provider = new resources.Provider(this, 'Provider', {
      onEventHandler: this.makeFunction('OnEvent', name, 'onEvent'),
      isCompleteHandler: this.makeFunction('IsComplete', name, 'isComplete'),
      queryInterval: QUERY_INTERVAL,
      totalTimeout: LONGEST_SERVICE_TIMEOUT,
      logGroup: this.log,
      // By itself the framework may write into every log there is.
      frameworkOnEventRole: this.makeRole('FrameworkOnEventRole'),
      frameworkCompleteAndTimeoutRole: this.makeRole('FrameworkCompleteRole'),
    });
    (provider.node.findChild('framework-onEvent') as lambda.Function).configureAsyncInvoke({ maxEventAge: eventAge(LONGEST_SERVICE_TIMEOUT) });
    return provider.serviceToken;
  }

  /** A role that may do nothing yet but write the log. */
  private makeRole(id: string): iam.Role {
    return new iam.Role(this, id, {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Log: new iam.PolicyDocument({
          statements: [new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [this.log.logGroupArn] })],
        }),
      },
    });
  }

  private makeFunction(id: string, name: HandlerName, entry: string, maxEventAge?: Duration): lambda.Function {
    return new lambda.Function(this, id, {
      description: `Custom resources "${name}" for Systems Manager documents`,
      runtime: lambda.determineLatestNodeRuntime(this),
      handler: `${name}.${entry}`,
      code: lambda.Code.fromAsset(join(packageFolder(), 'assets', 'lambda'), { exclude: ['*', '!sdk.js', `!${name}.js`] }),
      role: this.role,
      logGroup: this.log,
      memorySize: 256,
      // Throttling lasts for minutes when many documents are deployed at once.
      timeout: TIMEOUT,
      maxEventAge,
    });
  }

  /**
   * Allow the function what one custom resource needs.
   *
   * @param subject the document that it is about, or the role in whose name it acts.
   */
  public allow(
    scope: Construct, id: string, permissions: readonly iam.PolicyStatementProps[], subject?: ssm.IDocumentRef | iam.IRoleRef,
  ): Permission {
    const further = this.furtherRole(Math.floor(this.count / this.policiesARole));
    this.count += 1;
    const acting = further ?? this.role;
    const policy = rolePolicy(scope, id, acting, permissions, subject);
    if (further !== undefined) policy.node.addDependency(this.assumeRoles!);
    return { policy, roleArn: further?.roleArn, actingRoleArn: acting.roleArn };
  }

  /** All of them stand in one policy, as the function's own role has room for so many characters. */
  private furtherRole(index: number): iam.Role | undefined {
    if (index === 0) return undefined;
    this.assumeRoles ??= rolePolicy(this, 'AssumeRoles', this.role, [{
      actions: ['sts:AssumeRole'], resources: Lazy.list({ produce: () => this.furtherRoles.map(({ roleArn }) => roleArn) }),
    }]);
    return this.furtherRoles[index - 1] ??= new iam.Role(this, `Role${index + 1}`, { assumedBy: new iam.ArnPrincipal(this.role.roleArn) });
  }
}

/** A try that CloudFormation waits for no more would undo what a later request did. */
function eventAge(serviceTimeout: Duration): Duration {
  return Duration.minutes(serviceTimeout.toMinutes() - TIMEOUT.toMinutes() - 1);
}

function rolePolicy(
  scope: Construct, id: string, role: iam.Role, permissions: readonly iam.PolicyStatementProps[], subject?: ssm.IDocumentRef | iam.IRoleRef,
): iam.CfnRolePolicy {
  const policy: iam.CfnRolePolicy = new iam.CfnRolePolicy(scope, id, {
    roleName: role.roleName,
    policyName: Lazy.string({ produce: () => policyName(policy, subject) }),
    policyDocument: new iam.PolicyDocument({ statements: permissions.map(statement => new iam.PolicyStatement(statement)) }),
  });
  return policy;
}
