import { check } from '../../../src/content/check/check';
import { describeWithCorpus } from '../corpus';
import { DAMAGE } from './catalogue';
import { KindReport, reportDamage } from './report';
import { corpusRunbooks } from './sampling';

const LEAST_SHARE = 0.95;

describeWithCorpus('damage that people do to runbooks', () => {
  const runbooks = corpusRunbooks();
  const reports = reportDamage(DAMAGE, runbooks);
  if (process.env.SHOW_DAMAGE !== undefined) show(reports);

  test('the catalogue holds many kinds, each under a name of its own, each in many runbooks', () => {
    expect(DAMAGE.length).toBeGreaterThanOrEqual(45);
    expect(new Set(DAMAGE.map(({ kind }) => kind)).size).toBe(DAMAGE.length);
    expect(reports.filter(report => report.runbooks < 50).map(report => `${report.kind}: ${report.runbooks} runbooks`)).toEqual([]);
  });

  test('what is put into runbooks to be damaged is well formed', () => {
    const worse = DAMAGE.flatMap(({ prepare }) => prepare === undefined ? [] : [prepare]).flatMap(prepare => {
      const { content: original } = runbooks.find(({ content }) => prepare(content) !== undefined)!;
      const before = check(original, { type: 'Automation' });
      return check(prepare(original)!, { type: 'Automation' }).filter(finding => !before.some(({ message }) => message === finding.message));
    });
    expect(worse.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each(reports.map(report => [report.kind, report] as const))('is reported where it is: %s', (_, report) => {
    expect(report.missed.length / report.places <= 1 - LEAST_SHARE ? [] : report.missed.slice(0, 3)).toEqual([]);
  });

  test('what is certain to fail is an error', () => {
    const weak = reports.filter(({ certain, asErrors, places }) => certain && asErrors < LEAST_SHARE * places);
    expect(weak.map(({ kind }) => kind)).toEqual([]);
  });

  test('nearly all of it is reported', () => {
    const reported = reports.reduce((sum, report) => sum + report.reported, 0);
    const places = reports.reduce((sum, report) => sum + report.places, 0);
    expect(reported / places).toBeGreaterThanOrEqual(0.99);
  });
});

function show(reports: readonly KindReport[]): void {
  const lines = reports.map(({ kind, certain, runbooks, prepared, places, reported, asErrors }) =>
    `${(100 * reported / places).toFixed(1).padStart(6)} %  ${String(places).padStart(4)} places in ${String(runbooks).padStart(3)} runbooks (${prepared} prepared), `
    + `${(100 * asErrors / places).toFixed(0).padStart(3)} % as errors${certain ? ' (certain)' : ''}  ${kind}`);
  process.stdout.write(`${lines.join('\n')}\n`);
}
