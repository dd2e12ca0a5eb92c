import { MAX_DEPTH } from '../depth';
import { ParseError } from './position';

/** A property of an iCalendar component: its name, its parameters and its value, unfolded. */
export interface CalendarProperty {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly value: string;
  readonly line: number;
}

/** A component of an iCalendar text, such as VCALENDAR or VEVENT. */
export interface CalendarComponent {
  readonly name: string;
  readonly line: number;
  readonly properties: CalendarProperty[];
  readonly components: CalendarComponent[];
}

const ALONE = 'a calendar is one BEGIN:VCALENDAR … END:VCALENDAR and nothing beside it';
const CONTENT_LINE = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s;
const PARAMETER = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)/g;

/** Read a text that is one calendar. */
export function parseCalendar(text: string): CalendarComponent {
  const [calendar, other] = parseCalendars(text);
  if (other !== undefined) throw new ParseError(ALONE, { line: other.line, column: 1 });
  return calendar;
}

/**
 * Read an iCalendar text (RFC 5545) into its calendars, of which there is one at least.
 *
 * Lines may end with CRLF, as the standard wants, or with LF alone.
 */
export function parseCalendars(text: string): CalendarComponent[] {
  const stack: CalendarComponent[] = [];
  const roots: CalendarComponent[] = [];
  for (const { line, number } of unfold(text)) {
    if (line.trim() === '') continue;
    const match = CONTENT_LINE.exec(line);
    if (match === null) {
      throw new ParseError(`${JSON.stringify(line.slice(0, 60))} is no iCalendar line; it must read NAME:value`, { line: number, column: 1 });
    }
    const name = match[1].toUpperCase();
    const value = match[3];
    const open = stack[stack.length - 1];
    if (name === 'BEGIN') {
      const component = { name: value.trim().toUpperCase(), line: number, properties: [], components: [] };
      if (open === undefined && component.name !== 'VCALENDAR') {
        throw new ParseError(ALONE, { line: number, column: 1 });
      }
      if (stack.length >= MAX_DEPTH) throw new ParseError(`nested more than ${MAX_DEPTH} levels deep`, { line: number, column: 1 });
      (open?.components ?? roots).push(component);
      stack.push(component);
    } else if (name === 'END') {
      if (open === undefined || open.name !== value.trim().toUpperCase()) {
        throw new ParseError(`END:${value.trim()} closes nothing; ${open === undefined ? 'no component is' : `${open.name} (line ${open.line}) is`} open`,
          { line: number, column: 1 });
      }
      stack.pop();
    } else if (open === undefined) {
      throw new ParseError(ALONE, { line: number, column: 1 });
    } else {
      const parameters: Record<string, string> = {};
      for (const parameter of match[2].matchAll(PARAMETER)) {
        parameters[parameter[1].toUpperCase()] = parameter[2].replace(/^"([^"]*)"$/, '$1');
      }
      open.properties.push({ name, parameters, value, line: number });
    }
  }
  if (roots.length === 0) {
    throw new ParseError('the text holds no BEGIN:VCALENDAR', { line: 1, column: 1 });
  }
  if (stack.length > 0) {
    const open = stack[stack.length - 1];
    throw new ParseError(`${open.name} is never closed; END:${open.name} is missing`, { line: open.line, column: 1 });
  }
  return roots;
}

/** Join the continuation lines (a line that begins with a space or a tab continues the one before). */
function* unfold(text: string): Generator<{ line: string; number: number }> {
  let current: { line: string; number: number } | undefined;
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (current !== undefined && (line.startsWith(' ') || line.startsWith('\t'))) {
      current.line += line.slice(1);
      continue;
    }
    if (current !== undefined) yield current;
    current = { line, number: index + 1 };
  }
  if (current !== undefined) yield current;
}
