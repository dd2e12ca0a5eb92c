/**
 * A date or a time of an iCalendar text (RFC 5545, 3.3.4 and 3.3.5): what clock and calendar show, and where.
 */
export interface CalendarTime {
  /** What the clock shows, as if it were UTC, in milliseconds. */
  readonly clock: number;
  /** A date alone, the clock of some place, or UTC. */
  readonly form: 'date' | 'local' | 'utc';
}

const WRITTEN = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?(Z?))?$/;
const TOLERATED = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2})(?::?(\d{2}))?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

export const DAY = 24 * 60 * 60 * 1000;

/** Read `20261224T180000Z`, `20261224T180000` or `20261224`; undefined when it is none, or no day there is. */
export function readCalendarTime(text: string): CalendarTime | undefined {
  return timeOf(WRITTEN.exec(text));
}

/**
 * Whether a text that is no date or time by the standard is one for readers that take more: with hyphens or an offset, without seconds, at 24:00,
 * or on a day that its month does not have, which they count on into the next.
 */
export function isTolerated(text: string): boolean {
  const match = TOLERATED.exec(text)?.slice(1) ?? [];
  const [, month, day, hour = 0, minute = 0, second = 0] = match.map(part => part === undefined ? undefined : Number(part));
  return month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31 && hour <= 24 && minute <= 59 && second <= 60;
}

/** Read `2026-12-24T18:00Z`, `2026-12-24T18:00`, the same with seconds, or `2026-12-24`. */
export function readIsoTime(text: string): CalendarTime | undefined {
  return timeOf(ISO.exec(text));
}

function timeOf(match: RegExpExecArray | null): CalendarTime | undefined {
  if (match === null) return undefined;
  const [year, month, day, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(part => part === undefined ? undefined : Number(part));
  const date = new Date(Date.UTC(year!, month! - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month! - 1 || date.getUTCDate() !== day) return undefined;
  // The standard knows leap seconds.
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  return {
    clock: date.getTime() + ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000,
    form: match[4] === undefined ? 'date' : match[7] === 'Z' ? 'utc' : 'local',
  };
}

/** The time as iCalendar writes it. */
export function writeCalendarTime({ clock, form }: CalendarTime): string {
  const text = new Date(clock).toISOString().replace(/[-:]|\.\d+Z$/g, '');
  return form === 'date' ? text.slice(0, 8) : form === 'utc' ? `${text}Z` : text;
}

/** The time as people write it: without seconds where there are none. */
export function writeIsoTime({ clock, form }: CalendarTime): string {
  const text = new Date(clock).toISOString();
  if (form === 'date') return text.slice(0, 10);
  return `${text.slice(0, text.slice(17, 19) === '00' ? 16 : 19)}${form === 'utc' ? 'Z' : ''}`;
}
