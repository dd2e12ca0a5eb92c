// The double as a process: npx tsx test/ssm-double/main.ts [--port 4602] [--rate 1]. Prints its address; ends on SIGTERM or SIGINT.
import { parseArgs } from 'node:util';
import { SsmDouble } from './ssm-double';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      account: { type: 'string' },
      region: { type: 'string' },
      rate: { type: 'string' },
      describes: { type: 'string' },
    },
  });
  const double = await SsmDouble.start({
    port: number('port', values.port),
    account: values.account,
    region: values.region,
    rate: number('rate', values.rate),
    settle: values.describes === undefined ? undefined : { describes: number('describes', values.describes)! },
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void double.stop());
  console.log(double.endpoint);
}

function number(option: string, value: string | undefined): number | undefined {
  if (value !== undefined && !Number.isFinite(Number(value))) throw new Error(`--${option} must be a number, got ${value}`);
  return value === undefined ? undefined : Number(value);
}

void main();
