import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measured } from '../measured-process';
import { versionOf } from '../peers';
import { median, range, ROUNDS, Section, table, verdict } from '../results';
import type { Measurement } from './run';

/** A way to declare documents: the file, the function, what it is called in the table and what it is compared with. */
interface Way {
  readonly file: string;
  readonly name: string;
  readonly title: string;
  readonly raw: string;
}

const ONE_ROLE: readonly Way[] = [
  { file: 'raw', name: 'raw', title: '`CfnDocument`, content as an object, one role', raw: 'raw' },
  { file: 'ours', name: 'ours', title: '`Runbook`, typed steps, the same role', raw: 'raw' },
  { file: 'ssm-documents', name: 'ssmDocuments', title: '`@cdklabs/cdk-ssm-documents`, typed steps, the same role', raw: 'raw' },
];
const READY: Way = { file: 'raw', name: 'ready', title: '`CfnDocument` in a `Resource`, with a text that is ready', raw: 'raw' };
const ROLES: readonly Way[] = [
  { file: 'raw', name: 'rawWithRoles', title: '`CfnDocument`, a role each, its policy by hand', raw: 'rawWithRoles' },
  { file: 'ours', name: 'oursWithRoles', title: '`Runbook`, a role each, derived', raw: 'rawWithRoles' },
];
const SESSIONS: readonly Way[] = [
  { file: 'session-documents', name: 'rawSessions', title: '`CfnDocument`, a session document as an object', raw: 'rawSessions' },
  { file: 'session-documents', name: 'ourSessions', title: '`SessionDocument`', raw: 'rawSessions' },
];
const COUNTS = [1, 100, 450];
/** What is asked of the CPU of 450 runbooks, as a part of what the raw L1 takes. */
const AIM = 0.9;

type Quantity = 'cpu' | 'work' | 'wall' | 'memory' | 'template' | 'nodes';

interface Case {
  readonly way: Way;
  readonly count: number;
  readonly isValidated: boolean;
}

