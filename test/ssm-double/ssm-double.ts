import { randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { AccessRequestStore } from './access-request-store';
import { accessRequestOperations } from './access-requests';
import { automationExecutionListOperations } from './automation-execution-lists';
import { automationExecutionOperations } from './automation-executions';
import { calendarStateOperations } from './calendar-state';
import { handleControl } from './control';
import { documentListOperations } from './document-lists';
import { documentPermissionOperations } from './document-permissions';
import { DocumentState, DocumentStore, Settle } from './document-store';
import { documentOperations } from './documents';
import { ExecutionStore } from './execution-store';
import { Faults } from './faults';
import { Caller, Operations } from './operation';
import { opsItemOperations } from './ops-items';
import { RateLimit } from './rate-limit';
import { RequestRecord } from './request-log';
import { ERRORS_OF_EVERY_SERVICE, NotImplemented, ServiceError } from './service-error';
import { serviceModel } from './service-model';
import { ServiceSettings } from './service-settings';
import { Tags } from './tags';
import { templateReviewOperations } from './template-reviews';
import { checkAnswer, validateRequest } from './validate-request';

export interface SsmDoubleOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** @default '111122223333' */
  readonly account?: string;
  /** @default 'us-east-1' */
  readonly region?: string;
  /** When a new version leaves Creating or Updating. @default 'at once', the next read shows Active */
  readonly settle?: Settle;
  /** Which versions DuplicateDocumentContent compares with; not verified against AWS. @default 'latest' */
  readonly duplicates?: 'latest' | 'all';
  /** CreateDocument, UpdateDocument and DeleteDocument per second, together; more are throttled. @default no limit */
  readonly rate?: number;
  /** How many of these calls may come at once before `rate` counts. @default 1 */
  readonly burst?: number;
  /** Whether the first page of a filtered ListDocuments is empty and has a NextToken, as recorded once. @default false */
  readonly emptyFirstPage?: boolean;
  /** How many reads of an automation execution show that it goes on, before one shows Success; change requests wait for their approval. @default 2 */
  readonly executionReads?: number;
  /** 'closed' refuses what Change Manager no longer does for new customers. @default 'open' */
  readonly changeManager?: 'open' | 'closed';
  /** Whether change templates must be reviewed before they can be used: then new versions begin as PENDING, else as NOT_REVIEWED. @default 'not required' */
  readonly reviews?: 'required' | 'not required';
  /** ARNs of callers by access key id. @default arn:aws:sts::<account>:assumed-role/caller/<access key id> */
  readonly callers?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
}

/** A double of Systems Manager: an HTTP server on 127.0.0.1 that the real SDK talks to. README.md says what it is like. */
export class SsmDouble {
  /** Starts a double; whoever starts it stops it. */
  public static async start(options: SsmDoubleOptions = {}): Promise<SsmDouble> {
    const double = new SsmDouble(options);
    await double.start();
    return double;
  }

  public readonly account: string;
  public readonly region: string;
  /** Faults on demand. */
  public readonly faults = new Faults();
  /** Documents, to seed and to read. */
  public readonly documents: DocumentStore;
  /** Executions and change requests: to read, to move on, to write their script. */
  public readonly executions: ExecutionStore;
  /** Requests for access to nodes: to read, to decide about, to say how they go on and are listed. */
  public readonly accessRequests: AccessRequestStore;
  /** Service settings, to seed and to read. */
  public readonly settings: ServiceSettings;
  /** Tags, to seed and to read. */
  public readonly tags: Tags;
  /** Every request so far, in the order of arrival; those of the control path are not among them. */
  public readonly requests: RequestRecord[] = [];

