import { aws_ec2 as ec2, aws_iam as iam, IResolvable } from 'aws-cdk-lib';
import { InstanceMetadataOptions, InstancePlacement, InstanceTagSpecification } from './instance-options';
import { Fields, flag, integer, maps, pairs, resource, resources, struct, structs, text, texts } from '../field';
import { Step, StepOptions } from '../step';

/**
 * What happens to an instance that shuts itself down.
 */
export class ShutdownBehavior {
  /** It is stopped. */
  public static readonly STOP = 'stop';
  /** It is terminated. */
  public static readonly TERMINATE = 'terminate';

  private constructor() {
  }
}

/**
 * What `RunInstances` launches. The properties are those of `RunInstances` of EC2, where more is said of them.
 */
export interface RunInstancesProps extends StepOptions {
  /**
   * The id of the image.
   */
  readonly imageId: string;

  /**
   * The type of the instances, such as `t3.micro`.
   *
   * @default - m1.small, by the service
   */
  readonly instanceType?: string;

  /**
   * How many instances there must be at least.
   *
   * @default - 1, by the service
   */
  readonly minInstanceCount?: number;

  /**
   * How many instances are launched at most.
   *
   * @default - 1, by the service
   */
  readonly maxInstanceCount?: number;

  /**
   * Reserved.
   *
   * @default - nothing
   */
  readonly additionalInfo?: string;

  /**
   * Block devices, as EC2 takes them.
   *
   * @default - those of the image
   */
  readonly blockDeviceMappings?: Record<string, any>[] | IResolvable;

  /**
   * A text by which EC2 knows the same request when it comes again.
   *
   * @default - none
   */
  readonly clientToken?: string;

  /**
   * Whether the instances cannot be terminated through the API.
   *
   * @default - false, by EC2
   */
  readonly disableApiTermination?: boolean | IResolvable;

  /**
   * Whether the instances are optimised for EBS.
   *
   * @default - by the type of the instances
   */
  readonly ebsOptimized?: boolean | IResolvable;

  /**
   * The ARN of the instance profile; one of `iamInstanceProfileArn` and `iamInstanceProfile`.
   *
   * @default - that of `iamInstanceProfile`
   */
  readonly iamInstanceProfileArn?: string;

  /**
   * The instance profile, or its name.
   *
   * @default - no profile
   */
  readonly iamInstanceProfile?: string | iam.IInstanceProfileRef;

  /**
   * What happens to an instance that shuts itself down: `stop` or `terminate`, as in `ShutdownBehavior.TERMINATE`.
   *
   * @default - ShutdownBehavior.STOP, by EC2
   */
  readonly instanceInitiatedShutdownBehavior?: string;

  /**
   * The id of the kernel.
   *
   * @default - that of the image
   */
  readonly kernelId?: string;

  /**
   * The name of the key pair.
   *
   * @default - no key pair
   */
  readonly keyName?: string;

  /**
   * How the instance metadata service answers.
   *
   * @default - by the account and the image
   */
  readonly metadataOptions?: InstanceMetadataOptions | IResolvable;

  /**
   * Whether the instances are monitored in detail.
   *
   * @default - false, by EC2
   */
  readonly monitoring?: boolean | IResolvable;

  /**
   * Network interfaces, as EC2 takes them.
   *
   * @default - one, in `subnet`
   */
  readonly networkInterfaces?: Record<string, any>[] | IResolvable;

  /**
   * Where the instances run.
   *
   * @default - by EC2
   */
  readonly placement?: InstancePlacement | IResolvable;

  /**
   * The first private IPv4 address.
   *
   * @default - one of the subnet
   */
  readonly privateIpAddress?: string;

  /**
   * The id of the RAM disk.
   *
   * @default - that of the image
   */
  readonly ramdiskId?: string;

  /**
   * The security groups, or their ids.
   *
   * @default - the default one of the VPC
   */
  readonly securityGroups?: (string | ec2.ISecurityGroupRef)[];

