import { randomUUID } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** A request to assume a role. */
export interface AssumedRole {
  readonly roleArn: string;
  readonly sessionName: string;
  /** The access key id that asked. */
  readonly caller: string;
}

/** A double of STS, which knows AssumeRole alone; the credentials that it gives are those of nobody. */
export class StsDouble {
  public static async start(): Promise<StsDouble> {
    const double = new StsDouble();
    await new Promise<void>(resolve => double.server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  /** How many of the next requests are denied, as they are until a role that was made a moment ago is known everywhere. */
  public denials = 0;
  public readonly requests: AssumedRole[] = [];

  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    request.on('end', () => {
      const input = new URLSearchParams(body);
      const caller = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const requestId = randomUUID();
      const [status, text] = this.answer(input, caller, requestId);
      response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }).end(text);
    });
  });

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  private answer(input: URLSearchParams, caller: string, requestId: string): [number, string] {
    if (input.get('Action') !== 'AssumeRole') return [501, `<p>the double does not know ${input.get('Action')}</p>`];
    const roleArn = input.get('RoleArn') ?? '';
    this.requests.push({ roleArn, sessionName: input.get('RoleSessionName') ?? '', caller });
    if (this.denials > 0) {
      this.denials -= 1;
      return [403, '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: x is not '
        + `authorized to perform: sts:AssumeRole on resource: ${roleArn}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`];
    }
    return [200, '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>'
      + `<AccessKeyId>ASIA${roleArn.replace(/\W/g, '').slice(-12)}</AccessKeyId><SecretAccessKey>assumed-secret</SecretAccessKey><SessionToken>assumed-token</SessionToken>`
      + `<Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration></Credentials></AssumeRoleResult>`
      + `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></AssumeRoleResponse>`];
  }
}
