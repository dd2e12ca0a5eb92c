import { DocumentStore, selected, StoredDocument } from './document-store';
import { Operations } from './operation';
import { ServiceError } from './service-error';
import { ical } from '../ical';

/** From when until when a calendar is not in its default state, in milliseconds since 1970. */
interface Window {
  readonly start: number;
  readonly end: number;
}

interface Calendar {
  readonly isOpenByDefault: boolean;
  readonly windows: readonly Window[];
}

/** So far ahead an event is looked for whose end changes the state; how far the service looks is not known. */
const HORIZON_MS = 3 * 366 * 24 * 3_600_000;

/** Whether change calendars are open. */
export function calendarStateOperations(store: DocumentStore, now: () => number): Operations {
  return {
    GetCalendarState: (input: { CalendarNames: readonly string[]; AtTime?: string }) => {
      const at = input.AtTime === undefined ? now() : Date.parse(input.AtTime);
      if (Number.isNaN(at)) throw new ServiceError('ValidationException', `${input.AtTime} is no ISO 8601 time`); // code and wording unproven
      const calendars = input.CalendarNames.map(name => calendarOf(find(name), at + HORIZON_MS));
      const state = stateOf(calendars, at);
      const times = calendars.flatMap(({ windows }) => windows.flatMap(({ start, end }) => [start, end]))
        .filter(time => time > at).sort((a, b) => a - b);
      const next = times.find(time => stateOf(calendars, time) !== state);
      return { State: state, AtTime: iso(at), ...next !== undefined && { NextTransitionTime: iso(next) } };
    },
  };

  function find(name: string): StoredDocument {
    const document = store.find(name);
    if (!document) throw new ServiceError('InvalidDocument', `Document with name ${name} does not exist.`);
    if (document.type !== 'ChangeCalendar') throw new ServiceError('InvalidDocumentType', `Document ${name} is a ${document.type}, no ChangeCalendar`);
    return document;
  }
}

/** Open where every calendar is. */
function stateOf(calendars: readonly Calendar[], at: number): 'OPEN' | 'CLOSED' {
  const isOpen = ({ isOpenByDefault, windows }: Calendar) => windows.some(({ start, end }) => start <= at && at < end) !== isOpenByDefault;
  return calendars.every(isOpen) ? 'OPEN' : 'CLOSED';
}

/** A calendar's windows that begin before `until`. Advisory events are none. That it is the default version that counts is unproven. */
function calendarOf(document: StoredDocument, until: number): Calendar {
  try {
    const calendar = new ical.Component(ical.parse(selected(document, {})!.content));
    const type = calendar.getFirstPropertyValue('x-calendar-type');
    if (type !== 'DEFAULT_OPEN' && type !== 'DEFAULT_CLOSED') throw new Error(`X-CALENDAR-TYPE is ${String(type)}`);
    const zone = calendar.getFirstPropertyValue('x-wr-timezone');
    const components = calendar.getAllSubcomponents('vevent').filter(event => event.getFirstPropertyValue('x-event-type') !== 'ADVISORY');
    for (const event of components) for (const property of event.getAllProperties()) know(property.getParameter('tzid'));
    // An event may change single occurrences of another one, which has its UID.
    const changes = components.filter(event => event.hasProperty('recurrence-id'));
    const windows = components.filter(event => !changes.includes(event)).flatMap(event => {
      const exceptions = changes.filter(change => change.getFirstPropertyValue('uid') === event.getFirstPropertyValue('uid'));
      return windowsOf(new ical.Event(event, { exceptions }), typeof zone === 'string' ? zone : 'UTC', until);
    });
    return { isOpenByDefault: type === 'DEFAULT_OPEN', windows };
  } catch (error) {
    throw new ServiceError('UnsupportedCalendarException', `Calendar ${document.name} cannot be read: ${(error as Error).message}`); // wording unproven
  }
}

type CalendarEvent = InstanceType<typeof ical.Event>;
type CalendarTime = InstanceType<typeof ical.Time>;

function windowsOf(event: CalendarEvent, defaultZone: string, until: number): Window[] {
  const windowOf = (start: CalendarTime, end: CalendarTime): Window => ({ start: timeOf(start, defaultZone), end: timeOf(end, defaultZone) });
  if (!event.isRecurring()) return [windowOf(event.startDate, event.endDate)];
  const windows: Window[] = [];
  const occurrences = event.iterator();
  for (let occurrence = occurrences.next(); occurrence; occurrence = occurrences.next()) {
    if (timeOf(occurrence, defaultZone) > until) break;
    const { startDate, endDate } = event.getOccurrenceDetails(occurrence);
    windows.push(windowOf(startDate, endDate));
  }
  return windows;
}

/** Times without a zone, and days, are those of the calendar's zone; that the service reads them so is unproven. */
function timeOf(time: CalendarTime, defaultZone: string): number {
  if (time.zone.tzid !== 'floating') return time.toUnixTime() * 1000;
  know(defaultZone);
  const there = time.clone();
  there.zone = ical.TimezoneService.get(defaultZone)!;
  return there.toUnixTime() * 1000;
}

/** Calendars of AWS name zones without describing them: these are then those of the IANA, as this machine knows them. */
class IanaTimezone extends ical.Timezone {
  private readonly clock: Intl.DateTimeFormat;

  public constructor(tzid: string) {
    super({ tzid });
    this.clock = new Intl.DateTimeFormat('en-US', {
      timeZone: tzid, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
  }

  /** Seconds that the wall clock is ahead of UTC when it shows this time: the first of two such times, and as before where the clock leaves it out. */
  public override utcOffset(time: CalendarTime): number {
    const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
    const before = this.aheadAt(wall - 12 * 3_600_000);
    const after = this.aheadAt(wall + 12 * 3_600_000);
    const isAfter = this.aheadAt(wall - before) !== before && this.aheadAt(wall - after) === after;
    return (isAfter ? after : before) / 1000;
  }

  private aheadAt(instant: number): number {
    const part = Object.fromEntries(this.clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - instant;
  }
}

function know(zone: unknown): void {
  if (typeof zone === 'string' && !ical.TimezoneService.has(zone)) ical.TimezoneService.register(new IanaTimezone(zone), zone);
}

function iso(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
