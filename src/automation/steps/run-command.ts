import { aws_iam as iam, aws_logs as logs, aws_s3 as s3, aws_sns as sns, aws_ssm as ssm, Duration, IResolvable } from 'aws-cdk-lib';
import { arnOfRole, arnOfTopic, nameOfDocument } from '../attributes';
import { Fields, flag, instances, map, resource, seconds, struct, text, texts } from '../field';
import { Step, StepOptions } from '../step';
import { Target } from '../target';

/**
 * What the hash of a document was made with.
 */
export class DocumentHashType {
  /** SHA-256. */
  public static readonly SHA_256 = 'Sha256';
  /** SHA-1, which SSM does not use any more. */
  public static readonly SHA_1 = 'Sha1';

  private constructor() {
  }
}

/**
 * Of what a topic is told.
 */
export class CommandNotificationEvent {
  /** All of these. */
  public static readonly ALL = 'All';
  /** The command runs. */
  public static readonly IN_PROGRESS = 'InProgress';
  /** The command has succeeded. */
  public static readonly SUCCESS = 'Success';
  /** The command has run out of time. */
  public static readonly TIMED_OUT = 'TimedOut';
  /** The command was cancelled. */
  public static readonly CANCELLED = 'Cancelled';
  /** The command has failed. */
  public static readonly FAILED = 'Failed';

  private constructor() {
  }
}

/**
 * How often a topic is told.
 */
export class CommandNotificationType {
  /** Once for the command. */
  public static readonly COMMAND = 'Command';
  /** For each node. */
  public static readonly INVOCATION = 'Invocation';

  private constructor() {
  }
}

/**
 * Who is told of the status of a command.
 */
export interface CommandNotificationConfig {
  /**
   * The topic, or its ARN.
   */
  readonly notificationTopic: string | sns.ITopicRef;

  /**
   * Of what it is told, such as `CommandNotificationEvent.FAILED`.
   *
   * @default - by the service
   */
  readonly notificationEvents?: string[];

  /**
   * How often it is told: `Command` or `Invocation`, as in `CommandNotificationType.INVOCATION`.
   *
   * @default - CommandNotificationType.COMMAND, by the service
   */
  readonly notificationType?: string;
}

/**
 * Where the output of a command goes in CloudWatch Logs.
 */
export interface CommandCloudWatchOutputConfig {
  /**
   * The log group, or its name.
   *
   * @default - aws/ssm/ and the name of the document, by the service
   */
  readonly logGroup?: string | logs.ILogGroupRef;

  /**
   * Whether the output goes there.
   *
   * @default - false, by the service
   */
  readonly cloudWatchOutputEnabled?: boolean | IResolvable;
}

/**
 * What `RunCommand` runs, on either `instanceIds` or `targets`.
 */
export interface RunCommandProps extends StepOptions {
  /**
   * The Command document, or its name; the ARN where another account shares it.
   */
  readonly document: string | ssm.IDocumentRef;

  /**
   * The version: a number, `$LATEST` or `$DEFAULT`.
   *
   * @default - the default version of the document
   */
  readonly documentVersion?: string;

  /**
   * The ids of the nodes, 50 at most.
   *
   * @default - those of `targets`
   */
  readonly instanceIds?: string[];

  /**
   * What chooses the nodes, 5 at most.
   *
   * @default - those of `instanceIds`
   */
  readonly targets?: Target[] | IResolvable;

  /**
   * The values of the parameters of the document, by name.
   *
   * @default - the defaults of the document
   */
  readonly parameters?: Record<string, any> | IResolvable;

  /**
   * A remark, 100 characters at most.
   *
   * @default - no remark
   */
  readonly comment?: string;

  /**
   * The hash that the document must have.
   *
   * @default - it is not compared
   */
  readonly documentHash?: string;

  /**
   * What the hash was made with: `Sha256` or `Sha1`, as in `DocumentHashType.SHA_256`.
   *
   * @default - DocumentHashType.SHA_256, by the service
   */
  readonly documentHashType?: string;

