import * as fc from 'fast-check';
import { componentLines, escapeText, foldLines, unescapeText } from '../../../src/content/calendar/lines';
import { parseCalendar } from '../../../src/content/parse/calendar';

test('a long line is folded at 75 octets, and no character is cut', () => {
  expect(foldLines([`X:${'a'.repeat(73)}`, `X:${'a'.repeat(74)}`])).toBe(`X:${'a'.repeat(73)}\r\nX:${'a'.repeat(73)}\r\n a\r\n`);
  expect(foldLines([`X:${'é'.repeat(40)}`])).toBe(`X:${'é'.repeat(36)}\r\n ${'é'.repeat(4)}\r\n`);
  expect(foldLines([`X:${'a'.repeat(70)}😀`])).toBe(`X:${'a'.repeat(70)}\r\n 😀\r\n`);
});

test('what is folded is read as it was, and no line is too long', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', ';', ':', 'é', '年', '😀', '\t'), maxLength: 300 }), { maxLength: 5 }), values => {
    const text = foldLines(['BEGIN:VCALENDAR', ...values.map(value => `X:${value}`), 'END:VCALENDAR']);
    expect(parseCalendar(text).properties.map(({ value }) => value)).toEqual(values);
    expect(text.split('\r\n').filter(line => Buffer.byteLength(line) > 75)).toEqual([]);
  }));
});

test('escapes are those of the standard', () => {
  expect(escapeText('a\\b;c,d\ne:"')).toBe('a\\\\b\\;c\\,d\\ne:"');
  expect(unescapeText('a\\\\nb\\;c\\,d\\ne\\Nf\\x')).toBe('a\\nb;c,d\ne\nf\\x');
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('\\', 'n', ';', ',', '\n', 'N', 'é') }), text => expect(unescapeText(escapeText(text))).toBe(text)));
});

test('components are written as they are read', () => {
  const lines = ['BEGIN:VCALENDAR', 'X-A;B="c;d";E="f","g:h":i', 'BEGIN:VEVENT', 'ATTENDEE;CN="A, B";ROLE=CHAIR:mailto:a@example.com', 'BEGIN:VALARM', 'TRIGGER:-PT5M',
    'END:VALARM', 'END:VEVENT', 'END:VCALENDAR'];
  expect(componentLines(parseCalendar(foldLines(lines)))).toEqual(lines);
});
