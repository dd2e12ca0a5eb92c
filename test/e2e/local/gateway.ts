import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { request as forwardTo } from 'node:http';
import { Invocation } from './functions';
import { LocalServer } from './http';
import { allowedBy, isAllowed, trusts } from './iam-evaluator';
import { Call, needsOf } from './needs';
import { RolePolicies } from './role-policies';
import { SsmDouble } from '../../ssm-double/ssm-double';

/** As whom CloudFormation manages documents. */
export const CLOUDFORMATION = 'CLOUDFORMATION';

const PARAMETER_STORE = /Parameter(s|sByPath|History|Version|Versions)?$/;

/** A call that went through the gateway, in the order of arrival. */
export interface CallRecord extends Call {
  readonly at: number;
  /** "cli", "CloudFormation", or the name of a function. */
  readonly caller: string;
  /** The role that a function acted with. */
  readonly role?: string;
  /** HTTP status; undefined while there is none. */
  readonly status?: number;
  /** Why IAM refuses it, in these tests' words. */
  readonly denied?: string;
  /** The statements that allow what a function calls. */
  readonly allowedBy?: readonly string[];
}

export interface GatewayOptions {
  /** Address of ministack. */
  readonly ministack: string;
  readonly double: () => SsmDouble;
  readonly invocations: readonly Invocation[];
  /** Told of every call before it is answered. */
  readonly onCall: (call: CallRecord, accessKeyId: string) => void;
  /** Told when the service has acted, before its answer reaches the caller. */
  readonly onService: (call: CallRecord, accessKeyId: string) => void;
}

/**
 * The one address of all services. Calls of Systems Manager go to the double, those of Parameter Store and of everything else to ministack, and what
 * functions call is first held against the policies that their roles have at that moment.
 */
export class Gateway {
  public static async start(options: GatewayOptions): Promise<Gateway> {
    const gateway: Gateway = new Gateway(options, await LocalServer.start((request, body, response) => gateway.serve(request, body, response)));
    return gateway;
  }

  public readonly calls: CallRecord[] = [];
  /** ARNs of the sessions that AssumeRole began, by access key id. */
  public readonly sessions: Record<string, string> = {};
  private readonly policies: RolePolicies;
  /** Roles by the access key ids that AssumeRole gave out, with the function that asked. */
  private readonly assumed = new Map<string, { role: string; caller: string }>();

  private constructor(private readonly options: GatewayOptions, private readonly server: LocalServer) {
    this.policies = new RolePolicies(options.ministack);
  }

  public get address(): string {
    return this.server.address;
  }

  public async stop(): Promise<void> {
    await this.server.stop();
  }

