import { aws_iam as iam, Stack } from 'aws-cdk-lib';

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '111122223333',
};
/** What CloudFormation puts behind the names that it makes: a hyphen and twelve characters. */
export const RANDOM_PART = '-000000000000';
/** Of a document. */
export const LONGEST_NAME = 128;

/**
 * How many characters a policy has once it is deployed, as IAM counts them. Where something is only known then, the least that it
 * can be counts.
 *
 * @internal
 */
export function lengthOnceDeployed(stack: Stack, document: iam.PolicyDocument): number {
  return JSON.stringify(estimated(stack.resolve(document), stack.stackName)).replace(/\s/g, '').length;
}

function estimated(value: unknown, stackName: string): unknown {
  if (Array.isArray(value)) return value.map(item => estimated(item, stackName));
  if (typeof value !== 'object' || value === null) return value;
  const { 'Fn::Join': join, 'Ref': ref } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]] };
  if (ref !== undefined) return PSEUDO_PARAMETERS[ref] ?? `${stackName}-${ref}${RANDOM_PART}`.slice(0, LONGEST_NAME);
  if (join !== undefined && Array.isArray(join[1])) return join[1].map(part => estimated(part, stackName)).map(part => typeof part === 'string' ? part : '').join(join[0]);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key.startsWith('Fn::') ? '' : estimated(item, stackName)]));
}
