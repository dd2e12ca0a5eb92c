import { CheckContext } from './rule';

/** What can be found in a change calendar. */
export const CALENDAR_CODES = {
  'calendar/syntax': { severity: 'error', summary: 'A change calendar is not an iCalendar text that can be read.' },
  'calendar/several': { severity: 'warning', summary: 'A text holds several calendars, so that readers differ about which one counts.' },
  'calendar/type': { severity: 'warning', summary: 'A change calendar does not say whether it is open or closed by default.' },
  'calendar/version': { severity: 'warning', summary: 'A change calendar does not say that it is iCalendar 2.0.' },
  'calendar/long-line': { severity: 'warning', summary: 'A line of a calendar has more than 75 octets and is not folded.' },
  'calendar/line-ends': { severity: 'warning', summary: 'A line of a calendar ends with a line feed alone instead of CRLF.' },
  'calendar/event-uid': { severity: 'warning', summary: 'An event has no UID, or that of another event.' },
  'calendar/event-start': { severity: 'error', summary: 'An event has no DTSTART, so nobody knows when it is.' },
  'calendar/event-end': { severity: 'warning', summary: 'An event has no end, two, or one that is not after its start.' },
  'calendar/event-type': { severity: 'warning', summary: 'X-EVENT-TYPE is neither STANDARD nor ADVISORY.' },
  'calendar/date-time': { severity: 'error', summary: 'A date or time of an event cannot be read.' },
  'calendar/date-time-form': { severity: 'warning', summary: 'A date or time of an event has a form that not all readers take.' },
  'calendar/floating-time': { severity: 'warning', summary: 'A time belongs to no time zone, so that readers differ about when it is.' },
  'calendar/time-zone': { severity: 'warning', summary: 'A time zone is not known, or is given for a time that is UTC already.' },
  'calendar/recurrence': { severity: 'error', summary: 'A recurrence rule cannot be read.' },
  'calendar/recurrence-doubt': { severity: 'warning', summary: 'A recurrence rule has something that readers see differently or do not know.' },
  'calendar/exceptions': { severity: 'warning', summary: 'Single occurrences of a recurring event are changed, added or left out, which Change Calendar does not import.' },
} as const;

export type CalendarCode = keyof typeof CALENDAR_CODES & string;
export type CalendarContext = CheckContext<CalendarCode>;