function measure({ way, count, isValidated }: Case): Measurement {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  try {
    return measured<Measurement>(`require('./synth/run').run(require('./synth/${way.file}').${way.name}, ${count}, ${JSON.stringify(outdir)})`,
      isValidated ? {} : { CDK_VALIDATION: 'false' });
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const keyOf = ({ way: { name }, count, isValidated }: Case): string => `${name} ${count} ${isValidated}`;

/** All take turns, so that whatever else the machine does meets them alike. */
function measureAll(cases: readonly Case[], into: Map<string, Measurement[]>): void {
  for (let round = 1; round <= ROUNDS; round++) {
    process.stderr.write(`synthesis, round ${round} of ${ROUNDS}\n`);
    for (const each of cases) into.set(keyOf(each), [...into.get(keyOf(each)) ?? [], measure(each)]);
  }
}

function assertSame(cases: readonly Case[], results: ReadonlyMap<string, readonly Measurement[]>): void {
  for (const each of cases) {
    const [{ resources, documents }] = results.get(keyOf(each))!;
    const [expected] = results.get(keyOf(rawOf(each)))!;
    const what = `${each.way.name} declares something else than ${each.way.raw}`;
    if (resources !== expected.resources) throw new Error(`${what}: ${resources}; ${expected.resources}`);
    if (documents !== expected.documents) throw new Error(`${what}: the documents differ`);
  }
}

const rawOf = (each: Case): Case => ({ ...each, way: { ...each.way, name: each.way.raw } });

function rowsOf(cases: readonly Case[], results: ReadonlyMap<string, readonly Measurement[]>): string[][] {
  return cases.map(each => {
    const { way, count } = each;
    const of = (name: Quantity, key = keyOf(each)) => median(results.get(key)!.map(one => one[name]));
    const ratio = (name: Quantity) => way.name === way.raw ? '' : ` (${(of(name) / of(name, keyOf(rawOf(each)))).toFixed(2)})`;
    const seconds = (name: Quantity) => `${(of(name) / 1000).toFixed(2)} s${ratio(name)}`;
    return [`${count}`, way.title, seconds('cpu'), range(results.get(keyOf(each))!.map(({ cpu }) => cpu / 1000), 2), seconds('work'), seconds('wall'),
      `${of('memory').toFixed(0)} MB${ratio('memory')}`, `${Math.round(of('template') / 1000)} kB${ratio('template')}`, `${of('nodes')}`];
  });
}

const HEADER = ['documents', 'declared with', 'CPU of the process', 'least–most', 'of that, construct and synthesize', 'wall', 'peak memory', 'template', 'constructs'];

export const synthesis: Section = {
  key: 'synthesis',
  title: 'Synthesis',
  run() {
    const of = (ways: readonly Way[], counts: readonly number[], isValidated: boolean): Case[] =>
      counts.flatMap(count => ways.map(way => ({ way, count, isValidated })));
    const cases = (isValidated: boolean) => COUNTS.flatMap(count => [
      ...of(ONE_ROLE, [count], isValidated),
      ...of([READY], count === 1 || (isValidated && count === 100) ? [] : [count], isValidated),
      ...of(ROLES, isValidated && count !== 450 ? [] : [count], isValidated),
      ...of(SESSIONS, count === 450 ? [count] : [], isValidated),
    ]);
    const [plain, validated] = [cases(false), cases(true)];
    const results = new Map<string, Measurement[]>();
    measureAll([...plain, ...validated], results);
    assertSame([...plain, ...validated], results);
    return [
      'Construct and synthesize a stack of runbooks of ten steps (4 API calls, 2 scripts, branch, sleep, wait, assert), all different, or of session',
      `documents. Each measurement is a process of its own on compiled code; ${ROUNDS} rounds in which all take turns; medians. CPU is user and system time.`,
      'In brackets the ratio to `CfnDocument` with as many roles. MB are 10^6 bytes, kB 10^3.',
      '',
      `aws-cdk-lib ${versionOf('aws-cdk-lib')}, @cdklabs/cdk-ssm-documents ${versionOf('@cdklabs/cdk-ssm-documents')}.`,
      '',
      ...table(HEADER, rowsOf(plain, results)),
      '',
      'The same with the CDK\'s validator of templates, which is on by default (`CDK_VALIDATION` unset):',
      '',
      ...table(HEADER, rowsOf(validated, results)),
      '',
      ...conclusions(results),
    ];
  },
};

/** What the figures say about the aim and about its reasons. */
function conclusions(results: ReadonlyMap<string, readonly Measurement[]>): string[] {
  const of = (name: string, quantity: Quantity, isValidated: boolean) => median(results.get(`${name} 450 ${isValidated}`)!.map(one => one[quantity]));
  const ratio = (name: string, raw: string, isValidated: boolean) => of(name, 'cpu', isValidated) / of(raw, 'cpu', isValidated);
  const judged = (name: string, raw: string, isValidated: boolean) => {
    const value = ratio(name, raw, isValidated);
    return `${value.toFixed(3)} (${verdict(value <= AIM)})`;
  };
  const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
  const own = of('ours', 'cpu', false) - of('ready', 'cpu', false);
  const validator = (name: string) => seconds(of(name, 'cpu', true) - of(name, 'cpu', false));
  const megabytes = (name: string) => `${of(name, 'memory', false).toFixed(0)} MB`;
  return [
    `Aim: 450 runbooks take at most ${AIM} of the CPU that \`CfnDocument\` takes.`,
    '',
    ...table(['', 'with the validator, as by default', 'without'], [
      ['`Runbook`, the same role', judged('ours', 'raw', true), judged('ours', 'raw', false)],
      ['`Runbook`, a role each', judged('oursWithRoles', 'rawWithRoles', true), judged('oursWithRoles', 'rawWithRoles', false)],
      ['`SessionDocument`', judged('ourSessions', 'rawSessions', true), judged('ourSessions', 'rawSessions', false)],
      ['`@cdklabs/cdk-ssm-documents`', ...[true, false].map(isValidated => ratio('ssmDocuments', 'raw', isValidated).toFixed(3))],
    ]),
    '',
    `Without the validator, an L2 with a text that is ready takes ${ratio('ready', 'raw', false).toFixed(2)} of what \`CfnDocument\` takes: what is above that`,
    `is this library's, for \`Runbook\` ${seconds(own)} or ${(own / 450).toFixed(2)} ms each; "Profile" says for what.`,
    `The validator itself takes ${validator('raw')} of CPU with \`CfnDocument\`, ${validator('ready')} with a text that is ready, ${validator('ours')} with \`Runbook\``,
    `and ${validator('ssmDocuments')} with the peer.`,
    '',
    `An L2 is two constructs, itself and its \`CfnDocument\`. At its peak the process has ${megabytes('raw')} with \`CfnDocument\`, ${megabytes('ready')} with the second`,
    `construct and a text, ${megabytes('ours')} with \`Runbook\`, which loads its own code and keeps its steps and parameters.`,
    '',
    'The peer checks little (see DAMAGE.md) and has no session documents. All that is compared declares the same: equal numbers of resources of each',
    'type, and documents that are equal but for the order of keys and the role they name; that is asserted.',
  ];
}
