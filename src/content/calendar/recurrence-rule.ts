import { CalendarTime, DAY, isTolerated, readCalendarTime } from './date-time';
import { suggestion } from '../check/nearest';
import { FREQUENCIES, RARE_FREQUENCIES, RULE_NUMBERS, RULE_PARTS, WEEKDAYS } from '../schema/calendar';
import { quote } from '../value';

/** A weekday of a rule; with a number, which one of the month or the year, counted from the end when negative. */
interface RuleDay {
  readonly ordinal?: number;
  readonly weekday: number;
}

/** A recurrence rule that has been read. */
export interface RecurrenceRule {
  readonly parts: ReadonlyMap<string, string>;
  readonly until?: CalendarTime;
  /** What makes it unreadable. */
  readonly faults: readonly string[];
  /** What readers disagree about, or do not do. */
  readonly doubts: readonly string[];
}

const DAY_OF_RULE = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/;

/** Read a recurrence rule (RFC 5545, 3.3.10), such as `FREQ=WEEKLY;BYDAY=MO,WE`. */
export function readRecurrenceRule(text: string): RecurrenceRule {
  const parts = new Map<string, string>();
  const faults: string[] = [];
  const doubts: string[] = [];
  for (const part of text.trim().split(';')) {
    const [, key = '', value = ''] = /^([A-Za-z-]+)=(.+)$/.exec(part.toUpperCase()) ?? [];
    if (part === '') {
      doubts.push('a part of it is empty; write one ";" between two parts and none at the ends');
    } else if (key === '') {
      faults.push(`${quote(part)} is no part of a rule; a part reads NAME=value`);
    } else if (parts.has(key)) {
      doubts.push(`${key} is given twice; give it once`);
    } else {
      if (!RULE_PARTS.includes(key)) doubts.push(`there is no part ${quote(key)}${suggestion(key, RULE_PARTS, `; there are ${RULE_PARTS.join(', ')}`)}`);
      parts.set(key, value);
    }
  }
  const frequency = parts.get('FREQ');
  if (frequency === undefined) {
    // It may be in the part that cannot be read.
    if (faults.length === 0) faults.push(`FREQ is missing; it is one of ${FREQUENCIES.join(', ')}`);
  } else if (!(FREQUENCIES as readonly string[]).includes(frequency)) {
    faults.push(`FREQ is ${quote(frequency)}; it is one of ${FREQUENCIES.join(', ')}`);
  } else if (RARE_FREQUENCIES.includes(frequency)) {
    doubts.push(`FREQ is ${frequency}, which Change Calendar is not known to read; its console makes DAILY, WEEKLY and MONTHLY events`);
  }
  const numbered = parts.get('BYDAY')?.split(',').filter(day => readDay(day)?.ordinal !== undefined) ?? [];
  if (numbered.length > 0 && frequency !== undefined && !['MONTHLY', 'YEARLY'].includes(frequency)) {
    doubts.push(`BYDAY has ${numbered.map(quote).join(', ')}, and days have numbers in months and years alone; leave out the numbers, or write FREQ=MONTHLY`);
  }
  if (/^0+$/.test(parts.get('INTERVAL') ?? '')) doubts.push('INTERVAL is 0, which readers take for 1 or refuse; it is a number from 1');
  const until = parts.get('UNTIL') ?? '';
  if (readCalendarTime(until) === undefined && isTolerated(until)) doubts.push(`UNTIL is ${quote(until)}, which not all readers take; write it as 20261231 or 20261231T180000Z`);
  for (const [key, value] of parts) for (const fault of partFaults(key, value)) faults.push(fault);
  if (parts.has('COUNT') && parts.has('UNTIL')) doubts.push('COUNT and UNTIL are given; give one of them');
  return { parts, until: readCalendarTime(until), faults, doubts };
}

