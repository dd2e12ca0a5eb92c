import { readArguments, readBraces, readGroup } from './brackets';
import { ScriptCalls } from './calls';
import { Boto3 } from './clients';
import { PythonCursor } from './cursor';
import { ScriptFindings } from './findings';
import { ScriptNames } from './names';
import { distinct, isKnown, itemsFrom, PythonValue, PythonValues, UNKNOWN } from './values';
import { STATEMENT_WORDS } from './words';

const MAX_DEPTH = 60;
/** Words between operands any of which may be the value. */
const CHOICE_WORDS: ReadonlySet<string> = new Set(['or', 'and', 'if', 'else', 'await', 'not']);

/** Reads expressions for what they can be. */
export class ExpressionReader {
  /** The parts of the tuple that was read last, for assignments to several names. */
  public tupleParts: PythonValues[] | undefined;
  private depth = 0;

  public constructor(
    private readonly cursor: PythonCursor,
    private readonly names: ScriptNames,
    private readonly findings: ScriptFindings,
    private readonly boto3: Boto3,
    private readonly calls: ScriptCalls,
  ) {
  }

  /** Expressions with commas between them, as one value or a tuple. */
  public expressions(keepsParts = false): PythonValues {
    const first = this.expression();
    if (!this.cursor.isOperator(',')) {
      if (keepsParts) this.tupleParts = undefined;
      return first;
    }
    const parts: PythonValues[] = [first];
    while (this.cursor.isOperator(',')) {
      this.cursor.at += 1;
      if (this.cursor.isEnd() || this.cursor.isOperator('=') || this.cursor.isOperator(')')) break;
      parts.push(this.expression());
    }
    if (keepsParts) this.tupleParts = parts;
    return [{ kind: 'container', items: itemsFrom(parts) }];
  }

  /** An expression up to a comma, a closing bracket, a colon or the end of the statement. */
  public expression(): PythonValues {
    if (this.depth > MAX_DEPTH) {
      this.cursor.skip();
      return [];
    }
    this.depth += 1;
    try {
      const found: PythonValue[] = [];
      let isComputed = false;
      let isUnsure = false;
      for (;;) {
        const token = this.cursor.tokens[this.cursor.at];
        if (token === undefined || token.kind === 'newline') break;
        if (token.kind === 'operator') {
          if ([',', ')', ']', '}', ':', '=', '}f', ';'].includes(token.text)) break;
          if (token.text === ':=') {
            this.cursor.at += 1;
            const name = this.cursor.tokens[this.cursor.at - 2];
            const values = this.expression();
            if (name.kind === 'name') this.names.assign(name.text, values);
            found.push(...values);
            continue;
          }
          if (!['(', '[', '{', 'f{'].includes(token.text)) {
            isComputed = true;
            this.cursor.at += 1;
            continue;
          }
        } else if (token.kind === 'name') {
          if (token.text === 'for' || token.text === 'async') break;
          if (token.text === 'lambda') {
            this.lambda();
            continue;
          }
          if (token.text === 'as' || token.text === 'from') break;
          if (CHOICE_WORDS.has(token.text)) {
            this.cursor.at += 1;
            continue;
          }
          if (STATEMENT_WORDS.has(token.text)) {
            isComputed = true;
            this.cursor.at += 1;
            continue;
          }
        }
        const values = this.operand();
        if (values.length === 0) isUnsure = true;
        found.push(...values);
        this.cursor.spend(1 + found.length);
      }
      // `'a' + b` is no longer the text 'a'.
      const kept = isComputed ? found.filter(({ kind }) => kind !== 'text') : found;
      return kept.length > 0 && (isUnsure || kept.length < found.length) ? [...kept, UNKNOWN] : kept;
    } finally {
      this.depth -= 1;
    }
  }

  /** `for a, b in items`, also in comprehensions. */
  public forEach(): void {
    const names: string[] = [];
    while (!this.cursor.isWord('in') && !this.cursor.isEnd() && !this.cursor.isOperator(':')) {
      const token = this.cursor.tokens[this.cursor.at];
      if (token.kind === 'name') names.push(token.text);
      this.cursor.at += 1;
    }
    if (this.cursor.isWord('in')) this.cursor.at += 1;
    const values = this.expressions();
    const items = values.flatMap(each => this.itemsOf(each));
    if (names.length === 1) {
      this.names.assign(names[0], items);
    } else {
      // Pairs of a key and a value, or numbered items: each name can be each part.
      const parts = items.flatMap(each => each.kind === 'container' ? each.items : [each]);
      names.forEach(name => this.names.assign(name, parts));
    }
  }

