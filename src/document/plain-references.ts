import { CfnResource, IResolvable, Reference } from 'aws-cdk-lib';

/**
 * References that hold no character which JSON, YAML or a shell would read as anything but itself, by the resource type and
 * the attribute.
 *
 * The services only take such names: buckets have lower-case letters, digits, "." and "-", log groups letters, digits and
 * ". - _ / #", documents letters, digits and "_ - .", and the ids of keys and instances are made by AWS. Their ARNs add
 * nothing but the partition, the Region, the account, ":", "/" and "*". Paths of roles, on the other hand, may hold quotes.
 */
const PLAIN_REFERENCES: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::Instance': ['Ref'],
  'AWS::KMS::Key': ['Ref', 'Arn', 'KeyId'],
  'AWS::Logs::LogGroup': ['Ref', 'Arn'],
  'AWS::S3::Bucket': ['Ref', 'Arn'],
  'AWS::SSM::Document': ['Ref'],
};

/**
 * Whether what a token becomes at deployment needs no escaping. It is told by the token and not by what it resolves to,
 * as in other stacks it becomes an import, which could be anything.
 */
export function isPlainReference(token: IResolvable): boolean {
  if (!Reference.isReference(token) || !CfnResource.isCfnResource(token.target)) return false;
  const type = token.target.cfnResourceType;
  return Object.hasOwn(PLAIN_REFERENCES, type) && PLAIN_REFERENCES[type].includes(token.displayName);
}
