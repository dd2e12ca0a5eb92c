import { ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..');
const ENVIRONMENT = join(FOLDER, '.venv');
const REQUIREMENTS = join(FOLDER, 'requirements.txt');
/** Whether a Python can run ministack, and make an environment for it. */
const IS_FIT = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

/** The Python environment of ministack, in .venv beside these tests. */
export class Installation {
  public static readonly python = join(ENVIRONMENT, 'bin', 'python');
  private running?: ChildProcess;

  /** Installs what is needed, once; each file must be the one that was pinned. */
  public async install(): Promise<void> {
    const mark = join(ENVIRONMENT, 'installed');
    const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
    if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
    await this.run('python3', '-c', IS_FIT).catch((error: Error) => {
      throw new Error(`This needs Python 3.10 or newer with venv, as python3:\n${error.message}`);
    });
    rmSync(ENVIRONMENT, { recursive: true, force: true });
    await this.run('python3', '-m', 'venv', ENVIRONMENT);
    await this.run(Installation.python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', REQUIREMENTS);
    writeFileSync(mark, wanted);
  }

  /** Ends it, with what it started itself. */
  public kill(): void {
    if (this.running?.pid === undefined) return;
    try {
      process.kill(-this.running.pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }

  private async run(command: string, ...parameters: string[]): Promise<void> {
    // A group of its own, as pip and venv start more.
    const child = this.running = spawn(command, parameters, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
    const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
    this.running = undefined;
    if (code !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${code}\n${output}`);
  }
}
