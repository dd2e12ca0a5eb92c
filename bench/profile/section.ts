import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitBefore, git, putSource, ROOT, run } from '../command';
import { build, measured } from '../measured-process';
import { median, range, ROUNDS, Section, table } from '../results';
import { type Part, PARTS, type Profile } from './run';

const COUNT = 450;
/** Below bench/, so that packages are found as from here. */
const COMPILED = join(__dirname, '..', 'node_modules', '.profiled');

/** The library of a folder, each module in a file of its own, and what is measured on it; the folder of the latter and of the library. */
function compiled(name: string, fill: (folder: string) => void): { readonly cwd: string; readonly lib: string } {
  const folder = join(COMPILED, name);
  fill(folder);
  run(process.execPath, [require.resolve('typescript/bin/tsc'), '--declaration', 'false'], folder);
  const lib = join(folder, 'lib');
  const cwd = join(folder, 'measured');
  build(lib, cwd);
  return { cwd, lib };
}

function profiled({ cwd, lib }: ReturnType<typeof compiled>, file: string): Profile {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-profile-'));
  try {
    return measured<Profile>(
      `require('./profile/run').profile(require('./synth/${file}').${file}, ${COUNT}, ${JSON.stringify(outdir)}, ${JSON.stringify(lib)})`
      + '.then(profile => process.stdout.write(JSON.stringify(profile) + "\\n"))', { CDK_VALIDATION: 'false' }, cwd);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

export const profile: Section = {
  key: 'profile',
  title: 'Profile',
  isOnDemand: true,
  run() {
    const commit = commitBefore();
    const before = compiled('before', folder => putSource(commit, folder));
    const now = compiled('now', folder => {
      rmSync(folder, { recursive: true, force: true });
      for (const each of ['src', 'package.json', 'tsconfig.json']) cpSync(join(ROOT, each), join(folder, each), { recursive: true });
    });
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      process.stderr.write(`profile, round ${round + 1} of ${ROUNDS}\n`);
      return { before: profiled(before, 'ours'), now: profiled(now, 'ours'), raw: profiled(now, 'raw') };
    });
    const columns = ['before', 'now', 'raw'] as const;
    const valuesOf = (column: typeof columns[number], parts: readonly Part[]) =>
      rounds.map(round => parts.reduce((sum, part) => sum + round[column][part], 0));
    const cell = (column: typeof columns[number], parts: readonly Part[]) => {
      const values = valuesOf(column, parts);
      return `${median(values).toFixed(0)} ms (${range(values, 0)})`;
    };
    // Only where the runs of before and now have no value in common is a difference more than chance.
    const differences = [...PARTS.map(part => ({ what: `while ${part}`, parts: [part] })), { what: 'in all', parts: PARTS }].flatMap(({ what, parts }) => {
      const [earlier, later] = [valuesOf('before', parts), valuesOf('now', parts)];
      if (Math.max(...later) >= Math.min(...earlier) && Math.max(...earlier) >= Math.min(...later)) return [];
      const change = median(later) - median(earlier);
      return [`- ${what}: ${Math.abs(change).toFixed(0)} ms ${change < 0 ? 'less' : 'more'}`];
    });
    return [
      `Where the main thread spends its time while ${COUNT} runbooks are constructed and synthesized (\`CDK_VALIDATION=false\`; the library is loaded):`,
      `samples of V8's profiler, medians of ${ROUNDS} rounds in turns, in brackets the least and the most.`,
      `"Before" is the source of ${git('log', '-1', '--format=%h of %cs, "%s"', commit)}.`,
      '',
      ...table(['while …', '`Runbook`, before', '`Runbook`, now', '`CfnDocument`'], [
        ...PARTS.map(part => [part, ...columns.map(column => cell(column, [part]))]),
        ['all', ...columns.map(column => cell(column, PARTS))],
      ]),
      '',
      ...differences.length === 0 ? ['Between before and now no part differs by more than the runs do.']
        : ['Between before and now these differ by more than the runs do, the others do not:', '', ...differences],
    ];
  },
};
