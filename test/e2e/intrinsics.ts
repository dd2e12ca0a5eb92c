/** What of a deployment the values in a template depend on. */
export interface Deployed {
  readonly account: string;
  readonly region: string;
  readonly types: Readonly<Record<string, string>>;
  /** Physical ids by logical id. */
  readonly physical: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** What custom resources answered, by logical id. */
  readonly data: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A text of a template as CloudFormation makes it; written here a second time, so that what is deployed is compared with something else. */
export function textOf(value: unknown, deployed: Deployed): string {
  if (typeof value === 'string') return value;
  const [[name, given]] = Object.entries(value as object) as [string, any][];
  if (name === 'Fn::Join') return textsOf(given[1], deployed).join(given[0]);
  if (name === 'Ref') return deployed.physical[given] ?? deployed.parameters[given] ?? pseudo(given, deployed);
  if (name === 'Fn::GetAtt') return attribute(given[0], given[1], deployed);
  throw new Error(`these tests do not know ${name}`);
}

function textsOf(value: unknown, deployed: Deployed): string[] {
  if (Array.isArray(value)) return value.map(one => textOf(one, deployed));
  const split = (value as Record<string, [string, unknown]>)['Fn::Split'];
  if (split === undefined) throw new Error(`these tests do not know ${JSON.stringify(value)}`);
  return textOf(split[1], deployed).split(split[0]);
}

function pseudo(name: string, { account, region }: Deployed): string {
  const values: Readonly<Record<string, string>> = { 'AWS::AccountId': account, 'AWS::Region': region, 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com' };
  if (values[name] === undefined) throw new Error(`there is no ${name}`);
  return values[name];
}

function attribute(logicalId: string, name: string, { account, region, types, physical, data }: Deployed): string {
  const told = data[logicalId]?.[name];
  if (told !== undefined) return told;
  const arn = { 'AWS::IAM::Role': `arn:aws:iam::${account}:role/`, 'AWS::KMS::Key': `arn:aws:kms:${region}:${account}:key/` }[types[logicalId]];
  if (arn === undefined || name !== 'Arn') throw new Error(`these tests do not know ${name} of ${types[logicalId]}`);
  return arn + physical[logicalId];
}
