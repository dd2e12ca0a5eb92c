import { join } from 'node:path';
import { measured, ROOT } from '../measured-process';
import { Section, table } from '../results';
import type { Checked } from './run';

const SLOWEST = 20;

export const checking: Section = {
  key: 'checking',
  title: 'Checking and rendering',
  run() {
    const { corpus, large, hostile } = measured<Checked>(`require('tsx/cjs');require(${JSON.stringify(join(__dirname, 'run.ts'))})`, {}, ROOT);
    return [
      'Parsed, checked with every rule and written again, without the CDK; CPU time.',
      '',
      ...table(['what', 'documents', 'CPU', 'documents a second'], [
        ['the corpus, first time (nothing compiled yet)', `${corpus.documents}`, `${corpus.first.toFixed(0)} ms`, `${Math.round(corpus.documents / corpus.first * 1000)}`],
        ['the corpus, once warm: check', `${corpus.documents}`, `${corpus.check.toFixed(0)} ms`, `${Math.round(corpus.documents / corpus.check * 1000)}`],
        ['the corpus, once warm: check and write', `${corpus.documents}`, `${corpus.checkAndRender.toFixed(0)} ms`, `${Math.round(corpus.documents / corpus.checkAndRender * 1000)}`],
        ['the corpus, once warm: parse, check and write', `${corpus.documents}`, `${corpus.all.toFixed(0)} ms`, `${Math.round(corpus.documents / corpus.all * 1000)}`],
        [`a runbook of ${large.bytes} bytes (64 KB are the most that SSM takes)`, '1', `${large.all.toFixed(1)} ms`, ''],
      ]),
      '',
      `Of ${hostile.length} documents made to take long, each finished or refused, the ${SLOWEST} slowest:`,
      '',
      ...table(['document', 'bytes', 'CPU', 'findings'], [...hostile].sort((one, other) => other.time - one.time).slice(0, SLOWEST).map(({ name, bytes, time, findings }) => [name, `${bytes}`, `${time.toFixed(0)} ms`, `${findings}`])),
    ];
  },
};
