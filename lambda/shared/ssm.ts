import type { DescribeStacksCommandOutput } from '@aws-sdk/client-cloudformation';
import type { DocumentDescription } from '@aws-sdk/client-ssm';
import type { MetadataBearer } from '@smithy/types';
import { assumed, Credentials, Roles } from './assumed-role';
import { Advice, Call, commandFor, Gives, Reads, UNSURE } from './calls';
import { log } from './log';
import { Patience } from './patience';
import { CloudFormationClient, DescribeStacksCommand, SSMClient } from './sdk';

/** In milliseconds, of one try. */
const REQUEST_TIMEOUT = 30_000;

interface Client {
  send(command: object, options: object): Promise<MetadataBearer>;
}

/** A call that the service refused, in words for the person who reads the events of the stack. */
export class CallFailed extends Error {
  /**
   * @param isUnsure whether it may have done something: the service never answered, or with a fault of its own.
   */
  public constructor(api: string, public readonly code: string, message: string, requestId: string | undefined, public readonly isUnsure = false) {
    super(`${api}: ${withRequestId(message, code, requestId)}`);
  }
}

/** The service as handlers use it: every call is patient, ends with the handler's time, and is logged by its name. */
export class Ssm {
  /** How many calls that change something were tried. */
  public changes = 0;
  /** The errors that calls were let off with. */
  public readonly met: string[] = [];
  /** The last answer that led to another try. */
  public trouble?: string;
  private readonly answers = new Map<Call['api'], unknown>();
  private readonly options: object;
  private readonly clients = new Map<string, Client>();
  private readonly ownCredentials?: () => Promise<Credentials>;
  private readonly credentials?: () => Promise<Credentials>;

  /**
   * @param roles the roles to act with, where it is not the function's own.
   * @param lender whose credentials are used instead, so that no role is assumed twice.
   */
  public constructor(private readonly signal: AbortSignal, roles: Roles = {}, lender?: Ssm) {
    this.ownCredentials = lender ? lender.ownCredentials : roles.own === undefined ? undefined : assumed(roles.own, signal);
    this.credentials = lender ? lender.credentials
      : roles.actAs === undefined ? this.ownCredentials : assumed(roles.actAs, signal, this.ownCredentials);
    this.options = {
      // Not read from the environment: only the time that is left ends the tries.
      maxAttempts: Number.MAX_SAFE_INTEGER,
      requestHandler: { requestTimeout: REQUEST_TIMEOUT, throwOnRequestTimeout: true },
    };
  }

  /** Make a call that only reads. */
  public async read<Api extends keyof Reads>(api: Api, input: Reads[Api]['input'], advice?: Advice): Promise<Reads[Api]['output']> {
    try {
      return await this.send(api, input) as Reads[Api]['output'];
    } catch (error) {
      throw advised(error, advice);
    }
  }

  /** The status of a stack: `UPDATE_IN_PROGRESS`, `UPDATE_ROLLBACK_IN_PROGRESS` and so on. */
  public async stackStatus(stackId: string): Promise<string> {
    const client: Client = new CloudFormationClient({ ...this.options, credentials: this.ownCredentials, retryStrategy: this.patience() });
    const { Stacks: [stack] = [] } = await this.sent(client, 'DescribeStacks', new DescribeStacksCommand({ StackName: stackId })) as DescribeStacksCommandOutput;
    return stack?.StackStatus ?? '';
  }

  /**
   * Do what nothing depends on, such as reading what is only told to people, for some time at most. Undefined where it could not be done.
   */
  public async briefly<Result>(milliseconds: number, act: (ssm: Ssm) => Promise<Result>): Promise<Result | undefined> {
    const time = new AbortController();
    const stop = () => time.abort(new Error('it took too long'));
    const timer = setTimeout(stop, milliseconds);
    this.signal.addEventListener('abort', stop, { once: true });
    const isOver = new Promise<never>((_, reject) => time.signal.addEventListener('abort', () => reject(time.signal.reason as Error), { once: true }));
    try {
      return await Promise.race([act(new Ssm(time.signal, {}, this)), isOver]);
    } catch (error) {
      this.signal.throwIfAborted();
      log({ note: `went on without: ${(error as Error).message}` });
      return undefined;
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener('abort', stop);
      isOver.catch(() => undefined);
      stop();
    }
  }

