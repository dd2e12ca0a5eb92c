import { DamageKind } from './damage';
import { preparer, Runbook, Sample, samplesOf } from './sampling';
import { check } from '../../../src/content/check/check';
import { Finding } from '../../../src/content/finding';
import { formatPath } from '../../../src/content/path';

/** How much of one kind of damage is reported. */
export interface KindReport {
  readonly kind: string;
  readonly certain: boolean;
  readonly runbooks: number;
  /** Runbooks that hold what is damaged only because it was put in first. */
  readonly prepared: number;
  readonly places: number;
  /** Places at which a finding has one of the paths expected. */
  readonly reported: number;
  /** Of these, with an error among the findings there. */
  readonly asErrors: number;
  /** What was not reported: where it was expected, and what came instead. */
  readonly missed: readonly Missed[];
}

export interface Missed {
  readonly file: string;
  readonly expected: readonly string[];
  readonly found: readonly Finding[];
}

/** Do every kind of damage to the runbooks and look for it with the check; what it says of the undamaged runbook does not count. */
export function reportDamage(kinds: readonly DamageKind[], runbooks: readonly Runbook[]): KindReport[] {
  const prepared = preparer();
  const known = new Map<Runbook, ReadonlySet<string>>();
  const newFindings = ({ runbook, place }: Sample): Finding[] => {
    if (!known.has(runbook)) known.set(runbook, new Set(check(runbook.content, { type: 'Automation' }).map(keyOf)));
    const before = known.get(runbook)!;
    return check(place.damaged(), { type: 'Automation' }).filter(finding => !before.has(keyOf(finding)));
  };

  return kinds.map(kind => {
    const samples = samplesOf(kind, runbooks, prepared);
    const missed: Missed[] = [];
    let asErrors = 0;
    for (const sample of samples) {
      const found = newFindings(sample);
      const expected = sample.place.at.map(formatPath);
      const there = found.filter(finding => expected.includes(finding.path));
      if (there.length === 0) missed.push({ file: sample.runbook.file, expected, found });
      if (there.some(finding => finding.severity === 'error')) asErrors += 1;
    }
    return {
      kind: kind.kind,
      certain: kind.certain,
      runbooks: new Set(samples.map(sample => sample.runbook)).size,
      prepared: new Set(samples.filter(sample => sample.prepared).map(sample => sample.runbook)).size,
      places: samples.length,
      reported: samples.length - missed.length,
      asErrors,
      missed,
    };
  });
}

function keyOf({ path, code, message }: Finding): string {
  return `${path}\n${code}\n${message}`;
}
