import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(__dirname, '..', '..');

/** Where everything is installed and run; what is downloaded stays there between runs. */
export const workshop = join(root, '.cache', 'languages');

/** One language: its packages installed in an environment of its own, with the example and the apps of `test/languages` beside it. */
export interface Language {
  readonly name: string;
  /** What must be there, with an argument that makes it answer. */
  readonly toolchain: readonly (readonly [string, ...string[]])[];
  install(): Environment;
}

export interface Environment {
  /** Where the apps lie. */
  readonly folder: string;
  readonly env?: Record<string, string>;
  /** The command that runs an app of `test/languages`. */
  readonly app: (name: string, ...args: string[]) => readonly string[];
  /** Checks of types that people of the language run. */
  readonly checks?: readonly (readonly string[])[];
}

export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/** Run a command and give what it printed, on both of its outputs. */
export function run(command: readonly string[], cwd: string, env: Record<string, string> = {}): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command[0], command.slice(1), {
    cwd, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false', JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env }, maxBuffer: 1e9,
  });
  if (error !== undefined) throw error;
  return { status, output: stdout + stderr };
}

/** The same for what must succeed. */
export function must(command: readonly string[], cwd: string, env?: Record<string, string>): string {
  const { status, output } = run(command, cwd, env);
  if (status !== 0) throw new Error(`${command.join(' ')} failed with ${status} in ${cwd}:\n${output}`);
  return output;
}

/** A folder with the example of a language and the apps of `test/languages`, as people have it; `kept` survives from the last run. */
export function copied(language: string, kept: readonly string[] = []): string {
  const folder = join(workshop, language);
  mkdirSync(folder, { recursive: true });
  must(['find', '.', '-mindepth', '1', '-maxdepth', '1', ...kept.flatMap(name => ['!', '-name', name]), '-exec', 'rm', '-rf', '{}', '+'], folder);
  for (const source of [join(root, 'examples', language), join(root, 'test', 'languages', language)]) {
    cpSync(source, folder, { recursive: true, filter: path => !/[/\\](node_modules|target|\.venv|__pycache__|cdk\.out)$/.test(path) });
  }
  return folder;
}

/** A package that `npx projen package-all` built. */
export function built(path: string): string {
  const file = join(root, 'dist', path);
  if (!existsSync(file)) throw new Error(`${file} is not there; run "npx projen package-all"`);
  return file;
}

export function emptied(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
