import { App, aws_iam as iam, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import {
  CalendarEvent, CalendarEventOptions, CalendarType, ChangeCalendar, ChangeCalendarGrants, ChangeCalendarProps, Content, Document, DocumentFormat,
  IDocument, Recurrence, Weekday,
} from '../../src';
import { contentHash } from '../../src/content/hash';
import { deployedText, templateOf } from '../document/deployed-content';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
});

function define(props: ChangeCalendarProps = {}, id = 'Calendar'): ChangeCalendar {
  // A construct that could not be made is in the tree all the same.
  stack.node.tryRemoveChild(id);
  return new ChangeCalendar(stack, id, props);
}

const lines = (calendar: ChangeCalendar) => calendar.contentText.split('\r\n');
const warnings = () => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));

/** What an event with such options says, without what the test gives. */
function event(options: Partial<CalendarEventOptions>, timeZone?: string): string[] {
  const calendar = define({ timeZone, events: [CalendarEvent.oneOff({ name: 'Freeze', start: '2026-12-24T18:00', ...options })] });
  return lines(calendar).filter(line => /^DT(?:START|END)/.test(line));
}

const rule = (recurrence: Recurrence, start = '2026-12-24T18:00', more: Partial<CalendarEventOptions> = { timeZone: 'Europe/Berlin' }) =>
  lines(define({ events: [CalendarEvent.recurring({ name: 'Window', start, duration: Duration.hours(1), recurrence, ...more })] })).find(line => line.startsWith('RRULE'))!;

