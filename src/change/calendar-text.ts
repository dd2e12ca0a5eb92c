import type { CalendarEvent } from './calendar-event';
import { CalendarType } from './calendar-type';
import { EventCalendar, eventLines, timeZoneFaults, uidOf } from './event-lines';
import { componentsOf, furtherLinesFaults, namesOf } from './further-lines';
import { textLine, textLineFaults } from './text-line';
import { foldLines } from '../content/calendar/lines';
import { CALENDAR_PRODUCT, CALENDAR_TYPES, CALENDAR_VERSION } from '../content/schema/calendar';
import { describe } from '../content/value';

/** What a change calendar is put together from. */
export interface CalendarSource {
  readonly calendarType?: string;
  readonly description?: string;
  readonly changeManagementEvents?: boolean;
  readonly timeZone?: string;
  readonly events?: readonly CalendarEvent[];
  readonly furtherLines?: readonly string[];
}

const OWN_LINES = ['X-CALENDAR-TYPE', 'X-WR-CALDESC', 'X-CALENDAR-CMEVENTS', 'X-WR-TIMEZONE'];

/**
 * A change calendar as its text, or what is wrong with it.
 *
 * No VTIMEZONE is written beside the names of time zones: calendars without one are in use, and it would make the text depend on what the machine
 * knows of time zones. That the service takes every name of the IANA database is not verified.
 *
 * @param path the path of the construct, from which events get their UIDs.
 */
export function calendarText(source: CalendarSource, path: string): { readonly text: string; readonly faults: readonly string[] } {
  const { calendarType = CalendarType.DEFAULT_OPEN, description, changeManagementEvents, timeZone, events = [], furtherLines = [] } = source;
  const calendar: EventCalendar = { path, timeZone };
  const written = events.map(event => eventLines(event, calendar));
  const faults = [
    ...(CALENDAR_TYPES as readonly string[]).includes(calendarType) ? [] : [`calendarType is ${describe(calendarType)}; it is one of ${CALENDAR_TYPES.join(', ')}`],
    ...textLineFaults('description', description),
    ...timeZone === undefined ? [] : timeZoneFaults(timeZone),
    ...furtherLinesFaults(furtherLines, 'VEVENT', OWN_LINES),
    ...written.flatMap((each, index) => each.faults.map(fault => `events[${index}] (${describe(events[index].name)}): ${fault}`)),
    ...uidFaults(events, calendar),
  ];
  if (faults.length > 0) return { text: '', faults };
  const given = namesOf(furtherLines);
  const lines = [
    'BEGIN:VCALENDAR',
    ...given.includes('PRODID') ? [] : [`PRODID:${CALENDAR_PRODUCT}`],
    ...given.includes('VERSION') ? [] : [`VERSION:${CALENDAR_VERSION}`],
    `X-CALENDAR-TYPE:${calendarType}`,
    ...description === undefined ? [] : [textLine('X-WR-CALDESC', description)],
    ...changeManagementEvents === undefined ? [] : [`X-CALENDAR-CMEVENTS:${changeManagementEvents ? 'ENABLED' : 'DISABLED'}`],
    ...timeZone === undefined ? [] : [`X-WR-TIMEZONE:${timeZone}`],
    ...furtherLines,
    ...written.flatMap(each => each.lines),
    ...events.length === 0 && !componentsOf(furtherLines).some(({ name }) => name === 'VEVENT' || name === 'VTODO') ? placeholder(path) : [],
    'END:VCALENDAR',
  ];
  return { text: foldLines(lines), faults };
}

/** The standard wants a component in every calendar, and AWS's own calendars without events have this one. */
function placeholder(path: string): string[] {
  const name = 'Add events to this calendar.';
  return ['BEGIN:VTODO', 'DTSTAMP:19700101T000000Z', `UID:${uidOf({ name } as CalendarEvent, { path })}`, `SUMMARY:${name}`, 'END:VTODO'];
}

/** Occurrences that are changed share the UID of their event. */
function uidFaults(events: readonly CalendarEvent[], calendar: EventCalendar): string[] {
  const first = new Map<string, number>();
  return events.flatMap((event, index) => {
    const uid = uidOf(event, calendar);
    const other = first.get(uid);
    if (other === undefined) {
      first.set(uid, index);
      return [];
    }
    if (namesOf(event.furtherLines).includes('RECURRENCE-ID')) return [];
    return [event.uid === undefined && events[other].uid === undefined
      ? `events[${index}] is called ${describe(event.name)} as events[${other}] is; give it another name, or both a uid`
      : `events[${index}] (${describe(event.name)}): its uid ${describe(uid)} is that of events[${other}] already; give it another one`];
  });
}
