import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

type Handle = (request: IncomingMessage, body: Buffer, response: ServerResponse) => Promise<void> | void;

/** An HTTP server on 127.0.0.1, on a free port. */
export class LocalServer {
  public static async start(handle: Handle): Promise<LocalServer> {
    const server = createServer(async (request, response) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        await handle(request, Buffer.concat(chunks), response);
      } catch (error) {
        if (!response.headersSent) response.writeHead(500);
        response.end(JSON.stringify({ message: `the tests failed: ${(error as Error).stack}` }));
      }
    });
    // Questions of CloudFormation wait for as long as their answers take.
    server.requestTimeout = 0;
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return new LocalServer(server);
  }

  private constructor(private readonly server: Server) {
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }
}

const given = new Set<number>();

/** A port that was free a moment ago, and is given to nobody else who asks here. */
export async function freePort(): Promise<number> {
  const server = await LocalServer.start(() => undefined);
  const { port } = server;
  await server.stop();
  if (given.has(port)) return freePort();
  given.add(port);
  return port;
}
