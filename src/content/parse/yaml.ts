import type { Event, ScalarEvent } from 'js-yaml';
import { Finding } from '../finding';
import { rememberKeyOrder, setKey } from '../key-order';
import { formatPath } from '../path';
import { ContentMap, ContentValue } from '../value';
import { MAX_DEPTH } from './json';
import { readPlainScalar } from './plain-scalar';
import { ParseError, Position, positionAt, PositionListener } from './position';

/** Expanded aliases may not make a document larger than this many values. */
const MAX_EXPANDED_VALUES = 200_000;
/** How often a text may be mended before it counts as unreadable. */
const MAX_MENDED_LINES = 2_000;

const STANDARD_TAG = /^(?:!!|!<tag:yaml\.org,2002:)(str|int|float|bool|null|map|seq)>?$/;

/** Loaded on first use: most programs that use the library never read YAML. */
function yaml(): typeof import('js-yaml') {
  return require('js-yaml');
}

/**
 * Read a YAML text of one document.
 *
 * Read as YAML 1.1 readers (SSM's is written in Java) and YAML 1.2 readers both do; see `readPlainScalar` for where
 * they differ. Lines inside quotes or brackets may be indented less than their parent, as libyaml and SnakeYAML allow.
 */
export function parseYaml(text: string, findings: Finding[] = [], onPosition?: PositionListener): ContentValue {
  const source = new YamlSource(text);
  const builder = new YamlBuilder(source, findings, onPosition);
  return builder.build();
}

/** The text as the parser can read it, with its events, and the way back to the places of the original. */
class YamlSource {
  public text: string;
  public events: Event[] = [];
  /** Zero-based line → the number of spaces put before it. */
  private readonly mended = new Map<number, number>();

  constructor(private readonly original: string) {
    this.text = original;
    for (;;) {
      try {
        this.events = yaml().parseEvents(this.text, { maxDepth: MAX_DEPTH });
        return;
      } catch (error) {
        this.mend(error);
      }
    }
  }

  public positionOf(offset: number): Position {
    const position = positionAt(this.text, offset);
    const inserted = this.mended.get(position.line - 1) ?? 0;
    return { line: position.line, column: Math.max(1, position.column - inserted) };
  }

  /** The offset in the original text. */
  public originalOffset(offset: number): number {
    if (this.mended.size === 0) return offset;
    const { line, column } = this.positionOf(offset);
    let start = 0;
    for (let passed = 1; passed < line; passed++) {
      start = this.original.indexOf('\n', start) + 1;
    }
    return start + column - 1;
  }

  /**
   * Inside quotes and brackets leading white space means nothing, so a line that the parser finds too far to the left
   * can be moved to the right without changing the document.
   */
  private mend(error: unknown): void {
    const failure = error as { name?: string; reason?: string; mark?: { line: number; column: number } };
    if (failure.name !== 'YAMLException' || failure.mark === undefined) {
      throw error;
    }
    const { line, column } = failure.mark;
    if (failure.reason !== 'deficient indentation' || this.mended.has(line) || this.mended.size >= MAX_MENDED_LINES) {
      throw new ParseError(explain(failure.reason ?? 'not readable'), {
        line: line + 1,
        column: Math.max(1, column + 1 - (this.mended.get(line) ?? 0)),
      });
    }
    const lines = this.text.split('\n');
    const spaces = 2 * MAX_DEPTH;
    this.mended.set(line, spaces);
    lines[line] = ' '.repeat(spaces) + lines[line];
    this.text = lines.join('\n');
  }
}

class YamlBuilder {
  private readonly events: Event[];
  private readonly anchors = new Map<string, { value: ContentValue; size: number }>();
  private readonly path: (string | number)[] = [];
  private next = 0;
  private values = 0;

  constructor(private readonly source: YamlSource, private readonly findings: Finding[], private readonly onPosition?: PositionListener) {
    this.events = source.events;
  }

  public build(): ContentValue {
    const { EVENT_ID } = yaml();
    if (this.events.length === 0) {
      throw new ParseError('the text is empty', { line: 1, column: 1 });
    }
    this.next = 1; // the document event
    if (this.events[this.next].type === EVENT_ID.POP) {
      throw new ParseError('the text holds no document, only comments or white space', { line: 1, column: 1 });
    }
    const content = this.value();
    this.next += 1; // the document's end
    if (this.next < this.events.length) {
      throw new ParseError('a second YAML document begins after "---"; SSM reads one document', this.secondDocument());
    }
    return content;
  }

  private value(): ContentValue {
    const { EVENT_ID } = yaml();
    const event = this.events[this.next++];
    this.values += 1;
    switch (event.type) {
      case EVENT_ID.ALIAS: {
        const name = this.slice(event.anchorStart, event.anchorEnd);
        const anchored = this.anchors.get(name);
        if (anchored === undefined) {
          throw this.error(`the alias "*${name}" refers to no anchor before it`, event.anchorStart);
        }
        this.warn('text/alias', event.anchorStart, `the alias "*${name}" is expanded here; SSM is not known to read aliases, write the value out`);
        this.values += anchored.size;
        if (this.values > MAX_EXPANDED_VALUES) {
          throw this.error('the aliases of this document expand to more than a document can hold', event.anchorStart);
        }
        return anchored.value;
      }
      case EVENT_ID.SCALAR: {
        const value = this.scalar(event);
        this.anchor(event, value, 1);
        return value;
      }
      case EVENT_ID.SEQUENCE: return this.collection(event, 'seq', () => this.list());
      case EVENT_ID.MAPPING: return this.collection(event, 'map', () => this.map());
      default: throw this.error('a value is expected', 0);
    }
  }