  private lambda(): void {
    this.cursor.at += 1;
    while (!this.cursor.isOperator(':') && !this.cursor.isEnd()) {
      if (this.cursor.isOperator('=')) {
        this.cursor.at += 1;
        this.expression();
      } else {
        this.cursor.at += 1;
      }
    }
    if (this.cursor.isOperator(':')) {
      this.cursor.at += 1;
      this.expression();
    }
  }

  private operand(): PythonValues {
    const token = this.cursor.tokens[this.cursor.at];
    let values: PythonValues = [];
    let written = '';
    this.cursor.at += 1;
    if (token.kind === 'name') {
      written = token.text;
      values = this.names.lookup(token.text) ?? [];
    } else if (token.kind === 'string') {
      let { text } = token;
      let isWhole = true;
      while (this.cursor.tokens[this.cursor.at]?.kind === 'string' || this.cursor.isOperator('f{')) {
        if (this.cursor.isOperator('f{')) {
          this.cursor.at += 1;
          this.expression();
          while (!this.cursor.isOperator('}f') && this.cursor.at < this.cursor.tokens.length && this.cursor.tokens[this.cursor.at].kind !== 'newline') {
            this.cursor.at += 1;
            this.expression();
          }
          if (this.cursor.isOperator('}f')) this.cursor.at += 1;
        } else {
          text += this.cursor.tokens[this.cursor.at].text;
          this.cursor.at += 1;
        }
      }
      if (text.length > 2_048) isWhole = false;
      if (/^aws\s+[a-z0-9-]+\s+[a-z]/.test(text)) this.findings.doubt(`the command ${text.split(/\s+/).slice(0, 3).join(' ')}`, token.line, 'what the AWS CLI calls is not looked at; allow what it needs');
      values = isWhole ? [{ kind: 'text', text }] : [];
    } else if (token.text === '(' || token.text === '[') {
      values = readGroup(this.cursor, this, token.text === '(' ? ')' : ']');
    } else if (token.text === '{') {
      values = readBraces(this.cursor, this);
    } else if (token.text === 'f{') {
      this.expression();
    }
    return this.trailers(values, written);
  }

  /** `.name`, `(…)` and `[…]` behind a value. */
  private trailers(start: PythonValues, firstWritten: string): PythonValues {
    let values = start;
    let written = firstWritten;
    for (;;) {
      const token = this.cursor.tokens[this.cursor.at];
      if (token?.kind !== 'operator') return values;
      values = distinct(values);
      this.cursor.spend(values.length);
      if (token.text === '.' && this.cursor.tokens[this.cursor.at + 1]?.kind === 'name') {
        const name = this.cursor.tokens[this.cursor.at + 1];
        this.cursor.at += 2;
        const isCall = this.cursor.isOperator('(');
        const before = values;
        const stored = this.names.lookup(`${written}.${name.text}`);
        values = stored ?? (written === 'self' || written === 'cls' ? this.names.ownMethod(name.text) : this.boto3.attribute(values, name.text, name.line));
        written = `${written === '' || written.length > 200 ? '…' : written}.${name.text}`;
        if (isCall && !isKnown(before) && !isKnown(values)) this.findings.suspect(name.text, name.line, written);
      } else if (token.text === '(') {
        this.cursor.at += 1;
        const args = readArguments(this.cursor, this);
        values = this.calls.call(values, args, written, token.line);
        written = '';
      } else if (token.text === '[') {
        this.cursor.at += 1;
        const key = readGroup(this.cursor, this, ']');
        values = values.flatMap(each => this.calls.element(each, key));
        written = '';
      } else {
        return values;
      }
    }
  }

  private itemsOf(value: PythonValue): PythonValue[] {
    if (value.kind === 'container') this.cursor.spend(value.items.length + (value.keys?.size ?? 0));
    if (value.kind === 'container') return [...value.items, ...[...value.keys?.keys() ?? []].map((text): PythonValue => ({ kind: 'text', text }))];
    return value.kind === 'object' ? [value] : [];
  }
}
