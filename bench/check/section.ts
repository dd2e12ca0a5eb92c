import { join } from 'node:path';
import { ROOT } from '../command';
import { measured } from '../measured-process';
import { Section, table, verdict } from '../results';
import type { Checked, CheckedHostile } from './run';

const SLOWEST = 20;
const SLOWEST_LARGE = 5;
/** Documents a second. */
const AIM = 1000;

export const checking: Section = {
  key: 'checking',
  title: 'Checking and rendering',
  run() {
    const { corpus, large, hostile, hostileLarge, warmRounds } = measured<Checked>(`require('tsx/cjs');require(${JSON.stringify(join(__dirname, 'run.ts'))})`, {}, ROOT);
    const row = (what: string, documents: number, time: number) => [what, `${documents}`, `${time.toFixed(0)} ms`, `${Math.round(documents / time * 1000)}`];
    const perSecond = corpus.documents / corpus.all * 1000;
    const slowest = (checked: readonly CheckedHostile[], count: number) => table(['document', 'bytes', 'CPU', 'findings'],
      [...checked].sort((one, other) => other.time - one.time).slice(0, count)
        .map(({ name, bytes, time, findings }) => [name, `${bytes}`, `${time.toFixed(0)} ms`, `${findings}`]));
    return [
      `Parsed, checked with every rule and written again, without the CDK; CPU time; once warm, the best of ${warmRounds}.`,
      '',
      ...table(['what', 'documents', 'CPU', 'documents a second'], [
        row('the corpus, first time (nothing compiled yet): parse, check and write', corpus.documents, corpus.first),
        row('what can be read of it, once warm: check', corpus.readable, corpus.check),
        row('what can be read of it, once warm: check and write', corpus.readable, corpus.checkAndRender),
        row('the corpus, once warm: parse, check and write', corpus.documents, corpus.all),
        [`a runbook of ${large.bytes} bytes (64 KB are the most that SSM takes), once warm`, '1', `${large.all.toFixed(1)} ms`, ''],
      ]),
      '',
      `Aim: the corpus at ${AIM} documents a second or more: ${Math.round(perSecond)}, parsed, checked and written, once warm (${verdict(perSecond >= AIM)}).`,
      '',
      `Of ${hostile.length} documents made to take long, each finished or refused, the ${SLOWEST} slowest:`,
      '',
      ...slowest(hostile, SLOWEST),
      ...hostileLarge.length === 0 ? [] : [
        '',
        `Of ${hostileLarge.length}, made larger up to 1,000,000 bytes, which is about what the command line reads at most, the ${SLOWEST_LARGE} slowest:`,
        '',
        ...slowest(hostileLarge, SLOWEST_LARGE),
      ],
    ];
  },
};