test('a calendar is written as the service writes its own, byte for byte the same each time', () => {
  const props: ChangeCalendarProps = {
    calendarType: CalendarType.DEFAULT_CLOSED,
    description: 'When changes are allowed; ask ops, or wait\nTwice a week',
    timeZone: 'Europe/Berlin',
    changeManagementEvents: false,
    events: [
      CalendarEvent.recurring({
        name: 'Maintenance',
        description: 'The operators are here, and have coffee: nothing can go wrong \\o/ – or hardly anything',
        start: '2026-01-05T20:00',
        duration: Duration.hours(4),
        recurrence: Recurrence.weekly({ days: [Weekday.MONDAY, Weekday.THURSDAY], until: '2026-12-31' }),
      }),
      CalendarEvent.oneOff({ name: 'Black-Friday', start: '2026-11-27T05:00Z', end: '2026-11-28T08:30:15Z', advisory: true, uid: 'black-friday-2026' }),
    ],
  };
  const text = [
    'BEGIN:VCALENDAR',
    'PRODID:-//AWS//Change Calendar 1.0//EN',
    'VERSION:2.0',
    'X-CALENDAR-TYPE:DEFAULT_CLOSED',
    'X-WR-CALDESC:When changes are allowed\\; ask ops\\, or wait\\nTwice a week',
    'X-CALENDAR-CMEVENTS:DISABLED',
    'X-WR-TIMEZONE:Europe/Berlin',
    'BEGIN:VEVENT',
    'UID:f6b0d6b1-0000-0000-0000-000000000000',
    'DTSTAMP:19700101T000000Z',
    'SUMMARY:Maintenance',
    'DESCRIPTION:The operators are here\\, and have coffee: nothing can go wrong ',
    ' \\\\o/ – or hardly anything',
    'DTSTART;TZID=Europe/Berlin:20260105T200000',
    'DTEND;TZID=Europe/Berlin:20260106T000000',
    'RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20261231T225959Z',
    'X-EVENT-TYPE:STANDARD',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:black-friday-2026',
    'DTSTAMP:19700101T000000Z',
    'SUMMARY:Black-Friday',
    'DTSTART:20261127T050000Z',
    'DTEND:20261128T083015Z',
    'X-EVENT-TYPE:ADVISORY',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n').replace('f6b0d6b1-0000-0000-0000-000000000000',
    contentHash('Stack/Calendar\nMaintenance').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'));

  const calendar = define(props);

  expect(calendar.contentText).toBe(text);
  expect(deployedText(stack)).toBe(text);
  expect(calendar.contentHash).toBe(contentHash(text));
  expect(warnings()).toEqual([]);
  stack = new Stack(new App(), 'Stack');
  expect(define(props).contentText).toBe(text);
});

test('a calendar without events is open by default, and has the placeholder that AWS\'s own have', () => {
  const calendar = define({ documentName: 'Nothing' });

  expect(lines(calendar)).toEqual(['BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN', 'BEGIN:VTODO',
    'DTSTAMP:19700101T000000Z', expect.stringMatching(/^UID:[0-9a-f-]{36}$/), 'SUMMARY:Add events to this calendar.', 'END:VTODO', 'END:VCALENDAR', '']);
  templateOf(stack).hasResourceProperties('AWS::SSM::Document', { DocumentType: 'ChangeCalendar', DocumentFormat: 'TEXT', Name: 'Nothing', UpdateMethod: 'NewVersion' });
});

describe('an event', () => {
  test.each<[string, Partial<CalendarEventOptions>, string, string]>([
    ['by a clock', { end: '2026-12-25T06:00:30', timeZone: 'Asia/Tokyo' }, ';TZID=Asia/Tokyo:20261224T180000', ';TZID=Asia/Tokyo:20261225T060030'],
    ['in UTC', { start: '2026-12-24T17:00Z', end: '2026-12-25' }, ':20261224T170000Z', ':20261225T000000Z'],
    ['of one day', { start: '2026-12-24', timeZone: 'Asia/Tokyo' }, ';TZID=Asia/Tokyo:20261224T000000', ';TZID=Asia/Tokyo:20261225T000000'],
    ['of days', { start: '2026-12-24', end: '2027-01-01', timeZone: 'Asia/Tokyo' }, ';TZID=Asia/Tokyo:20261224T000000', ';TZID=Asia/Tokyo:20270101T000000'],
    ['with a length, over a change of clocks', { start: '2026-03-28T22:00', duration: Duration.hours(8), timeZone: 'Europe/Berlin' },
      ';TZID=Europe/Berlin:20260328T220000', ';TZID=Europe/Berlin:20260329T060000'],
    ['floating', { duration: Duration.minutes(90), floating: true }, ':20261224T180000', ':20261224T193000'],
    ['floating, of one day', { start: '2026-12-24', floating: true }, ';VALUE=DATE:20261224', ';VALUE=DATE:20261225'],
    ['floating, of half a day', { start: '2026-12-24', floating: true, duration: Duration.hours(12) }, ':20261224T000000', ':20261224T120000'],
  ])('%s has its times', (_, options, start, end) => {
    expect(event(options)).toEqual([`DTSTART${start}`, `DTEND${end}`]);
  });

  test('has the time zone of the calendar, unless it has one of its own', () => {
    expect(event({ end: '2026-12-25' }, 'Asia/Tokyo')[0]).toBe('DTSTART;TZID=Asia/Tokyo:20261224T180000');
    stack = new Stack();
    expect(event({ end: '2026-12-25', timeZone: 'Europe/Oslo' }, 'Asia/Tokyo')[0]).toBe('DTSTART;TZID=Europe/Oslo:20261224T180000');
  });

  test('can have further lines, which replace what would be written for want of others', () => {
    const calendar = define({
      furtherLines: ['PRODID:-//Example//EN', 'BEGIN:VTIMEZONE', 'TZID:W. Europe Standard Time', 'END:VTIMEZONE'],
      events: [CalendarEvent.oneOff({ name: 'A', start: '2026-01-01', timeZone: 'W. Europe Standard Time', furtherLines: ['DTSTAMP:20260101T000000Z', 'LOCATION:Berlin'] })],
    });

    expect(lines(calendar).slice(1, 7)).toEqual(['VERSION:2.0', 'X-CALENDAR-TYPE:DEFAULT_OPEN', 'PRODID:-//Example//EN', 'BEGIN:VTIMEZONE', 'TZID:W. Europe Standard Time', 'END:VTIMEZONE']);
    expect(lines(calendar).filter(line => line.startsWith('DTSTAMP'))).toEqual(['DTSTAMP:20260101T000000Z']);
    expect(lines(calendar)).toContain('DTSTART;TZID=W. Europe Standard Time:20260101T000000');
    expect(lines(calendar)).toContain('LOCATION:Berlin');
  });

  test('keeps what identifies it, whatever else changes', () => {
    const uids = (calendar: ChangeCalendar) => lines(calendar).filter(line => line.startsWith('UID'));
    const [a, b] = ['A', 'B'].map(name => CalendarEvent.oneOff({ name, start: '2026-01-01', timeZone: 'UTC' }));
    const first = uids(define({ events: [a, b] }));
    const other = uids(define({ events: [b] }, 'Other'));
    stack = new Stack(new App(), 'Stack');
    expect(uids(define({ events: [b, CalendarEvent.oneOff({ name: 'A', start: '2027-05-05T10:00Z', end: '2028-01-01' })], description: 'new' }))).toEqual([first[1], first[0]]);
    expect(new Set([...first, ...other]).size).toBe(3);
  });

  test('that floats is warned of', () => {
    event({ start: '2026-12-24', floating: true });
    expect(warnings()).toEqual([expect.stringContaining('in no time zone'), expect.stringContaining('in no time zone')]);
  });
});

test.each([
  ['Europe/Berln', 'which is no time zone of the IANA database; did you mean "Europe/Berlin"?'],
  ['W. Europe Standard Time', 'which is no time zone of the IANA database'],
  ['europe/berlin', 'and the IANA database writes "Europe/Berlin", so that not all readers know it; write it so too'],
])('the time zone %s is written and warned of, as in a file', (timeZone, words) => {
  expect(event({ end: '2026-12-25', timeZone })[0]).toBe(`DTSTART;TZID=${timeZone}:20261224T180000`);
  expect(warnings()).toEqual(Array(2).fill(expect.stringContaining(words)));
});

describe('a recurrence', () => {
  test.each<[Recurrence, string]>([
    [Recurrence.daily(), 'FREQ=DAILY'],
    [Recurrence.daily({ interval: 2, count: 3 }), 'FREQ=DAILY;INTERVAL=2;COUNT=3'],
    [Recurrence.weekly({ days: ['TH', Weekday.SUNDAY], until: '2027-06-30T18:00' }), 'FREQ=WEEKLY;BYDAY=TH,SU;UNTIL=20270630T160000Z'],
    [Recurrence.monthly({ days: ['-2TH'] }), 'FREQ=MONTHLY;BYDAY=-2TH'],
    [Recurrence.monthly({ daysOfMonth: [24, -1] }), 'FREQ=MONTHLY;BYMONTHDAY=24,-1'],
    [Recurrence.yearly({ months: [12], daysOfMonth: [24], until: '2030-12-24T17:00Z' }), 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;UNTIL=20301224T170000Z'],
    [Recurrence.ofRule('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'), 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'],
  ])('is written as its rule (%#)', (recurrence, text) => {
    expect(rule(recurrence)).toBe(`RRULE:${text}`);
  });

  test.each<[string, string, Partial<CalendarEventOptions>, string]>([
    ['2026-12-31', '2026-12-24T17:00Z', {}, '20261231T235959Z'],
    ['2026-12-31', '2026-12-24', { timeZone: 'America/New_York' }, '20270101T045959Z'],
    ['2026-12-31', '2026-12-24', { floating: true, duration: Duration.days(1) }, '20261231'],
    ['2026-12-31T18:00', '2026-12-24T18:00', { floating: true }, '20261231T180000'],
    ['2026-12-31', '2026-12-24T18:00', { floating: true }, '20261231T235959'],
  ])('until %s, of an event that begins at %s, has the form that goes with it', (until, start, options, text) => {
    expect(rule(Recurrence.daily({ until }), start, options)).toBe(`RRULE:FREQ=DAILY;UNTIL=${text}`);
  });

  test('whose first day is none of its own is warned of', () => {
    rule(Recurrence.weekly({ days: ['MO'] }));
    expect(warnings()).toEqual([expect.stringContaining('that is none of its rule')]);
  });
});

describe('what cannot be written', () => {
  test('is told all at once, with where, what, what is allowed and what to do', () => {
    const tokens = Lazy.string({ produce: () => 'x' });
    expect(() => define({
      calendarType: 'OPEN',
      description: 'a\rb',
      timeZone: '',
      documentFormat: DocumentFormat.YAML,
      furtherLines: ['X-WR-CALDESC:x'],
      events: [
        CalendarEvent.oneOff({ name: '', start: '2026-02-30', timeZone: 'UTC' }),
        CalendarEvent.oneOff({ name: 'A', start: '2026-01-01T10:00', timeZone: 'UTC' }),
        CalendarEvent.oneOff({ name: 'A', start: '2026-01-01T10:00Z', end: '2026-01-01T10:00Z', timeZone: 'UTC', description: tokens }),
        CalendarEvent.oneOff({ name: 'B', start: '2026-01-01T10:00Z', end: '2026-01-01T10:00Z' }),
        CalendarEvent.oneOff({ name: 'C', start: '2026-01-01T10:00Z', end: '2026-01-01T12:00', furtherLines: ['SUMMARY:x'] }),
        CalendarEvent.recurring({ name: 'D', start: '2026-01-01', timeZone: 'UTC', recurrence: Recurrence.weekly({ days: ['MON'], count: 0, until: '2026-06-01' }) }),
      ],
    })).toThrow([
      'the change calendar "Calendar" cannot be written:',
      'documentFormat is YAML, and a change calendar is kept as TEXT; leave it out',
      'calendarType is "OPEN"; it is one of DEFAULT_OPEN, DEFAULT_CLOSED',
      'description holds the control character "\\r"; of these a text can hold line feeds and tabulators',
      'timeZone is ""; give the name of a time zone, such as Europe/Berlin',
      'furtherLines[0] gives X-WR-CALDESC, which the properties say; leave it out',
      'events[0] (""): name is empty; give a text',
      'events[0] (""): start is "2026-02-30", which is no date or time there is; write it as 2026-12-24T18:00, 2026-12-24T17:00Z or 2026-12-24',
      'events[1] ("A"): the event has no end; give end or duration',
      'events[2] ("A"): description is only known at deployment, and the lines of a calendar are written before; give a text that is known',
      'events[2] ("A"): start is "2026-01-01T10:00Z", which is UTC, and timeZone is "UTC"; leave out the Z or timeZone',
      'events[3] ("B"): the event ends at "2026-01-01T10:00Z", which is not after its start at "2026-01-01T10:00Z"; end is the first moment after the event',
      'events[4] ("C"): start is "2026-01-01T10:00Z" and end "2026-01-01T12:00"; write both by the clock of the time zone, or both in UTC with Z',
      'events[4] ("C"): furtherLines[0] gives SUMMARY, which the properties say; leave it out',
      'events[5] ("D"): recurrence: count and until are given; give one of them',
      'events[5] ("D"): recurrence: the rule is "FREQ=WEEKLY;BYDAY=MON;COUNT=0;UNTIL=20260601T235959Z": BYDAY has "MON"; a weekday is one of MO, TU, WE, TH, FR, SA, SU, with a number before it where one of several is meant (2TU, -1FR)',
      'events[5] ("D"): recurrence: the rule is "FREQ=WEEKLY;BYDAY=MON;COUNT=0;UNTIL=20260601T235959Z": COUNT is "0"; it is a number from 1',
      'events[2] is called "A" as events[1] is; give it another name, or both a uid',
    ].join('\n  - '));
  });

  test.each<[Partial<CalendarEventOptions>, string]>([
    [{ end: '2026-12-25', timeZone: undefined }, 'start is "2026-12-24T18:00" in no time zone; give timeZone, such as Europe/Berlin, here or for the calendar, or write the time in UTC with Z'],
    [{ end: '2026-12-25', duration: Duration.hours(1) }, 'end and duration are given; give one of them'],
    [{ end: '2026-12-25', timeZone: 'a"b' }, 'timeZone is "a\\"b"; give the name of a time zone, such as Europe/Berlin'],
    [{ end: '2026-12-25', floating: true }, 'timeZone is "UTC" and floating is true; leave out one of them'],
    [{ end: '24.12.2026' }, 'end is "24.12.2026", which is no date or time there is; write it as 2026-12-24T18:00, 2026-12-24T17:00Z or 2026-12-24'],
    [{ start: '2026-12-24', end: '2026-12-25T10:00Z' }, 'start is the date "2026-12-24" and end "2026-12-25T10:00Z" is in UTC; write the start in UTC too, with Z'],
    [{ start: '2026-12-24T10:00Z', end: '2026-12-25', timeZone: undefined, floating: true }, 'start is "2026-12-24T10:00Z", which is UTC, and floating is true; leave out the Z or floating'],
    [{ duration: Duration.millis(1500) }, 'duration is 1 second 500 millis; give whole seconds, at least one'],
    [{ duration: Duration.hours(Lazy.number({ produce: () => 1 })) }, 'duration is only known at deployment; give one that is known'],
    [{ end: '2026-12-25', furtherLines: ['A:1\nB:2'] }, 'furtherLines[0] is "A:1\\nB:2"; give one line of iCalendar, NAME:value, without a line break and known before deployment'],
    [{ end: '2026-12-25', furtherLines: ['X-A:1', 'nothing'] }, 'furtherLines[1]: "nothing" is no iCalendar line; it must read NAME:value'],
    [{ end: '2026-12-25', furtherLines: ['END:VEVENT', 'BEGIN:VEVENT'] }, 'furtherLines close VEVENT, which they did not open; leave out END:VEVENT'],
    [{ end: '2026-12-25', uid: '' }, 'uid is empty; give a text'],
    [{ end: '2026-12-25', description: '\ud800' }, 'description holds half of a surrogate pair, which no UTF-8 text can hold'],
  ])('of an event is told (%#)', (options, message) => {
    expect(() => event({ timeZone: 'UTC', ...options })).toThrow(`events[0] ("Freeze"): ${message}`);
  });

  test('of a recurrence is told', () => {
    expect(() => rule(Recurrence.weekly({ days: ['2TH'] }))).toThrow('days has "2TH", and a week has each day once; leave out the number, or use Recurrence.monthly');
    expect(() => rule(Recurrence.daily({ interval: 0 }))).toThrow('interval is 0; it is a number from 1');
    expect(() => rule(Recurrence.daily({ until: 'June' }))).toThrow('recurrence: until is "June", which is no date or time there is');
    expect(() => rule(Recurrence.daily({ until: '2027-01-01T10:00' }), '2026-12-24T17:00Z', {})).toThrow('the event is in UTC, so that until is a date or ends with Z');
    expect(() => rule(Recurrence.ofRule('WEEKLY'))).toThrow('the rule is "WEEKLY": "WEEKLY" is no part of a rule; a part reads NAME=value');
  });

  test('events with a uid that is taken are told', () => {
    const events = ['A', 'B'].map(name => CalendarEvent.oneOff({ name, start: '2026-01-01', timeZone: 'UTC', uid: '1' }));
    expect(() => define({ events })).toThrow('events[1] ("B"): its uid "1" is that of events[0] already; give it another one');
  });
});

describe('a content', () => {
  const text = 'BEGIN:VCALENDAR\nVERSION:2.0\nX-CALENDAR-TYPE:DEFAULT_OPEN\nEND:VCALENDAR\n';

  test('is deployed as it was written, and checked', () => {
    expect(define({ content: Content.fromString(text) }).contentText).toBe(text);
    expect(deployedText(stack)).toBe(text);
    expect(warnings()).toEqual([expect.stringContaining('lines of an iCalendar text end with CRLF')]);
  });

  test('stops synthesis where nobody can read it', () => {
    define({ content: Content.fromString(text.replace('END:VC', 'BEGIN:VEVENT\nUID:1\nDTSTART:2026\nDTEND:2027\nEND:VEVENT\nEND:VC')) });
    expect(() => templateOf(stack)).toThrow(/Stack\/Calendar: the change calendar has 2 errors/);
  });

  test('says everything, and is a calendar', () => {
    expect(() => define({ content: Content.fromString(text), description: 'x', events: [] })).toThrow('content is given, which says everything, and description, events; leave out the one or the other');
    expect(() => define({ content: Content.fromObject({}) })).toThrow('content is a map; a change calendar is an iCalendar text, from Content.fromFile or Content.fromString');
    expect(() => define({ content: text as unknown as Content })).toThrow('use Content.fromFile, Content.fromString or Content.fromObject');
  });
});

describe('permissions', () => {
  const stateOn = (resource: unknown) => ({ PolicyDocument: { Statement: [{ Action: 'ssm:GetCalendarState', Effect: 'Allow', Resource: resource }] } });

  test('to ask for the state name the calendar', () => {
    const calendar: IDocument = define();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    (calendar as ChangeCalendar).grants.readState(role).assertSuccess();
    templateOf(stack).hasResourceProperties('AWS::IAM::Policy', stateOn(stack.resolve(calendar.documentArn)));
  });

  test.each<[string, () => ChangeCalendarGrants, string]>([
    ['by its name', () => ChangeCalendar.fromChangeCalendarName(stack, 'C', 'Freeze').grants, ':ssm:eu-west-1:111122223333:document/Freeze'],
    ['by its ARN', () => ChangeCalendar.fromChangeCalendarArn(stack, 'C', 'arn:aws:ssm:us-east-2:999999999999:document/Freeze').grants, 'arn:aws:ssm:us-east-2:999999999999:document/Freeze'],
    ['of an L1', () => ChangeCalendarGrants.fromChangeCalendar(Document.fromDocumentName(stack, 'C', 'Freeze')), ':ssm:eu-west-1:111122223333:document/Freeze'],
  ])('are those of a calendar known %s', (_, grants, arn) => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    grants().readState(role);
    templateOf(stack).hasResourceProperties('AWS::IAM::Policy', stateOn(arn.startsWith('arn:') ? arn : { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, arn]] }));
  });

  test('need a name or an ARN', () => {
    expect(ChangeCalendar.fromChangeCalendarArn(stack, 'C', 'arn:aws:ssm:us-east-2:999999999999:document/Freeze').documentRef.documentName).toBe('Freeze');
    expect(() => ChangeCalendar.fromChangeCalendarAttributes(stack, 'D', {})).toThrow('neither documentName nor documentArn is given; give one of them');
  });
});

test('a calendar is known by its symbol', () => {
  expect(ChangeCalendar.isChangeCalendar(define())).toBe(true);
  expect(ChangeCalendar.isChangeCalendar(ChangeCalendar.fromChangeCalendarName(stack, 'C', 'Freeze'))).toBe(false);
});
