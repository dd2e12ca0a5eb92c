import { Token } from 'aws-cdk-lib';

/**
 * The forms of ISO 8601 that ECMAScript has every engine read to the same instant, as the handler hands them on as they are written. An offset
 * without its colon is none of them, nor is one beside a time with colons ISO 8601.
 */
const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,3})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const ALLOWED = 'a time with its zone is needed, such as "2026-12-01T22:00:00Z" or "2026-12-01T23:00+01:00"; the offset has hours, a colon and minutes';

/** What is wrong with a point in time that is written as ISO 8601. @internal */
export function instantFaults(what: string, text: string | undefined): string[] {
  if (text === undefined || Token.isUnresolved(text) || instantOf(text) !== undefined) return [];
  return [`${what} is ${JSON.stringify(text)}; ${ISO.test(text) ? 'there is no such day or time' : ALLOWED}`];
}

/** A point in time in milliseconds since 1970; undefined where it is not known, or none. @internal */
export function instantOf(text: string | undefined): number | undefined {
  if (text === undefined || Token.isUnresolved(text)) return undefined;
  const [, year, month, day, hour, minute, second] = ISO.exec(text)?.map((part = '0') => Number(part)) ?? [];
  if (year === undefined) return undefined;
  // Dates that do not exist become others.
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const isSame = local.getUTCMonth() === month - 1 && local.getUTCDate() === day && local.getUTCHours() === hour
    && local.getUTCMinutes() === minute && local.getUTCSeconds() === second;
  return isSame ? Date.parse(text) : undefined;
}
