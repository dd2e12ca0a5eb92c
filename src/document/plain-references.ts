import { aws_iam as iam, CfnResource, IResolvable, Reference, Token } from 'aws-cdk-lib';

/**
 * References that hold no character which JSON, YAML or a shell would read as anything but itself, by the resource type and
 * the attribute.
 *
 * The services only take such names: buckets have lower-case letters, digits, "." and "-", log groups letters, digits and
 * ". - _ / #", documents letters, digits and "_ - .", functions letters, digits and "- _", topics these and ".fifo", secrets
 * letters, digits and "/ _ + = . @ -", state machines no quotes, no backslashes and no control characters, and the ids of keys
 * and of what EC2 has are made by AWS. Their ARNs add nothing but the partition, the Region, the account, ":", "/" and "*". Names of roles
 * have letters, digits and "_+=,.@-"; the paths in their ARNs may hold quotes, so that a path decides.
 */
const PLAIN_REFERENCES: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::Instance': ['Ref'],
  'AWS::EC2::SecurityGroup': ['GroupId'],
  'AWS::EC2::Subnet': ['Ref', 'SubnetId'],
  'AWS::IAM::Role': ['Ref'],
  'AWS::KMS::Key': ['Ref', 'Arn', 'KeyId'],
  'AWS::Lambda::Function': ['Ref', 'Arn'],
  'AWS::Logs::LogGroup': ['Ref', 'Arn'],
  'AWS::S3::Bucket': ['Ref', 'Arn'],
  'AWS::SecretsManager::Secret': ['Ref', 'Id'],
  'AWS::SNS::Topic': ['Ref', 'TopicArn'],
  'AWS::SSM::Document': ['Ref'],
  'AWS::StepFunctions::StateMachine': ['Ref', 'Arn'],
};

/**
 * Whether what a token becomes at deployment needs no escaping. It is told by the token and not by what it resolves to,
 * as in other stacks it becomes an import, which could be anything.
 */
export function isPlainReference(token: IResolvable): boolean {
  if (!Reference.isReference(token) || !CfnResource.isCfnResource(token.target)) return false;
  const type = token.target.cfnResourceType;
  if (type === 'AWS::IAM::Role' && token.displayName === 'Arn') return isPlainPath((token.target as iam.CfnRole).path);
  return Object.hasOwn(PLAIN_REFERENCES, type) && PLAIN_REFERENCES[type].includes(token.displayName);
}

function isPlainPath(path: string | undefined): boolean {
  return path === undefined || (!Token.isUnresolved(path) && /^[\w/+=,.@-]*$/.test(path));
}
