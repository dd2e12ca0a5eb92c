import { CalendarTime, isTolerated, readCalendarTime } from '../calendar/date-time';
import { holdsStart, readRecurrenceRule, shortestGap, weekdayOf } from '../calendar/recurrence-rule';
import { isTimeZone, momentOf } from '../calendar/time-zone';
import { CalendarComponent, CalendarProperty } from '../parse/calendar';
import { Path } from '../path';
import { EVENT_TYPES, WEEKDAYS } from '../schema/calendar';
import { quote } from '../value';
import { CalendarContext } from './calendar-codes';

/** What is known of the calendar that an event stands in. */
export interface EventSurroundings {
  /** The UIDs of the events before, with their places. */
  readonly uids: Map<string, number>;
  checkZone(name: string, path: Path, what: string): void;
}

/** What changes single occurrences; the guide says that calendars with such events are not imported (change-calendar-troubleshooting). */
const EXCEPTIONS = ['EXDATE', 'RDATE', 'EXRULE', 'RECURRENCE-ID'];

/** One event of a change calendar. */
export function checkEvent(context: CalendarContext, event: CalendarComponent, index: number, surroundings: EventSurroundings): void {
  const { report } = context;
  const path: Path = ['VEVENT', index];
  const property = (name: string) => event.properties.find(each => each.name === name);
  checkUid(context, event, index, surroundings.uids);
  const start = property('DTSTART');
  const startTime = start && readTime(context, start, path, surroundings);
  if (start === undefined) report('calendar/event-start', [...path, 'DTSTART'], 'the event has no DTSTART; write when it begins, such as DTSTART;TZID=Europe/Berlin:20261224T180000');
  checkEnd(context, event, path, surroundings, start, startTime);
  const rule = property('RRULE');
  if (rule !== undefined) {
    const end = property('DTEND');
    const isSameClock = end !== undefined && end.parameters.TZID === start?.parameters.TZID;
    checkRule(context, rule, [...path, 'RRULE'], start, startTime, isSameClock ? readCalendarTime(end.value.trim()) : undefined);
  }
  for (const name of EXCEPTIONS) {
    if (property(name) !== undefined) {
      report('calendar/exceptions', [...path, name],
        `${name} changes single occurrences of a recurring event, and Change Calendar does not import such calendars; end the recurrence before and begin another event after it`);
    }
  }
  const kind = property('X-EVENT-TYPE')?.value.trim();
  if (kind !== undefined && !(EVENT_TYPES as readonly string[]).includes(kind)) {
    report('calendar/event-type', [...path, 'X-EVENT-TYPE'], `X-EVENT-TYPE is ${quote(kind)}; it is STANDARD, or ADVISORY where the event shall not change the state of the calendar`, EVENT_TYPES);
  }
}

function checkUid({ report }: CalendarContext, { properties }: CalendarComponent, index: number, uids: Map<string, number>): void {
  const uid = properties.find(({ name }) => name === 'UID')?.value;
  const path: Path = ['VEVENT', index, 'UID'];
  if (uid === undefined || uid.trim() === '') {
    report('calendar/event-uid', path, 'the event has no UID; give it a text that no other event has');
    return;
  }
  const first = uids.get(uid);
  if (first === undefined) {
    uids.set(uid, index);
  } else if (!properties.some(({ name }) => name === 'RECURRENCE-ID')) {
    report('calendar/event-uid', path, `the UID ${quote(uid)} is that of VEVENT[${first}] already; give each event one of its own`);
  }
}

function checkEnd(
  context: CalendarContext, { properties }: CalendarComponent, path: Path, surroundings: EventSurroundings,
  start: CalendarProperty | undefined, startTime: CalendarTime | undefined,
): void {
  const { report } = context;
  const end = properties.find(({ name }) => name === 'DTEND');
  const endTime = end && readTime(context, end, path, surroundings);
  const hasDuration = properties.some(({ name }) => name === 'DURATION');
  if (end === undefined && !hasDuration) {
    // A date alone lasts a day.
    if (startTime !== undefined && startTime.form !== 'date') report('calendar/event-end', [...path, 'DTEND'], 'the event has no DTEND, so that it ends when it begins; write when it ends');
    return;
  }
  if (end !== undefined && hasDuration) {
    report('calendar/event-end', [...path, 'DURATION'], 'the event has DTEND and DURATION; give one of them');
  }
  if (startTime === undefined || endTime === undefined) return;
  if ((startTime.form === 'date') !== (endTime.form === 'date')) {
    report('calendar/event-end', [...path, 'DTEND'], `DTSTART is ${quote(start!.value)} and DTEND ${quote(end!.value)}; both are dates, or both are times`);
  } else if (isNotAfter(endTime, end!.parameters.TZID, startTime, start!.parameters.TZID)) {
    report('calendar/event-end', [...path, 'DTEND'], `the event ends at ${quote(end!.value)}, which is not after its start at ${quote(start!.value)}; DTEND is the first moment after the event`);
  }
}

