import { isDeepStrictEqual } from 'node:util';
import { keysOf } from '../key-order';
import { MAX_DEPTH } from '../parse/json';
import { readPlainScalar } from '../parse/plain-scalar';
import { ContentMap, ContentValue, isMap } from '../value';
import { RawText } from './raw-text';

/** What the renderer must know of texts that are only known when the document is deployed. */
export interface YamlOptions {
  /** Whether a text must stand in double quotes whatever it looks like, because what will take its place is unknown. */
  readonly isUnresolved?: (text: string) => boolean;
}

/**
 * Write a content as YAML that YAML 1.1 and YAML 1.2 readers read back to the same content.
 *
 * What was written is read again under both versions; if either reads something else, every text is put in double
 * quotes, and if that does not help, nothing is returned at all.
 *
 * @throws Error when the content cannot be written so that both read it back.
 */
export function renderYaml(content: ContentValue, options: YamlOptions = {}): string {
  for (const quoteAll of [false, true]) {
    const text = new YamlWriter(options.isUnresolved ?? (() => false), quoteAll).document(content);
    if (readsBackTo(content, text)) return text;
  }
  throw new Error('this content cannot be written as YAML that every reader reads back to the same content; use the JSON format');
}

/** Texts that need no quotes anywhere: they begin with a letter and hold nothing that YAML gives a meaning. */
const PLAIN = /^[A-Za-z_/$][A-Za-z0-9_./$@%+=()~^\\;<>?!*-]*(?:[ :]+[A-Za-z0-9_./$@%+=()~^\\;<>?!*-]+)*$/;
/** Characters that a literal block can hold: printable in both versions of YAML, line breaks only as LF. */
const LITERAL = /^[\n\t\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;
/** Characters that JSON writes as they are but that a YAML reader takes for a line break, or does not take at all. */
const ESCAPED_IN_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

class YamlWriter {
  constructor(private readonly isUnresolved: (text: string) => boolean, private readonly quoteAll: boolean) {
  }

  public document(content: ContentValue): string {
    return `${this.node(content, 0).replace(/^[\n ]/, '')}\n`;
  }

  /** A value after its key or dash: on the same line after a space, or as a block on the lines that follow. */
  private node(value: ContentValue | RawText, depth: number): string {
    if (value instanceof RawText) return ` ${value.text}`;
    if (Array.isArray(value)) return value.length === 0 ? ' []' : `\n${this.list(value, depth)}`;
    if (isMap(value)) return keysOf(value).length === 0 ? ' {}' : `\n${this.map(value, depth)}`;
    if (typeof value === 'string') return ` ${this.text(value, depth)}`;
    return ` ${String(value)}`;
  }

  private map(map: ContentMap, depth: number): string {
    const indent = '  '.repeat(depth);
    return keysOf(map).map(key => `${indent}${this.key(key)}:${this.node(map[key], depth + 1)}`).join('\n');
  }

  private list(list: ContentValue[], depth: number): string {
    const indent = '  '.repeat(depth);
    return list.map(item => {
      const node = this.node(item, depth + 1);
      // The first line of a nested block stands after the dash, as people write it.
      return node.startsWith('\n') ? `${indent}- ${node.slice(1).trimStart()}` : `${indent}-${node}`;
    }).join('\n');
  }

  private key(key: string): string {
    return key.length <= 120 && !this.isUnresolved(key) && isPlain(key) ? key : doubleQuoted(key);
  }

  private text(text: string, depth: number): string {
    if (this.quoteAll || this.isUnresolved(text)) return doubleQuoted(text);
    if (text.includes('\n') && isLiteral(text)) return literal(text, '  '.repeat(Math.max(depth, 1)));
    return isPlain(text) ? text : doubleQuoted(text);
  }
}

function isPlain(text: string): boolean {
  if (!PLAIN.test(text) || text.includes(': ') || text.length > 1000) return false;
  const { value, yaml11 } = readPlainScalar(text);
  return value === text && yaml11 === undefined;
}

function isLiteral(text: string): boolean {
  // A first line of white space would be taken for indentation, and a last one is easily lost.
  return LITERAL.test(text) && !/^[ \t\n]/.test(text) && !/\n[ \t]+\n*$/.test(text) && !text.includes('\t\n') && !/(^|\n)\t/.test(text);
}

function literal(text: string, indent: string): string {
  const body = text.replace(/\n+$/, '');
  const trailing = text.length - body.length;
  const chomping = trailing === 0 ? '-' : trailing === 1 ? '' : '+';
  const lines = body.split('\n').map(line => line === '' ? '' : indent + line);
  return `|${chomping}\n${lines.join('\n')}${'\n'.repeat(Math.max(0, trailing - 1))}`;
}

/** A JSON string is a double-quoted YAML scalar, once the characters that YAML treats on its own are escaped. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(ESCAPED_IN_YAML, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function readsBackTo(content: ContentValue, text: string): boolean {
  const yaml = require('js-yaml') as typeof import('js-yaml');
  const expected = asRead(content);
  try {
    const events = yaml.parseEvents(text, { maxDepth: MAX_DEPTH + 1 });
    return [yaml.CORE_SCHEMA, yaml.YAML11_SCHEMA].every(schema => {
      const documents = yaml.constructFromEvents(events, { source: text, schema });
      return documents.length === 1 && isDeepStrictEqual(documents[0], expected);
    });
  } catch {
    return false;
  }
}

/** The content as a YAML reader without our extensions gives it: large integers as doubles, raw text as text. */
function asRead(value: ContentValue | RawText): unknown {
  if (value instanceof RawText) return value.text;
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(asRead);
  if (!isMap(value)) return Object.is(value, -0) ? 0 : value;
  const copy = {};
  for (const key of keysOf(value)) {
    Object.defineProperty(copy, key, { value: asRead(value[key]), enumerable: true, configurable: true, writable: true });
  }
  return copy;
}
