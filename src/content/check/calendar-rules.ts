import type { CalendarComponent } from '../parse/calendar';
import { ParseError } from '../parse/position';
import { Path } from '../path';
import { CALENDAR_TYPES } from '../schema/calendar';
import { describe, quote } from '../value';
import { CALENDAR_CODES, CalendarContext } from './calendar-codes';
import { defineRule } from './rule';

/**
 * Change calendars.
 *
 * What the service says to a faulty calendar is not documented. So errors are only for what nobody can read; what the standard
 * (RFC 5545) or the guide does not want, or what readers see differently, is a warning.
 */
export const calendarRule = defineRule({
  codes: CALENDAR_CODES,
  types: ['ChangeCalendar'],
  check(context) {
    const { content, report, isUnresolved } = context;
    if (isUnresolved(content)) return;
    if (typeof content !== 'string') {
      report('calendar/syntax', [], `a change calendar is an iCalendar text, found ${describe(content)}`);
      return;
    }
    // Calendars are few, and everybody would wait for their reader.
    const { parseCalendars } = require('../parse/calendar') as typeof import('../parse/calendar');
    try {
      const calendars = parseCalendars(content);
      checkLines(context, content);
      if (calendars.length > 1) {
        report('calendar/several', [], `the text holds ${calendars.length} calendars, and which of them Change Calendar reads is not documented; write one`);
      }
      checkCalendar(context, calendars[0]);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      report('calendar/syntax', [], `line ${error.position.line}: ${error.reason}`);
    }
  },
});

/** Lines as such: told once, as a file that has one of them often has many. */
function checkLines({ report }: CalendarContext, text: string): void {
  const { MAX_LINE_OCTETS } = require('../schema/calendar') as typeof import('../schema/calendar');
  const lines = text.split('\n');
  const long = lines.flatMap((line, index) => {
    const octets = Buffer.byteLength(line.replace(/\r$/, ''));
    return octets > MAX_LINE_OCTETS ? [{ octets, number: index + 1 }] : [];
  });
  if (long.length > 0) {
    report('calendar/long-line', [], `line ${long[0].number} has ${long[0].octets} octets${long.length > 1 ? `, and ${long.length - 1} more are too long` : ''}; `
      + `a line has ${MAX_LINE_OCTETS} at most, and goes on in the next one, which begins with a space`);
  }
  const bare = lines.slice(0, -1).findIndex(line => !line.endsWith('\r'));
  if (bare !== -1) {
    report('calendar/line-ends', [], `line ${bare + 1} ends with a line feed alone; lines of an iCalendar text end with CRLF`
      + ' (keep Git from changing them: "*.ics -text" in .gitattributes)');
  }
}

function checkCalendar(context: CalendarContext, calendar: CalendarComponent): void {
  const { report } = context;
  const { checkEvent } = require('./calendar-event-rules') as typeof import('./calendar-event-rules');
  const valueOf = (name: string) => calendar.properties.find(property => property.name === name)?.value.trim();
  const kind = valueOf('X-CALENDAR-TYPE');
  if (kind === undefined || !(CALENDAR_TYPES as readonly string[]).includes(kind)) {
    report('calendar/type', ['X-CALENDAR-TYPE'],
      `X-CALENDAR-TYPE is ${kind === undefined ? 'missing' : quote(kind)}; write X-CALENDAR-TYPE:DEFAULT_OPEN or X-CALENDAR-TYPE:DEFAULT_CLOSED`, CALENDAR_TYPES);
  }
  const version = valueOf('VERSION');
  if (version !== '2.0') {
    report('calendar/version', ['VERSION'], `VERSION is ${version === undefined ? 'missing' : quote(version)}; a change calendar is iCalendar 2.0, write VERSION:2.0`, ['2.0']);
  }
  const zone = valueOf('X-WR-TIMEZONE');
  const definedZones = new Set(calendar.components.filter(({ name }) => name === 'VTIMEZONE')
    .flatMap(({ properties }) => properties.filter(({ name }) => name === 'TZID').map(({ value }) => value)));
  const { canonicalSpelling, isTimeZone, timeZoneSuggestion } = require('../calendar/time-zone') as typeof import('../calendar/time-zone');
  const checkZone = (name: string, path: Path, what: string) => {
    if (definedZones.has(name)) return;
    const canonical = canonicalSpelling(name);
    if (canonical !== undefined) {
      report('calendar/time-zone', path, `${what} is ${quote(name)}, and the IANA database writes ${quote(canonical)}, so that not all readers know it; write it so too`);
    }
    if (isTimeZone(name)) return;
    report('calendar/time-zone', path, `${what} is ${quote(name)}, which is no time zone of the IANA database${
      timeZoneSuggestion(name, ', such as Europe/Berlin')}`);
  };
  if (zone !== undefined) checkZone(zone, ['X-WR-TIMEZONE'], 'X-WR-TIMEZONE');
  const uids = new Map<string, number>();
  calendar.components.filter(({ name }) => name === 'VEVENT').forEach((event, index) => {
    checkEvent(context, event, index, { uids, checkZone });
  });
}
