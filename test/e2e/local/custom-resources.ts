import { randomUUID } from 'node:crypto';
import { DeployedFunction, Functions } from './functions';
import { LocalServer } from './http';

/** What CloudFormation takes as an answer, in bytes. */
const MAX_ANSWER = 4_096;
/** Lambda waits a minute before the second try and two before the third. */
const RETRY_AFTER = [1_000, 2_000];

/** What the plug-in asks for. */
export interface CustomResourceRequest {
  readonly function: DeployedFunction;
  readonly event: CustomResourceEvent;
  /** How many more times Lambda tries. */
  readonly retries: number;
  /** How long CloudFormation waits for an answer, in seconds. */
  readonly serviceTimeout: number;
}

export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: any;
  readonly OldResourceProperties?: any;
}

export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

/** A request to a custom resource and its answer. */
export interface CustomResourceExchange {
  readonly event: CustomResourceEvent;
  readonly answer?: CustomResourceAnswer;
  /** How many times the function was started for it. */
  readonly tries: number;
}

/** The error of a request that failed. */
export class CustomResourceFailed extends Error {
  public constructor(message: string, public readonly physicalId?: string) {
    super(message);
  }
}

/** CloudFormation's side of custom resources: the response URL, the wait, the asynchronous invocation. */
export class CustomResources {
  public static async start(functions: Functions): Promise<CustomResources> {
    const waiting = new Map<string, (body: string) => void>();
    const server = await LocalServer.start((request, body, response) => {
      const token = request.url!.split(/[/?]/)[2];
      if (request.method !== 'PUT' || !waiting.has(token)) return void response.writeHead(403).end();
      // The signature of the real URL is over an empty type.
      if ((request.headers['content-type'] ?? '') !== '') return void response.writeHead(403).end();
      response.writeHead(200).end();
      waiting.get(token)!(body.toString());
    });
    return new CustomResources(functions, server, waiting);
  }

  public readonly exchanges: CustomResourceExchange[] = [];
  /** Told of each request when it is sent, and again when it is answered or given up. */
  public onExchange?: (exchange: CustomResourceExchange, isOver: boolean) => void;

  private constructor(
    private readonly functions: Functions, private readonly server: LocalServer, private readonly waiting: Map<string, (body: string) => void>,
  ) {
  }

  public get port(): number {
    return this.server.port;
  }

  public async request(
    { function: deployed, event, retries, serviceTimeout }: CustomResourceRequest,
  ): Promise<{ physicalId: string; data?: object }> {
    const token = randomUUID();
    const exchange = { event, answer: undefined as CustomResourceAnswer | undefined, tries: 0 };
    this.exchanges.push(exchange);
    this.onExchange?.(exchange, false);
    let timer: NodeJS.Timeout | undefined;
    const answered = new Promise<string>((resolve, reject) => {
      this.waiting.set(token, resolve);
      timer = setTimeout(() => reject(new CustomResourceFailed('CloudFormation did not receive a response from your Custom Resource. '
        + `Please check your logs for requestId [${event.RequestId}].`)), serviceTimeout * 1000);
    });
    let isOver = false;
    const invoke = async () => {
      for (let count = 0; count <= retries && !isOver; count += 1) {
        if (count > 0) await new Promise(resolve => setTimeout(resolve, RETRY_AFTER[count - 1]));
        exchange.tries += 1;
        const ResponseURL = `http://127.0.0.1:${this.port}/answers/${token}?X-Amz-Signature=secret`;
        const { error } = await this.functions.invoke(deployed, { ...event, ResponseURL });
        if (error === undefined) return;
      }
    };
    invoke().catch(() => undefined); // when everything is stopped
    try {
      exchange.answer = this.read(await answered, event);
    } finally {
      clearTimeout(timer);
      isOver = true;
      this.waiting.delete(token);
      this.onExchange?.(exchange, true);
    }
    const { Status, Reason, PhysicalResourceId, Data } = exchange.answer;
    if (Status === 'SUCCESS') return { physicalId: PhysicalResourceId, data: Data };
    const reason = `Received response status [FAILED] from custom resource. Message returned: ${Reason} (RequestId: ${event.RequestId})`;
    throw new CustomResourceFailed(reason, PhysicalResourceId);
  }

  public async stop(): Promise<void> {
    await this.server.stop();
  }

  /** What CloudFormation demands of an answer. */
  private read(body: string, event: CustomResourceEvent): CustomResourceAnswer {
    if (Buffer.byteLength(body) > MAX_ANSWER) throw new CustomResourceFailed('Response object is too long.');
    const answer = JSON.parse(body) as CustomResourceAnswer & CustomResourceEvent;
    for (const key of ['StackId', 'RequestId', 'LogicalResourceId'] as const) {
      if (answer[key] !== event[key]) throw new CustomResourceFailed(`Invalid response: ${key} is ${answer[key]}`);
    }
    if (!answer.PhysicalResourceId) throw new CustomResourceFailed('Invalid PhysicalResourceId');
    if (answer.Status === 'FAILED' && !answer.Reason) throw new CustomResourceFailed('Invalid response: there is no reason');
    return answer;
  }
}
