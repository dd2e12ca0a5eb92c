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
}

export async function remainsIn(address: string): Promise<Remains> {
  const ask = async (service: string, init: RequestInit & { path?: string } = {}) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`;
    const response = await fetch(address + (init.path ?? '/'), { ...init, headers: { ...init.headers, authorization } });
    const text = await response.text();
    if (!response.ok) throw new Error(`${service} does not list: ${text}`);
    return text;
  };
  const json = async (service: string, target: string, version: string) => JSON.parse(await ask(service, {
    method: 'POST', headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target }, body: '{}',
  })) as Record<string, readonly Record<string, string>[]>;
  const names = (xml: string, element: string) => [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, name]) => name);

  const iam = (action: string) => ask('iam', {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `Action=${action}&Version=2010-05-08`,
  });
  const functions = JSON.parse(await ask('lambda', { path: '/2015-03-31/functions' })) as { Functions: readonly { FunctionName: string }[] };
  const { logGroups } = await json('logs', 'Logs_20140328.DescribeLogGroups', '1.1');
  const { stateMachines } = await json('states', 'AWSStepFunctions.ListStateMachines', '1.0');
  const { Rules } = await json('events', 'AWSEvents.ListRules', '1.1');
  return {
    roles: names(await iam('ListRoles'), 'RoleName'),
    policies: names(await iam('ListPolicies&Scope=Local'), 'PolicyName'),
    functions: functions.Functions.map(({ FunctionName }) => FunctionName),
    logGroups: logGroups.map(({ logGroupName }) => logGroupName),
    stateMachines: stateMachines.map(({ name }) => name),
    rules: Rules.map(({ Name }) => Name),
    buckets: names(await ask('s3'), 'Name').filter(name => !name.startsWith('cdk-')),
  };
}
