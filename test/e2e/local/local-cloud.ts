import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SSMClient } from '@aws-sdk/client-ssm';
import { CustomResourceFailed, CustomResources } from './custom-resources';
import { DocumentResource } from './document-resource';
import { Functions } from './functions';
import { CallRecord, CLOUDFORMATION, Gateway } from './gateway';
import { LocalServer } from './http';
import { Ministack } from './ministack';
import { detailsIn, Remains, remainsIn } from './remains';
import { SsmDouble, SsmDoubleOptions } from '../../ssm-double/ssm-double';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';
/** What `cdk bootstrap` leaves: the version that the CDK's templates ask for, and the bucket of assets. */
const BOOTSTRAP_VERSION = '30';
const BUCKET = `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}`;

/** Everything that a deployment meets, on 127.0.0.1. */
export class LocalCloud {
  /** Where everything is that these tests write. */
  public readonly folder = mkdtempSync(join(tmpdir(), 'e2e-'));
  /** Told of each call that is made. */
  public onCall?: (call: CallRecord, accessKeyId: string) => void;
  /** Told when a service has acted, before its caller hears of it; forgotten by `reset`. */
  public onService?: (call: CallRecord, accessKeyId: string) => void;
  public readonly functions: Functions;
  public customResources!: CustomResources;
  public gateway!: Gateway;
  public double!: SsmDouble;
  private ministack!: Ministack;
  private harness!: LocalServer;
  private client!: SSMClient;

  public constructor() {
    this.functions = new Functions(() => ({ gateway: this.gateway.address, answerPort: this.customResources.port }));
  }

  /** Everything is forgotten, as in an account that was just bootstrapped; the double begins anew with these options. */
  public async reset(options: SsmDoubleOptions = {}): Promise<void> {
    this.onService = undefined;
    await this.double.stop();
    this.double = await SsmDouble.start({ account: ACCOUNT, region: REGION, callers: this.gateway.sessions, ...options });
    for (const list of [this.functions.invocations, this.customResources.exchanges, this.gateway.calls]) list.length = 0;
    await this.ministack.reset();
    await this.bootstrap();
  }

  /** What stands in the account, beside Systems Manager. */
  public remains(): Promise<Remains> {
    return remainsIn(this.ministack.address);
  }

  /** The same in full, for comparisons. */
  public details(): Promise<object> {
    return detailsIn(this.ministack.address);
  }

  /** Where tests look at what ministack holds, without being recorded. */
  public get address(): string {
    return this.ministack.address;
  }

  /** What ministack wrote into its log. */
  public get log(): string {
    return this.ministack.log;
  }

  public async stop(): Promise<void> {
    this.functions.stop();
    this.client?.destroy();
    await Promise.all([this.gateway?.stop(), this.customResources?.stop(), this.harness?.stop(), this.double?.stop(), this.ministack?.stop()]);
    this.end();
  }

  /** Ends all processes and removes the folder, without waiting for anything. */
  public end(): void {
    this.functions.stop();
    this.ministack?.kill();
    // What is being killed may still write.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  }

  public async start(): Promise<void> {
    this.double = await SsmDouble.start({ account: ACCOUNT, region: REGION });
    this.customResources = await CustomResources.start(this.functions);
    this.harness = await LocalServer.start(async (request, body, response) => {
      try {
        const answer = await this.answer(request.url!, JSON.parse(body.toString()));
        response.end(JSON.stringify(answer));
      } catch (error) {
        const physicalId = error instanceof CustomResourceFailed ? error.physicalId : undefined;
        response.writeHead(400).end(JSON.stringify({ message: (error as Error).message, physicalId }));
      }
    });
    this.ministack = await Ministack.start(this.harness.address, this.folder, ACCOUNT);
    await this.ministack.isReady();
    this.gateway = await Gateway.start({
      ministack: this.ministack.address,
      double: () => this.double,
      invocations: this.functions.invocations,
      onCall: (call, accessKeyId) => this.onCall?.(call, accessKeyId),
      onService: (call, accessKeyId) => this.onService?.(call, accessKeyId),
    });
    this.client = new SSMClient({
      endpoint: this.gateway.address,
      region: REGION,
      credentials: { accessKeyId: CLOUDFORMATION, secretAccessKey: 'secret' },
      // CloudFormation waits out throttling for hours.
      maxAttempts: 1_000,
      retryMode: 'adaptive',
    });
    await this.bootstrap();
  }

  /** What the plug-in of ministack asks. */
  private answer(path: string, question: any): Promise<unknown> {
    const documents = new DocumentResource(this.client);
    const routes: Readonly<Record<string, () => Promise<unknown>>> = {
      '/document/create': () => documents.create(question),
      '/document/update': () => documents.update(question),
      '/document/delete': () => documents.delete(question),
      '/invoke': () => this.functions.invoke(question.function, question.event, question.requestId),
      '/custom-resource': () => this.customResources.request(question),
    };
    return routes[path]();
  }

  private async bootstrap(): Promise<void> {
    const authorization = (service: string) =>
      `AWS4-HMAC-SHA256 Credential=test/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
    const parameter = await fetch(this.ministack.address, {
      method: 'POST',
      headers: { 'authorization': authorization('ssm'), 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AmazonSSM.PutParameter' },
      body: JSON.stringify({ Name: '/cdk-bootstrap/hnb659fds/version', Value: BOOTSTRAP_VERSION, Type: 'String', Overwrite: true }),
    });
    const bucket = await fetch(`${this.ministack.address}/${BUCKET}`, { method: 'PUT', headers: { authorization: authorization('s3') } });
    if (!parameter.ok || !bucket.ok) throw new Error(`ministack takes no bootstrap: ${await parameter.text()} ${await bucket.text()}`);
  }
}
