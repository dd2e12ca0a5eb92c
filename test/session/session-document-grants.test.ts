import { App, aws_iam as iam, aws_kms as kms, aws_logs as logs, aws_s3 as s3, aws_ssm as ssm, CfnParameter, Stack } from 'aws-cdk-lib';
import { Document, DocumentParameter, Nodes, Session, SessionDocument, SessionDocumentGrants, SessionOwner, SessionResources } from '../../src';
import { templateOf } from '../document/deployed-content';

const OWN_SESSIONS = arn('ssm', '*:*:session/${aws:userid}-*');
const START = { Action: 'ssm:StartSession', Effect: 'Allow' };
const OPEN = { Action: 'ssmmessages:OpenDataChannel', Effect: 'Allow', Resource: OWN_SESSIONS };
const CHANNELS = {
  Action: [
    'ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ],
  Effect: 'Allow',
  Resource: '*',
};

let stack: Stack;
let role: iam.Role;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
});

function arn(service: string, rest: string): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:${service}:${rest}`]] };
}

function here(service: string, resource: string): unknown {
  return arn(service, `eu-west-1:111122223333:${resource}`);
}

function statements(of: Stack = stack): any[] {
  const policies = Object.values(templateOf(of).findResources('AWS::IAM::Policy'));
  return policies.flatMap(policy => policy.Properties.PolicyDocument.Statement);
}

function document(session: Session = Session.ssh()): SessionDocument {
  return new SessionDocument(stack, 'Doc', { session });
}

const ALL_NODES = [here('ec2', 'instance/*'), here('ssm', 'managed-instance/*')];

describe('startSession', () => {
  test('on tagged nodes: the tag counts for the nodes and not for the document', () => {
    const doc = document();
    doc.grants.startSession(role, { nodes: Nodes.tagged('Team', 'web', 'db*') });
    expect(statements()).toEqual([
      { ...START, Resource: ALL_NODES, Condition: { StringLike: { 'ssm:resourceTag/Team': ['web', 'db*'] } } },
      { ...START, Resource: arnOfDoc() },
      OPEN,
    ]);
  });

  test('on certain nodes', () => {
    const instanceId = new CfnParameter(stack, 'Node').valueAsString;
    document().grants.startSession(role, { nodes: Nodes.instanceIds('i-0123456789abcdef0', 'mi-0123456789abcdef0', instanceId) });
    expect(statements()[0]).toEqual({
      ...START,
      Resource: [
        here('ec2', 'instance/i-0123456789abcdef0'),
        here('ssm', 'managed-instance/mi-0123456789abcdef0'),
        { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:eu-west-1:111122223333:instance/', { Ref: 'Node' }]] },
        { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:managed-instance/', { Ref: 'Node' }]] },
      ],
    });
  });

  test('on all nodes', () => {
    document().grants.startSession(role, { nodes: Nodes.all() });
    expect(statements()[0]).toEqual({ ...START, Resource: ALL_NODES });
  });

  test('with a key', () => {
    const key = new kms.Key(stack, 'Key');
    document(Session.shell({ encryptionKey: key })).grants.startSession(role, { nodes: Nodes.all() });
    expect(statements()).toContainEqual({ Action: 'kms:GenerateDataKey', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } });
    expect(statements()).toHaveLength(4);
  });

  test.each<[string, (grantee: Stack) => iam.IGrantable]>([
    ['a user', scope => new iam.User(scope, 'Who')],
    ['a group', scope => new iam.Group(scope, 'Who')],
    ['an imported role', scope => iam.Role.fromRoleArn(scope, 'Who', 'arn:aws:iam::111122223333:role/Ops')],
    ['an imported user', scope => iam.User.fromUserName(scope, 'Who', 'ops')],
  ])('to %s', (_, make) => {
    const grant = document().grants.startSession(make(stack), { nodes: Nodes.all() });
    expect(grant.success).toBe(true);
    expect(grant.principalStatements).toHaveLength(3);
    expect(statements()).toHaveLength(3);
  });

  test('to a role that cannot be changed it has no effect', () => {
    const fixed = iam.Role.fromRoleArn(stack, 'Fixed', 'arn:aws:iam::999999999999:role/Ops');
    document().grants.startSession(fixed, { nodes: Nodes.all() });
    expect(statements()).toEqual([]);
  });

  test.each([
    ['no ids', () => Nodes.instanceIds(), 'no instance ids are given'],
    ['an id of something else', () => Nodes.instanceIds('vol-1'), '"vol-1" is no id of a managed node; the ids of EC2 instances begin with "i-", those of other managed nodes with "mi-"'],
    ['no values', () => Nodes.tagged('Team'), 'no values are given for the tag "Team"'],
  ])('%s is refused', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

function arnOfDoc(): unknown {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/', { Ref: 'Doc036E3112' }]] };
}

describe('documents of every origin', () => {
  const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';

  test.each<[string, (resources: SessionResources) => SessionDocumentGrants, unknown]>([
    ['L1', resources => SessionDocumentGrants.fromSessionDocument(new ssm.CfnDocument(stack, 'Raw', { content: {} }), resources),
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:document/', { Ref: 'Raw' }]] }],
    ['imported by name', resources => SessionDocument.fromSessionDocumentAttributes(stack, 'Import', { documentName: 'Shell', ...resources }).grants,
      here('ssm', 'document/Shell')],
    ['imported by ARN', resources => SessionDocument.fromSessionDocumentAttributes(
      stack, 'Import', { documentArn: 'arn:aws:ssm:eu-west-1:444455556666:document/Shell', ...resources }).grants,
    'arn:aws:ssm:eu-west-1:444455556666:document/Shell'],
    ['of Amazon', resources => SessionDocumentGrants.fromSessionDocument(Document.fromAmazon(stack, 'Ssh', 'AWS-StartSSHSession'), resources),
      arn('ssm', 'eu-west-1::document/AWS-StartSSHSession')],
    ['an L1 import', resources => SessionDocumentGrants.fromSessionDocument(ssm.CfnDocument.fromDocumentName(stack, 'Import', 'Shell'), resources),
      here('ssm', 'document/Shell')],
  ])('%s', (_, grantsOf, documentArn) => {
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY);
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Log', '/ops/shell');
    const logBucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'ops-logs');
    const grants = grantsOf({ encryptionKey, logGroup, logBucket, logPrefix: 'shells/' });
    grants.startSession(role, { nodes: Nodes.instanceIds('i-1') });
    const nodes = new Stack(stack.node.root as App, 'Nodes', { env: { account: '111122223333', region: 'eu-west-1' } });
    grants.hostSession(new iam.Role(nodes, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }));

    expect(statements()).toEqual([
      { ...START, Resource: here('ec2', 'instance/i-1') },
      { ...START, Resource: documentArn },
      OPEN,
      { Action: 'kms:GenerateDataKey', Effect: 'Allow', Resource: KEY },
    ]);
    expect(statements(nodes)).toEqual([
      CHANNELS,
      { Action: 's3:GetEncryptionConfiguration', Effect: 'Allow', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::ops-logs']] } },
      { Action: 's3:PutObject', Effect: 'Allow', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::ops-logs/shells/*']] } },
      { Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], Effect: 'Allow', Resource: here('logs', 'log-group:/ops/shell:*') },
      { Action: 'logs:DescribeLogGroups', Effect: 'Allow', Resource: here('logs', 'log-group:*') },
      { Action: 'kms:Decrypt', Effect: 'Allow', Resource: KEY },
    ]);
  });

  test('reading is among the grants', () => {
    document().grants.read(role);
    expect(statements()).toEqual([
      { Action: ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions'], Effect: 'Allow', Resource: arnOfDoc() },
    ]);
  });
});

describe('hostSession', () => {
  const KEY_ARN = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };

  test('without logs and key: the channels only', () => {
    document(Session.shell()).grants.hostSession(role);
    expect(statements()).toEqual([CHANNELS]);
  });

  test('L2 resources, with the key of the bucket', () => {
    const key = new kms.Key(stack, 'Key');
    const logBucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: key });
    const logGroup = new logs.LogGroup(stack, 'Log', { encryptionKey: key });
    document(Session.shell({ logBucket, logGroup })).grants.hostSession(role);
    expect(statements().slice(1)).toEqual([
      { Action: 's3:GetEncryptionConfiguration', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Bucket83908E77', 'Arn'] } },
      { Action: 's3:PutObject', Effect: 'Allow', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket83908E77', 'Arn'] }, '/*']] } },
      { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Effect: 'Allow', Resource: KEY_ARN },
      {
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:eu-west-1:111122223333:log-group:', { Ref: 'Log95422804' }, ':*']] },
      },
      { Action: 'logs:DescribeLogGroups', Effect: 'Allow', Resource: here('logs', 'log-group:*') },
    ]);
  });

  test('L1 resources', () => {
    const key = new kms.CfnKey(stack, 'Raw', { keyPolicy: { Statement: [] } });
    const logBucket = new s3.CfnBucket(stack, 'Bucket', {
      bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.attrArn } }] },
    });
    const logGroup = new logs.CfnLogGroup(stack, 'Log');
    document(Session.shell({ logBucket, logGroup, encryptionKey: key })).grants.hostSession(role);
    expect(statements().slice(1)).toEqual([
      { Action: 's3:GetEncryptionConfiguration', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } },
      { Action: 's3:PutObject', Effect: 'Allow', Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] } },
      { Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Raw', 'Arn'] } },
      {
        Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
        Effect: 'Allow',
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:eu-west-1:111122223333:log-group:', { Ref: 'Log' }, ':*']] },
      },
      { Action: 'logs:DescribeLogGroups', Effect: 'Allow', Resource: here('logs', 'log-group:*') },
      { Action: 'kms:Decrypt', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Raw', 'Arn'] } },
    ]);
  });

  test('L1 imports, which are nothing but references', () => {
    const encryptionKey = kms.CfnKey.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/1');
    const logBucket = s3.CfnBucket.fromBucketName(stack, 'Bucket', 'logs');
    const logGroup = logs.CfnLogGroup.fromLogGroupName(stack, 'Log', '/ops');
    document(Session.shell({ encryptionKey, logBucket, logGroup })).grants.hostSession(role);
    expect(statements().slice(1)).toEqual([
      { Action: 's3:GetEncryptionConfiguration', Effect: 'Allow', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::logs']] } },
      { Action: 's3:PutObject', Effect: 'Allow', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::logs/*']] } },
      { Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], Effect: 'Allow', Resource: here('logs', 'log-group:/ops:*') },
      { Action: 'logs:DescribeLogGroups', Effect: 'Allow', Resource: here('logs', 'log-group:*') },
      { Action: 'kms:Decrypt', Effect: 'Allow', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1' },
    ]);
  });

  test('a bucket of another account gets the logs as its own', () => {
    const logBucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'central', account: '444455556666' });
    document(Session.shell({ logBucket })).grants.hostSession(role);
    expect(statements()).toContainEqual(expect.objectContaining({ Action: ['s3:PutObject', 's3:PutObjectAcl'] }));
  });

  test('a key of this app in another account trusts the node', () => {
    const central = new Stack(stack.node.root as App, 'Central', { env: { account: '444455556666', region: 'eu-west-1' } });
    const encryptionKey = new kms.Key(central, 'Key');
    const node = new iam.Role(stack, 'Node', { roleName: 'node', assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    SessionDocumentGrants.fromSessionDocument(ssm.CfnDocument.fromDocumentName(central, 'Shell', 'Shell'), { encryptionKey }).hostSession(node);
    const [key] = Object.values(templateOf(central).findResources('AWS::KMS::Key'));
    expect(key.Properties.KeyPolicy.Statement).toContainEqual(expect.objectContaining({ Action: 'kms:Decrypt', Resource: '*' }));
  });

  test('an alias stands for its key', () => {
    const encryptionKey = kms.Alias.fromAliasName(stack, 'Alias', 'alias/sessions');
    document(Session.shell({ encryptionKey })).grants.hostSession(role);
    expect(statements()[1]).toEqual({
      Action: 'kms:Decrypt',
      Effect: 'Allow',
      Resource: here('kms', 'key/*'),
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/sessions' } },
    });
  });

  test.each([['a/b//', 'a/b/*'], ['/a', '/a/*'], ['', '*'], ['{{ prefix }}', '*'], ['{{ prefix }}/x', '*']])('logs under %j are written to %j', (logPrefix, objects) => {
    const logBucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'logs');
    new SessionDocument(stack, 'Doc', { session: Session.shell({ logBucket, logPrefix }), parameters: [DocumentParameter.ofString('prefix')] })
      .grants.hostSession(role);
    expect(statements()[2].Resource).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::logs/${objects}`]] });
  });
});

describe('one\'s own sessions and all sessions', () => {
  const END = { Action: ['ssm:ResumeSession', 'ssm:TerminateSession'], Effect: 'Allow' };

  test('by the id of the caller', () => {
    document().grants.ownSessions(role);
    expect(statements()).toEqual([{ ...END, Resource: OWN_SESSIONS }]);
  });

  test('by the name of the user', () => {
    document().grants.ownSessions(new iam.User(stack, 'User'), { owner: SessionOwner.USER_NAME });
    expect(statements()).toEqual([{ ...END, Resource: arn('ssm', '*:*:session/${aws:username}-*') }]);
  });

  test('describing', () => {
    document().grants.describeSessions(role);
    expect(statements()).toEqual([
      { Action: 'ssm:GetConnectionStatus', Effect: 'Allow', Resource: ALL_NODES },
      { Action: ['ec2:DescribeInstances', 'ssm:DescribeInstanceProperties', 'ssm:DescribeSessions'], Effect: 'Allow', Resource: '*' },
    ]);
  });
});
