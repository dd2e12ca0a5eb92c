import { IResolvable } from 'aws-cdk-lib';

/**
 * How the metadata service of an instance answers.
 */
export interface InstanceMetadataOptions {
  /**
   * Whether version 2 is needed: `required`, or `optional`.
   *
   * @default - by the account and the image
   */
  readonly httpTokens?: string;

  /**
   * How many hops an answer can take, 1 to 64.
   *
   * @default - by the account and the image
   */
  readonly httpPutResponseHopLimit?: number;

  /**
   * Whether it answers at all: `enabled` or `disabled`.
   *
   * @default - by the account; else enabled
   */
  readonly httpEndpoint?: string;

  /**
   * Whether it answers over IPv6: `enabled` or `disabled`.
   *
   * @default - disabled, by EC2
   */
  readonly httpProtocolIpv6?: string;

  /**
   * Whether it tells the tags of the instance: `enabled` or `disabled`.
   *
   * @default - by the account; else disabled
   */
  readonly instanceMetadataTags?: string;
}

/**
 * Where instances run.
 */
export interface InstancePlacement {
  /**
   * The Availability Zone, such as `eu-central-1a`.
   *
   * @default - that of the subnet, or one that EC2 chooses
   */
  readonly availabilityZone?: string;

  /**
   * Whether an instance comes back to the same dedicated host: `default` or `host`.
   *
   * @default - by EC2
   */
  readonly affinity?: string;

  /**
   * The id of the placement group; not together with `groupName`.
   *
   * @default - no group
   */
  readonly groupId?: string;

  /**
   * The name of the placement group; not together with `groupId`.
   *
   * @default - no group
   */
  readonly groupName?: string;

  /**
   * The id of the dedicated host.
   *
   * @default - by EC2
   */
  readonly hostId?: string;

  /**
   * The ARN of the group of dedicated hosts.
   *
   * @default - no group
   */
  readonly hostResourceGroupArn?: string;

  /**
   * The number of the partition, in a placement group of partitions.
   *
   * @default - by EC2
   */
  readonly partitionNumber?: number;

  /**
   * Reserved.
   *
   * @default - nothing
   */
  readonly spreadDomain?: string;

  /**
   * The tenancy: `default`, `dedicated` or `host`.
   *
   * @default - that of the VPC
   */
  readonly tenancy?: string;
}

/**
 * Tags for what is made with an instance.
 */
export interface InstanceTagSpecification {
  /**
   * What is tagged: `instance` or `volume`.
   */
  readonly resourceType: string;

  /**
   * The tags.
   */
  readonly tags: Record<string, string> | IResolvable;
}
