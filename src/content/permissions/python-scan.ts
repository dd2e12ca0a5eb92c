import { resourceMember } from './boto3-resources';
import { operationOf, serviceOf, waiterOperation } from './iam-data';
import { PythonToken, pythonTokens } from './python-tokens';
import { PythonScope, PythonValue, UNKNOWN } from './python-values';

/** An operation of an AWS API that a script calls. */
export interface ScriptCall {
  readonly service: string;
  readonly operation: string;
  /** Texts of its inputs, `*` for what is not known; undefined when not even the names of all inputs are known. */
  readonly inputs?: Readonly<Record<string, string | readonly string[]>>;
  /** `client('s3').list_objects_v2, line 12`. */
  readonly origin: string;
}

/** What a script calls, and where that cannot be told. */
export interface ScriptScan {
  readonly calls: readonly ScriptCall[];
  /** Sentences that name the line. */
  readonly doubts: readonly string[];
}

type Values = readonly PythonValue[];

interface Arguments {
  readonly positional: readonly Values[];
  readonly named: ReadonlyMap<string, Values>;
  /** Whether `*args` or `**kwargs` hide some. */
  readonly isOpen: boolean;
}

interface ScriptFunction {
  readonly parameters: string[];
  readonly scope: PythonScope;
  returns: PythonValue[];
}

/** Knowledge passes from assignments to uses that stand before them, and through functions, in so many rounds at most. */
const MAX_ROUNDS = 5;
const MAX_DEPTH = 60;
/** Steps after which a script is given up; the longest that SSM takes need a tenth. */
const MOST_WORK = 3_000_000;
const EXHAUSTED = new Error('exhausted');
const STATEMENT_WORDS: ReadonlySet<string> = new Set([
  'and', 'as', 'assert', 'async', 'await', 'break', 'case', 'continue', 'del', 'elif', 'else', 'except', 'finally', 'if', 'in', 'is', 'match', 'not',
  'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield', 'for',
]);
/** Words between operands any of which may be the value. */
const CHOICE_WORDS: ReadonlySet<string> = new Set(['or', 'and', 'if', 'else', 'await', 'not']);
const CREDENTIALS: readonly string[] = ['aws_access_key_id', 'aws_session_token', 'aws_secret_access_key', 'profile_name'];
/** What clients have beside operations, and what it calls. */
const CLIENT_EXTRAS: Readonly<Record<string, readonly string[]>> = {
  can_paginate: [],
  close: [],
  exceptions: [],
  meta: [],
  waiter_names: [],
  upload_file: ['PutObject'],
  upload_fileobj: ['PutObject'],
  download_file: ['GetObject', 'HeadObject'],
  download_fileobj: ['GetObject', 'HeadObject'],
  copy: ['CopyObject', 'HeadObject'],
  generate_presigned_post: ['PutObject'],
};
const OPERATION_LIKE = /^(?:add|associate|attach|authorize|cancel|copy|create|delete|deregister|describe|detach|disable|disassociate|enable|get|invoke|list|modify|put|reboot|register|remove|restore|revoke|send|start|stop|tag|terminate|untag|update)_[a-z0-9_]+$/;
/** Where methods that look like operations are looked for, beside the services of the script. */
const COMMON_SERVICES: readonly string[] = ['ec2', 's3', 'iam', 'rds', 'ssm', 'lambda', 'sts'];
/** Functions that do nothing with a client beyond looking at it. */
const HARMLESS: ReadonlySet<string> = new Set(['print', 'isinstance', 'type', 'str', 'repr', 'len', 'id', 'bool', 'hasattr', 'super', 'list', 'dict', 'set', 'tuple', 'sorted', 'enumerate', 'zip', 'next', 'iter', 'map', 'filter', 'partial']);

/**
 * Find the AWS operations that a Python script calls, without running it.
 *
 * Follows clients, sessions and resources of boto3 through assignments, containers, functions of the script and their arguments. A name
 * that is assigned several times is all of its values. What cannot be followed gives a doubt.
 */
export function scanPython(text: string): ScriptScan {
  return new PythonScanner(text).scan();
}

class PythonScanner {
  private readonly tokens: readonly PythonToken[];
  private readonly calls = new Map<string, ScriptCall>();
  private readonly doubts = new Set<string>();
  private readonly functions = new Map<number, ScriptFunction>();
  private readonly services = new Set<string>();
  private readonly suspects: { readonly name: string; readonly line: number; readonly written: string }[] = [];
  private readonly module = new PythonScope(undefined);
  private at = 0;
  private depth = 0;
  private scope = this.module;
  private current: ScriptFunction | undefined;
  private isNews = false;
  private isLast = false;
  private round = 0;
  /** The parts of the tuple that was read last, for assignments to several names. */
  private tupleParts: Values[] | undefined;
  private work = 0;