  /**
   * The names of security groups, in the default VPC.
   *
   * @default - none
   */
  readonly securityGroupNames?: string[];

  /**
   * The subnet, or its id.
   *
   * @default - one of the default VPC
   */
  readonly subnet?: string | ec2.ISubnetRef;

  /**
   * Tags for the instances and their volumes.
   *
   * @default - no tags
   */
  readonly tagSpecifications?: InstanceTagSpecification[] | IResolvable;

  /**
   * The user data, in Base64.
   *
   * @default - no user data
   */
  readonly userData?: string;
}

const METADATA_OPTIONS: Fields<InstanceMetadataOptions> = {
  httpTokens: text('HttpTokens'),
  httpPutResponseHopLimit: integer('HttpPutResponseHopLimit'),
  httpEndpoint: text('HttpEndpoint'),
  httpProtocolIpv6: text('HttpProtocolIpv6'),
  instanceMetadataTags: text('InstanceMetadataTags'),
};

const PLACEMENT: Fields<InstancePlacement> = {
  availabilityZone: text('AvailabilityZone'),
  affinity: text('Affinity'),
  groupId: text('GroupId'),
  groupName: text('GroupName'),
  hostId: text('HostId'),
  hostResourceGroupArn: text('HostResourceGroupArn'),
  partitionNumber: integer('PartitionNumber'),
  spreadDomain: text('SpreadDomain'),
  tenancy: text('Tenancy'),
};

const TAG_SPECIFICATION: Fields<InstanceTagSpecification> = {
  resourceType: text('ResourceType'),
  tags: pairs('Tags'),
};

/**
 * Launch instances and wait until they run (`aws:runInstances`).
 */
export class RunInstances extends Step {
  /** @internal */
  public static readonly _FIELDS: Fields<RunInstancesProps, StepOptions> = {
    imageId: text('ImageId'),
    instanceType: text('InstanceType'),
    minInstanceCount: integer('MinInstanceCount'),
    maxInstanceCount: integer('MaxInstanceCount'),
    additionalInfo: text('AdditionalInfo'),
    blockDeviceMappings: maps('BlockDeviceMappings'),
    clientToken: text('ClientToken'),
    disableApiTermination: flag('DisableApiTermination'),
    ebsOptimized: flag('EbsOptimized'),
    iamInstanceProfileArn: text('IamInstanceProfileArn'),
    iamInstanceProfile: resource('IamInstanceProfileName',
      ({ instanceProfileRef }: iam.IInstanceProfileRef) => instanceProfileRef.instanceProfileName),
    instanceInitiatedShutdownBehavior: text('InstanceInitiatedShutdownBehavior'),
    kernelId: text('KernelId'),
    keyName: text('KeyName'),
    metadataOptions: struct('MetadataOptions', METADATA_OPTIONS),
    monitoring: flag('Monitoring'),
    networkInterfaces: maps('NetworkInterfaces'),
    placement: struct('Placement', PLACEMENT),
    privateIpAddress: text('PrivateIpAddress'),
    ramdiskId: text('RamdiskId'),
    securityGroups: resources('SecurityGroupIds', ({ securityGroupRef }: ec2.ISecurityGroupRef) => securityGroupRef.securityGroupId),
    securityGroupNames: texts('SecurityGroups'),
    subnet: resource('SubnetId', ({ subnetRef }: ec2.ISubnetRef) => subnetRef.subnetId),
    tagSpecifications: structs('TagSpecifications', TAG_SPECIFICATION),
    userData: text('UserData'),
  };

  /**
   * @param name the name of the step.
   * @param props what is launched.
   */
  constructor(name: string, public readonly props: RunInstancesProps) {
    super(name, 'aws:runInstances', props);
  }

  /** The ids of the instances. */
  public get instanceIds(): string[] {
    return this.outputAsList('InstanceIds');
  }

  /** The states of the instances. */
  public get instanceStates(): string[] {
    return this.outputAsList('InstanceStates');
  }

  /** @internal */
  protected get _fields() {
    return RunInstances._FIELDS;
  }
}
