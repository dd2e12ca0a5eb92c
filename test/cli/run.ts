import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Output } from '../../src/cli/io';
import { main } from '../../src/cli/main';

/** What a run of the command line wrote and ended with. */
export interface Run {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly terminals?: readonly ('out' | 'err')[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Run the command line in this process. */
export async function run(argv: readonly string[], { stdin = '', terminals = [], env = {} }: RunOptions = {}): Promise<Run> {
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err'): Output => ({
    isTerminal: terminals.includes(name),
    write: text => { written[name] += text; },
  });
  async function* chunks() {
    yield Buffer.from(stdin);
  }
  const status = await main(argv, { out: output('out'), err: output('err'), stdin: chunks(), env });
  return { status, ...written };
}

/** A folder with files of the test's own, deleted after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'ssm-doc-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A Session document without findings. */
export const GOOD = '{"schemaVersion":"1.0","sessionType":"Standard_Stream","inputs":{"idleSessionTimeout":"20"}}';
/** One error, in line 2. */
export const BAD = 'schemaVersion: "1.0"\nsessionType: Standard_Strem\n';
/** One warning, in line 5. */
export const WARNED = 'schemaVersion: "1.0"\nsessionType: Standard_Stream\ninputs:\n  kmsKeyId: ""\n  runAsEnabled: true\n';
