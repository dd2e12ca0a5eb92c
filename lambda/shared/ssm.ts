import type { DocumentDescription } from '@aws-sdk/client-ssm';
import type { MetadataBearer } from '@smithy/types';
import { assumed } from './assumed-role';
import { Call, commandFor, Reads } from './calls';
import { log } from './log';
import { Patience } from './patience';
import { SSMClient } from './sdk';

/** In milliseconds, of one try. */
const REQUEST_TIMEOUT = 30_000;

/** A call that the service refused, in words for the person who reads the events of the stack. */
export class CallFailed extends Error {
  public constructor(api: string, public readonly code: string, message: string, requestId: string | undefined) {
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
  private readonly client: { send(command: object, options: object): Promise<MetadataBearer> };

  /**
   * @param roleArn the role to act with, where it is another one than the function's own.
   */
  public constructor(private readonly signal: AbortSignal, roleArn?: string) {
    this.client = new SSMClient({
      credentials: roleArn === undefined ? undefined : assumed(roleArn, signal),
      // Not read from the environment: only the time that is left ends the tries.
      maxAttempts: Number.MAX_SAFE_INTEGER,
      retryStrategy: new Patience(signal, error => { this.trouble = told(error); }),
      requestHandler: { requestTimeout: REQUEST_TIMEOUT, throwOnRequestTimeout: true },
    });
  }

  /** Make a call that only reads. */
  public async read<Api extends keyof Reads>(api: Api, input: Reads[Api]['input']): Promise<Reads[Api]['output']> {
    return await this.send(api, input) as Reads[Api]['output'];
  }

  /** Make a call that changes something. */
  public async change({ api, input, unless = [], advice }: Call): Promise<void> {
    this.changes += 1;
    try {
      await this.send(api, input);
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      if (!unless.includes(error.code)) {
        if (advice !== undefined) error.message += `; ${advice}`;
        throw error;
      }
      this.met.push(error.code);
    }
  }

  private async send(api: keyof Reads | Call['api'], input: object): Promise<MetadataBearer> {
    try {
      const output = await this.client.send(commandFor(api, input), { abortSignal: this.signal });
      log({ call: api, requestId: output.$metadata.requestId, tries: output.$metadata.attempts });
      return output;
    } catch (error) {
      this.signal.throwIfAborted();
      const { name, message, $metadata } = error as ServiceError;
      log({ call: api, error: name, requestId: $metadata?.requestId, tries: $metadata?.attempts });
      throw new CallFailed(api, name, message, $metadata?.requestId);
    }
  }
}

type ServiceError = Error & { readonly $metadata?: { readonly requestId?: string; readonly attempts?: number } };

function told(error: unknown): string {
  const { name, message, $metadata } = error as ServiceError;
  return withRequestId(message, name, $metadata?.requestId);
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
