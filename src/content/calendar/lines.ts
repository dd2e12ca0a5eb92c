import { CalendarComponent, CalendarProperty } from '../parse/calendar';
import { MAX_LINE_OCTETS } from '../schema/calendar';

/** The lines of a calendar as its text: folded where they are long, without cutting a character, each ended by CRLF. */
export function foldLines(lines: readonly string[]): string {
  return lines.map(line => `${folded(line)}\r\n`).join('');
}

function folded(line: string): string {
  if (Buffer.byteLength(line) <= MAX_LINE_OCTETS) return line;
  let text = '';
  let octets = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (octets + more > MAX_LINE_OCTETS) {
      text += '\r\n ';
      octets = 1; // the space counts
    }
    text += character;
    octets += more;
  }
  return text;
}

/** A text as the value of a property (RFC 5545, 3.3.11). */
export function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
}

/** The text that a value stands for. What is no escape stays as it is. */
export function unescapeText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, character: string) => character.toLowerCase() === 'n' ? '\n' : character);
}

/** A property as one line. */
export function contentLine({ name, parameters, value }: Pick<CalendarProperty, 'name' | 'parameters' | 'value'>): string {
  return `${name}${Object.entries(parameters).map(([key, text]) => `;${key}=${quoted(text)}`).join('')}:${value}`;
}

/** A value in quotes needs none that has some in it: it is a list of values. */
function quoted(text: string): string {
  return /[:;,]/.test(text) && !text.includes('"') ? `"${text}"` : text;
}

/** A component as its lines. */
export function componentLines({ name, properties, components }: CalendarComponent): string[] {
  return [`BEGIN:${name}`, ...properties.map(contentLine), ...components.flatMap(componentLines), `END:${name}`];
}
