import type { Event, ScalarEvent } from 'js-yaml';
import { Finding } from '../finding';
import { rememberKeyOrder, setKey } from '../key-order';
import { formatPath } from '../path';
import { ContentMap, ContentValue } from '../value';
import { jsYaml } from './js-yaml';
import { MAX_DEPTH } from '../depth';
import { lostDigits } from './number-precision';
import { readPlainScalar } from './plain-scalar';
import { ParseError, Position, PositionListener } from './position';
import { startOf } from './yaml-event';
import { YamlSource } from './yaml-source';

/** Expanded aliases may not make a document larger than this; a value counts one, and every hundred characters of text one more. */
const MAX_EXPANDED_SIZE = 200_000;
const STANDARD_TAG = /^(?:!!|!<tag:yaml\.org,2002:)(str|int|float|bool|null|map|seq)>?$/;

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

class YamlBuilder {
  private readonly events: readonly Event[];
  private readonly anchors = new Map<string, { value: ContentValue; size: number }>();
  private readonly path: (string | number)[] = [];
  private next = 0;
  private size = 0;

  constructor(private readonly source: YamlSource, private readonly findings: Finding[], private readonly onPosition?: PositionListener) {
    this.events = source.events;
  }

  public build(): ContentValue {
    const { EVENT_ID } = jsYaml();
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
    const { EVENT_ID } = jsYaml();
    const event = this.events[this.next++];
    this.size += 1;
    if (this.path.length > MAX_DEPTH) {
      throw this.error(`nested more than ${MAX_DEPTH} levels deep`, startOf(event));
    }
    switch (event.type) {
      case EVENT_ID.ALIAS: {
        const name = this.slice(event.anchorStart, event.anchorEnd);
        const anchored = this.anchors.get(name);
        if (anchored === undefined) {
          throw this.error(`the alias "*${name}" refers to no anchor before it`, event.anchorStart);
        }
        this.warn('text/alias', event.anchorStart, `the alias "*${name}" is expanded here; SSM is not known to read aliases, write the value out`);
        this.size += anchored.size;
        if (this.size > MAX_EXPANDED_SIZE) {
          throw this.error('the aliases of this document expand to more than a document can hold', event.anchorStart);
        }
        return anchored.value;
      }
      case EVENT_ID.SCALAR: {
        const value = this.scalar(event);
        if (typeof value === 'string') this.size += Math.floor(value.length / 100);
        this.anchor(event, value, 1 + (typeof value === 'string' ? Math.floor(value.length / 100) : 0));
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
    const before = this.size;
    const value = read();
    this.anchor(event, value, this.size - before);
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
    const { EVENT_ID } = jsYaml();
    const map: ContentMap = {};
    const keys: string[] = [];
    while (!this.atEnd()) {
      const event = this.events[this.next++];
      if (event.type !== EVENT_ID.SCALAR) {
        throw this.error(this.source.text.startsWith('{', startOf(event)) ? 'a reference {{ … }} stands in quotes: "{{ Name }}"; without them YAML takes it for a mapping'
          : 'a key must be text, not a list, a mapping or an alias', startOf(event));
      }
      const key = this.text(event);
      this.path.push(key);
      this.here(event);
      this.warnOfKey(event, key);
      const value = this.value();
      if (Object.hasOwn(map, key)) {
        this.warn('text/duplicate-key', startOf(event),
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
    if (tag === undefined && event.style !== jsYaml().SCALAR_STYLE.PLAIN) return text;
    const plain = readPlainScalar(text);
    if (plain.notFinite) {
      throw this.error(`${text.slice(0, 40)} is no number that a document can hold; put it in quotes if it is text`, event.valueStart);
    }
    const lost = typeof plain.value === 'number' ? lostDigits(text, plain.value) : undefined;
    if (lost !== undefined && !/^[-+]?0[xo]/.test(text)) this.warn('text/number-precision', event.valueStart, lost);
    if (tag !== undefined) {
      const fits = {
        int: typeof plain.value === 'bigint' || Number.isInteger(plain.value),
        float: typeof plain.value === 'bigint' || typeof plain.value === 'number',
        bool: typeof plain.value === 'boolean',
        null: plain.value === null,
      }[tag];
      if (fits !== true) {
        throw this.error(`${JSON.stringify(text)} does not fit its tag "!!${tag}"`, event.tagStart);
      }
    }
    if (plain.yaml11 !== undefined) {
      this.warn('text/ambiguous-scalar', event.valueStart, `${otherReading(text, plain.yaml11)}; it is kept as the text ${JSON.stringify(text)}, put it in quotes`);
    }
    return plain.value;
  }

  private warnOfKey(event: ScalarEvent, key: string): void {
    if (event.style !== jsYaml().SCALAR_STYLE.PLAIN || event.tagStart !== -1) return;
    const { yaml11 } = readPlainScalar(key);
    if (key === '<<') {
      this.warn('text/alias', event.valueStart, 'the merge key "<<" is kept as an ordinary key; SSM is not known to merge, write the keys out');
    } else if (yaml11 !== undefined) {
      this.warn('text/ambiguous-scalar', event.valueStart,
        `${otherReading(key, yaml11)}; it is kept as the key ${JSON.stringify(key)}, put it in quotes`);
    }
  }

  private text(event: ScalarEvent): string {
    return jsYaml().getScalarValue(this.source.text, event);
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
    return this.events[this.next].type === jsYaml().EVENT_ID.POP;
  }

  private here(event: Event): void {
    const start = startOf(event, this.source.text);
    // What is written as nothing at all stands nowhere.
    if (this.onPosition !== undefined && start >= 0) {
      this.onPosition(this.path, this.source.originalOffset(start));
    }
  }

  private slice(start: number, end: number): string {
    return this.source.text.slice(start, end);
  }

  private secondDocument(): Position {
    const text = this.source.text;
    const content = this.events.slice(this.next + 1).map(event => startOf(event)).find(start => start >= 0) ?? text.length;
    const marker = Math.max(text.lastIndexOf('\n---', content), text.lastIndexOf('\r---', content));
    return this.source.positionOf(marker === -1 ? content : marker + 1);
  }

  private warn(code: string, offset: number, message: string): void {
    const at = offset >= 0 ? { offset: this.source.originalOffset(offset) } : {};
    this.findings.push({ severity: 'warning', code, path: formatPath(this.path), message, ...at });
  }

  private error(reason: string, offset: number): ParseError {
    return new ParseError(reason, this.source.positionOf(offset));
  }
}

interface Tagged { readonly tagStart: number; readonly tagEnd: number }
interface Anchored { readonly anchorStart: number; readonly anchorEnd: number }

function otherReading(text: string, yaml11: string): string {
  return yaml11 === 'text' ? `YAML 1.2 readers take ${text} for a number` : `YAML 1.1 readers take ${text} for ${yaml11}`;
}
