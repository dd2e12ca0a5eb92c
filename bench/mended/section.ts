import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { hostileDocuments } from '../check/hostile';
import { commitBefore, git, putSource, ROOT } from '../command';
import { Section, table } from '../results';
import type { Outcome } from './run';

/** Of the documents that are made to take long, those that took longest in some version, or crashed. */
const MENDED: readonly string[] = [
  ...Array.from({ length: 10 }, (_, at) => `JSON: a pattern that backtracks (${at + 1}), many values`),
  ...[20, 22, 24].map(length => `JSON: a pattern that backtracks, many values of ${length} letters`),
  'JSON: many patterns that backtrack', 'JSON: a port session (5)', 'JSON: allowed values', 'YAML: lines in brackets that stand too far left',
  'YAML: texts with lines that stand too far left', 'YAML: unknown variables', 'JSON: parameters with similar names, each misspelt in a reference',
  'Cedar: statements that are none', 'calendar: components in components',
];
/** In milliseconds; what takes longer is ended. */
const LIMIT = 60_000;
/** Below bench/, so that packages are found as from here. */
const BEFORE = join(__dirname, '..', 'node_modules', '.mended');

function outcome(source: string, name: string): string {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['-r', 'tsx/cjs', '-e', `require(${JSON.stringify(join(__dirname, 'run.ts'))})`, source, name],
    { cwd: ROOT, encoding: 'utf8', timeout: LIMIT });
  if (signal !== null) return `ended after ${LIMIT / 1000} s`;
  if (status !== 0) throw new Error(`${name} could not be measured:\n${stderr}`);
  const came = JSON.parse(stdout.trim().split('\n').pop()!) as Outcome;
  return 'time' in came ? `${came.time.toFixed(0)} ms` : came.thrown;
}

export const mended: Section = {
  key: 'mended',
  title: 'Mended',
  isOnDemand: true,
  run() {
    const commit = commitBefore();
    putSource(commit, BEFORE);
    const known = hostileDocuments().map(({ name }) => name);
    const unknown = MENDED.filter(name => !known.includes(name));
    if (unknown.length > 0) throw new Error(`no such documents: ${unknown.join(', ')}`);
    const rows = MENDED.map(name => {
      process.stderr.write(`mended: ${name}\n`);
      return [name, outcome(join(BEFORE, 'src'), name), outcome(join(ROOT, 'src'), name)];
    });
    return [
      'Documents that are made to take long, of those that "Checking and rendering" measures: read and checked once, each in a process of its own, so',
      `with all that the first document of a process takes. CPU; "before" is the source of ${git('log', '-1', '--format=%h, "%s"', commit)}.`,
      '',
      ...table(['document', 'before', 'now'], rows),
    ];
  },
};
