import { Duration } from 'aws-cdk-lib';
import type { CalendarEvent } from './calendar-event';
import { furtherLinesFaults, namesOf } from './further-lines';
import { textLine, textLineFaults } from './text-line';
import { CalendarTime, DAY, readIsoTime, writeCalendarTime } from '../content/calendar/date-time';
import { contentLine } from '../content/calendar/lines';
import { contentHash } from '../content/hash';
import { describe } from '../content/value';

/** What an event gets from its calendar. */
export interface EventCalendar {
  /** The path of the construct. */
  readonly path: string;
  readonly timeZone?: string;
}

/** When an event is. */
interface EventTimes {
  readonly start: CalendarTime;
  readonly end: CalendarTime;
  readonly zone?: string;
}

/** Nobody asks the clock, so that the text is the same each time; the standard wants some time when the event was written. */
const STAMP = 'DTSTAMP:19700101T000000Z';
/** What an event says by its properties. */
const OWN_LINES = ['UID', 'SUMMARY', 'DESCRIPTION', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'X-EVENT-TYPE'];

/** What identifies an event: given, or made from where it is and what it is called. */
export function uidOf({ uid, name }: CalendarEvent, { path }: EventCalendar): string {
  if (uid !== undefined) return uid;
  return contentHash(`${path}\n${name}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** An event as lines, or what is wrong with it. */
export function eventLines(event: CalendarEvent, calendar: EventCalendar): { readonly lines: string[]; readonly faults: string[] } {
  const times = timesOf(event, calendar);
  const texts = [['name', event.name], ['description', event.description], ['uid', event.uid]] as const;
  const faults = [
    ...texts.flatMap(([what, text]) => textLineFaults(what, text)),
    ...[['name', event.name], ['uid', event.uid]].flatMap(([what, text]) => text === '' ? [`${what} is empty; give a text`] : []),
    ...'faults' in times ? times.faults : event.recurrence?._faults(times.start, times.zone).map(fault => `recurrence: ${fault}`) ?? [],
    ...furtherLinesFaults(event.furtherLines, 'VEVENT', OWN_LINES),
  ];
  if (faults.length > 0 || 'faults' in times) return { lines: [], faults };
  const { start, end, zone } = times;
  const given = namesOf(event.furtherLines);
  return {
    lines: [
      'BEGIN:VEVENT',
      textLine('UID', uidOf(event, calendar)),
      ...given.includes('DTSTAMP') ? [] : [STAMP],
      textLine('SUMMARY', event.name),
      ...event.description === undefined ? [] : [textLine('DESCRIPTION', event.description)],
      timeLine('DTSTART', start, zone),
      timeLine('DTEND', end, zone),
      ...event.recurrence === undefined ? [] : [`RRULE:${event.recurrence._rule(start, zone)}`],
      `X-EVENT-TYPE:${event.advisory ? 'ADVISORY' : 'STANDARD'}`,
      ...event.furtherLines,
      'END:VEVENT',
    ],
    faults,
  };
}

function timeLine(name: string, time: CalendarTime, zone: string | undefined): string {
  const parameters: Record<string, string> = time.form === 'date' ? { VALUE: 'DATE' } : zone === undefined ? {} : { TZID: zone };
  return contentLine({ name, parameters, value: writeCalendarTime(time) });
}

function timesOf(event: CalendarEvent, calendar: EventCalendar): EventTimes | { readonly faults: string[] } {
  const start = timeOf(event.start);
  const end = event.end === undefined ? endAfter(start, event.duration) : timeOf(event.end);
  const faults = [
    ...unreadable('start', event.start, start),
    ...event.end === undefined ? [] : unreadable('end', event.end, end),
    ...event.end !== undefined && event.duration !== undefined ? ['end and duration are given; give one of them'] : [],
    ...durationFaults(event.duration),
  ];
  if (start !== undefined && event.end === undefined && event.duration === undefined && start.form !== 'date') {
    faults.push('the event has no end; give end or duration');
  }
  if (start !== undefined) faults.push(...zoneFaults(event, start, calendar));
  if (start === undefined || end === undefined || faults.length > 0) return { faults };
  if ((start.form === 'utc') !== (end.form === 'utc') && end.form !== 'date' && start.form !== 'date') {
    faults.push(`start is ${describe(event.start)} and end ${describe(event.end)}; write both by the clock of the time zone, or both in UTC with Z`);
  } else if ((start.form === 'utc') !== (end.form === 'utc') && start.form === 'date') {
    faults.push(`start is the date ${describe(event.start)} and end ${describe(event.end)} is in UTC; write the start in UTC too, with Z`);
  } else if (end.clock <= start.clock) {
    faults.push(`the event ends at ${describe(event.end)}, which is not after its start at ${describe(event.start)}; end is the first moment after the event`);
  }
  return faults.length > 0 ? { faults } : inZone(event, start, end, calendar);
}

/** A date in a time zone is a midnight, which any reader understands as the console's events; without one it stays a date. */
function inZone(event: CalendarEvent, start: CalendarTime, end: CalendarTime, calendar: EventCalendar): EventTimes {
  if (start.form === 'utc') return { start, end: { ...end, form: 'utc' } };
  if (event.floating) {
    const form = start.form === 'date' && end.form === 'date' ? 'date' : 'local';
    return { start: { ...start, form }, end: { ...end, form } };
  }
  return { start: { ...start, form: 'local' }, end: { ...end, form: 'local' }, zone: event.timeZone ?? calendar.timeZone };
}

function zoneFaults({ start, timeZone, floating }: CalendarEvent, time: CalendarTime, calendar: EventCalendar): string[] {
  if (time.form === 'utc') {
    return [
      ...timeZone === undefined ? [] : [`start is ${describe(start)}, which is UTC, and timeZone is ${describe(timeZone)}; leave out the Z or timeZone`],
      ...floating ? [`start is ${describe(start)}, which is UTC, and floating is true; leave out the Z or floating`] : [],
    ];
  }
  if (floating) return timeZone === undefined ? [] : [`timeZone is ${describe(timeZone)} and floating is true; leave out one of them`];
  if (timeZone !== undefined) return timeZoneFaults(timeZone);
  return calendar.timeZone !== undefined ? []
    : [`start is ${describe(start)} in no time zone; give timeZone, such as Europe/Berlin, here or for the calendar, or write the time in UTC with Z`];
}

/** Why the name of a time zone cannot be written. Which names the service knows is not verified, so an unknown one is a warning, as in files. */
export function timeZoneFaults(name: string): string[] {
  const faults = textLineFaults('timeZone', name);
  return faults.length > 0 || !/^\s*$|["\n]/.test(name) ? faults : [`timeZone is ${describe(name)}; give the name of a time zone, such as Europe/Berlin`];
}

function timeOf(text: string): CalendarTime | undefined {
  return typeof text === 'string' ? readIsoTime(text) : undefined;
}

function unreadable(what: string, text: string, time: CalendarTime | undefined): string[] {
  return time !== undefined ? []
    : [`${what} is ${describe(text)}, which is no date or time there is; write it as 2026-12-24T18:00, 2026-12-24T17:00Z or 2026-12-24`];
}

function durationFaults(duration: Duration | undefined): string[] {
  if (duration === undefined) return [];
  if (duration.isUnresolved()) return ['duration is only known at deployment; give one that is known'];
  const length = duration.toMilliseconds();
  return length > 0 && length % 1000 === 0 ? [] : [`duration is ${duration.toHumanString()}; give whole seconds, at least one`];
}

/** By the clock, so that the text does not depend on what is known of time zones. */
function endAfter(start: CalendarTime | undefined, duration: Duration | undefined): CalendarTime | undefined {
  if (start === undefined) return undefined;
  if (duration === undefined) return start.form === 'date' ? { ...start, clock: start.clock + DAY } : undefined;
  if (duration.isUnresolved()) return undefined;
  const clock = start.clock + duration.toMilliseconds();
  return { clock, form: start.form === 'date' && clock % DAY !== 0 ? 'local' : start.form };
}
