import { isCedar } from './cedar';
import { Finding } from '../finding';
import { Path, parsePath } from '../path';
import { DocumentFormat } from '../schema/document-types';
import { loneSurrogateAt } from '../text';
import { ContentValue, isMap } from '../value';
import { CalendarComponent, parseCalendar } from './calendar';
import { parseJson } from './json';
import { Lines, ParseError, Position, positionAt, PositionListener } from './position';
import { placeInText } from './text-place';
import { parseYaml } from './yaml';

/** A text that has been read. */
export interface ParsedDocument {
  /** The content; for a TEXT document (a calendar, Cedar) the text itself. */
  readonly content: ContentValue;
  readonly format: DocumentFormat;
  readonly text: string;
  /** What reading found: duplicate keys, values that two readers read differently, and the like. */
  readonly findings: readonly Finding[];
  /**
   * Where a finding's path stands in the text: the place of the key or list item, or of its nearest parent that exists; for a place inside
   * a text of the content that place, where it can be told exactly.
   */
  locate(finding: Pick<Finding, 'path' | 'offset' | 'textOffset'>): Position;
}

const CALENDAR = /^\s*BEGIN:VCALENDAR\b/i;

/**
 * Read a document's text.
 *
 * @param text the text, without being touched before.
 * @param format what the text is; recognised from the text when omitted.
 * @throws ParseError when it cannot be read.
 */
export function parse(text: string, format?: DocumentFormat): ParsedDocument {
  const findings: Finding[] = [];
  if (text.startsWith('\uFEFF')) {
    findings.push({
      severity: 'warning',
      code: 'text/byte-order-mark',
      path: '',
      offset: 0,
      message: 'the text begins with a byte order mark; SSM would keep and hash it as part of the content, save the file without it',
    });
  }
  if (text.trim() === '') {
    throw new ParseError('the text is empty', { line: 1, column: 1 });
  }
  const surrogate = loneSurrogateAt(text);
  if (surrogate !== -1) {
    throw new ParseError('half of a surrogate pair stands here alone; no UTF-8 text can hold it', positionAt(text, surrogate));
  }
  const actual = format ?? recogniseFormat(text);
  const read = (collected: Finding[], onPosition?: PositionListener): { content: ContentValue; format: DocumentFormat } => {
    switch (actual) {
      case 'TEXT':
        if (CALENDAR.test(text)) tellPositions(text, parseCalendar(text), onPosition);
        return { content: text, format: 'TEXT' };
      case 'JSON':
        return { content: structured(parseJson(text, collected, onPosition)), format: 'JSON' };
      case 'YAML':
        return { content: structured(parseYamlOrJson(text, collected, onPosition)), format: 'YAML' };
    }
  };
  return { ...read(findings), text, findings, locate: locator(text, onPosition => read([], onPosition).content) };
}

/** What a text is written in, judged by how it begins. */
export function recogniseFormat(text: string): DocumentFormat {
  if (CALENDAR.test(text)) return 'TEXT';
  const first = text.trimStart()[0];
  if (first === '{' || first === '[') return 'JSON';
  if (isCedar(text)) return 'TEXT';
  return 'YAML';
}

/** JSON is nearly a part of YAML; a YAML file that holds JSON is read as such, also where the YAML grammar is narrower. */
function parseYamlOrJson(text: string, findings: Finding[], onPosition?: PositionListener): ContentValue {
  if (!text.trimStart().startsWith('{')) return parseYaml(text, findings, onPosition);
  const found: Finding[] = [];
  let content: ContentValue;
  try {
    content = parseJson(text, found);
  } catch (jsonError) {
    try {
      return parseYaml(text, findings, onPosition);
    } catch (yamlError) {
      throw /^\s*\{\s*"/.test(text) ? jsonError : yamlError;
    }
  }
  for (const finding of found) findings.push(finding);
  if (onPosition !== undefined) parseJson(text, [], onPosition);
  return content;
}

/** The content of a calendar is its text; its components have places all the same, as the check names them: `VEVENT[0].DTSTART`. */
function tellPositions(text: string, calendar: CalendarComponent, onPosition?: PositionListener): void {
  if (onPosition === undefined) return;
  const lines = new Lines(text);
  const tell = ({ properties, components }: CalendarComponent, path: Path): void => {
    // Of several properties of one name the first is meant.
    for (const { name, line } of [...properties].reverse()) onPosition([...path, name], lines.offsetOf(line));
    const counts = new Map<string, number>();
    for (const component of components) {
      const index = counts.get(component.name) ?? 0;
      counts.set(component.name, index + 1);
      const at = [...path, component.name, index];
      onPosition(at, lines.offsetOf(component.line));
      tell(component, at);
    }
  };
  tell(calendar, []);
}

function structured(content: ContentValue): ContentValue {
  if (!Array.isArray(content) && !isMap(content)) {
    throw new ParseError('this is text without any structure; a document is a JSON object, a YAML mapping, an iCalendar text or Cedar',
      { line: 1, column: 1 });
  }
  return content;
}

/** Places are only looked up for findings, so the text is read a second time with a listener, and only once. */
function locator(text: string, read: (onPosition: PositionListener) => ContentValue): ParsedDocument['locate'] {
  let places: Map<string, number> | undefined;
  let content: ContentValue = null;
  let lines: Lines | undefined;
  const keyOf = (path: Path) => JSON.stringify(path);
  const positionOf = (offset: number) => (lines ??= new Lines(text)).positionAt(offset);
  return ({ path, offset, textOffset }) => {
    if (offset !== undefined) {
      return positionOf(offset);
    }
    if (places === undefined) {
      const found = new Map<string, number>();
      content = read((at, start) => found.set(keyOf(at), start));
      places = found;
    }
    const whole = parsePath(path);
    for (let segments = whole; segments.length > 0; segments = segments.slice(0, -1)) {
      const start = places.get(keyOf(segments));
      if (start === undefined) continue;
      const inside = textOffset === undefined || segments !== whole ? undefined : placeInText(text, start, valueAt(content, whole), textOffset);
      return positionOf(inside ?? start);
    }
    return positionOf(text.length - text.trimStart().length);
  };
}

function valueAt(content: ContentValue, path: Path): ContentValue | undefined {
  let value: ContentValue | undefined = content;
  for (const segment of path) value = Array.isArray(value) ? value[Number(segment)] : isMap(value) ? value[segment] : undefined;
  return value;
}
