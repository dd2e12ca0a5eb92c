import { GetCalendarStateCommand, SSMClient } from '@aws-sdk/client-ssm';
import { command, refusal } from './ssm-client';
import { SsmDouble } from './ssm-double';
import { startDouble } from './started-double';

let double: SsmDouble;
let client: SSMClient;

beforeEach(async () => {
  ({ double, client } = await startDouble({ now: () => Date.parse('2026-03-02T12:00:00.500Z') }));
});

/** Puts a calendar with events, each given by its lines. */
function calendar(name: string, type: string, ...events: string[][]): void {
  const lines = ['BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', `X-CALENDAR-TYPE:${type}`, 'X-WR-TIMEZONE:Europe/Berlin'];
  for (const [index, event] of events.entries()) {
    lines.push('BEGIN:VEVENT', ...event.some(line => line.startsWith('UID')) ? [] : [`UID:${index}`], 'DTSTAMP:20260101T000000Z', ...event, 'END:VEVENT');
  }
  double.documents.put({ name, type: 'ChangeCalendar', format: 'TEXT', contents: [[...lines, 'END:VCALENDAR', ''].join('\r\n')] });
}

async function state(names: string[], AtTime?: string): Promise<[string, string | undefined]> {
  const answer = await client.send(new GetCalendarStateCommand({ CalendarNames: names, AtTime }));
  return [answer.State!, answer.NextTransitionTime];
}

test('without events the default holds, always', async () => {
  calendar('Open', 'DEFAULT_OPEN');
  calendar('Closed', 'DEFAULT_CLOSED');
  expect(await client.send(new GetCalendarStateCommand({ CalendarNames: ['Open'] }))).toMatchObject({ State: 'OPEN', AtTime: '2026-03-02T12:00:00Z' });
  expect(await state(['Open'])).toEqual(['OPEN', undefined]);
  expect(await state(['Closed'])).toEqual(['CLOSED', undefined]);
});

test('an event changes the state from its start until its end', async () => {
  calendar('Freeze', 'DEFAULT_OPEN', ['DTSTART:20260401T080000Z', 'DTEND:20260401T100000Z', 'X-EVENT-TYPE:STANDARD']);
  expect(await state(['Freeze'], '2026-04-01T07:59:59Z')).toEqual(['OPEN', '2026-04-01T08:00:00Z']);
  expect(await state(['Freeze'], '2026-04-01T08:00:00Z')).toEqual(['CLOSED', '2026-04-01T10:00:00Z']);
  expect(await state(['Freeze'], '2026-04-01T12:00:00+02:00')).toEqual(['OPEN', undefined]);
});

test('events that overlap or touch are one window; advisory ones are none', async () => {
  calendar('Window', 'DEFAULT_CLOSED',
    ['DTSTART:20260401T080000Z', 'DTEND:20260401T100000Z'], ['DTSTART:20260401T090000Z', 'DTEND:20260401T110000Z'],
    ['DTSTART:20260401T110000Z', 'DURATION:PT1H'], ['DTSTART:20260401T120000Z', 'DTEND:20260401T130000Z', 'X-EVENT-TYPE:ADVISORY']);
  expect(await state(['Window'], '2026-04-01T08:30:00Z')).toEqual(['OPEN', '2026-04-01T12:00:00Z']);
  expect(await state(['Window'], '2026-04-01T12:30:00Z')).toEqual(['CLOSED', undefined]);
});

test('of several calendars all must be open', async () => {
  calendar('Freeze', 'DEFAULT_OPEN', ['DTSTART:20260401T080000Z', 'DTEND:20260401T100000Z']);
  calendar('Window', 'DEFAULT_CLOSED', ['DTSTART:20260401T090000Z', 'DTEND:20260401T120000Z']);
  const both = ['Freeze', 'arn:aws:ssm:us-east-1:111122223333:document/Window'];
  expect(await state(both, '2026-04-01T09:30:00Z')).toEqual(['CLOSED', '2026-04-01T10:00:00Z']);
  expect(await state(both, '2026-04-01T10:30:00Z')).toEqual(['OPEN', '2026-04-01T12:00:00Z']);
});

