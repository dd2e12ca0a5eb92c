import { Case, found, notShown, runCases } from './cases';
import { check } from '../../../src/content/check/check';
import { validateText } from '../../../src/content/validate';

const EVENT = ['UID:1', 'DTSTAMP:20260101T000000Z', 'SUMMARY:Freeze', 'DTSTART;TZID=Europe/Berlin:20261224T180000', 'DTEND;TZID=Europe/Berlin:20261224T220000'];

/** A calendar with such lines in its head, and with such events. */
function calendar(head: readonly string[] = ['VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN'], ...events: readonly (readonly string[])[]): string {
  return ['BEGIN:VCALENDAR', ...head, ...events.flatMap(lines => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']), 'END:VCALENDAR', ''].join('\r\n');
}

/** A calendar with an event that has other lines: those of the same name are replaced, the others follow. */
function event(...lines: readonly string[]): string {
  const nameOf = (line: string) => /^[A-Z-]+/.exec(line)![0];
  const kept = EVENT.filter(line => !lines.some(each => nameOf(each) === nameOf(line)));
  return calendar(undefined, [...kept, ...lines.filter(line => !line.endsWith(':'))]);
}

const ZONE = ['BEGIN:VTIMEZONE', 'TZID:Mine', 'END:VTIMEZONE'];

const CASES: readonly Case[] = [
  {
    code: 'error calendar/syntax',
    path: '',
    fails: [['BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n'], [5, { type: 'ChangeCalendar' }], [calendar(['VERSION'])]],
    passes: [[calendar()], [calendar(undefined, EVENT)]],
  },
  {
    code: 'warning calendar/several',
    path: '',
    fails: [[`${calendar()}${calendar()}`]],
    passes: [[calendar()]],
  },
  {
    code: 'warning calendar/type',
    path: 'X-CALENDAR-TYPE',
    fails: [[calendar(['VERSION:2.0'])], [calendar(['VERSION:2.0', 'X-CALENDAR-TYPE:OPEN'])], [calendar(['VERSION:2.0', 'X-CALENDAR-TYPE:default_open'])]],
    passes: [[calendar(['VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_CLOSED'])]],
  },
  {
    code: 'warning calendar/version',
    path: 'VERSION',
    fails: [[calendar(['X-CALENDAR-TYPE:DEFAULT_OPEN'])], [calendar(['X-CALENDAR-TYPE:DEFAULT_OPEN', 'VERSION:1.0'])]],
    passes: [[calendar(['X-CALENDAR-TYPE:DEFAULT_OPEN', 'version:2.0'])]],
  },
  {
    code: 'warning calendar/long-line',
    path: '',
    fails: [[event(`SUMMARY:${'x'.repeat(68)}`)], [event(`SUMMARY:${'é'.repeat(34)}`)]],
    passes: [[event(`SUMMARY:${'x'.repeat(67)}`)], [event(`SUMMARY:${'x'.repeat(67)}\r\n ${'x'.repeat(74)}`)]],
  },
  {
    code: 'warning calendar/line-ends',
    path: '',
    fails: [[calendar(undefined, EVENT).replace(/\r/g, '')], [calendar().replace('\r', '')]],
    passes: [[calendar().trimEnd()]],
  },
  {
    code: 'warning calendar/event-uid',
    path: 'VEVENT[0].UID',
    fails: [[event('UID:')]],
    passes: [[event('UID:a b')]],
  },
  {
    code: 'warning calendar/event-uid',
    path: 'VEVENT[1].UID',
    fails: [[calendar(undefined, EVENT, EVENT)]],
    passes: [[calendar(undefined, EVENT, [...EVENT.slice(1), 'UID:2'])]],
  },
  {
    code: 'error calendar/event-start',
    path: 'VEVENT[0].DTSTART',
    fails: [[event('DTSTART:')]],
    passes: [[event()]],
  },
  {
    code: 'warning calendar/event-end',
    path: 'VEVENT[0].DTEND',
    fails: [[event('DTEND:')], [event('DTEND;TZID=Europe/Berlin:20261224T180000')], [event('DTEND;TZID=Europe/Berlin:20261223T180000')],
      [event('DTEND;TZID=America/New_York:20261224T120000')], [event('DTEND:20261224T170000Z')]],
    passes: [[event('DTEND;TZID=Europe/Berlin:20261224T180001')], [event('DTEND;TZID=America/New_York:20261224T120001')], [event('DTEND:20261224T170001Z')],
      [event('DTEND:', 'DURATION:PT4H')]],
  },
  {
    code: 'warning calendar/event-end',
    path: 'VEVENT[0].DURATION',
    fails: [[event('DURATION:PT4H')]],
    passes: [[event('DTEND:', 'DURATION:P1D')]],
  },
  {
    code: 'warning calendar/event-type',
    path: 'VEVENT[0].X-EVENT-TYPE',
    fails: [[event('X-EVENT-TYPE:advisory')], [event('X-EVENT-TYPE:INFO')]],
    passes: [[event('X-EVENT-TYPE:ADVISORY')], [event('X-EVENT-TYPE:STANDARD')]],
  },
  {
    code: 'error calendar/date-time',
    path: 'VEVENT[0].DTSTART',
    fails: ['20261301T000000', '20261224T250000', '20261232', 'tomorrow', '20261224Z']
      .map(value => [event(`DTSTART;TZID=Europe/Berlin:${value}`)]),
    passes: [[event('DTSTART;TZID=Europe/Berlin:20240229T235960')], [event('DTSTART;VALUE=DATE-TIME;TZID=Europe/Berlin: 20261224T180000')]],
  },
  {
    code: 'error calendar/date-time',
    path: 'VEVENT[0].DTEND',
    fails: [[event('DTEND;TZID=Europe/Berlin:20261331T000000')]],
    passes: [[event('DTEND:20261231T000000Z')]],
  },
  {
    code: 'warning calendar/date-time-form',
    path: 'VEVENT[0].DTSTART',
    fails: ['2026-12-24T18:00', '20260230T000000', '20261224T240000Z', '20261224T1800', '20261224T180000+0100'].map(value => [event(`DTSTART:${value}`)]),
    passes: [[event('DTSTART:20261224T170000Z')]],
  },
  {
    code: 'warning calendar/floating-time',
    path: 'VEVENT[0].DTSTART',
    fails: [[event('DTSTART:20261224T180000')], [event('DTSTART;VALUE=DATE:20261224', 'DTEND:')]],
    passes: [[event('DTSTART:20261224T180000Z')]],
  },
  {
    code: 'warning calendar/time-zone',
    path: 'VEVENT[0].DTSTART',
    fails: [[event('DTSTART;TZID=Europe/Berln:20261224T180000')], [event('DTSTART;TZID=europe/berlin:20261224T180000')], [event('DTSTART;TZID=+01:00:20261224T180000'.replace('+01:00', '"+01:00"'))],
      [event('DTSTART;TZID=Europe/Berlin:20261224T160000Z')]],
    passes: [[event('DTSTART;TZID=UTC:20261224T160000')], [event('DTSTART;TZID=America/Argentina/Buenos_Aires:20261224T100000')],
      [calendar(['VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN', ...ZONE], EVENT.map(line => line.replace('Europe/Berlin', 'Mine')))]],
  },
  {
    code: 'warning calendar/time-zone',
    path: 'X-WR-TIMEZONE',
    fails: [[calendar(['VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN', 'X-WR-TIMEZONE:Mine'])]],
    passes: [[calendar(['VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN', 'X-WR-TIMEZONE:Asia/Tokyo'])],
      [calendar(['VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN', 'X-WR-TIMEZONE:Mine', ...ZONE])]],
  },
  {
    code: 'error calendar/recurrence',
    path: 'VEVENT[0].RRULE',
    fails: ['INTERVAL=2', 'FREQ=FORTNIGHTLY', 'FREQ=WEEKLY;BYDAY=MON', 'FREQ=WEEKLY;INTERVAL=x', 'FREQ=WEEKLY;COUNT=x', 'FREQ=WEEKLY;UNTIL=soon', 'FREQ=WEEKLY;BYDAY',
      'FREQ=MONTHLY;BYMONTHDAY=32', 'FREQ=MONTHLY;BYMONTHDAY=0', 'FREQ=MONTHLY;BYDAY=0MO', 'FREQ=YEARLY;BYMONTH=-1', 'FREQ=YEARLY;BYMONTH=13', 'FREQ=WEEKLY;WKST=X']
      .map(rule => [event(`RRULE:${rule}`)]),
    passes: ['FREQ=WEEKLY', 'freq=weekly;interval=2;byday=we,th;wkst=su', 'FREQ=MONTHLY;BYDAY=4TH', 'FREQ=MONTHLY;BYDAY=-2TH', 'FREQ=MONTHLY;BYMONTHDAY=-8,24',
      'FREQ=YEARLY;BYMONTH=12;COUNT=5', 'FREQ=DAILY;UNTIL=20261231T170000Z', 'FREQ=YEARLY;BYYEARDAY=-366;BYSETPOS=1', 'FREQ=YEARLY;BYMONTH=12;BYDAY=TH'].map(rule => [event(`RRULE:${rule}`)]),
  },
  {
    code: 'warning calendar/recurrence-doubt',
    path: 'VEVENT[0].RRULE',
    fails: ['FREQ=WEEKLY;BYDAY=1TH', 'FREQ=DAILY;BYDAY=-1TH', 'FREQ=WEEKLY;INTERVAL=0', 'FREQ=WEEKLY;UNTIL=2026-12-31', 'FREQ=WEEKLY;', 'FREQ=WEEKLY;FREQ=WEEKLY', 'FREQ=WEEKLY;BYDAYS=MO', 'FREQ=HOURLY', 'FREQ=WEEKLY;COUNT=2;UNTIL=20270101T000000Z', 'FREQ=WEEKLY;UNTIL=20270101',
      'FREQ=WEEKLY;UNTIL=20270101T000000', 'FREQ=WEEKLY;BYDAY=FR', 'FREQ=MONTHLY;BYDAY=1TH', 'FREQ=MONTHLY;BYDAY=-1TH', 'FREQ=MONTHLY;BYMONTHDAY=23', 'FREQ=YEARLY;BYMONTH=11']
      .map(rule => [event(`RRULE:${rule}`)]),
    passes: [[event('DTEND;TZID=Europe/Berlin:20261225T180000', 'RRULE:FREQ=DAILY')], [event('RRULE:FREQ=WEEKLY;UNTIL=20261224T170000Z')], [event('RRULE:FREQ=WEEKLY;BYDAY=TH')], [event('DTSTART:20261224T170000Z', 'RRULE:FREQ=WEEKLY;UNTIL=20270101T000000Z')]],
  },
  {
    code: 'warning calendar/recurrence-doubt',
    path: 'VEVENT[0].RRULE',
    fails: [[event('RRULE:FREQ=WEEKLY;UNTIL=20261224T165959Z')], [event('DTEND;TZID=Europe/Berlin:20261225T180001', 'RRULE:FREQ=DAILY')],
      [event('DTEND;TZID=Europe/Berlin:20261231T180001', 'RRULE:FREQ=WEEKLY')]],
    passes: [[event('DTEND;TZID=Europe/Berlin:20261231T180000', 'RRULE:FREQ=WEEKLY')], [event('DTEND;TZID=Europe/Berlin:20261226T180000', 'RRULE:FREQ=DAILY;INTERVAL=2')]],
  },
  {
    code: 'warning calendar/event-end',
    path: 'VEVENT[0].DTEND',
    fails: [[event('DTSTART;TZID=Europe/Berlin:20260329T023000', 'DTEND;TZID=Europe/Berlin:20260329T031500')]],
    passes: [[event('DTSTART;TZID=Europe/Berlin:20260329T013000', 'DTEND;TZID=Europe/Berlin:20260329T031500')]],
  },
  {
    code: 'warning calendar/exceptions',
    path: 'VEVENT[0].EXDATE',
    fails: [[event('RRULE:FREQ=DAILY', 'EXDATE;TZID=Europe/Berlin:20261225T180000')]],
    passes: [[event('RRULE:FREQ=DAILY')]],
  },
  {
    code: 'warning calendar/exceptions',
    path: 'VEVENT[1].RECURRENCE-ID',
    fails: [[calendar(undefined, [...EVENT, 'RRULE:FREQ=DAILY'], [...EVENT, 'RECURRENCE-ID;TZID=Europe/Berlin:20261225T180000'])]],
    passes: [[calendar(undefined, [...EVENT, 'RRULE:FREQ=DAILY'])]],
  },
];

runCases(CASES);

test('every code of the calendar rules is shown failing', () => {
  expect(notShown(CASES, code => code.startsWith('calendar/'))).toEqual([]);
});

test('a message says where, what, what is allowed and what to do', () => {
  const text = calendar(['VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN'], EVENT.map(line => line.replaceAll('Europe/Berlin', 'Europe/Berln')), [...EVENT.slice(1), 'UID:2', 'RRULE:FREQ=WEEKLY;BYDAY=MO,XX']);

  expect(check(text).map(({ message }) => message)).toEqual([
    'the time zone of DTSTART is "Europe/Berln", which is no time zone of the IANA database; did you mean "Europe/Berlin"?',
    'the time zone of DTEND is "Europe/Berln", which is no time zone of the IANA database; did you mean "Europe/Berlin"?',
    'the rule "FREQ=WEEKLY;BYDAY=MO,XX" cannot be read: BYDAY has "XX"; a weekday is one of MO, TU, WE, TH, FR, SA, SU, with a number before it where one of several is meant (2TU, -1FR)',
  ]);
});

test('findings have the place of their line, and of their event where the line is missing', () => {
  const text = calendar(undefined, EVENT, [...EVENT.slice(0, 3), 'X-EVENT-TYPE:NONE']);

  expect(validateText(text).findings.map(({ code, path, line, column }) => `${line}:${column} ${code} ${path}`)).toEqual([
    '11:1 calendar/event-start VEVENT[1].DTSTART',
    '12:1 calendar/event-uid VEVENT[1].UID',
    '15:1 calendar/event-type VEVENT[1].X-EVENT-TYPE',
  ]);
});

test('a text that waits for deployment is not looked at', () => {
  expect(found('BEGIN:VCALENDAR', { type: 'ChangeCalendar', isUnresolved: () => true })).toEqual([]);
});
