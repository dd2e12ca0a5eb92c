import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { CalendarEvent } from './calendar-event';
import { readEvent } from './read-event';
import { componentLines, contentLine, unescapeText } from '../content/calendar/lines';
import { CalendarProperty, parseCalendar } from '../content/parse/calendar';
import { recogniseDocumentType } from '../content/recognise';
import { CALENDAR_PRODUCT, CALENDAR_VERSION, CHANGE_MANAGEMENT_EVENTS } from '../content/schema/calendar';
import { describe } from '../content/value';
import { Content } from '../document/content';

/**
 * What stands in a calendar that is written already, as values to declare a `ChangeCalendar` with.
 *
 * A `ChangeCalendar` that is given all of them unchanged says the same. Where they are missing it adds `X-CALENDAR-TYPE`, and to events
 * `UID`, `DTSTAMP`, `X-EVENT-TYPE` and the end of a day without one; the order of lines may be another one. An event
 * with a `DURATION` gets the `DTEND` at which it ends by that, so that it takes place at the same times.
 */
export class CalendarParts {
  /**
   * The parts of a calendar. Errors when the content is no calendar, and when something in it has no counterpart here; one error tells of
   * all. Such a calendar can be deployed as it is, as the `content` of a `ChangeCalendar`.
   *
   * @param content an iCalendar text, such as an `.ics` file.
   */
  public static fromContent(content: Content): CalendarParts {
    if (typeof content?._value !== 'string' || recogniseDocumentType(content._value.replace(/^\uFEFF/, '')) !== 'ChangeCalendar') {
      throw new UnscopedValidationError(lit`ContentIsNoCalendar`, `the content is ${describe(content?._value)}; a calendar is an iCalendar text, which begins with BEGIN:VCALENDAR`);
    }
    return new CalendarParts(content._value);
  }

  /**
   * Whether it is open or closed while no event lasts; undefined when it does not say, as other programs do not.
   */
  public readonly calendarType?: string;

  /**
   * The description; undefined when there is none.
   */
  public readonly description?: string;

  /**
   * The time zone; undefined when it does not say.
   */
  public readonly timeZone?: string;

  /**
   * Whether the console shows change management events as well; undefined when it does not say.
   */
  public readonly changeManagementEvents?: boolean;

  /**
   * The events.
   */
  public readonly events: CalendarEvent[];

  /**
   * All other lines, such as those of a placeholder that is no event, or of definitions of time zones.
   */
  public readonly furtherLines: string[];

  private constructor(text: string) {
    const calendar = parseCalendar(text);
    const faults: string[] = [];
    const rest: CalendarProperty[] = [];
    const own = new Map<string, string>();
    for (const property of calendar.properties) {
      const { name, parameters, value, line } = property;
      const isOwn = ['X-CALENDAR-TYPE', 'X-WR-CALDESC', 'X-WR-TIMEZONE', 'X-CALENDAR-CMEVENTS'].includes(name);
      if (isOwn && (own.has(name) || Object.keys(parameters).length > 0)) {
        faults.push(`line ${line}: ${name} ${own.has(name) ? 'is given twice' : 'has parameters'}`);
      } else if (isOwn) {
        own.set(name, value);
      } else if (!(name === 'VERSION' && value === CALENDAR_VERSION) && !(name === 'PRODID' && value === CALENDAR_PRODUCT)) {
        rest.push(property);
      }
    }
    const shown = own.get('X-CALENDAR-CMEVENTS');
    if (shown !== undefined && !(CHANGE_MANAGEMENT_EVENTS as readonly string[]).includes(shown)) {
      faults.push(`X-CALENDAR-CMEVENTS is ${describe(shown)}, which is none of ${CHANGE_MANAGEMENT_EVENTS.join(', ')}`);
    }
    const description = own.get('X-WR-CALDESC');
    this.calendarType = own.get('X-CALENDAR-TYPE');
    this.description = description === undefined ? undefined : unescapeText(description);
    this.timeZone = own.get('X-WR-TIMEZONE');
    this.changeManagementEvents = shown === undefined ? undefined : shown === 'ENABLED';
    this.furtherLines = [...rest.map(contentLine), ...calendar.components.filter(({ name }) => name !== 'VEVENT').flatMap(componentLines)];
    this.events = calendar.components.filter(({ name }) => name === 'VEVENT').flatMap((component, index) => {
      const read = readEvent(component);
      if ('event' in read) return [read.event];
      faults.push(...read.faults.map(fault => `events[${index}], line ${component.line}: ${fault}`));
      return [];
    });
    if (faults.length > 0) {
      throw new UnscopedValidationError(lit`CalendarNotTyped`,
        `the calendar holds what has no counterpart in a declared one: ${faults.join('; ')}. Deploy it as it is: new ChangeCalendar(scope, id, { content })`);
    }
  }
}
