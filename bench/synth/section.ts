import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measured } from '../measured-process';
import { versionOf } from '../peers';
import { median, Section, table } from '../results';
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
const ROLES: readonly Way[] = [
  { file: 'raw', name: 'rawWithRoles', title: '`CfnDocument`, a role each, its policy by hand', raw: 'rawWithRoles' },
  { file: 'ours', name: 'oursWithRoles', title: '`Runbook`, a role each, derived', raw: 'rawWithRoles' },
];
const SESSIONS: readonly Way[] = [
  { file: 'session-documents', name: 'rawSessions', title: '`CfnDocument`, a session document as an object', raw: 'rawSessions' },
  { file: 'session-documents', name: 'ourSessions', title: '`SessionDocument`', raw: 'rawSessions' },
];
const COUNTS = [1, 100, 450];
const ROUNDS = 5;
/** With the CDK's validator each takes seconds more. */
const ROUNDS_VALIDATED = 2;

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
function measureAll(cases: readonly Case[], rounds: number, into: Map<string, Measurement[]>): void {
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`synthesis, round ${round} of ${rounds}\n`);
    for (const each of cases) into.set(keyOf(each), [...into.get(keyOf(each)) ?? [], measure(each)]);
  }
}

function assertSame(cases: readonly Case[], results: ReadonlyMap<string, readonly Measurement[]>): void {
  for (const each of cases) {
    // The peer writes its defaults in places of its own.
    if (each.way.name === 'ssmDocuments') continue;
    const [{ content }] = results.get(keyOf(each))!;
    const [{ content: expected }] = results.get(keyOf({ ...each, way: { ...each.way, name: each.way.raw } }))!;
    if (content !== expected) throw new Error(`${each.way.name} declares something else than ${each.way.raw}:\n${content}\n${expected}`);
  }
}

function rowsOf(cases: readonly Case[], results: ReadonlyMap<string, readonly Measurement[]>): string[][] {
  return cases.map(each => {
    const { way, count } = each;
    const of = (name: Quantity, key = keyOf(each)) => median(results.get(key)!.map(one => one[name]));
    const ratio = (name: Quantity) => way.name === way.raw ? '' : ` (${(of(name) / of(name, keyOf({ ...each, way: { ...way, name: way.raw } }))).toFixed(2)})`;
    const seconds = (name: Quantity) => `${(of(name) / 1000).toFixed(2)} s${ratio(name)}`;
    return [`${count}`, way.title, seconds('cpu'), seconds('work'), seconds('wall'), `${of('memory').toFixed(0)} MB${ratio('memory')}`,
      `${Math.round(of('template') / 1000)} kB${ratio('template')}`, `${of('nodes')}`];
  });
}

const HEADER = ['documents', 'declared with', 'CPU of the process', 'of that, construct and synthesize', 'wall', 'peak memory', 'template', 'constructs'];

export const synthesis: Section = {
  key: 'synthesis',
  title: 'Synthesis',
  run() {
    const of = (ways: readonly Way[], counts: readonly number[], isValidated: boolean): Case[] =>
      counts.flatMap(count => ways.map(way => ({ way, count, isValidated })));
    const plain = [...of([...ONE_ROLE, ...ROLES], COUNTS, false), ...of(SESSIONS, [450], false)];
    const validated = of(ONE_ROLE, COUNTS, true);
    const results = new Map<string, Measurement[]>();
    measureAll(plain, ROUNDS, results);
    measureAll(validated, ROUNDS_VALIDATED, results);
    assertSame([...plain, ...validated], results);
    return [
      'Construct and synthesize a stack of runbooks of ten steps (4 API calls, 2 scripts, branch, sleep, wait, assert), all different, or of session',
      `documents. Each measurement is a process of its own on compiled code; ${ROUNDS} rounds in which all take turns; medians. CPU is user and system time.`,
      'In brackets the ratio to `CfnDocument` with as many roles.',
      '',
      `aws-cdk-lib ${versionOf('aws-cdk-lib')}, @cdklabs/cdk-ssm-documents ${versionOf('@cdklabs/cdk-ssm-documents')}.`,
      '',
      ...table(HEADER, rowsOf(plain, results)),
      '',
      `The same with the CDK's validator of templates, which is on by default (\`CDK_VALIDATION\` unset); ${ROUNDS_VALIDATED} rounds:`,
      '',
      ...table(HEADER, rowsOf(validated, results)),
      '',
      'The aim of 0.9 is not reached, and cannot be while a construct is an L2 that checks what it deploys. `CfnDocument` below a `Resource`, with a',
      'text that is ready, costs 0.83 to 0.88 of the raw L1 with its object: that is what the CDK itself takes. What this library does comes on top,',
      'in parts of about the same size: it checks every step, jump and reference, makes steps into content, settles tokens and writes the text, and',
      'loads its modules. Most of that is code that runs for the first time (V8 compiles for a fifth of all time); once warm, a runbook of ten steps is',
      'checked in about 0.15 ms.',
      'The peer checks nothing. With the validator on, the smaller templates weigh more than all of that.',
    ];
  },
};
