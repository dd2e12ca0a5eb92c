import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

const CDK = join(__dirname, '..', '..', 'node_modules', 'aws-cdk', 'bin', 'cdk');
const POLLS = join(__dirname, 'cdk-polls.cjs');

/** What the CDK CLI said, and how it ended. */
export interface CliResult {
  readonly status: number | null;
  /** What people read: both streams, in the order of arrival. */
  readonly output: string;
}

/** The CDK CLI, as users run it. */
export class CdkCli {
  /** Told of each command when it begins. */
  public onCommand?: (command: string) => void;
  private readonly home: string;
  private child?: ChildProcess;

  /**
   * @param endpoint where all services are.
   * @param folder where it may write.
   * @param onOutput told of what people read, as it comes.
   */
  public constructor(private readonly endpoint: string, private readonly folder: string, private readonly onOutput?: (text: string) => void) {
    this.home = mkdtempSync(join(folder, 'cdk-home-'));
  }

  /** @param assembly folder of the synthesized app */
  public deploy(assembly: string, stack: string, ...parameters: string[]): Promise<CliResult> {
    return this.run('deploy', stack, '--app', assembly, '--require-approval', 'never', '--progress', 'events', ...parameters);
  }

  public destroy(assembly: string, stack: string): Promise<CliResult> {
    return this.run('destroy', stack, '--app', assembly, '--force');
  }

  public kill(): void {
    this.child?.kill('SIGKILL');
  }

  private async run(...parameters: string[]): Promise<CliResult> {
    this.onCommand?.(`cdk ${parameters.slice(0, 2).join(' ')}`);
    const child = this.child = spawn(process.execPath, ['--require', POLLS, CDK, ...parameters, '--no-notices', '--ci', '--no-color'], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        HOME: this.home,
        // Else the CLI keeps the account of an access key for ever.
        CDK_HOME: this.home,
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_ENDPOINT_URL: this.endpoint,
        CDK_DISABLE_VERSION_CHECK: '1',
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        CI: 'true',
        NODE_NO_WARNINGS: '1',
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        this.onOutput?.(text);
      });
    }
    const status = await new Promise<number | null>(resolve => child.on('close', resolve));
    this.child = undefined;
    return { status, output };
  }
}
