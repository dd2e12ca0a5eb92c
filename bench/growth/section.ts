import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measured } from '../measured-process';
import { median, Section, table } from '../results';
import type { Growth } from './run';

const COUNTS = [10, 100, 500, 1000];
const LENGTHS = [5, 50, 200];
const ROUNDS = 3;

function measure(kind: 'runbooks' | 'longRunbooks', size: number): Growth {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-growth-'));
  try {
    return measured<Growth>(`process.stdout.write(JSON.stringify(require('./growth/run').${kind}(${size}, ${JSON.stringify(outdir)})) + '\\n')`, { CDK_VALIDATION: 'false' });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const total = ({ constructed, synthesized }: Growth): number => constructed.reduce((sum, each) => sum + each, 0) + synthesized;
const ms = (value: number): string => `${value.toFixed(2)} ms`;

export const growth: Section = {
  key: 'growth',
  title: 'Growth',
  run() {
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      process.stderr.write(`growth, round ${round + 1} of ${ROUNDS}\n`);
      return { many: COUNTS.map(count => measure('runbooks', count)), long: LENGTHS.map(length => measure('longRunbooks', length)) };
    });
    const all = (of: (round: typeof rounds[number]) => number) => median(rounds.map(of));
    const many = COUNTS.map((count, at) => [`${count}`, ms(all(({ many: each }) => total(each[at]) / count)), ms(all(({ many: each }) => each[at].synthesized / count))]);
    const long = LENGTHS.map((length, at) => [`${length}`, ms(all(({ long: each }) => total(each[at]) / 10)), ms(all(({ long: each }) => total(each[at]) / 10 / length))]);
    const [hundred, half, thousand] = [100, 500, 1000].map(count => COUNTS.indexOf(count));
    const first = all(({ many: each }) => each[thousand].constructed[0] / 100);
    const last = all(({ many: each }) => each[thousand].constructed[9] / 100);
    const firstSynthesized = all(({ many: each }) => each[hundred].synthesized / 100);
    const lastSynthesized = all(({ many: each }) => (each[thousand].synthesized - each[half].synthesized) / 500);
    return [
      `CPU of this library's runbooks and of the CDK below them, \`CDK_VALIDATION=false\`; medians of ${ROUNDS} rounds.`,
      '',
      'Runbooks of ten steps, over stacks of a hundred at most:',
      '',
      ...table(['runbooks', 'each, constructed and synthesized', 'of that, synthesized (with the check)'], many),
      '',
      `Of 1,000, one of the first hundred is constructed in ${ms(first)}, one of the last hundred in ${ms(last)}: ${(last / first).toFixed(2)} of it (aim: at most 1.2).`,
      `A hundred alone are synthesized in ${ms(firstSynthesized)} each, and each of the five hundred that make a thousand of five hundred takes`,
      `${ms(lastSynthesized)} more: ${(lastSynthesized / firstSynthesized).toFixed(2)} of it.`,
      '',
      'Ten runbooks of so many steps, each step referring to the one before:',
      '',
      ...table(['steps', 'a runbook', 'a step'], long),
    ];
  },
};