describe('recurring events', () => {
  test('keep the time of their zone when its clocks change, whether the calendar describes the zone or not', async () => {
    calendar('Nightly', 'DEFAULT_CLOSED', ['DTSTART;TZID=America/New_York:20260301T220000', 'DTEND;TZID=America/New_York:20260302T020000', 'RRULE:FREQ=DAILY']);
    expect(await state(['Nightly'], '2026-03-05T03:00:00Z')).toEqual(['OPEN', '2026-03-05T07:00:00Z']);
    expect(await state(['Nightly'], '2026-03-10T00:00:00Z')).toEqual(['CLOSED', '2026-03-10T02:00:00Z']); // clocks changed on March 8
  });

  test('end where their rule says', async () => {
    calendar('Weekly', 'DEFAULT_OPEN', ['DTSTART:20260302T080000Z', 'DTEND:20260302T100000Z', 'RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3']);
    expect(await state(['Weekly'], '2026-03-02T10:00:00Z')).toEqual(['OPEN', '2026-03-04T08:00:00Z']);
    expect(await state(['Weekly'], '2026-03-09T09:00:00Z')).toEqual(['CLOSED', '2026-03-09T10:00:00Z']);
    expect(await state(['Weekly'], '2026-03-11T09:00:00Z')).toEqual(['OPEN', undefined]);
  });

  test('leave out days and move single occurrences', async () => {
    calendar('Daily', 'DEFAULT_OPEN',
      ['UID:daily', 'DTSTART:20260302T080000Z', 'DTEND:20260302T090000Z', 'RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260303T080000Z'],
      ['UID:daily', 'RECURRENCE-ID:20260304T080000Z', 'DTSTART:20260304T200000Z', 'DTEND:20260304T210000Z']);
    expect(await state(['Daily'], '2026-03-03T08:30:00Z')).toEqual(['OPEN', '2026-03-04T20:00:00Z']);
    expect(await state(['Daily'], '2026-03-04T20:30:00Z')).toEqual(['CLOSED', '2026-03-04T21:00:00Z']);
  });

  test('without an end have one in sight', async () => {
    calendar('Yearly', 'DEFAULT_OPEN', ['DTSTART;VALUE=DATE:20201224', 'DTEND;VALUE=DATE:20201227', 'RRULE:FREQ=YEARLY']);
    expect(await state(['Yearly'])).toEqual(['OPEN', '2026-12-23T23:00:00Z']); // midnight in Berlin
    expect(await state(['Yearly'], '2026-12-25T00:00:00Z')).toEqual(['CLOSED', '2026-12-26T23:00:00Z']);
  });
});

test('times without a zone are those of the calendar, also when its clocks change', async () => {
  calendar('Local', 'DEFAULT_OPEN', ['DTSTART:20260329T023000', 'DTEND:20260329T033000'], ['DTSTART:20261025T023000', 'DTEND:20261025T033000']);
  expect(await state(['Local'])).toEqual(['OPEN', '2026-10-25T00:30:00Z']); // on March 29 it is half past three twice
});

describe('is refused', () => {
  test('what is not there, and what is no calendar', async () => {
    double.documents.put({ name: 'Shell', contents: [command('x')] });
    expect(await refusal(state(['Absent']))).toMatchObject({ name: 'InvalidDocument' });
    expect(await refusal(state(['Shell']))).toMatchObject({ name: 'InvalidDocumentType' });
    calendar('Open', 'DEFAULT_OPEN');
    expect(await refusal(state(['Open', 'arn:aws:ssm:us-east-1:444455556666:document/Open']))).toMatchObject({ name: 'InvalidDocument' });
    expect(await refusal(state(['Open'], 'tomorrow'))).toMatchObject({ name: 'ValidationException' });
  });

  test('what cannot be read', async () => {
    calendar('Type', 'DEFAULT_AJAR');
    calendar('Zone', 'DEFAULT_OPEN', ['DTSTART;TZID=Atlantis/Capital:20260301T220000', 'DTEND;TZID=Atlantis/Capital:20260302T020000']);
    double.documents.put({ name: 'Text', type: 'ChangeCalendar', format: 'TEXT', contents: ['no calendar'] });
    for (const name of ['Type', 'Zone', 'Text']) expect(await refusal(state([name]))).toMatchObject({ name: 'UnsupportedCalendarException' });
  });
});

test('a calendar that another account shares is named by its ARN', async () => {
  calendar('Open', 'DEFAULT_OPEN');
  double.documents.put({ name: 'Shared', owner: '444455556666', type: 'ChangeCalendar', format: 'TEXT', contents: [double.document('Open')!.versions[0].content] });
  expect(await state(['arn:aws:ssm:us-east-1:444455556666:document/Shared'])).toEqual(['OPEN', undefined]);
});
