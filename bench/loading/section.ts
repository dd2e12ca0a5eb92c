import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ROOT, run } from '../command';
import { measured } from '../measured-process';
import { versionOf } from '../peers';
import { median, range, ROUNDS, Section, table, verdict } from '../results';

const CDK = join(ROOT, 'node_modules', 'aws-cdk-lib');
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

interface Loaded {
  /** Milliseconds until `require` returns. */
  readonly loaded: number;
  /** Milliseconds until a first class is there. */
  readonly first: number;
}

/** A package in a folder, and the class of it that is asked for first. */
interface Package {
  readonly title: string;
  readonly folder: string;
  readonly first: string;
}

/** Once the CDK is loaded, which every app does, and what else is named. */
function loadTimes({ folder, first }: Package, alsoLoaded: readonly string[] = []): Loaded {
  return measured(`
    const { App } = require(${JSON.stringify(CDK)});
    if (typeof App !== 'function') throw new Error();
    for (const file of ${JSON.stringify(alsoLoaded)}) require(file);
    const start = process.hrtime.bigint();
    const library = require(${JSON.stringify(folder)});
    const loaded = process.hrtime.bigint();
    if (typeof library.${first} !== 'function') throw new Error();
    const ms = time => Number(time - start) / 1e6;
    process.stdout.write(JSON.stringify({ loaded: ms(loaded), first: ms(process.hrtime.bigint()) }) + '\\n');
  `, {}, __dirname);
}

interface FirstClass {
  /** Modules inside the package's file of code, those that run, and their characters. */
  readonly modules: number;
  readonly run: number;
  readonly characters: number;
  /** Files of the CDK that are loaded for it. */
  readonly cdk: readonly string[];
  readonly cdkBytes: number;
}

/** What is loaded for the first class of this library. */
function loadedFor({ folder, first }: Package): FirstClass {
  return measured(`
    const { Session } = require('node:inspector');
    const { statSync } = require('node:fs');
    if (typeof require(${JSON.stringify(CDK)}).App !== 'function') throw new Error();
    const known = new Set(Object.keys(require.cache));
    const session = new Session();
    session.connect();
    session.post('Profiler.enable');
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    if (typeof require(${JSON.stringify(folder)}).${first} !== 'function') throw new Error();
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      // The bundler makes a function of each module, named after its file.
      const modules = result.find(({ url }) => url.endsWith('/lib/modules.js')).functions.filter(({ functionName }) => /[.]m?js$/.test(functionName));
      const run = modules.filter(({ ranges: [{ count }] }) => count > 0);
      const cdk = Object.keys(require.cache).filter(file => !known.has(file) && file.includes('/aws-cdk-lib/'));
      process.stdout.write(JSON.stringify({
        modules: modules.length,
        run: run.length,
        characters: run.reduce((sum, { ranges: [{ startOffset, endOffset }] }) => sum + endOffset - startOffset, 0),
        cdk,
        cdkBytes: cdk.reduce((sum, file) => sum + statSync(file).size, 0),
      }) + '\\n');
    });
  `, {}, __dirname);
}

/** The tarball of the last compilation. */
function packed(): string {
  run('npx', ['projen', 'package:js']);
  const [tarball] = readdirSync(join(ROOT, 'dist', 'js')).filter(file => file.endsWith('.tgz'));
  return join(ROOT, 'dist', 'js', tarball);
}

/** A tarball of the library as npm installs it, alone: beside it the CDK of this repository, as every app has one anyway. */
function install(tarball: string, folder: string): string {
  mkdirSync(folder);
  run('npm', ['install', '--legacy-peer-deps', '--no-audit', '--no-fund', '--prefix', folder, tarball], folder);
  for (const peer of ['aws-cdk-lib', 'constructs']) symlinkSync(join(ROOT, 'node_modules', peer), join(folder, 'node_modules', peer));
  return join(folder, 'node_modules', 'cdk-systems-manager');
}

export const loading: Section = {
  key: 'loading',
  title: 'Loading and size',
  run() {
    const folder = mkdtempSync(join(tmpdir(), 'bench-loading-'));
    try {
      const { BEFORE_PACKAGE } = process.env;
      const ours: Package = { title: 'this library', folder: install(packed(), join(folder, 'now')), first: 'Runbook' };
      const packages: readonly Package[] = [
        ours,
        ...BEFORE_PACKAGE === undefined ? []
          : [{ title: 'this library, before', folder: install(resolve(process.env.INIT_CWD ?? '.', BEFORE_PACKAGE), join(folder, 'before')), first: 'Runbook' }],
        { title: `\`${PEER}\` ${versionOf(PEER)}`, folder: join(ROOT, 'bench', 'node_modules', PEER), first: 'AutomationDocument' },
      ];
      const what = loadedFor(ours);
      const rounds = Array.from({ length: ROUNDS }, () => ({ each: packages.map(each => loadTimes(each)), withoutCdk: loadTimes(ours, what.cdk) }));
      const timesOf = (at: number, key: keyof Loaded) => rounds.map(({ each }) => each[at][key]);
      const sizes = packages.map(each => installedIn(each.folder));
      const rows = packages.map(({ title }, at) => {
        const { disk, bytes, files, packages: count } = sizes[at];
        const of = (key: keyof Loaded) => `${median(timesOf(at, key)).toFixed(1)} ms (${range(timesOf(at, key), 1)})`;
        return [title, of('loaded'), of('first'), megabytes(bytes), megabytes(disk), `${files}`, `${count - 1}`];
      });
      const [{ bytes, disk, packages: count }] = sizes;
      const loaded = median(timesOf(0, 'loaded'));
      const withoutCdk = median(rounds.map(({ withoutCdk: each }) => each.first));
      return [
        'What a user installs beside the CDK, and how long it takes to load once `aws-cdk-lib` is loaded: `require` alone, and until a first class',
        `(\`Runbook\`, \`AutomationDocument\`) is there. Medians of ${ROUNDS} rounds in turns, in brackets the least and the most. MB are 10^6 bytes;`,
        'on disk a file takes whole blocks.',
        '',
        ...table(['package', '`require`', 'until the first class', 'bytes', 'on disk', 'files', 'packages inside'], rows),
        '',
        ...table(['aim', 'measured', ''], [
          ['`require` at most 15 ms', `${loaded.toFixed(1)} ms`, verdict(loaded <= 15)],
          ['less than 3 MB', `${megabytes(bytes, 3)} of files`, verdict(bytes < 3e6)],
          ['less than 3 MB', `${megabytes(disk, 3)} on disk`, verdict(disk < 3e6)],
          ['at most 2 packages inside', `${count - 1}`, verdict(count - 1 <= 2)],
        ]),
        '',
        `\`require\` reads the index alone. For the first class ${what.run} of the ${what.modules} modules inside \`lib/modules.js\` are compiled and run,`,
        `${Math.round(what.characters / 1000)} of its ${Math.round(statSync(join(ours.folder, 'lib', 'modules.js')).size / 1000)} kB, and ${what.cdk.length} files of the CDK, ${megabytes(what.cdkBytes)}, that an app has not loaded before.`,
        `Where the app has loaded these already, it takes ${withoutCdk.toFixed(1)} ms.`,
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function megabytes(bytes: number, digits = 2): string {
  return `${(bytes / 1e6).toFixed(digits)} MB`;
}