function partFaults(key: string, value: string): string[] {
  if (key === 'INTERVAL' && /^0+$/.test(value)) return [];
  if (key === 'INTERVAL' || key === 'COUNT') return /^0*[1-9]\d{0,8}$/.test(value) ? [] : [`${key} is ${quote(value)}; it is a number from 1`];
  if (key === 'UNTIL') {
    return readCalendarTime(value) === undefined && !isTolerated(value) ? [`UNTIL is ${quote(value)}; it is a date or a time, such as 20261231 or 20261231T180000Z`] : [];
  }
  if (key === 'WKST') return (WEEKDAYS as readonly string[]).includes(value) ? [] : [`WKST is ${quote(value)}; it is one of ${WEEKDAYS.join(', ')}`];
  const values = value.split(',');
  if (key === 'BYDAY') {
    return values.filter(each => readDay(each) === undefined)
      .map(each => `BYDAY has ${quote(each)}; a weekday is one of ${WEEKDAYS.join(', ')}, with a number before it where one of several is meant (2TU, -1FR)`);
  }
  if (!Object.hasOwn(RULE_NUMBERS, key)) return [];
  const [from, to, signed] = RULE_NUMBERS[key];
  const isAllowed = (each: string) => {
    const number = signed ? Math.abs(Number(each)) : Number(each);
    return (signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(each) && number >= from && number <= to;
  };
  return values.filter(each => !isAllowed(each))
    .map(each => `${key} has ${quote(each)}; ${from} to ${to} is allowed${signed ? `, and -${to} to -${from} counts from the end` : ''}`);
}

function readDay(text: string): RuleDay | undefined {
  const match = DAY_OF_RULE.exec(text);
  if (match === null) return undefined;
  const weekday = (WEEKDAYS as readonly string[]).indexOf(match[2]);
  const ordinal = match[1] === undefined ? undefined : Number(match[1]);
  return ordinal === 0 || Math.abs(ordinal ?? 1) > 53 ? undefined : { ordinal, weekday };
}

/**
 * Whether an event that begins then is among those of its rule: the standard leaves open what becomes of one that is not.
 *
 * Rules with parts that are rare are not looked at.
 */
export function holdsStart({ parts, faults }: RecurrenceRule, start: CalendarTime): boolean {
  if (faults.length > 0 || ['BYSECOND', 'BYMINUTE', 'BYHOUR', 'BYYEARDAY', 'BYWEEKNO', 'BYSETPOS'].some(key => parts.has(key))) return true;
  const date = new Date(start.clock);
  const day = date.getUTCDate();
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const numbers = (key: string) => parts.get(key)?.split(',').map(Number);
  if (numbers('BYMONTH')?.includes(date.getUTCMonth() + 1) === false) return false;
  if (numbers('BYMONTHDAY')?.some(each => each === day || each === day - length - 1) === false) return false;
  const days = parts.get('BYDAY')?.split(',').map(each => readDay(each)!);
  const isOfMonth = parts.get('FREQ') === 'MONTHLY' || (parts.get('FREQ') === 'YEARLY' && parts.has('BYMONTH'));
  return days === undefined || days.some(({ ordinal, weekday }) => weekday === weekdayOf(start)
    && (ordinal === undefined || !isOfMonth || ordinal === Math.ceil(day / 7) || ordinal === -Math.ceil((length - day + 1) / 7)));
}

/** How long it takes at least from one time of a plain daily or weekly rule to the next, in milliseconds; undefined for others. */
export function shortestGap({ parts, faults }: RecurrenceRule): number | undefined {
  const isPlain = [...parts.keys()].every(key => ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYDAY'].includes(key));
  if (faults.length > 0 || !isPlain || parts.get('COUNT') === '1') return undefined;
  const interval = Math.max(1, Number(parts.get('INTERVAL') ?? 1));
  const days = parts.get('BYDAY')?.split(',') ?? [];
  if (parts.get('FREQ') === 'DAILY' && days.length === 0) return interval * DAY;
  // Several days of a week are not looked at.
  return parts.get('FREQ') === 'WEEKLY' && days.length < 2 ? interval * 7 * DAY : undefined;
}

/** The weekday of a date, Monday being 0. */
export function weekdayOf({ clock }: CalendarTime): number {
  // The first of January 1970 was a Thursday.
  return (((Math.floor(clock / DAY) + 3) % 7) + 7) % 7;
}
