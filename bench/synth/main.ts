import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { versionOf } from '../peers';
import { Measurement } from './run';

/** The ways to declare the runbooks: the file, the function and what it is called in the table. */
const VARIANTS = [
  { key: 'raw', file: 'raw', name: 'raw', title: '`CfnDocument`, content as an object, one role' },
  { key: 'ours', file: 'ours', name: 'ours', title: '`Runbook`, typed steps, the same role' },
  { key: 'ssmDocuments', file: 'ssm-documents', name: 'ssmDocuments', title: '`@cdklabs/cdk-ssm-documents`, typed steps, the same role' },
  { key: 'rawWithRoles', file: 'raw', name: 'rawWithRoles', title: '`CfnDocument`, a role each, its policy by hand' },
  { key: 'oursWithRoles', file: 'ours', name: 'oursWithRoles', title: '`Runbook`, a role each, derived' },
] as const;

const COUNTS = [1, 100, 450];
const ROUNDS = Number(process.argv[2] ?? 5);

const ROOT = resolve(__dirname, '../..');
const LIB = join(ROOT, 'lib');
/** Below bench/, so that packages are found as from here. */
const BUILT = join(__dirname, '../node_modules/.synth');

/** What is measured is plain JavaScript on the compiled library: no compiler runs in the measured processes. */
function build(): void {
  if (!existsSync(join(LIB, 'index.js'))) throw new Error('there is no lib/; run "npm run compile" first');
  rmSync(BUILT, { recursive: true, force: true });
  mkdirSync(join(BUILT, 'synth'), { recursive: true });
  const sources = [join(__dirname, '../peers.ts'), ...readdirSync(__dirname).filter(file => file !== 'main.ts').map(file => join(__dirname, file))];
  for (const source of sources) {
    const { outputText } = transpileModule(readFileSync(source, 'utf8'), { compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 } });
    const folder = source.endsWith('peers.ts') ? BUILT : join(BUILT, 'synth');
    writeFileSync(join(folder, basename(source).replace(/\.ts$/, '.js')), outputText.replace('require("../../src")', `require(${JSON.stringify(LIB)})`));
  }
}

function measure({ file, name }: typeof VARIANTS[number], count: number): Measurement {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  try {
    const code = `require('./synth/run').run(require('./synth/${file}').${name}, ${count}, ${JSON.stringify(outdir)})`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], {
      cwd: BUILT, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false' },
    });
    if (status !== 0) throw new Error(`${name} of ${count} failed: ${stderr}`);
    return JSON.parse(stdout.trim().split('\n').pop()!) as Measurement;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

type Quantity = Exclude<keyof Measurement, 'steps'>;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function medians(measured: readonly Measurement[]): Measurement {
  const of = (key: Quantity) => median(measured.map(each => each[key]));
  return { ...measured[0], cpu: of('cpu'), work: of('work'), memory: of('memory'), template: of('template') };
}

function rows(results: ReadonlyMap<string, Measurement>): string[] {
  return COUNTS.flatMap(count => VARIANTS.map(({ key, title }) => {
    const of = results.get(`${key} ${count}`)!;
    const raw = results.get(`${key.endsWith('WithRoles') ? 'rawWithRoles' : 'raw'} ${count}`)!;
    const ratio = (name: Quantity) => of === raw ? '' : ` (${(of[name] / raw[name]).toFixed(2)})`;
    return `| ${count} | ${title} | ${(of.cpu / 1000).toFixed(2)} s${ratio('cpu')} | ${(of.work / 1000).toFixed(2)} s${ratio('work')} `
      + `| ${of.memory.toFixed(0)} MB${ratio('memory')} | ${Math.round(of.template / 1000)} kB${ratio('template')} |`;
  }));
}

function section(results: ReadonlyMap<string, Measurement>): string {
  const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node.js ${process.version}`;
  return [
    '## Synthesis',
    '',
    'Construct and synthesize stacks of runbooks of ten steps (4 API calls, 2 scripts, branch, sleep, wait, assert), all different. Written by',
    '`npm run compile && npm run bench:synth`.',
    '',
    `Each measurement is a process of its own on compiled code, with \`CDK_VALIDATION=false\`; ${ROUNDS} rounds in which all variants take turns;`,
    'medians. CPU is user and system time. In brackets the ratio to `CfnDocument` of the same number and kind of roles.',
    '',
    `aws-cdk-lib ${versionOf('aws-cdk-lib')}, @cdklabs/cdk-ssm-documents ${versionOf('@cdklabs/cdk-ssm-documents')}; ${machine}.`,
    '',
    '| runbooks | declared with | CPU of the process | of that, construct and synthesize | peak memory | template |',
    '|---|---|---|---|---|---|',
    ...rows(results),
    '',
    'The aim of 1.0 is not reached. A construct that only holds the L1 and a constant text costs about as much as the raw L1 with its object,',
    'so whatever this library does comes on top: half of that is the check of every step, jump and reference, most of the rest building steps,',
    'settling tokens and loading modules. Nearly all of it is code that runs for the first time: once warm, a runbook of ten steps is checked in',
    'about 0.15 ms. The templates are smaller than those of the raw L1 by what indents objects; what is left is the runbooks themselves, of 3.6 kB each.',
    '',
  ].join('\n');
}

/** The file keeps its other sections. */
function write(text: string): void {
  const file = join(__dirname, '../RESULTS.md');
  const written = existsSync(file) ? readFileSync(file, 'utf8') : '# Measured\n';
  const sections = written.split(/^(?=## )/m).filter(each => !each.startsWith('## Synthesis\n'));
  writeFileSync(file, [sections[0].trimEnd(), ...sections.slice(1).map(each => each.trim()), text.trim()].join('\n\n') + '\n');
}

build();
const measured = new Map<string, Measurement[]>();
for (let round = 1; round <= ROUNDS; round++) {
  process.stderr.write(`round ${round} of ${ROUNDS}\n`);
  for (const count of COUNTS) {
    for (const variant of VARIANTS) {
      const key = `${variant.key} ${count}`;
      measured.set(key, [...measured.get(key) ?? [], measure(variant, count)]);
    }
  }
}
for (const [key, [{ steps }]] of measured) {
  const expected = measured.get(`raw ${key.split(' ')[1]}`)![0].steps;
  // The peer writes its defaults in places of its own.
  if (!key.startsWith('ssmDocuments') && steps !== expected) throw new Error(`${key} declares other steps than raw:\n${steps}\n${expected}`);
}
write(section(new Map([...measured].map(([key, each]) => [key, medians(each)]))));
