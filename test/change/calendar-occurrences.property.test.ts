import { App, Duration, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { CalendarEvent, CalendarParts, ChangeCalendar, Content, Recurrence } from '../../src';
import { check } from '../../src/content/check/check';
import { hasErrors } from '../../src/content/finding';
import { ical } from '../ical';

/*
 * What a calendar says is read back by ical.js, which knows nothing of this library. When an event should take place is found out by walking
 * from day to day and asking whether it is one of the rule's, with Node.js's own time zones.
 */

const DAY = 24 * 60 * 60 * 1000;
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Sao_Paulo', 'Pacific/Auckland', 'Africa/Casablanca'];
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const FIRST_YEAR = 2025;
const LAST_YEAR = 2033;

const formats = new Map(ZONES.map(timeZone => [timeZone, new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })]));

/** What the clock of a time zone shows, as if it were UTC. */
const clockAt = (moment: number, zone: string): number => Date.parse(`${formats.get(zone)!.format(moment).replace(' ', 'T')}Z`);

/** When the clock of a time zone shows that: never, once or twice. Clocks are set by whole quarters of an hour, and are no more than 15 hours from UTC. */
function momentsOf(clock: number, zone: string): number[] {
  const quarter = 15 * 60 * 1000;
  return Array.from({ length: 121 }, (_, index) => clock + (index - 60) * quarter).filter(moment => clockAt(moment, zone) === clock);
}

