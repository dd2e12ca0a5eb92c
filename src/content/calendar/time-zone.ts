import { suggestion } from '../check/nearest';

/** Node.js takes offsets such as "+01:00" as well, which are no names. */
const NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;
const formats = new Map<string, Intl.DateTimeFormat | undefined>();

/** Whether a text names a time zone of the IANA database, as far as Node.js knows it. */
export function isTimeZone(name: string): boolean {
  return formatOf(name) !== undefined;
}

/** How the IANA database writes a name that is only written otherwise; undefined where it is right, or not known to Node.js. */
export function canonicalSpelling(name: string): string | undefined {
  const canonical = ['UTC', ...Intl.supportedValuesOf('timeZone')].find(zone => zone.toLowerCase() === name.toLowerCase());
  return canonical === name ? undefined : canonical;
}

/** `; did you mean "Europe/Berlin"?`, or what else to say when no name is near. */
export function timeZoneSuggestion(name: string, otherwise: string): string {
  const [region] = name.split('/');
  const place = name.split('/').pop();
  const near = Intl.supportedValuesOf('timeZone').filter(zone => zone.startsWith(`${region}/`) || zone.endsWith(`/${place}`));
  return suggestion(name, near, otherwise);
}

/**
 * The moment at which the clock of a time zone shows something, in milliseconds.
 *
 * What a clock shows twice is the first time, and what it skips is counted as if it had not (RFC 5545, 3.3.5).
 */
export function momentOf(clock: number, zone: string): number {
  // Offsets change rarely: those of the days before and after are all there can be.
  const before = clock - offsetAt(clock - 24 * 60 * 60 * 1000, zone);
  const after = clock - offsetAt(clock + 24 * 60 * 60 * 1000, zone);
  return before + offsetAt(before, zone) === clock || after + offsetAt(after, zone) !== clock ? before : after;
}

/** How far the clock of a time zone is ahead of UTC. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Map(formatOf(zone)!.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(parts.get('year')!, parts.get('month')! - 1, parts.get('day'), parts.get('hour'), parts.get('minute'), parts.get('second'));
  return shown - Math.floor(moment / 1000) * 1000;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(zone)) formats.set(zone, makeFormat(zone));
  return formats.get(zone);
}

function makeFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!NAME.test(timeZone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
  } catch {
    return undefined;
  }
}
