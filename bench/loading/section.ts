import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measured, ROOT } from '../measured-process';
import { versionOf } from '../peers';
import { median, Section, table } from '../results';

const ROUNDS = 9;
const PEER = '@cdklabs/cdk-ssm-documents';

interface Installed {
  /** On disk, in blocks. */
  readonly disk: number;
  readonly bytes: number;
  readonly files: number;
  /** With the package itself. */
  readonly packages: number;
}

function installedIn(folder: string): Installed {
  const entries = readdirSync(folder, { withFileTypes: true }).map(entry => ({ entry, path: join(folder, entry.name) }));
  const packages = entries.some(({ entry }) => entry.name === 'package.json') && /node_modules[\\/](@[^\\/]+[\\/])?[^\\/]+$/.test(folder)
    && 'version' in (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object) ? 1 : 0;
  const own = { disk: lstatSync(folder).blocks * 512, bytes: 0, files: 0, packages };
  return entries.reduce<Installed>((sum, { entry, path }) => {
    const { blocks, size } = lstatSync(path);
    const inner = entry.isDirectory() ? installedIn(path) : { disk: blocks * 512, bytes: size, files: 1, packages: 0 };
    return {
      disk: sum.disk + inner.disk, bytes: sum.bytes + inner.bytes, files: sum.files + inner.files, packages: sum.packages + inner.packages,
    };
  }, own);
}

/** Milliseconds until a package is loaded, and until a first class of it is there, once the CDK is loaded, which every app does. */
function loadTimes(
  paths: { readonly cdk: string; readonly name: string; readonly first: string },
): { readonly loaded: number; readonly first: number } {
  const { cdk, name, first } = paths;
  return measured(`
    const { App } = require(${JSON.stringify(cdk)});
    if (typeof App !== 'function') throw new Error();
    const start = process.hrtime.bigint();
    const library = require(${JSON.stringify(name)});
    const loaded = process.hrtime.bigint();
    if (typeof library.${first} !== 'function') throw new Error();
    const ms = time => Number(time - start) / 1e6;
    process.stdout.write(JSON.stringify({ loaded: ms(loaded), first: ms(process.hrtime.bigint()) }) + '\\n');
  `, {}, __dirname);
}

/** The package as npm installs it, alone: its peers every app has anyway. */
function installOurs(folder: string): string {
  const run = (command: string, args: readonly string[], cwd: string) => {
    const { status, stderr, stdout } = spawnSync(command, args, { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stderr}${stdout}`);
  };
  run('npx', ['projen', 'package:js'], ROOT);
  const [tarball] = readdirSync(join(ROOT, 'dist', 'js')).filter(file => file.endsWith('.tgz'));
  run('npm', ['install', '--legacy-peer-deps', '--no-audit', '--no-fund', '--prefix', folder, join(ROOT, 'dist', 'js', tarball)], folder);
  return join(folder, 'node_modules', 'cdk-systems-manager');
}

export const loading: Section = {
  key: 'loading',
  title: 'Loading and size',
  run() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-loading-'));
    try {
      const ours = installOurs(folder);
      const theirs = join(ROOT, 'bench', 'node_modules', PEER);
      const cdk = join(ROOT, 'node_modules', 'aws-cdk-lib');
      const packages = [
        { title: 'this library', folder: ours, name: join(ROOT, 'lib'), first: 'Runbook' },
        { title: `\`${PEER}\` ${versionOf(PEER)}`, folder: theirs, name: theirs, first: 'AutomationDocument' },
      ];
      const times = packages.map(({ name, first }) => ({ name, first, taken: [] as { loaded: number; first: number }[] }));
      for (let round = 0; round < ROUNDS; round++) {
        for (const { name, first, taken } of times) taken.push(loadTimes({ cdk, name, first }));
      }
      const rows = packages.map(({ title, folder: installed }, at) => {
        const { disk, bytes, files, packages: count } = installedIn(installed);
        const of = (key: 'loaded' | 'first') => `${median(times[at].taken.map(each => each[key])).toFixed(1)} ms`;
        return [title, of('loaded'), of('first'), `${(bytes / 1e6).toFixed(2)} MB`, `${(disk / 1e6).toFixed(2)} MB`, `${files}`, `${count - 1}`];
      });
      return [
        'What a user installs beside the CDK, and how long it takes to load once `aws-cdk-lib` is loaded: `require` alone, and until a first class',
        `(\`Runbook\`, \`AutomationDocument\`) is there. Medians of ${ROUNDS} rounds in turns.`,
        '',
        ...table(['package', '`require`', 'until the first class', 'bytes', 'on disk', 'files', 'packages inside'], rows),
        '',
        'Aims: `require` at most 15 ms, less than 3 MB, at most 2 packages inside.',
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
