import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HANDLERS } from '../../test/lambda/handlers';
import { event } from '../../test/lambda/invoke';
import { ROOT } from '../command';
import { LIB } from '../measured-process';
import { median, ROUNDS, Section, table } from '../results';

const ASSETS = join(ROOT, 'assets', 'lambda');

function wallOf(args: readonly string[], cwd: string): number {
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} failed:\n${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** A function as it starts cold, up to its first request to a service, which nobody answers. */
const COLD_START = `
  const { createServer } = require('node:net');
  const start = process.hrtime.bigint();
  const server = createServer(() => {
    process.stdout.write(String(Number(process.hrtime.bigint() - start - waited) / 1e6));
    process.exit(0);
  });
  let waited = 0n;
  server.listen(0, '127.0.0.1', () => {
    waited = process.hrtime.bigint() - start;
    const url = 'http://127.0.0.1:' + server.address().port;
    for (const service of ['SSM', 'STS', 'CLOUDFORMATION']) process.env['AWS_ENDPOINT_URL_' + service] = url;
    Object.assign(process.env, { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
    const { handler, onEvent } = require(process.argv[1]);
    const event = { ...JSON.parse(process.argv[2]), ResponseURL: url };
    (handler ?? onEvent)(event, { getRemainingTimeInMillis: () => 900000 });
  });
`;

function coldStart(name: string): number {
  const { resourceType, created } = HANDLERS.find(({ handler }) => handler === name)!;
  const request = event({ RequestType: 'Create', ResourceType: resourceType, ResourceProperties: created });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', COLD_START, join(ASSETS, `${name}.js`), JSON.stringify(request)], { encoding: 'utf8', cwd: ASSETS, timeout: 30_000 });
  if (status !== 0 || stdout === '') throw new Error(`${name} made no request:\n${stderr}`);
  return Number(stdout.slice(stdout.lastIndexOf('\n') + 1));
}

const kb = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

export const starting: Section = {
  key: 'starting',
  title: 'Starting: the command line and the functions',
  run() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-starting-'));
    try {
      writeFileSync(join(folder, 'session.json'), JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs: {} }));
      writeFileSync(join(folder, 'runbook.yaml'), 'schemaVersion: "0.3"\nmainSteps:\n  - {name: Wait, action: "aws:sleep", inputs: {Duration: PT1M}}\n');
      const bin = join(LIB, 'cli', 'bin.js');
      const commands = [['-e', '0'], [bin, '--version'], [bin, 'validate', 'session.json'], [bin, 'validate', 'runbook.yaml'], [bin, 'permissions', 'runbook.yaml']];
      const handlers = [...new Set(HANDLERS.map(({ handler }) => handler))].sort();
      const walls = commands.map((): number[] => []);
      const starts = handlers.map((): number[] => []);
      for (let round = 0; round < ROUNDS; round++) {
        commands.forEach((args, at) => walls[at].push(wallOf(args, folder)));
        handlers.forEach((name, at) => starts[at].push(coldStart(name)));
      }
      const sdk = readFileSync(join(ASSETS, 'sdk.js'));
      const titles = ['node alone', 'ssm-doc --version', 'ssm-doc validate (JSON, session document)', 'ssm-doc validate (YAML, runbook)', 'ssm-doc permissions (YAML, runbook)'];
      return [
        `Medians of ${ROUNDS} rounds.`,
        '',
        ...table(['command', 'wall'], titles.map((title, at) => [title === 'node alone' ? title : `\`${title}\``, `${median(walls[at]).toFixed(0)} ms`])),
        '',
        'The functions of custom resources: from an idle Node.js to the first connection to a service or to CloudFormation, and the code that is deployed',
        '(each with the SDK beside it).',
        '',
        ...table(['function', 'cold start', 'code', 'with the SDK', 'compressed'], handlers.map((name, at) => {
          const code = readFileSync(join(ASSETS, `${name}.js`));
          return [name, `${median(starts[at]).toFixed(0)} ms`, kb(code.length), kb(code.length + sdk.length),
            kb(gzipSync(code).length + gzipSync(sdk).length)];
        })),
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
