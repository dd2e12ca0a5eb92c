import { Duration } from 'aws-cdk-lib';
import type { Recurrence } from './recurrence';

/**
 * An event of a change calendar.
 */
export interface CalendarEventOptions {
  /**
   * What the event is called. The console allows letters, digits, `_`, `-` and `.`; the calendar itself takes any text.
   */
  readonly name: string;

  /**
   * What the event is about.
   *
   * @default - no description
   */
  readonly description?: string;

  /**
   * When the event begins: by the clock of its time zone (`2026-12-24T18:00`), in UTC (`2026-12-24T17:00Z`), or a date (`2026-12-24`), which
   * stands for the midnight at which it begins.
   */
  readonly start: string;

  /**
   * When the event ends, in the same way: the first moment after it. A date stands for the midnight at which it begins, so a freeze
   * over the 31st of December ends on `2027-01-01`. Not together with `duration`.
   *
   * @default - after `duration`; an event that begins with a date alone lasts that day
   */
  readonly end?: string;

  /**
   * How long the event lasts, in whole seconds, by the clock of its time zone: four hours from 18:00 end at 22:00, also on the day on which that
   * clock is changed. Not together with `end`.
   *
   * @default - until `end`
   */
  readonly duration?: Duration;

  /**
   * The time zone, by its name in the IANA database, such as `Europe/Berlin`. Not for times in UTC.
   *
   * @default - that of the calendar
   */
  readonly timeZone?: string;

  /**
   * Leave the event without a time zone, also where the calendar has one. Files of other programs hold such events; how the service reads them
   * is not documented, so there is a warning.
   *
   * @default false
   */
  readonly floating?: boolean;

  /**
   * Show the event only, without changing the state of the calendar.
   *
   * It is marked `X-EVENT-TYPE:ADVISORY`, which is not verified.
   *
   * @default false
   */
  readonly advisory?: boolean;

  /**
   * What identifies the event in its calendar.
   *
   * @default - made from the path of the calendar and the name of the event, so that it stays the same
   */
  readonly uid?: string;

  /**
   * Further lines of the event as iCalendar writes them, not folded: `LOCATION:Berlin`, `SEQUENCE:1`, or whole components.
   *
   * @default - no other lines
   */
  readonly furtherLines?: string[];
}

/**
 * An event that recurs.
 */
export interface RecurringCalendarEventOptions extends CalendarEventOptions {
  /**
   * How it recurs; `start` and `end` are those of the first time.
   */
  readonly recurrence: Recurrence;
}

/**
 * An event of a change calendar: while it lasts, a calendar that is open by default is closed, and one that is closed by default is open.
 */
export class CalendarEvent {
  /**
   * An event that takes place once.
   *
   * @param options what it is and when.
   */
  public static oneOff(options: CalendarEventOptions): CalendarEvent {
    return new CalendarEvent(options);
  }

  /**
   * An event that recurs.
   *
   * @param options what it is, when it is for the first time, and how it recurs.
   */
  public static recurring(options: RecurringCalendarEventOptions): CalendarEvent {
    return new CalendarEvent(options, options.recurrence);
  }

  /** What the event is called. */
  public readonly name: string;
  /** What the event is about. */
  public readonly description?: string;
  /** When it begins. */
  public readonly start: string;
  /** When it ends, where that was given. */
  public readonly end?: string;
  /** How long it lasts, where that was given. */
  public readonly duration?: Duration;
  /** Its time zone, where it has one of its own. */
  public readonly timeZone?: string;
  /** Whether it is in no time zone. */
  public readonly floating: boolean;
  /** Whether it does not change the state of the calendar. */
  public readonly advisory: boolean;
  /** What identifies it, where that was given. */
  public readonly uid?: string;
  /** How it recurs, where it does. */
  public readonly recurrence?: Recurrence;
  /** Its further lines. */
  public readonly furtherLines: string[];

  private constructor(options: CalendarEventOptions, recurrence?: Recurrence) {
    this.name = options.name;
    this.description = options.description;
    this.start = options.start;
    this.end = options.end;
    this.duration = options.duration;
    this.timeZone = options.timeZone;
    this.floating = options.floating ?? false;
    this.advisory = options.advisory ?? false;
    this.uid = options.uid;
    this.recurrence = recurrence;
    this.furtherLines = [...options.furtherLines ?? []];
  }
}