  /** What the last call of an operation gave, if it was made and answered. */
  public answer<Api extends keyof Gives>(api: Api): Gives[Api] | undefined {
    return this.answers.get(api) as Gives[Api] | undefined;
  }

  /** Make a call that changes something. */
  public async change({ api, input, unless = [], advice, asOwn, isOnce = false }: Call): Promise<void> {
    this.changes += 1;
    try {
      this.answers.set(api, await this.send(api, input, asOwn, isOnce));
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (isOnce && error.isUnsure) {
        this.trouble = error.message;
        this.met.push(UNSURE);
        return;
      }
      if (!unless.includes(error.code)) throw advised(error, advice);
      this.met.push(error.code);
    }
  }

  private send(api: keyof Reads | Call['api'], input: object, asOwn = false, isOnce = false): Promise<MetadataBearer> {
    return this.sent(this.client(asOwn, isOnce), api, commandFor(api, input));
  }

  private client(asOwn: boolean, isOnce: boolean): Client {
    const key = `${asOwn} ${isOnce}`;
    const existing = this.clients.get(key);
    if (existing !== undefined) return existing;
    const credentials = asOwn ? this.ownCredentials : this.credentials;
    const made = new SSMClient({ ...this.options, credentials, retryStrategy: this.patience(isOnce) });
    this.clients.set(key, made);
    return made;
  }

  private patience(isOnce = false): Patience {
    return new Patience(this.signal, error => { this.trouble = told(error); }, isOnce);
  }

  private async sent(client: Client, api: string, command: object): Promise<MetadataBearer> {
    try {
      const output = await client.send(command, { abortSignal: this.signal });
      log({ call: api, requestId: output.$metadata.requestId, tries: output.$metadata.attempts });
      return output;
    } catch (error) {
      this.signal.throwIfAborted();
      const { name, message, $metadata } = error as ServiceError;
      log({ call: api, error: name, requestId: $metadata?.requestId, tries: $metadata?.attempts });
      throw new CallFailed(api, name, message, $metadata?.requestId, !isRefusal($metadata?.httpStatusCode));
    }
  }
}

/** The error with what to do about it behind the service's own words. */
function advised(error: unknown, advice: Advice | undefined): unknown {
  if (!(error instanceof CallFailed)) return error;
  const toDo = typeof advice === 'object' ? advice[error.code] : advice;
  if (toDo !== undefined) error.message += `; ${toDo}`;
  return error;
}

/** Whether the service understood the request and did not do it. */
function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500;
}

type ServiceError = Error & { readonly $metadata?: { readonly requestId?: string; readonly attempts?: number; readonly httpStatusCode?: number } };

function told(error: unknown): string {
  const { name, message, $metadata } = error as ServiceError;
  return name === 'TimeoutError' ? `none within ${REQUEST_TIMEOUT / 1000} seconds` : withRequestId(message, name, $metadata?.requestId);
}

function withRequestId(message: string, code: string, requestId: string | undefined): string {
  return `${message} (${code}${requestId === undefined ? '' : `, request id ${requestId}`})`;
}

/** A version of a document, or undefined where there is none. */
export async function describeDocument(ssm: Ssm, Name: string, DocumentVersion: string): Promise<DocumentDescription | undefined> {
  return (await unlessMissing(ssm.read('DescribeDocument', { Name, DocumentVersion }), 'InvalidDocument', 'InvalidDocumentVersion'))?.Document;
}

/** What a read gives, or undefined where it fails with one of these errors. */
export async function unlessMissing<Output>(read: Promise<Output>, ...codes: readonly string[]): Promise<Output | undefined> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof CallFailed && codes.includes(error.code)) return undefined;
    throw error;
  }
}
