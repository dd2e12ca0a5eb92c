import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

const FILE = join(__dirname, 'RESULTS.md');

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

/** Puts a section into the file in the place of its predecessor; the others stay. */
export function writeSection({ title }: Section, lines: readonly string[]): void {
  const [, ...written] = (existsSync(FILE) ? readFileSync(FILE, 'utf8') : '').split(/^(?=## )/m);
  const section = `## ${title}\n\n${lines.join('\n').trim()}\n`;
  const at = written.findIndex(each => each.startsWith(`## ${title}\n`));
  if (at === -1) written.push(section);
  else written[at] = section;
  writeFileSync(FILE, ['# Measured\n', ...written.map(each => `${each.trim()}\n`)].join('\n'));
}

/** The machine, for a line above a table. */
export function machine(): string {
  return `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.version}`;
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
