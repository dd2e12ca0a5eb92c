/** What a member of a resource object of boto3 calls, and what kind of object it gives. */
export interface ResourceMember {
  readonly operations: readonly string[];
  /** The kind of object, or of the objects in a collection. */
  readonly gives?: string;
}

type Members = Readonly<Record<string, ResourceMember>>;

const calls = (...operations: string[]): ResourceMember => ({ operations });
const all = (operation: string, gives?: string): ResourceMember => ({ operations: [operation], gives });
const object = (gives: string): ResourceMember => ({ operations: [], gives });

const S3_TRANSFER: Members = {
  upload_file: calls('PutObject'),
  upload_fileobj: calls('PutObject'),
  download_file: calls('GetObject', 'HeadObject'),
  download_fileobj: calls('GetObject', 'HeadObject'),
  copy: calls('CopyObject'),
};

/** The resource objects that scripts use; `service` is what `boto3.resource('service')` gives. */
const RESOURCES: Readonly<Record<string, Readonly<Record<string, Members>>>> = {
  dynamodb: {
    service: {
      Table: object('Table'),
      tables: all('ListTables', 'Table'),
      create_table: all('CreateTable', 'Table'),
      batch_get_item: calls('BatchGetItem'),
      batch_write_item: calls('BatchWriteItem'),
    },
    Table: {
      get_item: calls('GetItem'),
      put_item: calls('PutItem'),
      update_item: calls('UpdateItem'),
      delete_item: calls('DeleteItem'),
      query: calls('Query'),
      scan: calls('Scan'),
      batch_writer: calls('BatchWriteItem'),
      delete: calls('DeleteTable'),
      update: calls('UpdateTable'),
      load: calls('DescribeTable'),
      reload: calls('DescribeTable'),
      wait_until_exists: calls('DescribeTable'),
      wait_until_not_exists: calls('DescribeTable'),
    },
  },
  ec2: {
    service: {
      Instance: object('Instance'),
      Image: object('Image'),
      Snapshot: object('Snapshot'),
      Volume: object('Volume'),
      SecurityGroup: object('SecurityGroup'),
      Vpc: object('Vpc'),
      Subnet: object('Subnet'),
      instances: all('DescribeInstances', 'Instance'),
      images: all('DescribeImages', 'Image'),
      snapshots: all('DescribeSnapshots', 'Snapshot'),
      volumes: all('DescribeVolumes', 'Volume'),
      security_groups: all('DescribeSecurityGroups', 'SecurityGroup'),
      vpcs: all('DescribeVpcs', 'Vpc'),
      subnets: all('DescribeSubnets', 'Subnet'),
      create_instances: all('RunInstances', 'Instance'),
      create_snapshot: all('CreateSnapshot', 'Snapshot'),
      create_volume: all('CreateVolume', 'Volume'),
      create_tags: calls('CreateTags'),
    },
    Instance: {
      start: calls('StartInstances'),
      stop: calls('StopInstances'),
      reboot: calls('RebootInstances'),
      terminate: calls('TerminateInstances'),
      create_image: all('CreateImage', 'Image'),
      create_tags: calls('CreateTags'),
      delete_tags: calls('DeleteTags'),
      modify_attribute: calls('ModifyInstanceAttribute'),
      describe_attribute: calls('DescribeInstanceAttribute'),
      attach_volume: calls('AttachVolume'),
      detach_volume: calls('DetachVolume'),
      console_output: calls('GetConsoleOutput'),
      monitor: calls('MonitorInstances'),
      unmonitor: calls('UnmonitorInstances'),
      volumes: all('DescribeVolumes', 'Volume'),
      ...waits('DescribeInstances', 'running', 'stopped', 'terminated', 'exists'),
    },
    Image: { deregister: calls('DeregisterImage'), create_tags: calls('CreateTags'), modify_attribute: calls('ModifyImageAttribute'), ...waits('DescribeImages', 'exists') },
    Snapshot: { delete: calls('DeleteSnapshot'), create_tags: calls('CreateTags'), copy: calls('CopySnapshot'), ...waits('DescribeSnapshots', 'completed') },
    Volume: {
      create_snapshot: all('CreateSnapshot', 'Snapshot'),
      attach_to_instance: calls('AttachVolume'),
      detach_from_instance: calls('DetachVolume'),
      delete: calls('DeleteVolume'),
      create_tags: calls('CreateTags'),
      snapshots: all('DescribeSnapshots', 'Snapshot'),
      ...waits('DescribeVolumes'),
    },
    SecurityGroup: {
      authorize_ingress: calls('AuthorizeSecurityGroupIngress'),
      authorize_egress: calls('AuthorizeSecurityGroupEgress'),
      revoke_ingress: calls('RevokeSecurityGroupIngress'),
      revoke_egress: calls('RevokeSecurityGroupEgress'),
      delete: calls('DeleteSecurityGroup'),
      create_tags: calls('CreateTags'),
      ...waits('DescribeSecurityGroups'),
    },
    Vpc: { instances: all('DescribeInstances', 'Instance'), subnets: all('DescribeSubnets', 'Subnet'), delete: calls('DeleteVpc'), ...waits('DescribeVpcs') },
    Subnet: { instances: all('DescribeInstances', 'Instance'), delete: calls('DeleteSubnet'), ...waits('DescribeSubnets') },
  },
  s3: {
    service: { Bucket: object('Bucket'), Object: object('Object'), ObjectSummary: object('Object'), buckets: all('ListBuckets', 'Bucket'), create_bucket: all('CreateBucket', 'Bucket') },
    Bucket: {
      ...S3_TRANSFER,
      Object: object('Object'),
      objects: all('ListObjects', 'Object'),
      object_versions: all('ListObjectVersions', 'Version'),
      put_object: all('PutObject', 'Object'),
      delete_objects: calls('DeleteObjects'),
      create: calls('CreateBucket'),
      delete: calls('DeleteBucket'),
      load: calls('ListBuckets'),
      creation_date: calls('ListBuckets'),
      wait_until_exists: calls('HeadBucket'),
    },
    Object: {
      ...S3_TRANSFER,
      get: calls('GetObject'),
      put: calls('PutObject'),
      delete: calls('DeleteObject'),
      copy_from: calls('CopyObject'),
      load: calls('HeadObject'),
      reload: calls('HeadObject'),
      wait_until_exists: calls('HeadObject'),
      wait_until_not_exists: calls('HeadObject'),
    },
    Version: { delete: calls('DeleteObjects'), get: calls('GetObject'), head: calls('HeadObject') },
  },
  sns: {
    service: { Topic: object('Topic'), topics: all('ListTopics', 'Topic'), create_topic: all('CreateTopic', 'Topic') },
    Topic: { publish: calls('Publish'), subscribe: calls('Subscribe'), delete: calls('DeleteTopic'), load: calls('GetTopicAttributes') },
  },
  sqs: {
    service: { Queue: object('Queue'), queues: all('ListQueues', 'Queue'), get_queue_by_name: all('GetQueueUrl', 'Queue'), create_queue: all('CreateQueue', 'Queue') },
    Queue: {
      send_message: calls('SendMessage'),
      send_messages: calls('SendMessageBatch'),
      receive_messages: calls('ReceiveMessage'),
      delete_messages: calls('DeleteMessageBatch'),
      purge: calls('PurgeQueue'),
      delete: calls('DeleteQueue'),
      load: calls('GetQueueAttributes'),
      attributes: calls('GetQueueAttributes'),
    },
  },
};