  /**
   * How long a node may take to fetch the command: 30 seconds to 30 days, in whole seconds. It becomes the input `TimeoutSeconds`,
   * whereas `timeout` is what the runbook allows the step.
   *
   * @default - 1 hour, by the service
   */
  readonly deliveryTimeout?: Duration;

  /**
   * On how many nodes it may run at once: a number such as `10`, or a share such as `10%`.
   *
   * @default - 50, by the service
   */
  readonly maxConcurrency?: string;

  /**
   * After how many errors it is not sent to further nodes: a number such as `10`, or a share such as `10%`.
   *
   * @default - 0, by the service
   */
  readonly maxErrors?: string;

  /**
   * Where the output goes in CloudWatch Logs.
   *
   * @default - not there
   */
  readonly cloudWatchOutputConfig?: CommandCloudWatchOutputConfig | IResolvable;

  /**
   * The bucket, or its name, where the output goes. The nodes need permission for it.
   *
   * @default - to no bucket
   */
  readonly outputBucket?: string | s3.IBucketRef;

  /**
   * What the keys in the bucket begin with.
   *
   * @default - by the service
   */
  readonly outputKeyPrefix?: string;

  /**
   * Who is told of the status; it needs `serviceRole`.
   *
   * @default - nobody
   */
  readonly notificationConfig?: CommandNotificationConfig | IResolvable;

  /**
   * The role, or its ARN, with which SSM tells the topic.
   *
   * @default - none
   */
  readonly serviceRole?: string | iam.IRoleRef;
}

const NOTIFICATION: Fields<CommandNotificationConfig> = {
  notificationTopic: resource('NotificationArn', arnOfTopic),
  notificationEvents: texts('NotificationEvents'),
  notificationType: text('NotificationType'),
};

const CLOUD_WATCH: Fields<CommandCloudWatchOutputConfig> = {
  logGroup: resource('CloudWatchLogGroupName', ({ logGroupRef }: logs.ILogGroupRef) => logGroupRef.logGroupName),
  cloudWatchOutputEnabled: flag('CloudWatchOutputEnabled'),
};

/**
 * Run a Command document on nodes and wait until it has ended (`aws:runCommand`).
 */
export class RunCommand extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<RunCommandProps, StepOptions> = {
    document: resource('DocumentName', nameOfDocument),
    documentVersion: text('DocumentVersion'),
    documentHash: text('DocumentHash'),
    documentHashType: text('DocumentHashType'),
    instanceIds: texts('InstanceIds'),
    targets: instances('Targets', Target._read),
    parameters: map('Parameters'),
    comment: text('Comment'),
    deliveryTimeout: seconds('TimeoutSeconds'),
    maxConcurrency: text('MaxConcurrency'),
    maxErrors: text('MaxErrors'),
    cloudWatchOutputConfig: struct('CloudWatchOutputConfig', CLOUD_WATCH),
    outputBucket: resource('OutputS3BucketName', ({ bucketRef }: s3.IBucketRef) => bucketRef.bucketName),
    outputKeyPrefix: text('OutputS3KeyPrefix'),
    notificationConfig: struct('NotificationConfig', NOTIFICATION),
    serviceRole: resource('ServiceRoleArn', arnOfRole),
  };

  /**
   * @param name the name of the step.
   * @param props what is run.
   */
  constructor(name: string, public readonly props: RunCommandProps) {
    super(name, 'aws:runCommand', props);
  }

  /** The id of the command. */
  public get commandId(): string {
    return this.output('CommandId');
  }

  /** The status of the command, such as `Success`. */
  public get status(): string {
    return this.output('Status');
  }

  /** The exit code; not there when the document has more than one step. */
  public get responseCode(): number {
    return this.outputAsNumber('ResponseCode');
  }

  /** What the command wrote; not there when it ran on several nodes or on a tag. */
  public get commandOutput(): string {
    return this.output('Output');
  }

  /** @internal */
  public get _document(): ssm.IDocumentRef | undefined {
    return typeof this.props.document === 'string' ? undefined : this.props.document;
  }

  /** @internal */
  protected get _fields() {
    return RunCommand._FIELDS;
  }
}
