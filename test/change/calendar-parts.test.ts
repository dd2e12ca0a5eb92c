import { App, Stack } from 'aws-cdk-lib';
import { CalendarParts, ChangeCalendar, Content } from '../../src';
import { CalendarComponent, parseCalendar } from '../../src/content/parse/calendar';
import { CORPUS, describeWithCorpus, textOf } from '../content/corpus';

/** A calendar declared with the parts of another one. */
function declaredAnew(text: string): string {
  const { calendarType, description, timeZone, changeManagementEvents, events, furtherLines } = CalendarParts.fromContent(Content.fromString(text));
  return new ChangeCalendar(new Stack(new App(), 'Stack'), 'Calendar', { calendarType, description, timeZone, changeManagementEvents, events, furtherLines }).contentText;
}

/** A component with its lines in one order, as that means nothing, and without where they stand. */
function sorted({ name, properties, components }: CalendarComponent): unknown {
  return {
    name,
    properties: properties.map(property => JSON.stringify([property.name, property.parameters, property.value])).sort(),
    components: components.map(sorted).sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1),
  };
}

const FULL = [
  'BEGIN:VCALENDAR', 'PRODID:-//Example Inc//Planner 3//EN', 'VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_CLOSED', 'X-WR-CALDESC:Windows\\, by team', 'X-WR-TIMEZONE:Europe/Berlin',
  'X-CALENDAR-CMEVENTS:ENABLED', 'METHOD:PUBLISH', 'BEGIN:VTIMEZONE', 'TZID:W. Europe Standard Time', 'BEGIN:STANDARD', 'DTSTART:16010101T030000', 'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100', 'END:STANDARD', 'END:VTIMEZONE',
  'BEGIN:VEVENT', 'UID:1@example.com', 'SEQUENCE:3', 'DTSTAMP:20260101T120000Z', 'SUMMARY:A\\; b\\nc', 'DESCRIPTION:', 'DTSTART;TZID=Asia/Tokyo:20260501T080000',
  'DTEND;TZID=Asia/Tokyo:20260501T180030', 'RRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR', 'X-EVENT-TYPE:STANDARD', 'ATTENDEE;CN="Doe, Jane":mailto:jane@example.com',
  'ATTENDEE;CN=Joe:mailto:joe@example.com', 'BEGIN:VALARM', 'TRIGGER:-PT15M', 'ACTION:DISPLAY', 'END:VALARM', 'END:VEVENT',
  'BEGIN:VEVENT', 'UID:2', 'DTSTAMP:20260101T120000Z', 'SUMMARY:Holiday', 'DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227', 'X-EVENT-TYPE:ADVISORY', 'END:VEVENT',
  'BEGIN:VEVENT', 'UID:3', 'DTSTAMP:20260101T120000Z', 'SUMMARY:Floating', 'DTSTART:20261225T100000', 'DTEND:20261225T110000', 'X-EVENT-TYPE:STANDARD', 'END:VEVENT',
  'BEGIN:VEVENT', 'UID:4', 'DTSTAMP:20260101T120000Z', 'SUMMARY:UTC', 'DTSTART:20261225T100000Z', 'DTEND:20261225T110000Z', 'X-EVENT-TYPE:STANDARD', 'END:VEVENT',
  'BEGIN:VEVENT', 'UID:5', 'DTSTAMP:20260101T120000Z', 'SUMMARY:Outlook', 'DTSTART;TZID=W. Europe Standard Time:20261225T100000',
  'DTEND;TZID=W. Europe Standard Time:20261225T110000', 'X-EVENT-TYPE:STANDARD', 'END:VEVENT',
  'BEGIN:VTODO', 'UID:6', 'DTSTAMP:20260101T120000Z', 'SUMMARY:To do', 'END:VTODO', 'END:VCALENDAR', '',
];

test('what stands in a calendar is read as values', () => {
  const parts = CalendarParts.fromContent(Content.fromString(FULL.join('\r\n')));

  expect(parts).toMatchObject({ calendarType: 'DEFAULT_CLOSED', description: 'Windows, by team', timeZone: 'Europe/Berlin', changeManagementEvents: true });
  expect(parts.furtherLines).toEqual([...FULL.slice(1, 2), ...FULL.slice(7, 16), ...FULL.slice(-7, -2)]);
  expect(parts.events).toMatchObject([
    {
      name: 'A; b\nc',
      description: '',
      start: '2026-05-01T08:00',
      end: '2026-05-01T18:00:30',
      timeZone: 'Asia/Tokyo',
      floating: false,
      advisory: false,
      uid: '1@example.com',
      furtherLines: ['SEQUENCE:3', 'DTSTAMP:20260101T120000Z', 'ATTENDEE;CN="Doe, Jane":mailto:jane@example.com', 'ATTENDEE;CN=Joe:mailto:joe@example.com', 'BEGIN:VALARM',
        'TRIGGER:-PT15M', 'ACTION:DISPLAY', 'END:VALARM'],
    },
    { name: 'Holiday', start: '2026-12-25', end: '2026-12-27', floating: true, advisory: true },
    { name: 'Floating', start: '2026-12-25T10:00', end: '2026-12-25T11:00', floating: true },
    { name: 'UTC', start: '2026-12-25T10:00Z', end: '2026-12-25T11:00Z', floating: false },
    { name: 'Outlook', start: '2026-12-25T10:00', timeZone: 'W. Europe Standard Time', floating: false },
  ]);
  expect(parts.events[1]).not.toHaveProperty('recurrence', expect.anything());
});

