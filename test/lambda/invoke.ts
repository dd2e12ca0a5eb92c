import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { StandingClock } from './standing-clock';
import type { Answer } from '../../lambda/shared/answer';
import type { CustomResourceEvent, TimeLeft } from '../../lambda/shared/custom-resource';

/** The clock of the function that runs, which those that run inside of it have too. */
const clocks = new AsyncLocalStorage<StandingClock>();
let isRunning = false;

export interface InvokeOptions {
  /** How long the function has, in milliseconds, as it sees it; default 15 minutes. */
  readonly timeLeft?: number;
  /** How many times the answer is refused before it is taken. */
  readonly refuseAnswer?: number;
  /** Where STS is, for handlers that assume a role. */
  readonly stsEndpoint?: string;
  /** Where CloudFormation is, for handlers that ask for the status of their stack. */
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
 * at `endpoint`, answering over HTTP. Only the clock is another one.
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
  try {
    const { log, error } = await inFunction(endpoint, options, context => exportOf(handler, 'handler')({ ...request, ResponseURL }, context));
    return { told, bodies, log, error };
  } finally {
    answers.closeAllConnections();
    await new Promise(resolve => answers.close(resolve));
  }
}

/** What became of something that ran as a function does. */
export interface Run<Result> {
  readonly result?: Result;
  /** What was thrown. */
  readonly error?: Error;
  readonly log: string;
}

/** Do something in an environment like a function's, with a clock that jumps over every wait. */
export async function inFunction<Result>(
  endpoint: string, options: InvokeOptions, act: (context: TimeLeft) => Promise<Result>,
): Promise<Run<Result>> {
  const lines: string[] = [];
  const { log: print } = console;
  const environment = { ...process.env };
  const outer = clocks.getStore();
  if (outer === undefined && isRunning) throw new Error('a function runs already, and there is one clock; await it first');
  const clock = outer ?? new StandingClock();
  const { stsEndpoint, cloudFormationEndpoint } = options;
  try {
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret-key',
      AWS_SESSION_TOKEN: 'session-token',
      AWS_ENDPOINT_URL_SSM: endpoint,
      ...stsEndpoint === undefined ? {} : { AWS_ENDPOINT_URL_STS: stsEndpoint },
      ...cloudFormationEndpoint === undefined ? {} : { AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormationEndpoint },
    });
    console.log = (...texts: unknown[]) => { lines.push(texts.join(' ')); };
    isRunning = true;
    if (outer === undefined) clock.install();
    const context = { getRemainingTimeInMillis: () => options.timeLeft ?? 900_000 };
    return { result: await clocks.run(clock, () => clock.during(() => act(context))), log: lines.join('\n') };
  } catch (error) {
    return { error: error as Error, log: lines.join('\n') };
  } finally {
    if (outer === undefined) {
      clock.uninstall();
      isRunning = false;
    }
    process.env = environment;
    console.log = print;
  }
}

/** A function as Lambda starts it. */
export type Entry = (event: object, context: TimeLeft) => Promise<unknown>;

/** What a bundle exports. */
export function exportOf(name: string, entry: string): Entry {
  return jest.requireActual<Record<string, Entry>>(join(__dirname, '..', '..', 'assets', 'lambda', `${name}.js`))[entry];
}
