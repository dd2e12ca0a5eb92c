import { readPlainScalar } from '../parse/plain-scalar';
import { ContentMap, ContentValue, isMap } from '../value';
import { RawText } from './raw-text';
import { readsBackTo } from './reads-back';
import { assertRenderable, writtenKeys } from './renderable';

/** What the renderer must know of texts that are only known when the document is deployed. */
export interface YamlOptions {
  /** Whether a text must stand in double quotes whatever it looks like, because what will take its place is unknown. */
  readonly isUnresolved?: (text: string) => boolean;
}

/** What stands for raw text while the rest is read back. */
const RAW = 'raw';

/**
 * Write a content as YAML that YAML 1.1 and YAML 1.2 readers read back to the same content.
 *
 * What was written is read again; raw text excepted, nothing is returned that either version reads differently.
 *
 * @throws Error when the content cannot be written so that both read it back.
 */
export function renderYaml(content: ContentValue, options: YamlOptions = {}): string {
  assertRenderable(content);
  const isUnresolved = options.isUnresolved ?? (() => false);
  const writer = new YamlWriter(isUnresolved, raw => raw.text);
  const text = writer.document(content);
  const readable = writer.wroteRaw ? new YamlWriter(isUnresolved, () => RAW).document(content) : text;
  if (!readsBackTo(content, readable, RAW)) {
    throw new Error('this content cannot be written as YAML that every reader reads back to the same content; use the JSON format');
  }
  return text;
}

/** Texts that need no quotes anywhere: they begin with a letter and hold nothing that YAML gives a meaning. */
const PLAIN = /^[A-Za-z_/$][A-Za-z0-9_./$@%+=()~^\\;<>?!*-]*(?:[ :]+[A-Za-z0-9_./$@%+=()~^\\;<>?!*-]+)*$/;
/** One common reader takes this for a number without digits before its exponent. */
const EXPONENT = /^[eE][-+]?[0-9]+$/;
/** Characters that a literal block can hold: printable in both versions of YAML, line breaks only as LF. */
const LITERAL = /^[\n\t\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;
/** Characters that JSON writes as they are but that a YAML reader takes for a line break, or does not take at all. */
const ESCAPED_IN_YAML = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** Readers take a key only for a key when its colon is found within 1024 characters, unless a `?` stands before it. */
const MAX_SIMPLE_KEY = 1000;

class YamlWriter {
  public wroteRaw = false;

  constructor(private readonly isUnresolved: (text: string) => boolean, private readonly raw: (raw: RawText) => string) {
  }

  public document(content: ContentValue): string {
    return `${this.node(content, 0).replace(/^[\n ]/, '')}\n`;
  }

  /** A value after its key or dash: on the same line after a space, or as a block on the lines that follow. */
  private node(value: ContentValue | RawText, depth: number): string {
    if (value instanceof RawText) {
      this.wroteRaw = true;
      return ` ${this.raw(value)}`;
    }
    if (Array.isArray(value)) return value.length === 0 ? ' []' : `\n${this.list(value, depth)}`;
    if (isMap(value)) return writtenKeys(value).length === 0 ? ' {}' : `\n${this.map(value, depth)}`;
    if (typeof value === 'string') return ` ${this.text(value, depth)}`;
    return ` ${typeof value === 'number' ? numeral(value) : String(value)}`;
  }

  private map(map: ContentMap, depth: number): string {
    const indent = '  '.repeat(depth);
    return writtenKeys(map).map(key => `${indent}${this.key(key, indent)}:${this.node(map[key], depth + 1)}`).join('\n');
  }

  private list(list: ContentValue[], depth: number): string {
    const indent = '  '.repeat(depth);
    return list.map(item => {
      const node = this.node(item, depth + 1);
      // The first line of a nested block stands after the dash, as people write it.
      return node.startsWith('\n') ? `${indent}- ${node.slice(1).trimStart()}` : `${indent}-${node}`;
    }).join('\n');
  }

  private key(key: string, indent: string): string {
    const text = key.length <= 120 && !this.isUnresolved(key) && isPlain(key) ? key : doubleQuoted(key);
    return text.length <= MAX_SIMPLE_KEY ? text : `? ${text}\n${indent}`;
  }

  private text(text: string, depth: number): string {
    if (this.isUnresolved(text)) return doubleQuoted(text);
    if (depth > 0 && isLiteral(text)) return literal(text, '  '.repeat(depth));
    return isPlain(text) ? text : doubleQuoted(text);
  }
}

function isPlain(text: string): boolean {
  if (!PLAIN.test(text) || text.includes(': ') || text.length > 1000 || EXPONENT.test(text)) return false;
  const { value, yaml11 } = readPlainScalar(text);
  return value === text && yaml11 === undefined;
}

/** Whether a text of several lines can stand as written; a last line of white space is too easily lost for that. */
function isLiteral(text: string): boolean {
  return text.includes('\n') && LITERAL.test(text) && /[^ \t\n][ \t]*\n*$/.test(text);
}

function literal(text: string, indent: string): string {
  // A reader takes the white space before the first word for indentation, unless told how much of it is.
  const indentation = /^[ \t\n]/.test(text) ? '2' : '';
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  const trailing = text.length - end;
  const chomping = trailing === 0 ? '-' : trailing === 1 ? '' : '+';
  const lines = text.slice(0, end).split('\n').map(line => line === '' ? '' : indent + line);
  return `|${indentation}${chomping}\n${lines.join('\n')}${'\n'.repeat(Math.max(0, trailing - 1))}`;
}

/** A JSON string is a double-quoted YAML scalar, once the characters that YAML treats on its own are escaped. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(ESCAPED_IN_YAML, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** To YAML 1.1 a number with an exponent is one only when it has a point. */
function numeral(value: number): string {
  return Object.is(value, -0) ? '0' : String(value).replace(/^(-?\d)e/, '$1.0e');
}