test('a calendar declared with the parts of another says the same', () => {
  const text = FULL.join('\r\n');
  const anew = declaredAnew(text);

  expect(sorted(parseCalendar(anew))).toEqual(sorted(parseCalendar(text)));
  expect(CalendarParts.fromContent(Content.fromString(anew)).events).toEqual(CalendarParts.fromContent(Content.fromString(text)).events);
  expect(declaredAnew(anew)).toBe(anew);
});

test('a calendar of another program gets what it lacks', () => {
  const anew = declaredAnew(['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Day', 'DTSTART;VALUE=DATE:20260101', 'END:VEVENT', 'END:VCALENDAR'].join('\n'));

  expect(anew.split('\r\n')).toEqual(['BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN', 'BEGIN:VEVENT', 'UID:1',
    'DTSTAMP:19700101T000000Z', 'SUMMARY:Day', 'DTSTART;VALUE=DATE:20260101', 'DTEND;VALUE=DATE:20260102', 'X-EVENT-TYPE:STANDARD', 'END:VEVENT', 'END:VCALENDAR', '']);
});

test.each([
  [':20261225T100000Z', 'PT1H30M', ':20261225T113000Z'],
  [';TZID=Europe/Berlin:20260328T120000', 'P1W', ';TZID=Europe/Berlin:20260404T120000'],
  [';VALUE=DATE:20261225', 'P2D', ';VALUE=DATE:20261227'],
])('an event from %s that lasts %s ends when it did', (start, duration, end) => {
  const anew = declaredAnew(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Day', `DTSTART${start}`, `DURATION:${duration}`, 'END:VEVENT', 'END:VCALENDAR'].join('\n'));

  expect(anew.split('\r\n')).toContain(`DTEND${end}`);
  expect(anew).not.toContain('DURATION');
});

describeWithCorpus('a calendar of the corpus', () => {
  const calendars = CORPUS.map(document => ({ path: document.file, text: textOf(document) })).filter(({ text }) => text.startsWith('BEGIN:VCALENDAR'));

  test('is among its documents', () => {
    expect(calendars.length).toBeGreaterThan(0);
  });

  test.each(calendars.map(({ path, text }) => [path, text]))('declared anew has the same events and says the same: %s', (_, text) => {
    const anew = declaredAnew(text);

    expect(CalendarParts.fromContent(Content.fromString(anew))).toEqual(CalendarParts.fromContent(Content.fromString(text)));
    expect(sorted(parseCalendar(anew))).toEqual(sorted(parseCalendar(text)));
    expect(anew).toBe(text);
  });
});

test('what has no counterpart is told all at once, with its line', () => {
  const text = ['BEGIN:VCALENDAR', 'X-WR-CALDESC;LANGUAGE=en:x', 'X-CALENDAR-TYPE:DEFAULT_OPEN', 'X-CALENDAR-TYPE:DEFAULT_OPEN', 'X-CALENDAR-CMEVENTS:MAYBE',
    'BEGIN:VEVENT', 'SUMMARY;LANGUAGE=en:x', 'DTSTART;TZID=Europe/Berlin:20260101T100000', 'DURATION:PT1H', 'END:VEVENT',
    'BEGIN:VEVENT', 'UID:1', 'UID:2', 'DTSTART;TZID=Europe/Berlin:20260101T100000', 'DTEND;TZID=Europe/Oslo:20260101T110000', 'X-EVENT-TYPE:NONE', 'END:VEVENT',
    'BEGIN:VEVENT', 'SUMMARY:x', 'DTSTART:20260101', 'DTEND;TZID=Europe/Oslo:20260101T110000Z', 'END:VEVENT',
    'BEGIN:VEVENT', 'SUMMARY:x', 'DTSTART:20260101T000000Z', 'END:VEVENT', 'BEGIN:VEVENT', 'SUMMARY:x', 'END:VEVENT', 'END:VCALENDAR'].join('\n');

  expect(() => CalendarParts.fromContent(Content.fromString(text))).toThrow([
    'the calendar holds what has no counterpart in a declared one: line 2: X-WR-CALDESC has parameters',
    'line 4: X-CALENDAR-TYPE is given twice',
    'X-CALENDAR-CMEVENTS is "MAYBE", which is none of ENABLED, DISABLED',
    'events[0], line 6: SUMMARY has the parameter LANGUAGE',
    'events[0], line 6: DURATION is "PT1H", which is not by the clock of a time zone where that is changed',
    'events[1], line 11: UID is given twice',
    'events[1], line 11: DTSTART and DTEND are not in the same time zone, or not both times',
    'events[1], line 11: SUMMARY, which is the name of the event, is missing',
    'events[1], line 11: X-EVENT-TYPE is "NONE", which is none of STANDARD, ADVISORY',
    'events[2], line 18: DTSTART is "20260101", which is no DATE-TIME',
    'events[2], line 18: DTEND is "20260101T110000Z", and has the time zone "Europe/Oslo" all the same',
    'events[3], line 23: DTEND is missing',
    'events[4], line 27: DTSTART is missing. Deploy it as it is: new ChangeCalendar(scope, id, { content })',
  ].join('; '));
});

test('only calendars have such parts', () => {
  expect(() => CalendarParts.fromContent(Content.fromObject({}))).toThrow('the content is a map; a calendar is an iCalendar text, which begins with BEGIN:VCALENDAR');
  expect(() => CalendarParts.fromContent(Content.fromString('permit (principal, action, resource);'))).toThrow('a calendar is an iCalendar text');
});
