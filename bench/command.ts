import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..');

/** Runs a command and gives what it prints. */
export function run(command: string, args: readonly string[], cwd = ROOT, input?: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, input, maxBuffer: 1e9 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${String(stderr)}${String(stdout)}`);
  return stdout;
}

/** What git says about the repository. */
export function git(...args: readonly string[]): string {
  return String(run('git', args)).trim();
}

/** The commit that is compared with, for the sections that compare two states of the source. */
export function commitBefore(): string {
  const { BEFORE } = process.env;
  if (BEFORE === undefined) throw new Error('this compares two states of the source: give the earlier one, a commit, as BEFORE');
  return BEFORE;
}

/** Puts the source of a commit, and what is needed to compile it, into a folder of its own. */
export function putSource(commit: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run('tar', ['-x'], folder, run('git', ['archive', commit, 'src', 'package.json', 'tsconfig.json']));
}
