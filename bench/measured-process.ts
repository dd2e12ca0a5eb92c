import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { ROOT } from './command';

export const LIB = join(ROOT, 'lib');
/** Below bench/, so that packages are found as from here. */
const BUILT = join(__dirname, 'node_modules', '.measured');
const FOLDERS = ['synth', 'growth', 'profile'];

/** What is measured is plain JavaScript on a compiled library: no compiler runs in the measured processes. */
export function build(lib = LIB, into = BUILT): void {
  if (!existsSync(join(lib, 'index.js'))) throw new Error('there is no lib/; run "npx projen compile" first');
  rmSync(into, { recursive: true, force: true });
  for (const folder of ['', ...FOLDERS]) {
    const sources = join(__dirname, folder);
    mkdirSync(join(into, folder), { recursive: true });
    for (const file of readdirSync(sources).filter(each => each.endsWith('.ts') && each !== 'main.ts')) {
      const { outputText } = transpileModule(readFileSync(join(sources, file), 'utf8'), {
        compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
      });
      writeFileSync(join(into, folder, basename(file, '.ts') + '.js'), outputText.replace('require("../../src")', `require(${JSON.stringify(lib)})`));
    }
  }
}

/** Runs some code in a process of its own, below the built files; what its last line says. */
export function measured<Result>(code: string, env: NodeJS.ProcessEnv = {}, cwd = BUILT): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
    cwd, encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`a measured process failed:\n${code}\n${stderr}`);
  return JSON.parse(stdout.trim().split('\n').pop()!) as Result;
}