  private readonly operations: Operations;
  private readonly rateLimit?: RateLimit;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  public constructor(private readonly options: SsmDoubleOptions = {}) {
    const { now = Date.now, changeManager = 'open', reviews = 'not required' } = options;
    this.account = options.account ?? '111122223333';
    this.region = options.region ?? 'us-east-1';
    this.documents = new DocumentStore(this, options.settle ?? 'at once', reviews, now);
    this.settings = new ServiceSettings(this, now);
    this.tags = new Tags(this.documents);
    this.executions = new ExecutionStore(this.tags, options.executionReads ?? 2, now);
    this.accessRequests = new AccessRequestStore(this, this.tags, this.executions, now);
    this.rateLimit = options.rate === undefined ? undefined : new RateLimit(options.rate, options.burst ?? 1, now);
    this.operations = {
      ...documentOperations(this.documents, { duplicates: options.duplicates ?? 'latest', changeManager }),
      ...documentListOperations(this.documents, { emptyFirstPage: options.emptyFirstPage ?? false }),
      ...documentPermissionOperations(this.documents, this.settings),
      ...automationExecutionOperations(this.documents, this.executions, { changeManager, reviews }),
      ...automationExecutionListOperations(this.executions),
      ...accessRequestOperations(this.accessRequests),
      ...opsItemOperations(this.accessRequests, this.tags),
      ...templateReviewOperations(this.documents, now),
      ...calendarStateOperations(this.documents, now),
      ...this.tags.operations,
      ...this.settings.operations,
    };
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  public async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port ?? 0, '127.0.0.1', resolve);
    });
  }

  /** Stops listening and cuts what is still open. */
  public async stop(): Promise<void> {
    const closed = new Promise<void>(resolve => this.server.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Address for the SDK: its `endpoint`, or AWS_ENDPOINT_URL_SSM. */
  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What a document is now; undefined when there is none. */
  public document(name: string): DocumentState | undefined {
    return this.documents.get(name);
  }

  /** The requests for one operation, or for several. */
  public requestsFor(...operations: string[]): readonly RequestRecord[] {
    return this.requests.filter(request => operations.includes(request.operation));
  }

  /** Names of the operations answered; everything else is 501. */
  public get operationNames(): readonly string[] {
    return Object.keys(this.operations);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomUUID();
    let body: string;
    try {
      body = await bodyOf(request);
    } catch {
      return; // the client is gone
    }
    if (request.url!.startsWith('/_double/')) return handleControl(this, request, body, response);

    const operation = /^AmazonSSM\.(\w+)$/.exec(String(request.headers['x-amz-target']))?.[1] ?? '';
    const record: { -readonly [K in keyof RequestRecord]: RequestRecord[K] } =
      { requestId, at: new Date(), operation, input: undefined, accessKeyId: scopeOf(request)?.accessKeyId ?? '', acted: false };
    this.requests.push(record);
    const fault = this.faults.take(operation);
    record.fault = fault?.kind;
    if (fault?.kind === 'dropBefore') {
      record.input = parsedOr(body);
      return void request.socket.destroy();
    }

    let answer: object;
    try {
      record.input = parsedOr(body);
      if (fault?.kind === 'throttle') throw new ServiceError('ThrottlingException', 'Rate exceeded');
      if (fault?.kind === 'serverError') throw new ServiceError('InternalServerError', 'An error occurred on the server side.', 500);
      if (fault?.kind === 'error') throw new ServiceError(fault.code, fault.message, fault.status);
      answer = this.answer(operation, request, body);
      record.acted = true;
      record.status = 200;
    } catch (error) {
      const refusal = error instanceof ServiceError ? error : new NotImplemented(`The double failed: ${(error as Error).stack}`);
      answer = refusal.body(operation);
      record.status = refusal.status;
      record.code = refusal.code;
      record.message = refusal.message;
    }
    if (fault?.kind === 'dropAfter') {
      record.status = undefined;
      return void request.socket.destroy();
    }
    if (fault?.kind === 'slow') await wait(fault.ms, undefined, { ref: false });
    const text = JSON.stringify(answer);
    response.writeHead(record.status, {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': Buffer.byteLength(text),
      'x-amzn-requestid': requestId,
    });
    response.end(text);
  }

  private answer(operation: string, request: IncomingMessage, body: string): object {
    if (request.method !== 'POST' || request.url !== '/') throw new NotImplemented(`${request.method} ${request.url} is no request of AWS JSON`);
    if (!String(request.headers['content-type']).startsWith('application/x-amz-json-1.1')) {
      throw new NotImplemented(`Content-Type is ${request.headers['content-type']}, not application/x-amz-json-1.1`);
    }
    if (operation === '') throw new ServiceError('UnknownOperationException');
    if (!Object.hasOwn(this.operations, operation)) {
      throw new NotImplemented(`The double does not know ${operation}. It knows ${this.operationNames.join(', ')}`);
    }
    const caller = this.callerOf(request);
    this.rateLimit?.admit(operation);
    const input = parse(body);
    validateRequest(operation, input);
    try {
      const output = this.operations[operation](input, caller);
      checkAnswer(operation, output);
      return output;
    } catch (error) {
      if (error instanceof ServiceError) this.checkDeclared(operation, error);
      throw error;
    }
  }

  /** The double must not refuse with what the operation cannot answer. */
  private checkDeclared(operation: string, error: ServiceError): void {
    const declared = serviceModel.operations[operation].errors;
    if (error.status !== 501 && !declared.includes(error.code) && !ERRORS_OF_EVERY_SERVICE.includes(error.code)) {
      throw new Error(`${operation} does not declare ${error.code}`);
    }
  }

  /** Signatures are not checked; that there is one, for this service and Region, is. */
  private callerOf(request: IncomingMessage): Caller {
    const scope = scopeOf(request);
    if (!scope) throw new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
    const { accessKeyId, region, service } = scope;
    if (region !== this.region || service !== 'ssm') {
      throw new ServiceError('InvalidSignatureException', `Credential should be scoped to a valid region, not '${region}', and to service ssm, not '${service}'.`);
    }
    return { accessKeyId, arn: this.options.callers?.[accessKeyId] ?? `arn:aws:sts::${this.account}:assumed-role/caller/${accessKeyId}` };
  }
}

/** What a signature is for; undefined where there is none. */
function scopeOf({ headers }: IncomingMessage): { readonly accessKeyId: string; readonly region: string; readonly service: string } | undefined {
  const [, accessKeyId, region, service] = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(headers.authorization ?? '') ?? [];
  return accessKeyId === undefined ? undefined : { accessKeyId, region, service };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ServiceError('SerializationException', 'The request is no JSON');
  }
}

function parsedOr(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
