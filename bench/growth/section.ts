import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measured } from '../measured-process';
import { median, range, ROUNDS, Section, table, verdict } from '../results';
import type { Growth } from './run';

const COUNTS = [10, 100, 1000];
const WARM_COUNTS = [100, 500, 1000];
const WARM_UP = 1500;
const LENGTHS = [5, 50, 200];
/** Of whatever length the runbooks are, so many steps are measured. */
const STEPS = 2000;
/** What is asked of the last of a thousand, as a part of one of the first; and here of long runbooks as well. */
const AIM = 1.2;

function measure(call: (outdir: string) => string): Growth {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-growth-'));
  try {
    return measured<Growth>(`process.stdout.write(JSON.stringify(require('./growth/run').${call(JSON.stringify(outdir))}) + '\\n')`, { CDK_VALIDATION: 'false' });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const measureRunbooks = (count: number, warmUp: number) => measure(outdir => `runbooks(${count}, ${outdir}, ${warmUp})`);
const measureLong = (length: number) => measure(outdir => `longRunbooks(${STEPS / length}, ${length}, ${outdir})`);

const total = ({ constructed, synthesized }: Growth): number => constructed.reduce((sum, each) => sum + each, 0) + synthesized;
const ms = (value: number): string => `${value.toFixed(2)} ms`;

export const growth: Section = {
  key: 'growth',
  title: 'Growth',
  run() {
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      process.stderr.write(`growth, round ${round + 1} of ${ROUNDS}\n`);
      return {
        cold: COUNTS.map(count => measureRunbooks(count, 0)),
        warm: WARM_COUNTS.map(count => measureRunbooks(count, WARM_UP)),
        long: LENGTHS.map(measureLong),
      };
    });
    type Of = (round: typeof rounds[number]) => number;
    const all = (of: Of) => median(rounds.map(of));
    const rows = (kind: 'cold' | 'warm', counts: readonly number[]) => counts.map((count, at) => [
      `${count}`,
      ms(all(round => total(round[kind][at]) / count)),
      ms(all(round => (total(round[kind][at]) - round[kind][at].synthesized) / count)),
      ms(all(round => round[kind][at].synthesized / count)),
    ]);
    // Each round is compared within itself, as its processes ran under the same conditions.
    const compared = (what: string, later: Of, earlier: Of) => {
      const ratios = rounds.map(round => later(round) / earlier(round));
      return [what, ms(all(earlier)), ms(all(later)), median(ratios).toFixed(2), range(ratios, 2), verdict(median(ratios) <= AIM)];
    };
    const hundred = (kind: 'cold' | 'warm', count: number, nth: number): Of => round =>
      round[kind][(kind === 'cold' ? COUNTS : WARM_COUNTS).indexOf(count)].constructed[nth - 1] / 100;
    const synthesized = (count: number): Of => ({ warm }) => warm[WARM_COUNTS.indexOf(count)].synthesized / count;
    const runbook = (length: number): Of => ({ long }) => total(long[LENGTHS.indexOf(length)]) / STEPS * length;
    const furtherStep = (from: number, to: number): Of => round => (runbook(to)(round) - runbook(from)(round)) / (to - from);
    const header = ['runbooks', 'each', 'of that, constructed', 'synthesized (with the check)'];
    const comparison = ['of 1,000', 'earlier', 'later', 'ratio', 'least–most', `aim: at most ${AIM}`];
    return [
      `CPU of this library's runbooks and of the CDK below them, \`CDK_VALIDATION=false\`; medians of ${ROUNDS} rounds.`,
      '',
      'Runbooks of ten steps, over stacks of a hundred at most, in a process that begins with them:',
      '',
      ...table(header, rows('cold', COUNTS)),
      '',
      `And in a process that has made and synthesized ${WARM_UP} others in another app:`,
      '',
      ...table(header, rows('warm', WARM_COUNTS)),
      '',
      'V8 compiles what runs often, so the first are the slowest and would hide that later ones grow; hence the second and third row.',
      '',
      ...table(comparison, [
        compared('the last hundred, constructed, beside the first', hundred('cold', 1000, 10), hundred('cold', 1000, 1)),
        compared('the last hundred, constructed, beside the second', hundred('cold', 1000, 10), hundred('cold', 1000, 2)),
        compared('the last hundred, constructed, beside the first, warm', hundred('warm', 1000, 10), hundred('warm', 1000, 1)),
        compared('each of 1,000, synthesized, beside each of 100, warm', synthesized(1000), synthesized(100)),
        compared('each of 1,000, synthesized, beside each of 500, warm', synthesized(1000), synthesized(500)),
      ]),
      '',
      `Runbooks of so many steps, each step but the first referring to the one before, ${STEPS} steps in all; constructed and synthesized, warm:`,
      '',
      ...table(['steps', 'a runbook', 'a step'], LENGTHS.map(length => [`${length}`, ms(all(runbook(length))), ms(all(runbook(length)) / length)])),
      '',
      ...table(['what a step more takes', ...comparison.slice(1)], [
        compared('from 50 to 200 steps, beside from 5 to 50', furtherStep(50, 200), furtherStep(5, 50)),
      ]),
    ];
  },
};
