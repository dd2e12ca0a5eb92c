import { CalendarTime, DAY, readIsoTime, writeCalendarTime } from '../content/calendar/date-time';
import { readRecurrenceRule } from '../content/calendar/recurrence-rule';
import { isTimeZone, momentOf } from '../content/calendar/time-zone';
import { describe } from '../content/value';

/**
 * How often an event recurs, and until when.
 */
export interface RecurrenceOptions {
  /**
   * Every how many days, weeks, months or years, from 1.
   *
   * @default 1
   */
  readonly interval?: number;

  /**
   * How many times the event takes place, the first one included; from 1. Not together with `until`.
   *
   * @default - it recurs until `until`, or for ever
   */
  readonly count?: number;

  /**
   * The last date or time at which it may begin: a date (`2026-12-31`), the clock of the event's time zone (`2026-12-31T18:00`), or UTC
   * (`2026-12-31T17:00Z`). Not together with `count`.
   *
   * @default - it recurs `count` times, or for ever
   */
  readonly until?: string;
}

/**
 * On which days of the week an event recurs.
 */
export interface WeeklyRecurrenceOptions extends RecurrenceOptions {
  /**
   * The days, such as `Weekday.MONDAY`. The event must begin on one of them.
   *
   * @default - the day on which the event begins
   */
  readonly days?: string[];
}

/**
 * On which days of the month an event recurs.
 */
export interface MonthlyRecurrenceOptions extends RecurrenceOptions {
  /**
   * Days of the month, 1 to 31, or -1 to -31 counted from the end of the month. Months without such a day are left out.
   *
   * @default - the day on which the event begins, unless `days` is given
   */
  readonly daysOfMonth?: number[];

  /**
   * Days of the week, with a number before the day where one of several is meant: `2TU` is the second Tuesday, `-1FR` the last Friday.
   *
   * @default - all days of the week
   */
  readonly days?: string[];
}

/**
 * In which months, and on which of their days, an event recurs.
 */
export interface YearlyRecurrenceOptions extends MonthlyRecurrenceOptions {
  /**
   * The months, 1 to 12.
   *
   * @default - the month in which the event begins, unless days are given
   */
  readonly months?: number[];
}

/**
 * How an event of a change calendar recurs: always by the clock of its time zone, also where that changes to summer time and back.
 */
export class Recurrence {
  /**
   * Every day.
   *
   * @param options how often and until when.
   */
  public static daily(options: RecurrenceOptions = {}): Recurrence {
    return new Recurrence('DAILY', options);
  }

  /**
   * Every week. Weeks begin on Monday, which matters where an `interval` is given.
   *
   * @param options on which days, how often and until when.
   */
  public static weekly(options: WeeklyRecurrenceOptions = {}): Recurrence {
    return new Recurrence('WEEKLY', options);
  }

  /**
   * Every month.
   *
   * @param options on which days, how often and until when.
   */
  public static monthly(options: MonthlyRecurrenceOptions = {}): Recurrence {
    return new Recurrence('MONTHLY', options);
  }

  /**
   * Every year. The console of Change Calendar makes no such events; that the service reads them is not verified.
   *
   * @param options in which months, on which days, how often and until when.
   */
  public static yearly(options: YearlyRecurrenceOptions = {}): Recurrence {
    return new Recurrence('YEARLY', options);
  }

  /**
   * By a rule of iCalendar (RFC 5545, 3.3.10), which is written as it is.
   *
   * @param rule the rule, such as `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1`.
   */
  public static ofRule(rule: string): Recurrence {
    return new Recurrence(undefined, {}, rule);
  }

  private constructor(
    private readonly frequency: string | undefined, private readonly options: YearlyRecurrenceOptions, private readonly rule?: string,
  ) {
  }

  /**
   * The rule, for an event that begins then.
   *
   * @param zone the time zone of the event, where it has one.
   * @internal
   */
  public _rule(start: CalendarTime, zone: string | undefined): string {
    if (this.rule !== undefined) return this.rule;
    const { interval, months, daysOfMonth, days, count, until } = this.options;
    const parts: [string, string | number | undefined][] = [
      ['FREQ', this.frequency],
      ['INTERVAL', interval],
      ['BYMONTH', months?.join()],
      ['BYMONTHDAY', daysOfMonth?.join()],
      ['BYDAY', days?.join()],
      ['COUNT', count],
      ['UNTIL', until === undefined ? undefined : writeCalendarTime(untilOf(readIsoTime(until)!, start, zone))],
    ];
    return parts.filter(([, value]) => value !== undefined).map(([key, value]) => `${key}=${value}`).join(';');
  }

  /** What is wrong with it, for an event that begins then. @internal */
  public _faults(start: CalendarTime, zone: string | undefined): string[] {
    const { count, until, interval, days } = this.options;
    const faults = count !== undefined && until !== undefined ? ['count and until are given; give one of them'] : [];
    if (interval === 0) faults.push('interval is 0; it is a number from 1');
    const numbered = this.frequency === 'WEEKLY' ? days?.filter(day => /\d/.test(day)) ?? [] : [];
    if (numbered.length > 0) faults.push(`days has ${numbered.map(describe).join(', ')}, and a week has each day once; leave out the number, or use Recurrence.monthly`);
    const end = until === undefined ? undefined : readIsoTime(until);
    if (until !== undefined && end === undefined) {
      faults.push(`until is ${describe(until)}, which is no date or time there is; write it as 2026-12-31, 2026-12-31T18:00 or 2026-12-31T17:00Z`);
    } else if (end !== undefined && zone === undefined && end.form !== 'date' && end.form !== start.form) {
      faults.push(`until is ${describe(until)}; the event is ${start.form === 'utc' ? 'in UTC, so that until is a date or ends with Z' : 'in no time zone, so that until is a date or has no Z'}`);
    } else if (end !== undefined && zone !== undefined && end.form !== 'utc' && !isTimeZone(zone)) {
      faults.push(`until is ${describe(until)}, and when that is in the time zone ${describe(zone)} is not known; write it in UTC, with Z`);
    } else {
      const rule = this._rule(start, zone);
      for (const fault of readRecurrenceRule(rule).faults) faults.push(`the rule is ${describe(rule)}: ${fault}`);
    }
    return faults;
  }
}

/** The standard wants UTC for events with a time zone, and a date for those that are dates. */
function untilOf(until: CalendarTime, start: CalendarTime, zone: string | undefined): CalendarTime {
  if (until.form === 'utc' || start.form === 'date') return { clock: until.clock, form: start.form === 'date' ? 'date' : 'utc' };
  const clock = until.form === 'date' ? until.clock + DAY - 1000 : until.clock;
  return zone === undefined ? { clock, form: start.form } : { clock: momentOf(clock, zone), form: 'utc' };
}