  private async serve(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const [, accessKeyId = '', service = ''] = /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? '') ?? [];
    const call = callOf(service, request, body);
    const { caller, role } = this.callerOf(accessKeyId);
    const record: { -readonly [K in keyof CallRecord]: CallRecord[K] } = { ...call, at: Date.now(), caller, role };
    this.calls.push(record);
    if (role !== undefined) record.denied = await this.refusalOf(call, role, by => { record.allowedBy = by; });
    this.options.onCall(record, accessKeyId);
    if (record.denied !== undefined) return this.deny(record, response);
    if (role !== undefined && service === 'sts' && call.action === 'AssumeRole') return this.assumeRole(call, caller, record, response);
    const target = service === 'ssm' && !PARAMETER_STORE.test(call.action) ? this.options.double().endpoint : this.options.ministack;
    record.status = await pass(target, request, body, response, () => this.options.onService(record, accessKeyId));
  }

  private callerOf(accessKeyId: string): { caller: string; role?: string } {
    const invocation = this.options.invocations.find(one => one.accessKeyId === accessKeyId);
    if (invocation) return { caller: invocation.function.name, role: invocation.function.role };
    return this.assumed.get(accessKeyId) ?? { caller: accessKeyId === CLOUDFORMATION ? 'CloudFormation' : 'cli' };
  }

  private async refusalOf(call: Call, role: string, onAllowed: (by: readonly string[]) => void): Promise<string | undefined> {
    try {
      const policies = await this.policies.of(role);
      const needs = needsOf(call, this.options.double());
      onAllowed(needs.flatMap(need => allowedBy(need, policies) ?? []));
      for (const need of needs) {
        if (!isAllowed(need, policies)) return `${role} is not authorized to perform: ${need.action} on resource: ${need.resource}`;
      }
      if (call.service === 'sts' && !trusts(await this.policies.trustOf(call.input.RoleArn), role)) return `${call.input.RoleArn} does not trust ${role}`;
      return undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  private deny(record: { service: string; denied?: string; status?: number }, response: ServerResponse): void {
    const message = `User: ${record.denied} because no identity-based policy allows it`;
    const isQuery = record.service === 'sts' || record.service === 'cloudformation';
    record.status = isQuery || record.service === 'lambda' ? 403 : 400;
    if (isQuery) {
      response.writeHead(403, { 'content-type': 'text/xml' })
        .end(`<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${message}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`);
    } else {
      response.writeHead(record.status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': 'AccessDeniedException' })
        .end(JSON.stringify({ __type: 'AccessDeniedException', message }));
    }
  }

  private assumeRole(call: Call, caller: string, record: { status?: number }, response: ServerResponse): void {
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    this.assumed.set(accessKeyId, { role: call.input.RoleArn, caller });
    const [, account, name] = /^arn:aws:iam::(\d+):role\/(?:.*\/)?([^/]+)$/.exec(call.input.RoleArn)!;
    this.sessions[accessKeyId] = `arn:aws:sts::${account}:assumed-role/${name}/${call.input.RoleSessionName}`;
    record.status = 200;
    response.writeHead(200, { 'content-type': 'text/xml' })
      .end('<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>'
        + `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>assumed-secret</SecretAccessKey><SessionToken>assumed-token</SessionToken>`
        + `<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></AssumeRoleResult>`
        + `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></AssumeRoleResponse>`);
  }
}

/** What a request asks for, in each of the protocols that are spoken here. */
function callOf(service: string, request: IncomingMessage, body: Buffer): Call {
  const target = String(request.headers['x-amz-target'] ?? '').split('.').pop()!;
  if (target !== '') return { service, action: target, input: jsonOr(body) };
  const [path] = request.url!.split('?');
  if (service === 'lambda') {
    const FunctionName = decodeURIComponent(/\/functions\/([^/]+)/.exec(path)?.[1] ?? '');
    return { service, action: path.endsWith('/invocations') ? 'InvokeFunction' : 'GetFunction', input: { FunctionName } };
  }
  if (String(request.headers['content-type']).startsWith('application/x-www-form-urlencoded')) {
    const input = Object.fromEntries(new URLSearchParams(body.toString()));
    return { service, action: input.Action, input };
  }
  return { service, action: `${request.method} ${path}`, input: {} };
}

function jsonOr(body: Buffer): Call['input'] {
  try {
    return JSON.parse(body.toString()) as Call['input'];
  } catch {
    return {};
  }
}

function pass(
  target: string, request: IncomingMessage, body: Buffer, response: ServerResponse, onAnswer: () => void,
): Promise<number | undefined> {
  const { hostname, port } = new URL(target);
  const headers: IncomingHttpHeaders = { ...request.headers };
  delete headers['transfer-encoding'];
  return new Promise(resolve => {
    const forwarded = forwardTo({ hostname, port, method: request.method, path: request.url, headers: { ...headers, 'content-length': body.length } }, answer => {
      onAnswer();
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
      answer.on('end', () => resolve(answer.statusCode));
    });
    // The double cuts connections where a test asks for it.
    forwarded.on('error', () => {
      request.socket.destroy();
      resolve(undefined);
    });
    forwarded.end(body);
  });
}
