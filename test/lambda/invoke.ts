import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Answer } from '../../lambda/shared/answer';
import type { CustomResourceEvent, TimeLeft } from '../../lambda/shared/custom-resource';

/** How much faster pauses are in tests; what limits a single request keeps its time. */
const HASTE = 200;
const REQUEST_TIMEOUT = 30_000;

export interface InvokeOptions {
  /** How long the function has, in milliseconds, as it sees it; default 15 minutes. */
  readonly timeLeft?: number;
  /** How many times the answer is refused before it is taken. */
  readonly refuseAnswer?: number;
  /** Where STS is, for handlers that assume a role. */
  readonly stsEndpoint?: string;
  /** Where CloudFormation is, for handlers that ask it about their stack. */
  readonly cloudFormationEndpoint?: string;
}

export interface Invocation {
  /** The last answer that arrived; undefined when none did. */
  readonly told?: Answer;
  /** The text of every answer that was sent, also of those refused. */
  readonly bodies: readonly string[];
  /** What the function wrote into its log. */
  readonly log: string;
  /** What the function threw, after which Lambda would start it again. */
  readonly error?: Error;
}

export const STACK_ID = 'arn:aws:cloudformation:us-east-1:111122223333:stack/Test/11111111-2222-3333-4444-555555555555';

/** An event as CloudFormation sends it: every flag and number a text. */
export function event(given: Partial<CustomResourceEvent> & Pick<CustomResourceEvent, 'RequestType' | 'ResourceProperties'>): Omit<CustomResourceEvent, 'ResponseURL'> {
  return {
    StackId: STACK_ID,
    RequestId: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
    ResourceType: 'Custom::Test',
    LogicalResourceId: 'Resource',
    ...given,
    ResourceProperties: asTexts(given.ResourceProperties),
    ...given.OldResourceProperties === undefined ? {} : { OldResourceProperties: asTexts(given.OldResourceProperties) },
  };
}

function asTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asTexts);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asTexts(item)]));
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
}

/**
 * Run a handler as it is deployed: the bundle from assets/, in an environment like a function's, with the real SDK, against a service
 * at `endpoint`, answering over HTTP. Only the clock runs faster.
 */
export async function invoke(
  handler: string, endpoint: string, request: Omit<CustomResourceEvent, 'ResponseURL'>, options: InvokeOptions = {},
): Promise<Invocation> {
  const bodies: string[] = [];
  let told: Answer | undefined;
  const answers = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    incoming.on('end', () => {
      bodies.push(body);
      const isRefused = bodies.length <= (options.refuseAnswer ?? 0);
      if (!isRefused) told = JSON.parse(body) as Answer;
      outgoing.writeHead(isRefused ? 503 : 200).end();
    });
  });
  await new Promise<void>(resolve => answers.listen(0, '127.0.0.1', resolve));
  const ResponseURL = `http://127.0.0.1:${(answers.address() as AddressInfo).port}/answer?X-Amz-Signature=secret`;

  const lines: string[] = [];
  const logging = jest.spyOn(console, 'log').mockImplementation((...texts) => { lines.push(texts.join(' ')); });
  const environment = { ...process.env };
  const clock = globalThis.setTimeout;
  let error: Error | undefined;
  try {
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret-key',
      AWS_SESSION_TOKEN: 'session-token',
      AWS_ENDPOINT_URL_SSM: endpoint,
      ...options.stsEndpoint === undefined ? {} : { AWS_ENDPOINT_URL_STS: options.stsEndpoint },
      ...options.cloudFormationEndpoint === undefined ? {} : { AWS_ENDPOINT_URL_CLOUDFORMATION: options.cloudFormationEndpoint },
    });
    globalThis.setTimeout = ((callback: () => void, time = 0, ...rest: []) =>
      clock(callback, time === REQUEST_TIMEOUT ? time : time / HASTE, ...rest)) as typeof setTimeout;
    const context: TimeLeft = { getRemainingTimeInMillis: () => options.timeLeft ?? 900_000 };
    await handlerOf(handler)({ ...request, ResponseURL }, context);
  } catch (thrown) {
    error = thrown as Error;
  } finally {
    globalThis.setTimeout = clock;
    process.env = environment;
    logging.mockRestore();
    answers.closeAllConnections();
    await new Promise(resolve => answers.close(resolve));
  }
  return { told, bodies, log: lines.join('\n'), error };
}

type Handler = (event: CustomResourceEvent, context: TimeLeft) => Promise<void>;

function handlerOf(name: string): Handler {
  const { handler } = jest.requireActual<{ handler: Handler }>(join(__dirname, '..', '..', 'assets', 'lambda', `${name}.js`));
  return handler;
}
