import { aws_iam as iam, aws_sns as sns, Duration, IResolvable } from 'aws-cdk-lib';
import { arnOfRole, arnOfTopic } from '../attributes';
import { Fields, flag, minutes, pairs, resource, resources, text, texts } from '../field';
import { Step, StepOptions } from '../step';

/**
 * What must be said so that a template may have certain contents.
 */
export class StackCapability {
  /** The template has resources of IAM. */
  public static readonly IAM = 'CAPABILITY_IAM';
  /** The template has resources of IAM with names of their own. */
  public static readonly NAMED_IAM = 'CAPABILITY_NAMED_IAM';
  /** The template has macros or nested stacks. */
  public static readonly AUTO_EXPAND = 'CAPABILITY_AUTO_EXPAND';

  private constructor() {
  }
}

/**
 * What CloudFormation does with a stack that cannot be created.
 */
export class OnStackFailure {
  /** Leave it as it is. */
  public static readonly DO_NOTHING = 'DO_NOTHING';
  /** Undo what was made. */
  public static readonly ROLLBACK = 'ROLLBACK';
  /** Delete it. */
  public static readonly DELETE = 'DELETE';

  private constructor() {
  }
}

/**
 * What `CreateStack` creates.
 */
export interface CreateStackProps extends StepOptions {
  /**
   * The name of the stack: letters, digits and `-`, a letter first, 128 characters at most.
   */
  readonly stackName: string;

  /**
   * The template as text, 51,200 bytes at most.
   *
   * @default - that of `templateUrl`; one of both is needed
   */
  readonly templateBody?: string;

  /**
   * The URL of the template in S3.
   *
   * @default - that of `templateBody`; one of both is needed
   */
  readonly templateUrl?: string;

  /**
   * The values of the parameters of the template, by name.
   *
   * @default - the defaults of the template
   */
  readonly parameters?: Record<string, string> | IResolvable;

  /**
   * What the template may have, such as `StackCapability.NAMED_IAM`.
   *
   * @default - nothing that must be allowed
   */
  readonly capabilities?: string[];

  /**
   * A text by which CloudFormation knows the same request when it comes again, 128 letters, digits and `-` at most; needed where
   * `maxAttempts` is more than 1.
   *
   * @default - none
   */
  readonly clientRequestToken?: string;

  /**
   * Whether a stack that cannot be created is left as it is. It cannot stand together with `onStackFailure`.
   *
   * @default - false, by CloudFormation
   */
  readonly disableRollback?: boolean | IResolvable;

  /**
   * What happens when the stack cannot be created: `DO_NOTHING`, `ROLLBACK` or `DELETE`, as in `OnStackFailure.DELETE`. It becomes the
   * input `OnFailure`, whereas `onFailure` is what the runbook does then.
   *
   * @default - OnStackFailure.ROLLBACK, by CloudFormation
   */
  readonly onStackFailure?: string;

  /**
   * The topics, or their ARNs, that get the events of the stack; 5 at most.
   *
   * @default - none
   */
  readonly notificationTopics?: (string | sns.ITopicRef)[];

  /**
   * The types of resources that the template may have, such as `AWS::EC2::*`.
   *
   * @default - all, by CloudFormation
   */
  readonly resourceTypes?: string[];

  /**
   * The role, or its ARN, that CloudFormation assumes.
   *
   * @default - CloudFormation acts with the permissions of the runbook
   */
  readonly role?: string | iam.IRoleRef;

  /**
   * The policy of the stack as text, 16,384 characters at most.
   *
   * @default - that of `stackPolicyUrl`
   */
  readonly stackPolicyBody?: string;

  /**
   * The URL of the policy of the stack in S3, in the same Region.
   *
   * @default - that of `stackPolicyBody`
   */
  readonly stackPolicyUrl?: string;

  /**
   * Tags for the stack and its resources, 50 at most; the user guide says 10.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string> | IResolvable;

  /**
   * How long CloudFormation may take, in whole minutes. It becomes the input `TimeoutInMinutes`, whereas `timeout` is what the runbook
   * allows the step.
   *
   * @default - no limit, by CloudFormation
   */
  readonly stackTimeout?: Duration;
}

/**
 * Create a stack of CloudFormation and wait until it is there (`aws:createStack`).
 */
export class CreateStack extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<CreateStackProps, StepOptions> = {
    stackName: text('StackName'),
    templateBody: text('TemplateBody'),
    templateUrl: text('TemplateURL'),
    parameters: pairs('Parameters', 'ParameterKey', 'ParameterValue'),
    capabilities: texts('Capabilities'),
    clientRequestToken: text('ClientRequestToken'),
    disableRollback: flag('DisableRollback'),
    onStackFailure: text('OnFailure'),
    notificationTopics: resources('NotificationARNs', arnOfTopic),
    resourceTypes: texts('ResourceTypes'),
    role: resource('RoleARN', arnOfRole),
    stackPolicyBody: text('StackPolicyBody'),
    stackPolicyUrl: text('StackPolicyURL'),
    tags: pairs('Tags'),
    stackTimeout: minutes('TimeoutInMinutes'),
  };

  /**
   * @param name the name of the step.
   * @param props what is created.
   */
  constructor(name: string, public readonly props: CreateStackProps) {
    super(name, 'aws:createStack', props);
  }

  /** The id of the stack. */
  public get stackId(): string {
    return this.output('StackId');
  }

  /** The status of the stack, such as `CREATE_COMPLETE`. */
  public get stackStatus(): string {
    return this.output('StackStatus');
  }

  /** Why the stack has this status, if CloudFormation says so. */
  public get stackStatusReason(): string {
    return this.output('StackStatusReason');
  }

  /** @internal */
  protected get _fields() {
    return CreateStack._FIELDS;
  }
}