  private collection(event: Tagged & Anchored, tag: string, read: () => ContentValue): ContentValue {
    const name = this.tag(event);
    if (name !== undefined && name !== tag) {
      throw this.error(`the tag "!!${name}" does not fit a ${tag === 'map' ? 'mapping' : 'list'}`, event.tagStart);
    }
    const before = this.values;
    const value = read();
    this.anchor(event, value, this.values - before);
    return value;
  }

  private list(): ContentValue[] {
    const list: ContentValue[] = [];
    while (!this.atEnd()) {
      this.path.push(list.length);
      this.here(this.events[this.next]);
      list.push(this.value());
      this.path.pop();
    }
    this.next += 1;
    return list;
  }

  private map(): ContentMap {
    const { EVENT_ID } = yaml();
    const map: ContentMap = {};
    const keys: string[] = [];
    while (!this.atEnd()) {
      const event = this.events[this.next++];
      if (event.type !== EVENT_ID.SCALAR) {
        throw this.error('a key must be text, not a list, a mapping or an alias', startOf(event));
      }
      const key = this.text(event);
      this.path.push(key);
      this.here(event);
      if (key === '<<') {
        this.warn('text/alias', event.valueStart, 'the merge key "<<" is kept as an ordinary key; SSM is not known to merge, write the keys out');
      }
      const value = this.value();
      if (Object.hasOwn(map, key)) {
        this.warn('text/duplicate-key', event.valueStart,
          `the key ${JSON.stringify(key)} stands twice in this mapping; the last one counts, remove the other`);
      } else {
        keys.push(key);
      }
      setKey(map, key, value);
      this.path.pop();
    }
    this.next += 1;
    rememberKeyOrder(map, keys);
    return map;
  }

  private scalar(event: ScalarEvent): ContentValue {
    const text = this.text(event);
    const tag = this.tag(event);
    if (tag === 'str') return text;
    if (tag === undefined && event.style !== yaml().SCALAR_STYLE.PLAIN) return text;
    const plain = readPlainScalar(text);
    if (plain.notFinite) {
      throw this.error(`${text} is no number that a document can hold; put it in quotes if it is text`, event.valueStart);
    }
    if (tag !== undefined) {
      const fits = { int: typeof plain.value === 'number' || typeof plain.value === 'bigint', float: typeof plain.value === 'number',
        bool: typeof plain.value === 'boolean', null: plain.value === null }[tag];
      if (fits !== true) {
        throw this.error(`${JSON.stringify(text)} does not fit its tag "!!${tag}"`, event.tagStart);
      }
    }
    if (plain.yaml11 !== undefined) {
      const otherwise = plain.yaml11 === 'text' ? `YAML 1.2 readers take ${text} for a number` : `YAML 1.1 readers take ${text} for ${plain.yaml11}`;
      this.warn('text/ambiguous-scalar', event.valueStart, `${otherwise}; it is kept as the text ${JSON.stringify(text)}, put it in quotes`);
    }
    return plain.value;
  }

  private text(event: ScalarEvent): string {
    return yaml().getScalarValue(this.source.text, event);
  }

  private tag(event: Tagged): string | undefined {
    if (event.tagStart === -1) return undefined;
    const written = this.slice(event.tagStart, event.tagEnd);
    if (written === '!') return 'str';
    const standard = STANDARD_TAG.exec(written);
    if (standard === null) {
      throw this.error(`the tag "${written}" means nothing to SSM`
        + (/^![A-Z]/.test(written) ? '; it belongs to a CloudFormation template, a document holds plain values' : ''), event.tagStart);
    }
    return standard[1];
  }

  private anchor(event: Anchored, value: ContentValue, size: number): void {
    if (event.anchorStart !== -1) {
      this.anchors.set(this.slice(event.anchorStart, event.anchorEnd), { value, size });
    }
  }

  private atEnd(): boolean {
    return this.events[this.next].type === yaml().EVENT_ID.POP;
  }

  private here(event: Event): void {
    if (this.onPosition !== undefined) {
      this.onPosition(this.path, this.source.originalOffset(startOf(event)));
    }
  }

  private slice(start: number, end: number): string {
    return this.source.text.slice(start, end);
  }

  private secondDocument(): Position {
    const following = this.events.slice(this.next + 1).map(startOf).find(start => start > 0);
    return this.source.positionOf(following ?? this.source.text.lastIndexOf('---'));
  }

  private warn(code: string, offset: number, message: string): void {
    this.findings.push({ severity: 'warning', code, path: formatPath(this.path), message, offset: this.source.originalOffset(offset) });
  }

  private error(reason: string, offset: number): ParseError {
    return new ParseError(reason, this.source.positionOf(offset));
  }
}

interface Tagged { readonly tagStart: number; readonly tagEnd: number }
interface Anchored { readonly anchorStart: number; readonly anchorEnd: number }

function startOf(event: Event): number {
  const { EVENT_ID } = yaml();
  switch (event.type) {
    case EVENT_ID.SCALAR: return event.valueStart;
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING: return event.start;
    case EVENT_ID.ALIAS: return event.anchorStart;
    default: return 0;
  }
}

/** The parser's words, with what to do about it where that is not plain. */
function explain(reason: string): string {
  if (/tab/i.test(reason)) {
    return `${reason}; YAML is indented with spaces, not tabs`;
  }
  return reason;
}
