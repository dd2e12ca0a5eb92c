import { readIsoTime } from '../../../src/content/calendar/date-time';
import { isTimeZone, momentOf, timeZoneSuggestion } from '../../../src/content/calendar/time-zone';

const momentAt = (clock: string, zone: string) => new Date(momentOf(readIsoTime(clock)!.clock, zone)).toISOString();

test.each([
  ['winter', '2026-01-15T12:00', 'Europe/Berlin', '2026-01-15T11:00:00.000Z'],
  ['summer', '2026-07-15T12:00', 'Europe/Berlin', '2026-07-15T10:00:00.000Z'],
  ['the second before clocks go forward', '2026-03-29T01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59.000Z'],
  ['what clocks skip', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['after clocks went forward', '2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['what clocks show twice', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['after clocks went back', '2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
  ['half an hour of difference', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ['a zone without summer', '2026-07-15T00:00', 'Asia/Kolkata', '2026-07-14T18:30:00.000Z'],
  ['UTC', '2026-07-15T00:00', 'UTC', '2026-07-15T00:00:00.000Z'],
])('%s has its moment', (_, clock, zone, moment) => {
  expect(momentAt(clock, zone)).toBe(moment);
});

test('names of the IANA database are time zones, offsets and names of Windows are not', () => {
  expect(['UTC', 'Etc/GMT+5', 'America/Port-au-Prince', 'America/Argentina/Buenos_Aires', 'EST5EDT'].filter(name => !isTimeZone(name))).toEqual([]);
  expect(['', '+01:00', 'Europe/Berln', 'W. Europe Standard Time', '/Europe/Berlin', 'Europe/'].filter(isTimeZone)).toEqual([]);
});

test('a name that is nearly one is suggested', () => {
  expect(['Europe/Berln', 'Erope/Berlin', 'Mars/Olympus'].map(name => timeZoneSuggestion(name, '; none')))
    .toEqual(['; did you mean "Europe/Berlin"?', '; did you mean "Europe/Berlin"?', '; none']);
});