/** By the same clock, and by the moments, which differ where a clock is changed. */
function isNotAfter(end: CalendarTime, endZone: string | undefined, start: CalendarTime, startZone: string | undefined): boolean {
  if (end.form === start.form && endZone === startZone && end.clock <= start.clock) return true;
  const [ended, began] = [momentIn(end, endZone), momentIn(start, startZone)];
  return ended !== undefined && began !== undefined && ended <= began;
}

function momentIn({ clock, form }: CalendarTime, zone: string | undefined): number | undefined {
  if (form === 'utc') return clock;
  return zone !== undefined && isTimeZone(zone) ? momentOf(clock, zone) : undefined;
}

/** A time with its time zone; what is wrong with them is told. */
function readTime(
  { report }: CalendarContext, { name, value, parameters }: CalendarProperty, at: Path, { checkZone }: EventSurroundings,
): CalendarTime | undefined {
  const path = [...at, name];
  const time = readCalendarTime(value.trim());
  if (time === undefined) {
    report(isTolerated(value.trim()) ? 'calendar/date-time-form' : 'calendar/date-time', path, `${name} is ${quote(value)}, which is no date or time there is; write it as 20261224, 20261224T180000 or 20261224T170000Z`);
    return undefined;
  }
  const zone = parameters.TZID;
  if (zone !== undefined) {
    checkZone(zone, path, `the time zone of ${name}`);
    if (time.form === 'utc') report('calendar/time-zone', path, `${name} is UTC, which its Z says, and has the time zone ${quote(zone)}; leave out one of them`);
  } else if (time.form !== 'utc') {
    report('calendar/floating-time', path, `${name} is ${quote(value)} in no time zone, and how Change Calendar reads that is not documented; `
      + `write ${name};TZID=Europe/Berlin:${value.trim()}${time.form === 'date' ? 'T000000' : ''}, or a time in UTC with Z`);
  }
  return time;
}

function checkRule(
  { report }: CalendarContext, { value }: CalendarProperty, path: Path, start: CalendarProperty | undefined, startTime: CalendarTime | undefined,
  endTime: CalendarTime | undefined,
): void {
  const rule = readRecurrenceRule(value);
  for (const fault of rule.faults) report('calendar/recurrence', path, `the rule ${quote(value)} cannot be read: ${fault}`);
  for (const doubt of rule.doubts) report('calendar/recurrence-doubt', path, `the rule ${quote(value)}: ${doubt}`);
  if (startTime === undefined) return;
  const { until } = rule;
  const wanted = startTime.form === 'local' && start!.parameters.TZID !== undefined ? 'utc' : startTime.form;
  if (until !== undefined && until.form !== wanted) {
    const form = { date: 'a date, such as 20261231', local: 'a time without Z, such as 20261231T180000', utc: 'a time in UTC, such as 20261231T180000Z' }[wanted];
    report('calendar/recurrence-doubt', path, `UNTIL is ${rule.parts.get('UNTIL')}; for an event that begins at ${quote(start!.value)} it is ${form}`);
  }
  const [last, first] = until === undefined ? [] : [momentIn(until, start!.parameters.TZID), momentIn(startTime, start!.parameters.TZID)];
  if (until?.form === 'utc' ? last !== undefined && first !== undefined && last < first : until?.form === startTime.form && until.clock < startTime.clock) {
    report('calendar/recurrence-doubt', path, `UNTIL is ${rule.parts.get('UNTIL')}, before the event begins at ${quote(start!.value)}; readers differ about the first time then`);
  }
  const gap = shortestGap(rule);
  if (endTime?.form === startTime.form && gap !== undefined && endTime.clock - startTime.clock > gap) {
    report('calendar/recurrence-doubt', path, `the event lasts longer than it takes to recur by its rule ${quote(value)}, so that it overlaps itself; end it before it recurs`);
  }
  if (!holdsStart(rule, startTime)) {
    report('calendar/recurrence-doubt', path, `the event begins on a day (${WEEKDAYS[weekdayOf(startTime)]}, ${start!.value.trim()}) that is none of its rule ${quote(value)}, `
      + 'and readers differ about such a first day; begin it on a day of the rule');
  }
}
