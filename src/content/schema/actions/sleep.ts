import { defineAction, isLiteral, StepFault } from './action';
import { quote } from '../../value';

/** The longest delay. */
export const MAX_SLEEP_SECONDS = 604_799;

const DURATION = /^P(?=.)(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?=.)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i;
/** Years and months are no fixed time, but longer than any delay. */
const CALENDAR_DURATION = /^P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=.)[\dHMS.,]+)?$/i;
/** `Date.parse` does not know all forms of a time of day that ISO 8601 has. */
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})(?:T(?:[01]\d|2[0-4])(?::?[0-5]\d(?::?(?:[0-5]\d|60)(?:[.,]\d+)?)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const SECONDS = [604_800, 86_400, 3_600, 60, 1];

/** An ISO 8601 duration in seconds, or undefined when it is none. */
function secondsOf(text: string): number | undefined {
  const match = DURATION.exec(text.trim());
  if (match === null) return CALENDAR_DURATION.test(text.trim()) ? Infinity : undefined;
  return SECONDS.reduce((sum, unit, index) => sum + unit * Number((match[index + 1] ?? '0').replace(',', '.')), 0);
}

/** What `5m`, `30 s` or `60` was meant to be. */
function meantDuration(text: string): string {
  const [, count, unit = 's'] = /^\s*(\d+)\s*(?:([smhd])[a-z]*\s*)?$/i.exec(text) ?? [];
  if (count === undefined) return '';
  return `; did you mean "${unit.toLowerCase() === 'd' ? `P${count}D` : `PT${count}${unit.toUpperCase()}`}"?`;
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html */
export const SLEEP = defineAction({
  action: 'aws:sleep',
  inputs: {
    Duration: { type: 'String' },
    Timestamp: { type: 'String' },
  },
  groups: [{ kind: 'at-least-one', inputs: ['Duration', 'Timestamp'] }],
  outputs: {},
  isNoCancelTarget: true,
  check: view => {
    const { Duration: duration, Timestamp: timestamp } = view.inputs;
    const faults: StepFault[] = [];
    if (duration !== undefined && timestamp !== undefined) {
      faults.push({ severity: 'warning', path: ['inputs', 'Timestamp'], message: 'Duration and Timestamp stand together; the guide describes one of them, leave the other out' });
    }
    if (typeof duration === 'number') {
      faults.push({ severity: 'error', path: ['inputs', 'Duration'], message: `Duration is an ISO 8601 duration such as PT10M, found the number ${duration}; ${duration} seconds are PT${duration}S` });
    }
    if (isLiteral(duration, view)) {
      const seconds = secondsOf(duration);
      if (seconds === undefined) {
        faults.push({ severity: 'error', path: ['inputs', 'Duration'], message: `Duration is an ISO 8601 duration such as PT10M or P1DT12H, found ${quote(duration)}${meantDuration(duration)}` });
      } else if (seconds > MAX_SLEEP_SECONDS) {
        faults.push({ severity: 'error', path: ['inputs', 'Duration'], message: `Duration is ${quote(duration)}; the longest is ${MAX_SLEEP_SECONDS} seconds, seven days less one` });
      }
    }
    if (isLiteral(timestamp, view) && Number.isNaN(Date.parse(TIMESTAMP.exec(timestamp)?.[1] ?? ''))) {
      faults.push({ severity: 'error', path: ['inputs', 'Timestamp'], message: `Timestamp is an ISO 8601 time such as 2030-01-31T08:00:00Z, found ${quote(timestamp)}` });
    }
    return faults;
  },
  permissions: () => [],
});