/** Attributes that are known without a call: those that made the object. */
const GIVEN: ReadonlySet<string> = new Set(['id', 'name', 'key', 'bucket_name', 'arn', 'url', 'table_name', 'meta', 'all', 'filter', 'limit', 'page_size', 'pages', 'iterator']);
/** What reading any other attribute of an object calls. */
const LOADS: Readonly<Record<string, string>> = {
  'dynamodb.Table': 'DescribeTable',
  'ec2.Instance': 'DescribeInstances',
  'ec2.Image': 'DescribeImages',
  'ec2.Snapshot': 'DescribeSnapshots',
  'ec2.Volume': 'DescribeVolumes',
  'ec2.SecurityGroup': 'DescribeSecurityGroups',
  'ec2.Vpc': 'DescribeVpcs',
  'ec2.Subnet': 'DescribeSubnets',
  's3.Object': 'HeadObject',
};

/** What a member of a resource object calls; undefined when it is not known. */
export function resourceMember(service: string, kind: string, member: string): ResourceMember | undefined {
  const kinds = Object.hasOwn(RESOURCES, service) ? RESOURCES[service] : undefined;
  if (kinds === undefined || !Object.hasOwn(kinds, kind)) return undefined;
  if (Object.hasOwn(kinds[kind], member)) return kinds[kind][member];
  if (GIVEN.has(member)) return { operations: [], gives: kind === 'service' ? undefined : kind };
  const loads = LOADS[`${service}.${kind}`];
  return loads !== undefined && !/^[A-Z]/.test(member) ? { operations: [loads] } : undefined;
}

function waits(operation: string, ...states: string[]): Members {
  return Object.fromEntries(['load', 'reload', ...states.map(state => `wait_until_${state}`)].map(name => [name, calls(operation)]));
}
