import { randomUUID } from 'node:crypto';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** An HTTP status and the XML that goes with it; undefined cuts the connection. */
export type QueryAnswer = readonly [number, string] | undefined;

/** A double of a service that speaks AWS's Query protocol: an HTTP server on 127.0.0.1 that the real SDK talks to. */
export abstract class QueryDouble {
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
    request.on('end', () => {
      const caller = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const requestId = randomUUID();
      const answer = this.answer(new URLSearchParams(body), caller, requestId);
      if (!answer) return void request.socket.destroy();
      response.writeHead(answer[0], { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }).end(answer[1]);
    });
  });

  public get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  protected async listen(): Promise<this> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  protected abstract answer(input: URLSearchParams, caller: string, requestId: string): QueryAnswer;
}

/** A refusal in the words of the service. */
export function queryError(namespace: string, status: number, code: string, message: string, requestId: string): QueryAnswer {
  return [status, `<ErrorResponse xmlns="${namespace}"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code>`
    + `<Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`];
}

/** What is no operation of the double, so that no test passes on it by accident. */
export function unknownAction(input: URLSearchParams): QueryAnswer {
  return [501, `<p>the double does not know ${input.get('Action')}</p>`];
}
