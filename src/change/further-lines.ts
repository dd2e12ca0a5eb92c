import { isKnownText } from './text-line';
import { CalendarComponent, parseCalendar } from '../content/parse/calendar';
import { ParseError } from '../content/parse/position';
import { loneSurrogateAt } from '../content/text';
import { describe } from '../content/value';

/** The names of the properties among further lines, not of those inside components; none where they cannot be read. */
export function namesOf(lines: readonly string[]): string[] {
  const read = readLines(lines, 'VEVENT');
  return 'properties' in read ? read.properties.map(({ name }) => name) : [];
}

/** The components among further lines. */
export function componentsOf(lines: readonly string[]): readonly CalendarComponent[] {
  const read = readLines(lines, 'VEVENT');
  return 'components' in read ? read.components : [];
}

/**
 * What is wrong with further lines.
 *
 * @param owned the properties that are given otherwise.
 */
export function furtherLinesFaults(lines: readonly string[], component: string, owned: readonly string[]): string[] {
  const unwritable = lines.flatMap((line, index) => typeof line === 'string' && isKnownText(line) && loneSurrogateAt(line) === -1 && !/[\0\r\n]|^[ \t]|^\s*$/.test(line) ? []
    : [`furtherLines[${index}] is ${describe(line)}; give one line of iCalendar, NAME:value, without a line break and known before deployment`]);
  if (unwritable.length > 0) return unwritable;
  const read = readLines(lines, component);
  if ('fault' in read) return [read.fault];
  return read.properties.filter(({ name }) => owned.includes(name))
    .map(({ name, line }) => `furtherLines[${line - 3}] gives ${name}, which the properties say; leave it out`);
}

/** Inside a component, so that what they close must have been opened by them. */
function readLines(lines: readonly string[], component: string): CalendarComponent | { readonly fault: string } {
  try {
    const { components, properties } = parseCalendar(['BEGIN:VCALENDAR', `BEGIN:${component}`, ...lines, `END:${component}`, 'END:VCALENDAR'].join('\n'));
    const [read] = components;
    return components.length === 1 && properties.length === 0 ? read : { fault: `furtherLines close ${component}, which they did not open; leave out END:${component}` };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { fault: `furtherLines[${Math.min(Math.max(error.position.line - 3, 0), lines.length - 1)}]: ${error.reason}` };
  }
}
