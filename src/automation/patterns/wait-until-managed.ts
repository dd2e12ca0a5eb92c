import { Duration } from 'aws-cdk-lib';
import { OnFailure } from '../jump';
import { StepGroup } from '../step-group';
import { StepOutput } from '../step-output';
import { AwsApi, WaitForAwsResourceProperty } from '../steps';

/**
 * What `WaitUntilManaged` waits for.
 */
export interface WaitUntilManagedProps {
  /**
   * The id of the instance or the managed node.
   */
  readonly instanceId: string;

  /**
   * How long it waits, in whole seconds.
   *
   * @default Duration.minutes(10)
   */
  readonly timeout?: Duration;

  /**
   * What happens when the agent does not answer in time.
   *
   * @default OnFailure.ABORT
   */
  readonly onFailure?: OnFailure;
}

/**
 * Wait until the agent of a node answers Systems Manager, and tell what runs there.
 *
 * Commands that are sent to a node before fail. The steps are `<prefix>WaitUntilOnline` and `<prefix>Describe`.
 */
export class WaitUntilManaged extends StepGroup {
  /**
   * The step that waits.
   */
  public readonly wait: WaitForAwsResourceProperty;

  /**
   * The step that asks what runs on the node.
   */
  public readonly describe: AwsApi;

  /**
   * @param prefix what the names of the steps begin with.
   * @param props what is waited for.
   */
  constructor(prefix: string, props: WaitUntilManagedProps) {
    super(prefix);
    const call = {
      service: 'ssm',
      api: 'DescribeInstanceInformation',
      parameters: { Filters: [{ Key: 'InstanceIds', Values: [props.instanceId] }] },
    };
    this.wait = new WaitForAwsResourceProperty(this.nameOf('WaitUntilOnline'), {
      ...call,
      propertySelector: '$.InstanceInformationList[0].PingStatus',
      desiredValues: ['Online'],
      timeout: props.timeout ?? Duration.minutes(10),
      onFailure: props.onFailure ?? OnFailure.ABORT,
    });
    this.describe = new AwsApi(this.nameOf('Describe'), {
      ...call,
      outputs: {
        PlatformType: StepOutput.ofString('$.InstanceInformationList[0].PlatformType'),
        PlatformName: StepOutput.ofString('$.InstanceInformationList[0].PlatformName'),
        PlatformVersion: StepOutput.ofString('$.InstanceInformationList[0].PlatformVersion'),
        AgentVersion: StepOutput.ofString('$.InstanceInformationList[0].AgentVersion'),
      },
    });
    this.add(this.wait, this.describe);
  }

  /** The kind of the operating system: `Linux`, `Windows` or `MacOS`. */
  public get platformType(): string {
    return this.describe.output('PlatformType');
  }

  /** The name of the operating system, such as `Amazon Linux`. */
  public get platformName(): string {
    return this.describe.output('PlatformName');
  }

  /** The version of the operating system, such as `2023`. */
  public get platformVersion(): string {
    return this.describe.output('PlatformVersion');
  }

  /** The version of the agent. */
  public get agentVersion(): string {
    return this.describe.output('AgentVersion');
  }
}