/** A VTIMEZONE with each change of the clock, found by looking at every day, then hour and minute. */
function timeZoneComponent(zone: string): InstanceType<typeof ical.Component> {
  const offsetAt = (moment: number) => clockAt(moment, zone) - moment;
  const written = (offset: number) => `${offset < 0 ? '-' : '+'}${new Date(Math.abs(offset)).toISOString().slice(11, 16).replace(':', '')}`;
  const stamp = (clock: number) => new Date(clock).toISOString().replace(/[-:]|\.\d+Z/g, '');
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`];
  const add = (at: number, from: number, to: number) => lines.push('BEGIN:STANDARD', `DTSTART:${stamp(at + from)}`, `TZOFFSETFROM:${written(from)}`, `TZOFFSETTO:${written(to)}`, 'END:STANDARD');
  const first = Date.UTC(FIRST_YEAR - 1, 0);
  add(first, offsetAt(first), offsetAt(first));
  for (let day = first; day < Date.UTC(LAST_YEAR, 0); day += DAY) {
    if (offsetAt(day) === offsetAt(day + DAY)) continue;
    let at = day;
    while (offsetAt(at) === offsetAt(at + 60_000)) at += 60_000;
    add(at + 60_000, offsetAt(day), offsetAt(day + DAY));
  }
  return ical.Component.fromString([...lines, 'END:VTIMEZONE'].join('\r\n'));
}

beforeAll(() => {
  for (const zone of ZONES) ical.TimezoneService.register(new ical.Timezone({ component: timeZoneComponent(zone), tzid: zone }));
});

/** A recurrence, said in three ways: for the library, as a question about a day, and how many at most. */
interface Rule {
  readonly recurrence: (end: { count?: number; until?: string }) => Recurrence;
  readonly isDay: (clock: number, start: number) => boolean;
}

const dayOf = (clock: number) => Math.floor(clock / DAY);
const weekdayOf = (clock: number) => (dayOf(clock) + 3) % 7;
const weekOf = (clock: number) => Math.floor((dayOf(clock) + 3) / 7);
const dateOf = (clock: number) => {
  const date = new Date(clock);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), fromEnd: date.getUTCDate() - length - 1 };
};
const monthOf = (clock: number) => dateOf(clock).year * 12 + dateOf(clock).month;

const interval = fc.integer({ min: 1, max: 4 });
const subset = <T>(values: readonly T[], least: number) => fc.subarray([...values], { minLength: least, maxLength: 4 });
const monthDays = subset([1, 2, 5, 12, 28, 29, 30, 31, -1, -2, -7, -30], 1);
const nthDays = subset(['1MO', '2TU', '3SU', '4FR', '-1FR', '-2WE', '-1SU'], 1);
const isMonthDay = (days: readonly number[], clock: number) => days.includes(dateOf(clock).day) || days.includes(dateOf(clock).fromEnd);
const isNth = (days: readonly string[], clock: number) => days.some(text => {
  const nth = Number(text.slice(0, -2));
  const { day, fromEnd } = dateOf(clock);
  return text.endsWith(DAYS[weekdayOf(clock)]) && nth === (nth > 0 ? Math.floor((day - 1) / 7) + 1 : Math.ceil((fromEnd + 1) / 7) - 1);
});

const rule: fc.Arbitrary<Rule> = fc.oneof(
  interval.map(every => ({
    recurrence: end => Recurrence.daily({ interval: every, ...end }), isDay: (clock, start) => (dayOf(clock) - dayOf(start)) % every === 0,
  }) as Rule),
  fc.tuple(interval, subset(DAYS, 1)).map(([every, days]) => ({
    recurrence: end => Recurrence.weekly({ interval: every, days, ...end }),
    isDay: (clock, start) => (weekOf(clock) - weekOf(start)) % every === 0 && days.includes(DAYS[weekdayOf(clock)]),
  }) as Rule),
  fc.tuple(interval, monthDays).map(([every, daysOfMonth]) => ({
    recurrence: end => Recurrence.monthly({ interval: every, daysOfMonth, ...end }),
    isDay: (clock, start) => (monthOf(clock) - monthOf(start)) % every === 0 && isMonthDay(daysOfMonth, clock),
  }) as Rule),
  fc.tuple(interval, nthDays).map(([every, days]) => ({
    recurrence: end => Recurrence.monthly({ interval: every, days, ...end }),
    isDay: (clock, start) => (monthOf(clock) - monthOf(start)) % every === 0 && isNth(days, clock),
  }) as Rule),
  // In yearly rules ical.js takes the days that a month does not have for days of the next, and counts from the end of another month.
  fc.tuple(subset([1, 2, 3, 6, 10, 12], 1), subset([1, 2, 12, 27, 28], 1)).map(([months, daysOfMonth]) => ({
    recurrence: end => Recurrence.yearly({ months, daysOfMonth, ...end }),
    isDay: clock => months.includes(dateOf(clock).month + 1) && isMonthDay(daysOfMonth, clock),
  }) as Rule),
);

const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '\\', ';', ',', ':', '"', '\n', 'n', '\t', 'ä', '年', '😀', '👩‍👧'), minLength: 1, maxLength: 150 });
const startClock = fc.integer({ min: Date.UTC(FIRST_YEAR, 0) / 900_000, max: Date.UTC(FIRST_YEAR + 2, 0) / 900_000 })
  .map(quarters => quarters * 900_000);
const iso = (clock: number, isUtc: boolean) => `${new Date(clock).toISOString().slice(0, 16)}${isUtc ? 'Z' : ''}`;

/** The first day of a rule from a moment on, which is where its event begins; undefined where it has none soon. */
function firstDay({ isDay }: Rule, from: number): number | undefined {
  for (let clock = from; clock < from + 400 * DAY; clock += DAY) {
    if (isDay(clock, clock)) return clock;
  }
  return undefined;
}

function rendered(events: readonly CalendarEvent[]): string {
  return new ChangeCalendar(new Stack(new App(), 'Stack'), 'Calendar', { events: [...events] }).contentText;
}

const eventsOf = (calendar: string) => new ical.Component(ical.parse(calendar)).getAllSubcomponents('vevent')
  .map(component => new ical.Event(component));

const clockOf = (time: ReturnType<typeof ical.Time.now>) => Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);

describe('an independent reader', () => {
  test('finds an event that recurs at the times that the days say, in each time zone', () => {
    let seen = 0;
    fc.assert(fc.property(
      rule, startClock, fc.constantFrom(undefined, ...ZONES), fc.integer({ min: 1, max: 60 }), fc.oneof(
        fc.record({ count: fc.integer({ min: 1, max: 25 }) }),
        fc.record({ days: fc.integer({ min: 0, max: 700 }), form: fc.constantFrom('date', 'local', 'utc') })),
      (given, from, zone, quarters, end) => {
        const start = firstDay(given, from);
        fc.pre(start !== undefined);
        // A start that the clock skips, or shows twice, is no moment that a walk can name.
        const momentsOfClock = (clock: number) => zone === undefined ? [clock] : momentsOf(clock, zone);
        fc.pre(momentsOfClock(start).length === 1);
        const lastClock = 'days' in end ? start + end.days * DAY : Infinity;
        const until = !('days' in end) ? undefined : end.form === 'date' ? iso(lastClock, false).slice(0, 10)
          : end.form === 'utc' || zone === undefined ? iso(momentsOfClock(lastClock)[0] ?? lastClock, true) : iso(lastClock, false);
        fc.pre(until === undefined || momentsOfClock(lastClock).length === 1);
        // In yearly rules ical.js takes the year of UNTIL, which is in UTC, for that of the time zone.
        fc.pre(until === undefined || new Date(momentsOfClock(lastClock)[0]).getUTCFullYear() === dateOf(lastClock).year);
        const last = until !== undefined && until.length === 10 ? Date.parse(`${until}T23:59:59Z`) : lastClock;

        const expected: number[] = [];
        for (let clock = start; clock <= last && clock < Date.UTC(LAST_YEAR - 1, 0) && expected.length < ('count' in end ? end.count : 40); clock += DAY) {
          if (given.isDay(clock, start)) expected.push(clock);
        }
        const calendar = rendered([CalendarEvent.recurring({
          name: 'Window',
          start: iso(start, zone === undefined),
          timeZone: zone,
          duration: Duration.minutes(15 * quarters),
          recurrence: given.recurrence({ until, ...'count' in end ? { count: end.count } : {} }),
        })]);
        const [event] = eventsOf(calendar);
        const iterator = event.iterator();
        const found: ReturnType<typeof ical.Time.now>[] = [];
        for (let next = iterator.next(); next && found.length < 40 && clockOf(next) < Date.UTC(LAST_YEAR - 1, 0); next = iterator.next()) {
          found.push(next);
        }

        expect(found.map(clockOf)).toEqual(expected);
        for (const time of found) {
          const moments = momentsOfClock(clockOf(time));
          if (moments.length === 1) expect(time.toUnixTime() * 1000).toBe(moments[0]);
        }
        expect(clockOf(event.endDate) - clockOf(event.startDate)).toBe(quarters * 900_000);
        expect(hasErrors(check(calendar, { type: 'ChangeCalendar' }))).toBe(false);
        seen += found.length;
      },
    ), { numRuns: 400 });
    expect(seen).toBeGreaterThan(2000);
  });

  test('finds the texts of events as they were given, however long and whatever they hold', () => {
    const described = fc.record({ name: text, description: fc.option(text, { nil: undefined }) });
    fc.assert(fc.property(fc.uniqueArray(described, { selector: ({ name }) => name, minLength: 1, maxLength: 4 }),
      startClock, fc.boolean(), (given, start, advisory) => {
        const calendar = rendered(given.map(options => (
          CalendarEvent.oneOff({ ...options, start: iso(start, true), duration: Duration.hours(1), advisory }))));

        const events = eventsOf(calendar);
        expect(events.map(({ summary, description }) => ({ summary, description: description ?? undefined })))
          .toEqual(given.map(({ name, description }) => ({ summary: name, description })));
        expect(events.map(event => event.startDate.toUnixTime() * 1000)).toEqual(given.map(() => start));
        expect(new Set(events.map(({ uid }) => uid)).size).toBe(given.length);
        expect(calendar.split('\r\n').filter(line => Buffer.byteLength(line) > 75)).toEqual([]);
        expect(check(calendar, { type: 'ChangeCalendar' })).toEqual([]);
      }), { numRuns: 200 });
  });
});

test('a calendar that is read into parts and declared anew is the same text, and has the same events', () => {
  const described = fc.record({ name: text, description: fc.option(text, { nil: undefined }), rule: fc.option(rule, { nil: undefined }) });
  fc.assert(fc.property(fc.uniqueArray(described,
    { selector: ({ name }) => name, maxLength: 4 }), startClock, fc.constantFrom(undefined, ...ZONES), (given, start, timeZone) => {
    const calendar = rendered(given.map(({ rule: recurring, ...options }) => {
      const all = { ...options, start: iso(start, timeZone === undefined), timeZone, duration: Duration.hours(30) };
      return recurring === undefined ? CalendarEvent.oneOff(all)
        : CalendarEvent.recurring({ ...all, recurrence: recurring.recurrence({ until: '2030-01-01' }) });
    }));
    const { calendarType, events, furtherLines } = CalendarParts.fromContent(Content.fromString(calendar));
    const anew = new ChangeCalendar(new Stack(new App(), 'Other'), 'Another', { calendarType, events, furtherLines }).contentText;

    // The DTSTAMP of an event is one of its further lines when it was read, which come last.
    const sorted = (written: string) => written.replace(/\r\n /g, '').split('\r\n').sort();
    expect(sorted(anew)).toEqual(sorted(calendar));
    expect(CalendarParts.fromContent(Content.fromString(anew))).toEqual(CalendarParts.fromContent(Content.fromString(calendar)));
  }), { numRuns: 100 });
});
