import { CdkCli } from './cdk-cli';
import { Installation } from './local/installation';
import { LocalCloud } from './local/local-cloud';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** A local cloud and the CDK CLI that knows no other one. */
export interface Place {
  readonly cloud: LocalCloud;
  readonly cli: CdkCli;
}

/**
 * Does something in local clouds, each with services, ports, a folder and an account of its own. Whatever happens, all of their processes and folders
 * are gone afterwards.
 *
 * @param onOutput told of what the CLI says, as it comes.
 */
export async function withLocalClouds<Result>(
  count: number, act: (places: readonly Place[]) => Promise<Result>, onOutput?: (text: string) => void,
): Promise<Result> {
  const installation = new Installation();
  const clouds = Array.from({ length: count }, () => new LocalCloud());
  const clis: CdkCli[] = [];
  // Where the process exits there is no time to wait.
  const end = () => {
    installation.kill();
    for (const cli of clis) cli.kill();
    for (const cloud of clouds) cloud.end();
  };
  const stopListening = endsWithSignals();
  process.once('exit', end);
  try {
    await installation.install();
    const places = await Promise.all(clouds.map(async cloud => {
      await cloud.start();
      const cli = new CdkCli(cloud.gateway.address, cloud.folder, onOutput);
      clis.push(cli);
      return { cloud, cli };
    }));
    return await act(places);
  } finally {
    for (const cli of clis) cli.kill();
    await Promise.all(clouds.map(cloud => cloud.stop()));
    process.off('exit', end);
    stopListening();
  }
}

function endsWithSignals(): () => void {
  // Not once: a terminal's signal comes twice, from it and from whoever started this, and a second one would kill at once.
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => [signal, () => process.exit(code)] as const);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  return () => {
    for (const [signal, handler] of handlers) process.off(signal, handler);
  };
}
