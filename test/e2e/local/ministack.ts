import { ChildProcess, execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './http';

const run = promisify(execFile);

const FOLDER = join(__dirname, '..');
const ENVIRONMENT = join(FOLDER, '.venv');
const REQUIREMENTS = join(FOLDER, 'requirements.txt');
const STARTS_WITHIN = 30_000;

/** ministack with the plug-in, as a process. */
export class Ministack {
  /** Installs what it needs, once, into .venv beside these tests. */
  public static async install(): Promise<void> {
    const mark = join(ENVIRONMENT, 'installed');
    const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
    if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
    rmSync(ENVIRONMENT, { recursive: true, force: true });
    await run('python3', ['-m', 'venv', ENVIRONMENT]);
    await run(join(ENVIRONMENT, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', REQUIREMENTS]);
    writeFileSync(mark, wanted);
  }

  /**
   * @param harness where the plug-in asks.
   * @param folder where the code of functions and the log go.
   */
  public static async start(harness: string, folder: string, account: string): Promise<Ministack> {
    const port = await freePort();
    const log = join(folder, 'ministack.log');
    const file = openSync(log, 'a');
    const child = spawn(join(ENVIRONMENT, 'bin', 'python'), [join(__dirname, 'plugin.py')], {
      stdio: ['ignore', file, file],
      env: {
        PATH: process.env.PATH,
        TMPDIR: folder,
        GATEWAY_PORT: String(port),
        BIND_HOST: '127.0.0.1',
        MINISTACK_HOST: '127.0.0.1',
        MINISTACK_REGION: 'us-east-1',
        MINISTACK_ACCOUNT_ID: account,
        LAMBDA_EXECUTOR: 'local',
        IOT_MTLS_ENABLED: '0',
        SFTP_ENABLED: '0',
        // The waits of Step Functions; those of the provider framework are 15 seconds long.
        SFN_WAIT_SCALE: '0.1',
        E2E_HARNESS: harness,
        E2E_CODE: folder,
      },
    });
    closeSync(file);
    const ministack = new Ministack(child, `http://127.0.0.1:${port}`, log);
    await ministack.isReady();
    return ministack;
  }

  private constructor(private readonly child: ChildProcess, public readonly address: string, private readonly logFile: string) {
  }

  public get log(): string {
    return readFileSync(this.logFile, 'utf8');
  }

  /** Forgets everything. */
  public async reset(): Promise<void> {
    const { ok, status } = await fetch(`${this.address}/_ministack/reset`, { method: 'POST' });
    if (!ok) throw new Error(`ministack does not reset: ${status}`);
  }

  public async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise(resolve => this.child.once('exit', resolve));
    this.kill();
    await ended;
  }

  public kill(): void {
    this.child.kill('SIGKILL');
  }

  private async isReady(): Promise<void> {
    for (const start = Date.now(); Date.now() - start < STARTS_WITHIN;) {
      if (this.child.exitCode !== null) break;
      if (await fetch(`${this.address}/_ministack/health`).then(({ ok }) => ok, () => false)) return;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    this.kill();
    throw new Error(`ministack did not start:\n${this.log.slice(-4_000)}`);
  }
}
