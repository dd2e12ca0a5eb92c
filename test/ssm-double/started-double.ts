import { SSMClient } from '@aws-sdk/client-ssm';
import { clientOf } from './ssm-client';
import { SsmDouble, SsmDoubleOptions } from './ssm-double';

/** A double, and the real client that talks to it. */
export interface StartedDouble {
  readonly double: SsmDouble;
  readonly client: SSMClient;
}

const started: StartedDouble[] = [];

/** Starts a double for one test, after which it is stopped. */
export async function startDouble(options?: SsmDoubleOptions): Promise<StartedDouble> {
  const double = await SsmDouble.start(options);
  const client = clientOf(double);
  started.push({ double, client });
  return { double, client };
}

afterEach(async () => {
  for (const { double, client } of started.splice(0)) {
    client.destroy();
    await double.stop();
  }
});