  public constructor(text: string) {
    this.tokens = pythonTokens(text);
  }

  public scan(): ScriptScan {
    try {
      this.rounds();
    } catch (error) {
      if (error !== EXHAUSTED) throw error;
      this.doubts.add('the script is too intricate to be followed to its end; allow what it needs');
    }
    return { calls: [...this.calls.values()], doubts: [...this.doubts] };
  }

  private rounds(): void {
    do {
      this.isNews = false;
      this.pass();
      this.round += 1;
    } while (this.round < 2 || (this.isNews && this.round < MAX_ROUNDS));
    this.isLast = true;
    this.pass();
    for (const { name, line, written } of this.suspects) {
      const service = [...this.services, ...COMMON_SERVICES].find(each => operationOf(each, name) !== undefined);
      if (service !== undefined) this.doubts.add(`${written}, line ${line}: it is not clear which client this is called on; allow what it needs`);
    }
  }

  /** Go through all statements once. */
  private pass(): void {
    this.at = 0;
    const blocks: { indent: number; scope: PythonScope; current: ScriptFunction | undefined }[] = [];
    this.scope = this.module;
    this.current = undefined;
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at];
      if (token.kind === 'newline') {
        this.at += 1;
        continue;
      }
      while (token.indent !== undefined && blocks.length > 0 && token.indent <= blocks[blocks.length - 1].indent) {
        const { scope, current } = blocks.pop()!;
        this.scope = scope;
        this.current = current;
      }
      const begins = this.at;
      if (this.isWord('async')) this.at += 1;
      if (this.isWord('def') || this.isWord('class')) {
        blocks.push({ indent: token.indent ?? 0, scope: this.scope, current: this.current });
        this.definition(begins);
      } else {
        this.statement();
      }
      if (this.at === begins) this.at += 1;
    }
  }

  private definition(id: number): void {
    const isClass = this.isWord('class');
    const name = this.tokens[this.at + 1]?.text ?? '';
    this.at += 2;
    let known = this.functions.get(id);
    if (known === undefined) {
      known = { parameters: [], scope: new PythonScope(this.scope, isClass), returns: [] };
      this.functions.set(id, known);
    }
    this.assign(name, [{ kind: 'function', id }]);
    if (this.isOperator('(')) {
      this.at += 1;
      const parameters: string[] = [];
      while (!this.isOperator(')') && !this.isEnd()) {
        const parameter = this.tokens[this.at];
        if (this.isOperator('*') || this.isOperator('**')) this.at += 1;
        if (parameter.kind === 'name' && !isClass) {
          parameters.push(parameter.text);
          this.at += 1;
          if (this.isOperator(':')) {
            this.at += 1;
            this.expression();
          }
          if (this.isOperator('=')) {
            this.at += 1;
            this.give(known.scope, parameter.text, this.expression());
          }
        } else {
          this.expression();
        }
        if (this.isOperator(',')) this.at += 1;
        else if (!this.isOperator(')')) this.at += 1;
      }
      if (known.parameters.length === 0) known.parameters.push(...parameters);
      this.at += 1;
    }
    if (this.isOperator('->')) {
      this.at += 1;
      this.expression();
    }
    this.scope = known.scope;
    if (!isClass) this.current = known;
    if (this.isOperator(':')) this.at += 1;
    if (!this.isEnd()) this.statement();
  }

  private statement(): void {
    const [first, second] = [this.tokens[this.at], this.tokens[this.at + 1]];
    if (first.kind === 'name') {
      if (first.text === 'import' || first.text === 'from') return this.importing();
      if (first.text === 'global' || first.text === 'nonlocal') {
        for (this.at += 1; !this.isEnd(); this.at++) if (this.tokens[this.at].kind === 'name') this.scope.declareOuter(this.tokens[this.at].text);
        return undefined;
      }
      if (first.text === 'return' || first.text === 'yield') {
        this.at += 1;
        const values = this.expressions();
        if (this.current !== undefined) this.learn(this.current.returns, values);
        return undefined;
      }
      if (first.text === 'for' && second !== undefined) {
        this.at += 1;
        this.forEach();
        if (this.isOperator(':')) this.at += 1;
        return this.isEnd() ? undefined : this.statement();
      }
      if (STATEMENT_WORDS.has(first.text)) {
        this.at += 1;
        if (first.text === 'with' || first.text === 'except') this.contexts();
        else if (!this.isEnd() && !this.isOperator(':')) this.expressions();
        if (this.isOperator(':') || this.isOperator(',')) this.at += 1;
        return this.isEnd() ? undefined : this.statement();
      }
    }
    return this.assignment();
  }

  /** `a = b = value`, `a, b = values`, `self.a: T = value`, or an expression alone. */
  private assignment(): void {
    const targets: (string | undefined)[][] = [];
    for (;;) {
      const start = this.at;
      const names = this.targets();
      if (names !== undefined && this.isOperator('=')) {
        this.at += 1;
        targets.push(names);
        continue;
      }
      this.at = start;
      break;
    }
    const start = this.at;
    const values = this.expressions(targets.some(names => names.length > 1));
    for (const names of targets) {
      const [single] = values;
      if (names.length === 1) {
        if (names[0] !== undefined) this.assign(names[0], values);
      } else if (values.length === 1 && single.kind === 'container' && single.items.length > 0) {
        const parts = this.tupleParts ?? [];
        names.forEach((name, index) => {
          if (name !== undefined) this.assign(name, parts.length === names.length ? parts[index] : single.items);
        });
      }
    }
    // `a[i] = value`, `a += value` and whatever else stands there is looked through.
    while (!this.isEnd()) {
      this.at += 1;
      if (!this.isEnd()) this.expressions();
    }
    if (this.at === start) this.at += 1;
  }

  /** Names to assign to, up to `=`; undefined when this is something else. */
  private targets(): (string | undefined)[] | undefined {
    const names: (string | undefined)[] = [];
    const bracketed = this.isOperator('(') || this.isOperator('[');
    if (bracketed) this.at += 1;
    for (;;) {
      if (this.isOperator('*')) this.at += 1;
      let token = this.tokens[this.at];
      if (token?.kind !== 'name' || STATEMENT_WORDS.has(token.text)) return undefined;
      let name = token.text;
      this.at += 1;
      while (this.isOperator('.') && this.tokens[this.at + 1]?.kind === 'name') {
        name += `.${this.tokens[this.at + 1].text}`;
        this.at += 2;
      }
      if (this.isOperator(':') && names.length === 0) {
        this.at += 1;
        this.expression();
      }
      names.push(name);
      if (!this.isOperator(',')) break;
      this.at += 1;
      token = this.tokens[this.at];
      if (this.isOperator('=')) break;
    }
    if (bracketed && (this.isOperator(')') || this.isOperator(']'))) this.at += 1;
    return names;
  }

  /** `for a, b in items`, also in comprehensions. */
  private forEach(): void {
    const names: string[] = [];
    while (!this.isWord('in') && !this.isEnd() && !this.isOperator(':')) {
      const token = this.tokens[this.at];
      if (token.kind === 'name') names.push(token.text);
      this.at += 1;
    }
    if (this.isWord('in')) this.at += 1;
    const values = this.expressions();
    const items = values.flatMap(each => this.itemsOf(each));
    if (names.length === 1) {
      this.assign(names[0], items);
    } else {
      // Pairs of a key and a value, or numbered items: each name can be each part.
      const parts = items.flatMap(each => each.kind === 'container' ? each.items : [each]);
      names.forEach(name => this.assign(name, parts));
    }
  }

  /** `with a as b, c as d`. */
  private contexts(): void {
    while (!this.isEnd() && !this.isOperator(':')) {
      const values = this.expression();
      if (this.isWord('as') && this.tokens[this.at + 1]?.kind === 'name') {
        this.assign(this.tokens[this.at + 1].text, values);
        this.at += 2;
      }
      if (this.isOperator(',')) this.at += 1;
      else break;
    }
  }

  private importing(): void {
    const isFrom = this.isWord('from');
    this.at += 1;
    const modulePath = (): string => {
      let path = '';
      while (this.tokens[this.at]?.kind === 'name' && !this.isWord('import') && !this.isWord('as') || this.isOperator('.')) {
        path += this.tokens[this.at].text;
        this.at += 1;
      }
      return path;
    };
    const base = isFrom ? modulePath() : '';
    if (isFrom) this.at += 1;
    while (!this.isEnd()) {
      const begins = this.at;
      if (this.tokens[this.at].kind !== 'name') {
        this.at += 1;
        continue;
      }
      const path = isFrom ? this.tokens[this.at++].text : modulePath();
      let name = isFrom ? path : path.split('.')[0];
      const isAliased = this.isWord('as');
      if (isAliased) {
        name = this.tokens[this.at + 1]?.text ?? name;
        this.at += 2;
      }
      const whole = isFrom ? `${base}.${path}` : isAliased ? path : name;
      const value = this.imported(whole);
      // What else is imported hides a client of the same name.
      this.assign(name, value);
      if (this.at === begins) this.at += 1;
    }
  }

  private imported(path: string): Values {
    if (path === 'boto3' || path === 'boto3.session' || path === 'botocore' || path === 'botocore.session') return [{ kind: 'module', name: path }];
    const match = /^(boto3(?:\.session)?|botocore\.session)\.(\w+)$/.exec(path);
    return match === null ? [] : this.attribute([{ kind: 'module', name: match[1] }], match[2], 0);
  }

  /** Expressions with commas between them, as one value or a tuple. */
  private expressions(keepsParts = false): Values {
    const first = this.expression();
    if (!this.isOperator(',')) {
      if (keepsParts) this.tupleParts = undefined;
      return first;
    }
    const parts: Values[] = [first];
    while (this.isOperator(',')) {
      this.at += 1;
      if (this.isEnd() || this.isOperator('=') || this.isOperator(')')) break;
      parts.push(this.expression());
    }
    if (keepsParts) this.tupleParts = parts;
    return [{ kind: 'container', items: itemsFrom(parts) }];
  }

  /** An expression up to a comma, a closing bracket, a colon or the end of the statement. */
  private expression(): Values {
    if (this.depth > MAX_DEPTH) {
      this.skip();
      return [];
    }
    this.depth += 1;
    try {
      const found: PythonValue[] = [];
      let isComputed = false;
      let isUnsure = false;
      for (;;) {
        const token = this.tokens[this.at];
        if (token === undefined || token.kind === 'newline') break;
        if (token.kind === 'operator') {
          if ([',', ')', ']', '}', ':', '=', '}f', ';'].includes(token.text)) break;
          if (token.text === ':=') {
            this.at += 1;
            const name = this.tokens[this.at - 2];
            const values = this.expression();
            if (name.kind === 'name') this.assign(name.text, values);
            found.push(...values);
            continue;
          }
          if (!['(', '[', '{', 'f{'].includes(token.text)) {
            isComputed = true;
            this.at += 1;
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
            this.at += 1;
            continue;
          }
          if (STATEMENT_WORDS.has(token.text)) {
            isComputed = true;
            this.at += 1;
            continue;
          }
        }
        const values = this.operand();
        if (values.length === 0) isUnsure = true;
        found.push(...values);
        this.work += 1 + found.length;
        if (this.work > MOST_WORK) throw EXHAUSTED;
      }
      // `'a' + b` is no longer the text 'a'.
      const kept = isComputed ? found.filter(({ kind }) => kind !== 'text') : found;
      return kept.length > 0 && (isUnsure || kept.length < found.length) ? [...kept, UNKNOWN] : kept;
    } finally {
      this.depth -= 1;
    }
  }

  private lambda(): void {
    this.at += 1;
    while (!this.isOperator(':') && !this.isEnd()) {
      if (this.isOperator('=')) {
        this.at += 1;
        this.expression();
      } else {
        this.at += 1;
      }
    }
    if (this.isOperator(':')) {
      this.at += 1;
      this.expression();
    }
  }

  private operand(): Values {
    const token = this.tokens[this.at];
    let values: Values = [];
    let written = '';
    this.at += 1;
    if (token.kind === 'name') {
      written = token.text;
      values = this.scope.lookup(token.text) ?? [];
    } else if (token.kind === 'string') {
      let { text } = token;
      let isWhole = true;
      while (this.tokens[this.at]?.kind === 'string' || this.isOperator('f{')) {
        if (this.isOperator('f{')) {
          this.at += 1;
          this.expression();
          while (!this.isOperator('}f') && this.at < this.tokens.length && this.tokens[this.at].kind !== 'newline') {
            this.at += 1;
            this.expression();
          }
          if (this.isOperator('}f')) this.at += 1;
        } else {
          text += this.tokens[this.at].text;
          this.at += 1;
        }
      }
      if (text.length > 2_048) isWhole = false;
      if (/^aws\s+[a-z0-9-]+\s+[a-z]/.test(text)) this.doubt(`the command ${text.split(/\s+/).slice(0, 3).join(' ')}`, token.line, 'what the AWS CLI calls is not looked at');
      values = isWhole ? [{ kind: 'text', text }] : [];
    } else if (token.text === '(' || token.text === '[') {
      values = this.group(token.text === '(' ? ')' : ']');
    } else if (token.text === '{') {
      values = this.braces();
    } else if (token.text === 'f{') {
      this.expression();
    }
    return this.trailers(values, written);
  }

  /** `.name`, `(…)` and `[…]` behind a value. */
  private trailers(start: Values, firstWritten: string): Values {
    let values = start;
    let written = firstWritten;
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.kind !== 'operator') return values;
      if (token.text === '.' && this.tokens[this.at + 1]?.kind === 'name') {
        const name = this.tokens[this.at + 1];
        this.at += 2;
        const isCall = this.isOperator('(');
        const before = values;
        const stored = this.scope.lookup(`${written}.${name.text}`);
        values = stored ?? (written === 'self' || written === 'cls' ? this.ownMethod(name.text) : this.attribute(values, name.text, name.line));
        written = `${written === '' || written.length > 200 ? '…' : written}.${name.text}`;
        if (isCall && !isKnown(before) && !isKnown(values) && this.isLast && OPERATION_LIKE.test(name.text)) {
          this.suspects.push({ name: name.text, line: name.line, written });
        }
      } else if (token.text === '(') {
        this.at += 1;
        const args = this.arguments();
        values = this.call(values, args, written, token.line);
        written = '';
      } else if (token.text === '[') {
        this.at += 1;
        const key = this.group(']');
        values = values.flatMap(each => this.element(each, key));
        written = '';
      } else {
        return values;
      }
    }
  }

  /** What stands up to a closing bracket: one value, or a container; comprehensions too. */
  private group(closing: string): Values {
    const parts: Values[] = [];
    let hasComma = closing === ']';
    while (!this.isOperator(closing) && !this.isEnd()) {
      const before = this.at;
      if (this.isWord('async')) this.at += 1;
      if (this.isWord('for')) {
        this.at += 1;
        this.forEach();
      } else if (this.isOperator(',') || this.isOperator(':') || this.isOperator('=')) {
        hasComma ||= this.isOperator(',');
        this.at += 1;
      } else {
        parts.push(this.expression());
      }
      if (this.at === before) this.at += 1;
    }
    if (this.isOperator(closing)) this.at += 1;
    return hasComma || parts.length !== 1 ? [{ kind: 'container', items: itemsFrom(parts) }] : parts[0];
  }

  private braces(): Values {
    const keys = new Map<string, Values>();
    const items: PythonValue[] = [];
    while (!this.isOperator('}') && !this.isEnd()) {
      const before = this.at;
      if (this.isWord('for')) {
        this.at += 1;
        this.forEach();
      } else if (this.isOperator(',') || this.isOperator(':')) {
        this.at += 1;
      } else {
        const key = this.expression();
        if (this.isOperator(':')) {
          this.at += 1;
          const value = this.expression();
          const [name] = key;
          if (name?.kind === 'text') keys.set(name.text, value);
          items.push(...value.length === 0 ? [UNKNOWN] : value);
        } else {
          items.push(...key);
        }
      }
      if (this.at === before) this.at += 1;
    }
    if (this.isOperator('}')) this.at += 1;
    return [{ kind: 'container', items: distinct(items), keys }];
  }

  private arguments(): Arguments {
    const positional: Values[] = [];
    const named = new Map<string, Values>();
    let isOpen = false;
    while (!this.isOperator(')') && !this.isEnd()) {
      const before = this.at;
      const [token, next] = [this.tokens[this.at], this.tokens[this.at + 1]];
      if (this.isOperator('*') || this.isOperator('**')) {
        const isNamed = token.text === '**';
        this.at += 1;
        const [value] = this.expression();
        if (isNamed && value?.kind === 'container' && value.keys !== undefined && value.keys.size > 0) {
          value.keys.forEach((values, key) => named.set(key, values));
          // A dict that was made in several steps may hold more.
          if (!this.isDictHere(before)) isOpen = true;
        } else {
          isOpen = true;
        }
      } else if (token.kind === 'name' && next?.kind === 'operator' && next.text === '=') {
        this.at += 2;
        named.set(token.text, this.expression());
      } else if (this.isWord('for')) {
        this.at += 1;
        this.forEach();
      } else if (this.isOperator(',') || this.isOperator(':') || this.isOperator('=')) {
        this.at += 1;
      } else {
        positional.push(this.expression());
      }
      if (this.at === before) this.at += 1;
    }
    if (this.isOperator(')')) this.at += 1;
    return { positional, named, isOpen };
  }

  private isDictHere(at: number): boolean {
    return this.tokens[at + 1]?.text === '{';
  }

  private ownMethod(name: string): Values {
    const found = this.scope.parent?.isClass === true ? this.scope.parent.lookup(name) : undefined;
    return found?.filter(({ kind }) => kind === 'function') ?? [];
  }

  private attribute(values: Values, name: string, line: number): PythonValue[] {
    // Of several clients that a name can be, it is one that has the operation.
    const fitting = values.filter(value => value.kind !== 'client' || operationOf(value.service, name) !== undefined);
    return (fitting.some(({ kind }) => kind === 'client') ? fitting : values).flatMap((value): PythonValue[] => {
      switch (value.kind) {
        case 'module':
          if (name === 'client' || name === 'resource') return value.name === 'boto3' ? [{ kind: 'factory', makes: name, isForeign: false }] : [];
          if (name === 'Session' || name === 'get_session') return [{ kind: 'factory', makes: 'session', isForeign: false }];
          if (name === 'session' || name === 'DEFAULT_SESSION') return [{ kind: 'module', name: `${value.name}.session` }];
          return [];
        case 'session':
          if (name === 'client' || name === 'create_client') return [{ kind: 'factory', makes: 'client', isForeign: value.isForeign }];
          return name === 'resource' ? [{ kind: 'factory', makes: 'resource', isForeign: value.isForeign }] : [];
        case 'client':
          return [{ kind: 'method', client: value.service, name, isForeign: value.isForeign }, ...this.reference(value.service, name, value.isForeign, line)];
        case 'method':
          // `client.meta.client`
          return value.name === 'meta' && name === 'client' ? [{ kind: 'client', service: value.client, isForeign: value.isForeign }] : [];
        case 'object':
          return this.member(value, name, line);
        case 'paginator':
        case 'waiter':
          return [value];
        case 'container':
          // `.values()`, `.items()`, `.get(…)`, `.copy()`
          return [value];
        case 'function': {
          const { scope } = this.functions.get(value.id) ?? {};
          return scope?.isClass === true ? [...scope.lookup(name) ?? []] : [];
        }
        default:
          return [];
      }
    });
  }

  /** An operation that is named without being called is one that something else calls. */
  private reference(service: string, name: string, isForeign: boolean, line: number): PythonValue[] {
    if (this.isOperator('(') || name.startsWith('_')) return [];
    const operation = operationOf(service, name);
    if (operation !== undefined) this.found(service, operation.name, undefined, isForeign, `client('${service}').${name}`, line);
    return [];
  }

  private member(value: PythonValue & { kind: 'object' }, name: string, line: number): PythonValue[] {
    const path = `${value.path}.${name}`;
    if (name === 'meta') return [{ kind: 'method', client: value.service, name: 'meta', isForeign: value.isForeign }];
    const known = resourceMember(value.service, value.type, name);
    if (known === undefined) {
      this.doubt(path, line, 'what this member of a resource calls is not known');
      return [];
    }
    for (const operation of known.operations) this.found(value.service, operation, undefined, value.isForeign, path, line);
    return known.gives === undefined ? [] : [{ ...value, type: known.gives, path }];
  }

  private call(values: Values, args: Arguments, written: string, line: number): PythonValue[] {
    const results = values.flatMap(value => this.callOne(value, args, line));
    const isOwn = isKnown(values);
    const given = [...args.positional, ...args.named.values()].flat();
    if (!isOwn && !HARMLESS.has(written.split('.').at(-1) ?? '') && this.isLast) {
      for (const value of given) {
        if (value.kind === 'client' || (value.kind === 'object' && value.type === 'service')) {
          this.doubt(`${value.kind}('${value.service}')`, line, `it is passed to ${written === '' ? 'something' : written}, which cannot be followed`);
        }
      }
    }
    if (written === 'getattr' && !isOwn) return this.getAttribute(args, line);
    // What a method of a container or an unknown function gives may be one of what it was given.
    if (!isOwn && HARMLESS.has(written)) return given.map(each => each);
    if (!isOwn && /(?:^|\.)(?:append|add|insert|extend|setdefault)$/.test(written)) this.fill(written, given);
    return results;
  }

  /** `clients.append(client)` makes the container hold it. */
  private fill(written: string, given: Values): void {
    const name = written.slice(0, written.lastIndexOf('.'));
    if (given.some(({ kind }) => kind !== 'text')) this.assign(name, [{ kind: 'container', items: given }]);
  }

  private getAttribute({ positional: [target = [], name = []] }: Arguments, line: number): PythonValue[] {
    const results: PythonValue[] = [];
    for (const value of target) {
      if (value.kind !== 'client' && value.kind !== 'object') continue;
      const texts = name.filter(each => each.kind === 'text' && !each.text.includes('*'));
      if (texts.length === 0) this.doubt(`getattr(${value.kind}('${value.service}'), …)`, line, 'which operation is called is only known when the script runs');
      for (const text of texts) if (text.kind === 'text') results.push(...this.attribute([value], text.text, line));
    }
    return results;
  }

  private callOne(value: PythonValue, args: Arguments, line: number): PythonValue[] {
    switch (value.kind) {
      case 'factory': return this.make(value, args, line);
      case 'method': return this.callMethod(value, args, line);
      case 'function': return this.callFunction(value.id, args);
      case 'paginator': {
        this.found(value.service, value.operation, this.inputsOf(args, ['PaginationConfig']), value.isForeign, paginatorOrigin(value), line);
        return [];
      }
      case 'waiter': {
        const operation = waiterOperation(value.service, value.waiter);
        if (operation !== undefined) this.found(value.service, operation, this.inputsOf(args, ['WaiterConfig']), value.isForeign, waiterOrigin(value), line);
        return [];
      }
      case 'container': {
        // `.get('name')`
        const key = args.positional[0] ?? [];
        return [...value.items.length > 0 && key.some(({ kind }) => kind === 'text') ? this.element(value, key) : [value]];
      }
      case 'object': return [value];
      default: return [];
    }
  }

  private make(factory: PythonValue & { kind: 'factory' }, { positional, named }: Arguments, line: number): PythonValue[] {
    const isForeign = factory.isForeign || CREDENTIALS.some(name => named.has(name)) || positional.length > (factory.makes === 'session' ? 0 : 5);
    if (factory.makes === 'session') return [{ kind: 'session', isForeign }];
    const names = (positional[0] ?? named.get('service_name') ?? []).filter(each => each.kind === 'text');
    if (names.length === 0 || (positional[0] ?? named.get('service_name') ?? []).some(({ kind }) => kind === 'unknown')) this.doubt(`${factory.makes}(…)`, line, 'which service it is for is only known when the script runs');
    return names.flatMap((each): PythonValue[] => {
      const text = each.kind === 'text' ? each.text : '';
      const service = serviceOf(text);
      if (service === undefined) {
        this.doubt(`${factory.makes}('${text.slice(0, 40)}')`, line, 'there is no such service whose permissions are known');
        return [];
      }
      this.services.add(service);
      return factory.makes === 'client' ? [{ kind: 'client', service, isForeign }]
        : [{ kind: 'object', service, type: 'service', isForeign, path: `resource('${service}')` }];
    });
  }

  private callMethod(method: PythonValue & { kind: 'method' }, args: Arguments, line: number): PythonValue[] {
    const { client: service, name, isForeign } = method;
    const [first = []] = args.positional;
    const texts = (values: Values): string[] => values.flatMap(each => each.kind === 'text' ? [each.text] : []);
    const origin = `client('${service}').${name}`;
    if (name === 'get_paginator' || name === 'get_waiter') {
      const isWaiter = name === 'get_waiter';
      const wanted = texts(args.named.get(isWaiter ? 'waiter_name' : 'operation_name') ?? first);
      if (wanted.length === 0) this.doubt(`${origin}(…)`, line, 'which operation it is for is only known when the script runs');
      return wanted.flatMap((each): PythonValue[] => {
        const operation = isWaiter ? waiterOperation(service, each) : operationOf(service, each)?.name;
        if (operation === undefined) {
          this.doubt(`${origin}('${each.slice(0, 60)}')`, line, 'no IAM action is known for it');
          return [];
        }
        return isWaiter ? [{ kind: 'waiter', service, waiter: each, isForeign }] : [{ kind: 'paginator', service, operation: each, isForeign }];
      });
    }
    if (name === 'generate_presigned_url') {
      const wanted = texts(args.named.get('ClientMethod') ?? first);
      if (wanted.length === 0) this.doubt(`${origin}(…)`, line, 'which operation it is for is only known when the script runs');
      wanted.forEach(each => this.found(service, each, undefined, isForeign, `${origin}('${each.slice(0, 60)}')`, line));
      return [];
    }
    if (Object.hasOwn(CLIENT_EXTRAS, name) && operationOf(service, name) === undefined) {
      CLIENT_EXTRAS[name].forEach(operation => this.found(service, operation, this.inputsOf(args, []), isForeign, origin, line));
      return [];
    }
    this.found(service, name, this.inputsOf(args, []), isForeign, origin, line);
    return [];
  }

  private callFunction(id: number, args: Arguments): PythonValue[] {
    const known = this.functions.get(id);
    if (known === undefined) return [];
    if (known.scope.isClass) {
      for (const value of known.scope.lookup('__init__') ?? []) if (value.kind === 'function' && value.id !== id) this.callFunction(value.id, args);
      return [{ kind: 'function', id }];
    }
    const isMethod = known.parameters[0] === 'self' || known.parameters[0] === 'cls';
    args.positional.forEach((values, index) => {
      const name = known.parameters[index + (isMethod ? 1 : 0)];
      if (name !== undefined) this.give(known.scope, name, values);
    });
    args.named.forEach((values, name) => {
      if (known.parameters.includes(name)) this.give(known.scope, name, values);
    });
    if (args.isOpen) known.parameters.forEach(name => this.give(known.scope, name, []));
    return known.returns;
  }

  /** What the arguments of an operation say of its inputs. */
  private inputsOf({ named, positional, isOpen }: Arguments, leaveOut: readonly string[]): Record<string, string | string[]> | undefined {
    if (isOpen || positional.length > 0) return undefined;
    const inputs: Record<string, string | string[]> = {};
    for (const [name, values] of named) {
      if (leaveOut.includes(name)) continue;
      const items = values.flatMap(each => each.kind === 'container' && each.keys?.size !== 0 && each.keys === undefined ? each.items : [each]);
      const texts = items.flatMap(each => each.kind === 'text' ? [each.text] : []);
      inputs[name] = texts.length === 0 || texts.length < items.length ? '*' : texts;
    }
    return inputs;
  }

  private found(
    service: string,
    name: string,
    inputs: Record<string, string | string[]> | undefined,
    isForeign: boolean,
    origin: string,
    line: number,
  ): void {
    if (!this.isLast) return;
    if (isForeign) {
      this.doubt(origin, line, 'it is called with other credentials than those of the runbook, and left out');
      return;
    }
    const operation = operationOf(service, name);
    if (operation === undefined) {
      this.doubt(origin, line, 'no IAM action is known for it');
      return;
    }
    const key = `${service} ${operation.name} ${origin} ${line}`;
    const before = this.calls.get(key);
    if (before === undefined || before.inputs === undefined) this.calls.set(key, { service, operation: operation.name, inputs, origin: `${origin}, line ${line}` });
  }

  private element(value: PythonValue, key: Values): PythonValue[] {
    if (value.kind !== 'container') return value.kind === 'object' ? [value] : [];
    const texts = key.flatMap(each => each.kind === 'container' ? each.items : [each]).flatMap(each => each.kind === 'text' ? [each.text] : []);
    const known = texts.flatMap(text => value.keys?.get(text) ?? []);
    return known.length > 0 ? [...known] : [...value.items];
  }

  private itemsOf(value: PythonValue): PythonValue[] {
    if (value.kind === 'container') return [...value.items, ...[...value.keys?.keys() ?? []].map((text): PythonValue => ({ kind: 'text', text }))];
    return value.kind === 'object' ? [value] : [];
  }

  private assign(name: string, values: Values): void {
    // Attributes of an object are shared by the methods of its class.
    const scope = /^(?:self|cls)\./.test(name) ? this.module : this.scope;
    this.work += values.length;
    this.give(scope, name, values);
  }

  /** What is unknown the first time may only stand further down. */
  private give(scope: PythonScope, name: string, values: Values): void {
    if (scope.assign(name, values.length === 0 && this.round > 0 ? [UNKNOWN] : values)) this.isNews = true;
  }

  private learn(known: PythonValue[], values: Values): void {
    const scope = new PythonScope(undefined);
    scope.assign('', known);
    if (scope.assign('', values)) {
      known.splice(0, known.length, ...scope.lookup('')!);
      this.isNews = true;
    }
  }

  private doubt(what: string, line: number, why: string): void {
    if (this.isLast) this.doubts.add(`${what}, line ${line}: ${why}`);
  }

  /** Past everything up to the end of the statement. */
  private skip(): void {
    while (this.at < this.tokens.length && this.tokens[this.at].kind !== 'newline') this.at += 1;
  }

  private isEnd(): boolean {
    return this.at >= this.tokens.length || this.tokens[this.at].kind === 'newline';
  }

  private isWord(word: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'name' && token.text === word;
  }

  private isOperator(operator: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'operator' && token.text === operator;
  }
}

/** The items of a container, one of which may not be known. */
function itemsFrom(parts: readonly Values[]): PythonValue[] {
  return distinct(parts.flatMap(part => part.length === 0 ? [UNKNOWN] : part));
}

function isKnown(values: Values): boolean {
  return values.some(({ kind }) => kind !== 'unknown');
}

/** Longer lists tell no more. */
function distinct(items: readonly PythonValue[]): PythonValue[] {
  return [...new Set(items)].slice(0, 200);
}

function paginatorOrigin({ service, operation }: { service: string; operation: string }): string {
  return `client('${service}').get_paginator('${operation}')`;
}

function waiterOrigin({ service, waiter }: { service: string; waiter: string }): string {
  return `client('${service}').get_waiter('${waiter}')`;
}
