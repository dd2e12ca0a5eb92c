/** What X-CALENDAR-TYPE can be: whether the calendar is open or closed while no event lasts (user guide, systems-manager-change-calendar). */
export const CALENDAR_TYPES = ['DEFAULT_OPEN', 'DEFAULT_CLOSED'] as const;

/**
 * What X-EVENT-TYPE can be. STANDARD stands in calendars that are deployed; that an advisory event (user guide,
 * change-calendar-create-event) is marked ADVISORY is not verified.
 */
export const EVENT_TYPES = ['STANDARD', 'ADVISORY'] as const;

/** What X-CALENDAR-CMEVENTS can be, the console's "Add change management events to the calendar"; both stand in calendars that are deployed. */
export const CHANGE_MANAGEMENT_EVENTS = ['ENABLED', 'DISABLED'] as const;

/** What the calendars of the console and of CloudFormation's reference name as their maker. */
export const CALENDAR_PRODUCT = '-//AWS//Change Calendar 1.0//EN';

export const CALENDAR_VERSION = '2.0';

/** More octets a line should not have before it is folded (RFC 5545, 3.1). */
export const MAX_LINE_OCTETS = 75;

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

export const FREQUENCIES = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

/** The console makes events that recur daily, weekly or monthly (user guide, change-calendar-create-event); imported calendars hold yearly ones. */
export const RARE_FREQUENCIES: readonly string[] = ['SECONDLY', 'MINUTELY', 'HOURLY'];

/** The numbers that a part of a recurrence rule takes (RFC 5545, 3.3.10): from, to, and whether they may be counted from the end. */
export const RULE_NUMBERS: Readonly<Record<string, readonly [from: number, to: number, signed: boolean]>> = {
  BYSECOND: [0, 60, false],
  BYMINUTE: [0, 59, false],
  BYHOUR: [0, 23, false],
  BYMONTHDAY: [1, 31, true],
  BYYEARDAY: [1, 366, true],
  BYWEEKNO: [1, 53, true],
  BYMONTH: [1, 12, false],
  BYSETPOS: [1, 366, true],
};

export const RULE_PARTS: readonly string[] = ['FREQ', 'UNTIL', 'COUNT', 'INTERVAL', 'BYDAY', 'WKST', ...Object.keys(RULE_NUMBERS)];
