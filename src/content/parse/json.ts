import { MAX_DEPTH } from '../depth';
import { Finding } from '../finding';
import { rememberKeyOrder, setKey } from '../key-order';
import { formatPath } from '../path';
import { ContentMap, ContentValue } from '../value';
import { lostDigits } from './number-precision';
import { ParseError, positionAt, PositionListener } from './position';

const SPACE = /[ \t\r\n]*/y;
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;
const ESCAPES: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t' };

/**
 * Read a JSON text.
 *
 * Unlike `JSON.parse` it keeps the written order of integer-like keys and every digit of large integers, reports
 * duplicate keys, reads raw control characters inside strings (with a warning), and knows where it stands.
 */
export function parseJson(text: string, findings: Finding[] = [], onPosition?: PositionListener): ContentValue {
  return new JsonReader(text, findings, onPosition).read();
}

class JsonReader {
  private at = 0;
  private readonly path: (string | number)[] = [];

  constructor(private readonly text: string, private readonly findings: Finding[], private readonly onPosition?: PositionListener) {
  }

  public read(): ContentValue {
    if (this.text.startsWith('\uFEFF')) this.at = 1;
    this.skipSpace();
    const value = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) {
      throw this.error('the document ends here, but more text follows');
    }
    return value;
  }

  private value(depth: number): ContentValue {
    if (depth > MAX_DEPTH) {
      throw this.error(`nested more than ${MAX_DEPTH} levels deep`);
    }
    switch (this.text[this.at]) {
      case '{': return this.map(depth);
      case '[': return this.list(depth);
      case '"': return this.string();
      case undefined: throw this.error('the text ends where a value is expected');
      default: return this.scalar();
    }
  }

  private map(depth: number): ContentMap {
    const map: ContentMap = {};
    const keys: string[] = [];
    const opened = this.at++;
    this.skipSpace();
    if (this.text[this.at] === '}') {
      this.at++;
      return map;
    }
    for (;;) {
      const keyAt = this.at;
      if (this.text[this.at] !== '"') {
        throw this.error(this.text[this.at] === '}' ? 'a comma stands before this "}"; remove the comma' : 'a key in double quotes is expected');
      }
      const key = this.string();
      this.skipSpace();
      if (this.text[this.at] !== ':') {
        throw this.error(`":" is expected after the key ${JSON.stringify(key)}`);
      }
      this.at++;
      this.skipSpace();
      this.path.push(key);
      this.onPosition?.(this.path, keyAt);
      const value = this.value(depth + 1);
      if (Object.hasOwn(map, key)) {
        this.warn('text/duplicate-key', keyAt, `the key ${JSON.stringify(key)} stands twice in this map; the last one counts, remove the other`);
      } else {
        keys.push(key);
      }
      setKey(map, key, value);
      this.path.pop();
      this.skipSpace();
      if (this.text[this.at] === '}') {
        this.at++;
        rememberKeyOrder(map, keys);
        return map;
      }
      this.expectSeparator('}', opened);
    }
  }

  private list(depth: number): ContentValue[] {
    const list: ContentValue[] = [];
    const opened = this.at++;
    this.skipSpace();
    if (this.text[this.at] === ']') {
      this.at++;
      return list;
    }
    for (;;) {
      if (this.text[this.at] === ']') {
        throw this.error('a comma stands before this "]"; remove the comma');
      }
      this.path.push(list.length);
      this.onPosition?.(this.path, this.at);
      list.push(this.value(depth + 1));
      this.path.pop();
      this.skipSpace();
      if (this.text[this.at] === ']') {
        this.at++;
        return list;
      }
      this.expectSeparator(']', opened);
    }
  }

  private string(): string {
    const opened = this.at++;
    let value = '';
    let warned = false;
    for (;;) {
      value += this.match(PLAIN_CHARACTERS)![0];
      const next = this.text[this.at];
      if (next === '"') {
        this.at++;
        return value;
      } else if (next === '\\') {
        value += this.escape();
      } else if (next === undefined) {
        throw new ParseError('this string is not closed', positionAt(this.text, opened));
      } else {
        if (!warned) {
          this.warn('text/control-character', this.at,
            `this string holds the raw control character ${JSON.stringify(next)}; strict JSON readers refuse it, write it escaped`);
          warned = true;
        }
        value += next;
        this.at++;
      }
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1];
    if (letter === 'u') {
      const digits = this.text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        throw this.error('"\\u" must be followed by four hexadecimal digits');
      }
      this.at += 6;
      return String.fromCharCode(parseInt(digits, 16));
    }
    if (letter === undefined) {
      this.at += 1;
      return '';
    }
    const character = ESCAPES[letter];
    if (character === undefined) {
      throw this.error(`"\\${letter}" is no escape of JSON; write "\\\\" for a backslash`);
    }
    this.at += 2;
    return character;
  }

  private scalar(): ContentValue {
    const start = this.at;
    const number = this.match(NUMBER);
    if (number !== null) {
      const value = Number(number[0]);
      if (!Number.isFinite(value)) {
        throw this.error(`the number ${number[0].slice(0, 40)} is too large`, start);
      }
      if (number[0].replace('-', '') === '0' && /\d/.test(this.text[this.at] ?? '')) {
        throw this.error('a number does not begin with 0; put it in quotes if it is text', start);
      }
      const isInteger = number[1] === undefined && number[2] === undefined;
      if (isInteger && !Number.isSafeInteger(value)) return BigInt(number[0]);
      const lost = lostDigits(number[0], value);
      if (lost !== undefined) this.warn('text/number-precision', start, lost);
      return value === 0 ? 0 : value; // a negative zero is no other value to JSON
    }
    const word = this.match(WORD)?.[0];
    switch (word) {
      case 'true': return true;
      case 'false': return false;
      case 'null': return null;
    }
    const found = word ?? String.fromCodePoint(this.text.codePointAt(start)!);
    throw this.error(`a value is expected, found ${JSON.stringify(found)}`, start);
  }

  private expectSeparator(close: string, opened: number): void {
    if (this.text[this.at] !== ',') {
      throw this.error(`"," or "${close}" is expected here, for what was opened in line ${positionAt(this.text, opened).line}`);
    }
    this.at++;
    this.skipSpace();
  }

  private skipSpace(): void {
    this.match(SPACE);
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match !== null) {
      this.at = pattern.lastIndex;
    }
    return match;
  }

  private warn(code: string, offset: number, message: string): void {
    this.findings.push({ severity: 'warning', code, path: formatPath(this.path), message, offset });
  }

  private error(reason: string, offset: number = this.at): ParseError {
    return new ParseError(reason, positionAt(this.text, offset));
  }
}
