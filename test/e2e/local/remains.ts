/** What stacks can leave in an account, by its names; read from ministack, as services list it. */
export interface Remains {
  readonly roles: readonly string[];
  /** Managed ones, without AWS's. */
  readonly policies: readonly string[];
  readonly functions: readonly string[];
  readonly logGroups: readonly string[];
  readonly stateMachines: readonly string[];
  readonly rules: readonly string[];
  /** Without the bucket of assets. */
  readonly buckets: readonly string[];
  readonly keys: readonly string[];
  /** ARNs. */
  readonly topics: readonly string[];
}

/** The kind of what a type of resource leaves; other types of these tests are parts of one of them, or Systems Manager's. */
export const KINDS: Readonly<Record<string, keyof Remains>> = {
  'AWS::IAM::Role': 'roles',
  'AWS::IAM::ManagedPolicy': 'policies',
  'AWS::Lambda::Function': 'functions',
  'AWS::Logs::LogGroup': 'logGroups',
  'AWS::StepFunctions::StateMachine': 'stateMachines',
  'AWS::Events::Rule': 'rules',
  'AWS::S3::Bucket': 'buckets',
  'AWS::KMS::Key': 'keys',
  'AWS::SNS::Topic': 'topics',
};

export async function remainsIn(address: string): Promise<Remains> {
  const { iam, query, json, get } = callsOf(address);
  const { Functions } = JSON.parse(await get('lambda', FUNCTIONS)) as { Functions: readonly { FunctionName: string }[] };
  const { logGroups } = await json('logs', 'Logs_20140328.DescribeLogGroups', '1.1');
  const { stateMachines } = await json('states', 'AWSStepFunctions.ListStateMachines', '1.0');
  const { Rules } = await json('events', 'AWSEvents.ListRules', '1.1');
  const { Keys } = await json('kms', 'TrentService.ListKeys', '1.1');
  return {
    roles: elements(await iam('ListRoles'), 'RoleName'),
    policies: elements(await iam('ListPolicies&Scope=Local'), 'PolicyName'),
    functions: Functions.map(({ FunctionName }) => FunctionName),
    logGroups: logGroups.map(({ logGroupName }) => logGroupName),
    stateMachines: stateMachines.map(({ name }) => name),
    rules: Rules.map(({ Name }) => Name),
    buckets: elements(await get('s3'), 'Name').filter(name => !name.startsWith('cdk-')),
    keys: Keys.map(({ KeyId }) => KeyId),
    topics: elements(await query('sns', 'Action=ListTopics&Version=2010-03-31'), 'TopicArn'),
  };
}

/** The same things in full: roles with their policies and who may assume them, functions with their configuration and code, and so on. */
export async function detailsIn(address: string): Promise<object> {
  const { iam, json, get } = callsOf(address);
  const { Functions } = JSON.parse(await get('lambda', FUNCTIONS)) as { Functions: readonly { FunctionName: string }[] };
  return {
    ...await remainsIn(address),
    iam: (await iam('GetAccountAuthorizationDetails')).replace(/<ResponseMetadata>.*<\/ResponseMetadata>/s, ''),
    functions: Functions,
    retries: await Promise.all(Functions.map(({ FunctionName }) => get('lambda', `/2019-09-25/functions/${FunctionName}/event-invoke-config/list`))),
    logGroups: (await json('logs', 'Logs_20140328.DescribeLogGroups', '1.1')).logGroups,
    stateMachines: (await json('states', 'AWSStepFunctions.ListStateMachines', '1.0')).stateMachines,
    rules: (await json('events', 'AWSEvents.ListRules', '1.1')).Rules,
  };
}

const FUNCTIONS = '/2015-03-31/functions';

function callsOf(address: string) {
  const ask = async (service: string, path: string, init: RequestInit = {}) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`;
    const response = await fetch(address + path, { ...init, headers: { ...init.headers, authorization } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} does not list: ${text}`);
    return text;
  };
  const query = (service: string, body: string) => ask(service, '/', {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body,
  });
  return {
    query,
    iam: (action: string) => query('iam', `Action=${action}&Version=2010-05-08`),
    get: (service: string, path = '/') => ask(service, path),
    json: async (service: string, target: string, version: string) => JSON.parse(await ask(service, '/', {
      method: 'POST', headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target }, body: '{}',
    })) as Record<string, readonly Record<string, string>[]>,
  };
}

function elements(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text]) => text);
}
