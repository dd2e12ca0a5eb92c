import { CdkCli } from './cdk-cli';
import { LocalCloud } from './local/local-cloud';

/**
 * Does something in the local cloud, and ends all of its processes afterwards, whatever happens.
 *
 * @param onOutput told of what the CLI says, as it comes.
 */
export async function withLocalCloud<Result>(
  act: (cloud: LocalCloud, cli: CdkCli) => Promise<Result>, onOutput?: (text: string) => void,
): Promise<Result> {
  const cloud = await LocalCloud.start();
  const cli = new CdkCli(cloud.gateway.address, cloud.folder, onOutput);
  const end = () => {
    cli.kill();
    cloud.kill();
  };
  for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]] as const) {
    process.once(signal, () => {
      end();
      void cloud.stop().finally(() => process.exit(code));
    });
  }
  process.once('exit', end);
  try {
    return await act(cloud, cli);
  } finally {
    await cloud.stop();
  }
}
