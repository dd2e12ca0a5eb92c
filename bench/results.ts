import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { git } from './command';

const FILE = join(__dirname, 'RESULTS.md');

/** How often each thing is measured. `ROUNDS=1` is for trying a section. */
export const ROUNDS = Number(process.env.ROUNDS ?? 5);

/** A part of RESULTS.md: what was measured, and the command that measures it. */
export interface Section {
  /** The word that selects it on the command line. */
  readonly key: string;
  readonly title: string;
  /** Whether it is measured only when it is named. @default false */
  readonly isOnDemand?: boolean;
  /** Measure; the lines below the title. */
  run(): string[];
}

/** Measures a section and puts it into the file in the place of its predecessor; the others stay. */
export function writeSection({ title, run }: Section): void {
  const source = measuredSource();
  const lines = run();
  const [, ...written] = (existsSync(FILE) ? readFileSync(FILE, 'utf8') : '').split(/^(?=## )/m);
  const section = `## ${title}\n\n${lines.join('\n').trim()}\n\n${source}\n`;
  const at = written.findIndex(each => each.startsWith(`## ${title}\n`));
  if (at === -1) written.push(section);
  else written[at] = section;
  writeFileSync(FILE, ['# Measured\n', ...written.map(each => `${each.trim()}\n`)].join('\n'));
}

/** What is measured, on what, and how busy that is already. */
function measuredSource(): string {
  const load = loadavg()[0].toFixed(2);
  const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${(totalmem() / 1e9).toFixed(0)} GB, Node.js ${process.version}`;
  // This file changes while sections are measured.
  const isChanged = git('status', '--porcelain', '--', '.', ':!bench/RESULTS.md') !== '';
  return `*Measured at commit ${git('log', '-1', '--format=%h of %cs')}${isChanged ? ' + changes' : ''}; ${machine}; load average of the minute before: ${load}.*`;
}

/** A table of Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), `|${header.map(() => '---|').join('')}`, ...rows.map(line)];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The least and the most of what was measured. */
export function range(values: readonly number[], digits: number): string {
  return `${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)}`;
}

/** Whether an aim is reached, in words. */
export function verdict(isReached: boolean): string {
  return isReached ? 'reached' : '**not reached**';
}
