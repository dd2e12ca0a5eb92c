import { parseCalendar } from '../../../src/content/parse/calendar';
import { ParseError } from '../../../src/content/parse/position';
import { cpuTime } from '../cpu-time';

function errorOf(text: string): string {
  try {
    parseCalendar(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ParseError);
    return (error as ParseError).message;
  }
  return 'no error';
}

test.each([['CRLF', '\r\n'], ['LF', '\n']])('a calendar with %s line ends is read', (_, end) => {
  const text = ['BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'X-CALENDAR-TYPE:DEFAULT_OPEN', '', 'BEGIN:VEVENT',
    'DTSTART;TZID="America/New_York";X-A=b,"c;d:e",:20200310T180000', 'SUMMARY:one', '  two', '\tthree', ' :four', 'END:VEVENT', 'begin:vtodo', 'end:Vtodo', 'END:VCALENDAR', ''].join(end);
  expect(parseCalendar(text)).toEqual({
    name: 'VCALENDAR',
    line: 1,
    properties: [
      { name: 'PRODID', parameters: {}, value: '-//AWS//Change Calendar 1.0//EN', line: 2 },
      { name: 'X-CALENDAR-TYPE', parameters: {}, value: 'DEFAULT_OPEN', line: 3 },
    ],
    components: [
      {
        name: 'VEVENT',
        line: 5,
        properties: [
          { name: 'DTSTART', parameters: { 'TZID': 'America/New_York', 'X-A': 'b,"c;d:e",' }, value: '20200310T180000', line: 6 },
          { name: 'SUMMARY', parameters: {}, value: 'one twothree:four', line: 7 },
        ],
        components: [],
      },
      { name: 'VTODO', line: 12, properties: [], components: [] },
    ],
  });
});

test('folding may split a name, and the value may be empty', () => {
  expect(parseCalendar('BEG\n IN:VCALENDAR\nX-EMP\n TY:\nEND:VCALENDAR').properties).toEqual([{ name: 'X-EMPTY', parameters: {}, value: '', line: 3 }]);
});

test.each([
  ['a component that is not closed', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\n', 'line 2, column 1: VEVENT is never closed; END:VEVENT is missing'],
  ['a calendar that is not closed', '\nBEGIN:VCALENDAR\nX:1\n', 'line 2, column 1: VCALENDAR is never closed; END:VCALENDAR is missing'],
  ['components that overlap', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n', 'line 3, column 1: END:VCALENDAR closes nothing; VEVENT (line 2) is open'],
  ['an end too many', 'BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n', 'line 3, column 1: END:VCALENDAR closes nothing; no component is open'],
  ['a second calendar', 'BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VCALENDAR\nEND:VCALENDAR\n',
    'line 3, column 1: a calendar is one BEGIN:VCALENDAR … END:VCALENDAR and nothing beside it'],
  ['a property after the end', 'BEGIN:VCALENDAR\nEND:VCALENDAR\nX:1\n', 'line 3, column 1: a calendar is one BEGIN:VCALENDAR … END:VCALENDAR and nothing beside it'],
  ['another root', 'BEGIN:VEVENT\nEND:VEVENT\n', 'line 1, column 1: a calendar is one BEGIN:VCALENDAR … END:VCALENDAR and nothing beside it'],
  ['nothing', '', 'line 1, column 1: the text holds no BEGIN:VCALENDAR'],
  ['a line without a colon', 'BEGIN:VCALENDAR\nhello world\nEND:VCALENDAR', 'line 2, column 1: "hello world" is no iCalendar line; it must read NAME:value'],
  ['a name with other characters', 'BEGIN:VCALENDAR\nX Y:1\nEND:VCALENDAR', 'line 2, column 1: "X Y:1" is no iCalendar line; it must read NAME:value'],
  ['a parameter with an open quote', 'BEGIN:VCALENDAR\nX;A="b:1\nEND:VCALENDAR', 'line 2, column 1: "X;A=\\"b:1" is no iCalendar line; it must read NAME:value'],
  ['garbage', '\0\u0001', 'line 1, column 1: "\\u0000\\u0001" is no iCalendar line; it must read NAME:value'],
])('%s is an error with its line', (_, text, message) => {
  expect(errorOf(text)).toBe(message);
});

test('a hostile line costs linear time', () => {
  for (const line of [`X${';A=b'.repeat(200_000)}`, `X;A=${','.repeat(500_000)}`, `X;A=${'"",'.repeat(200_000)}`, `X;A=${'a'.repeat(500_000)}"`]) {
    expect(cpuTime(() => errorOf(`BEGIN:VCALENDAR\n${line}\nEND:VCALENDAR`))).toBeLessThan(2000);
  }
  expect(cpuTime(() => errorOf(`BEGIN:VCALENDAR\nX:1${'\n 2'.repeat(300_000)}\n`))).toBeLessThan(2000);
});
