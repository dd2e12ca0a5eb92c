import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './http';
import { Installation } from './installation';

const STARTS_WITHIN = 60_000;

/** ministack with the plug-in, as a process. */
export class Ministack {
  /**
   * Starts it; it is not ready yet.
   *
   * @param harness where the plug-in asks.
   * @param folder where the code of functions and the log go.
   */
  public static async start(harness: string, folder: string, account: string): Promise<Ministack> {
    const port = await freePort();
    const log = join(folder, 'ministack.log');
    const file = openSync(log, 'a');
    const child = spawn(Installation.python, [join(__dirname, 'plugin.py')], {
      // It ends when its input does, that is when this process is gone.
      stdio: ['pipe', file, file],
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
    return new Ministack(child, `http://127.0.0.1:${port}`, log);
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

  public async isReady(): Promise<void> {
    for (const start = Date.now(); Date.now() - start < STARTS_WITHIN;) {
      if (this.child.exitCode !== null) break;
      if (await fetch(`${this.address}/_ministack/health`).then(({ ok }) => ok, () => false)) return;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    this.kill();
    throw new Error(`ministack did not start:\n${this.log.slice(-4_000)}`);
  }
}
