import { ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';

/** A function as it is deployed, as the plug-in of ministack tells it. */
export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  /** ARN of its role. */
  readonly role: string;
  readonly handler: string;
  readonly runtime: string;
  /** In seconds. */
  readonly timeout: number;
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroup: string;
  /** Where the asset is unpacked. */
  readonly folder: string;
}

/** What came of an invocation. */
export interface Outcome {
  readonly result?: unknown;
  readonly error?: { readonly errorType: string; readonly errorMessage: string; readonly trace?: readonly string[] };
  readonly log: string;
}

/** An invocation, for those who look at it later. */
export interface Invocation extends Partial<Outcome> {
  readonly function: DeployedFunction;
  readonly event: any;
  readonly accessKeyId: string;
  /** Modules that were loaded from outside of the asset. */
  readonly foreign?: readonly string[];
  /** Whether a test killed it. */
  readonly isKilled?: boolean;
}

/** Where the functions find the services. */
export interface Surroundings {
  readonly gateway: string;
  readonly answerPort: number;
}

/** Functions run as in Lambda: each invocation in a Node process of its own, with the files of the asset and the environment of the runtime. */
export class Functions {
  public readonly invocations: Invocation[] = [];
  private readonly processes = new Map<string, ChildProcess>();
  private readonly killed = new Set<string>();
  private isStopped = false;

  public constructor(private readonly surroundings: () => Surroundings) {
  }

  public async invoke(deployed: DeployedFunction, event: unknown, requestId: string = randomUUID()): Promise<Outcome> {
    if (this.isStopped) throw new Error('No function is started any more');
    const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
    const invocation: { -readonly [K in keyof Invocation]: Invocation[K] } = { function: deployed, event, accessKeyId };
    this.invocations.push(invocation);
    const deadline = Date.now() + deployed.timeout * 1000;
    const script = join(__dirname, 'function-process.cjs');
    const child = spawn(process.execPath, [script], { cwd: deployed.folder, env: this.environmentOf(deployed, accessKeyId), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.processes.set(accessKeyId, child);
    let log = '';
    for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text: string) => { log += text; });
    const timer = setTimeout(() => child.kill('SIGKILL'), deployed.timeout * 1000);
    let told: Omit<Outcome, 'log'> & { foreign?: readonly string[] } | undefined;
    child.on('message', message => { told = message as typeof told; });
    child.send({ event, requestId, deadline, functionArn: deployed.arn });
    await new Promise(resolve => child.on('close', resolve));
    clearTimeout(timer);
    this.processes.delete(accessKeyId);
    invocation.isKilled = this.killed.has(accessKeyId) && child.signalCode === 'SIGKILL';
    const died = Date.now() >= deadline
      ? { errorType: 'Sandbox.Timedout', errorMessage: `${requestId} Task timed out after ${deployed.timeout}.00 seconds` }
      : { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: ${child.signalCode ?? child.exitCode}` };
    const outcome = { ...told ?? { error: died }, log };
    Object.assign(invocation, outcome);
    return outcome;
  }

  /** Ends the process of an invocation, as when its host dies. */
  public kill(accessKeyId: string): void {
    this.killed.add(accessKeyId);
    this.processes.get(accessKeyId)?.kill('SIGKILL');
  }

  /** Ends whatever runs; nothing is started any more. */
  public stop(): void {
    this.isStopped = true;
    for (const child of this.processes.values()) child.kill('SIGKILL');
  }

  /** What Lambda's runtime for Node.js gives, and where the services are here. */
  private environmentOf({ name, handler, memory, folder, runtime, environment, logGroup }: DeployedFunction, accessKeyId: string): NodeJS.ProcessEnv {
    const { gateway, answerPort } = this.surroundings();
    return {
      ...environment,
      PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      // The SDK of the runtime; whether a function uses it is recorded.
      NODE_PATH: join(__dirname, '..', '..', '..', 'node_modules'),
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: handler,
      AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: 'secret-key',
      AWS_SESSION_TOKEN: 'session-token',
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
      AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      AWS_ENDPOINT_URL: gateway,
      E2E_ANSWER_PORT: String(answerPort),
    };
  }
}
