import { Boto3 } from './clients';
import { PythonCursor } from './cursor';
import { ExpressionReader } from './expressions';
import { readImport } from './imports';
import { ScriptFunction, ScriptNames } from './names';
import { PythonScope } from './values';
import { STATEMENT_WORDS } from './words';

/** Goes through the statements of a script. */
export class StatementReader {
  public constructor(
    private readonly cursor: PythonCursor,
    private readonly names: ScriptNames,
    private readonly boto3: Boto3,
    private readonly reader: ExpressionReader,
  ) {
  }

  /** Go through all statements once. */
  public pass(): void {
    this.cursor.at = 0;
    const blocks: { indent: number; scope: PythonScope; current: ScriptFunction | undefined }[] = [];
    this.names.restart();
    while (this.cursor.at < this.cursor.tokens.length) {
      const token = this.cursor.tokens[this.cursor.at];
      if (token.kind === 'newline') {
        this.cursor.at += 1;
        continue;
      }
      while (token.indent !== undefined && blocks.length > 0 && token.indent <= blocks[blocks.length - 1].indent) {
        const { scope, current } = blocks.pop()!;
        this.names.scope = scope;
        this.names.current = current;
      }
      const begins = this.cursor.at;
      if (this.cursor.isWord('async')) this.cursor.at += 1;
      if (this.cursor.isWord('def') || this.cursor.isWord('class')) {
        blocks.push({ indent: token.indent ?? 0, scope: this.names.scope, current: this.names.current });
        this.definition(begins);
      } else {
        this.statement();
      }
      if (this.cursor.at === begins) this.cursor.at += 1;
    }
  }

  private definition(id: number): void {
    const isClass = this.cursor.isWord('class');
    const name = this.cursor.tokens[this.cursor.at + 1]?.text ?? '';
    this.cursor.at += 2;
    const known = this.names.define(id, isClass);
    this.names.assign(name, [{ kind: 'function', id }]);
    if (this.cursor.isOperator('(')) {
      this.cursor.at += 1;
      const parameters: string[] = [];
      while (!this.cursor.isOperator(')') && !this.cursor.isEnd()) {
        const parameter = this.cursor.tokens[this.cursor.at];
        if (this.cursor.isOperator('*') || this.cursor.isOperator('**')) this.cursor.at += 1;
        if (parameter.kind === 'name' && !isClass) {
          parameters.push(parameter.text);
          this.cursor.at += 1;
          if (this.cursor.isOperator(':')) {
            this.cursor.at += 1;
            this.reader.expression();
          }
          if (this.cursor.isOperator('=')) {
            this.cursor.at += 1;
            this.names.give(known.scope, parameter.text, this.reader.expression());
          }
        } else {
          this.reader.expression();
        }
        if (this.cursor.isOperator(',')) this.cursor.at += 1;
        else if (!this.cursor.isOperator(')')) this.cursor.at += 1;
      }
      if (known.parameters.length === 0) parameters.forEach(each => known.parameters.push(each));
      this.cursor.at += 1;
    }
    if (this.cursor.isOperator('->')) {
      this.cursor.at += 1;
      this.reader.expression();
    }
    this.names.scope = known.scope;
    if (!isClass) this.names.current = known;
    if (this.cursor.isOperator(':')) this.cursor.at += 1;
    if (!this.cursor.isEnd()) this.statement();
  }

  private statement(): void {
    while (this.beginOfStatement());
  }

  /** Read a statement, or the begin of one up to its colon; whether more of it follows on the line. */
  private beginOfStatement(): boolean {
    const { cursor, names, reader } = this;
    const first = cursor.token()!;
    if (first.kind === 'name') {
      if (first.text === 'import' || first.text === 'from') {
        readImport(cursor, names, this.boto3);
        return false;
      }
      if (first.text === 'global' || first.text === 'nonlocal') {
        for (cursor.at += 1; !cursor.isEnd(); cursor.at += 1) if (cursor.token()!.kind === 'name') names.scope.declareOuter(cursor.token()!.text);
        return false;
      }
      if (first.text === 'return' || first.text === 'yield') {
        cursor.at += 1;
        names.returns(reader.expressions());
        return false;
      }
      if (first.text === 'for' && cursor.token(1) !== undefined) {
        cursor.at += 1;
        reader.forEach();
        if (cursor.isOperator(':')) cursor.at += 1;
        return !cursor.isEnd();
      }
      if (STATEMENT_WORDS.has(first.text)) {
        cursor.at += 1;
        if (first.text === 'with' || first.text === 'except') this.contexts();
        else if (!cursor.isEnd() && !cursor.isOperator(':')) reader.expressions();
        if (cursor.isOperator(':') || cursor.isOperator(',')) cursor.at += 1;
        return !cursor.isEnd();
      }
    }
    this.assignment();
    return false;
  }

  /** `a = b = value`, `a, b = values`, `self.a: T = value`, or an expression alone. */
  private assignment(): void {
    const targets: (string | undefined)[][] = [];
    for (;;) {
      const start = this.cursor.at;
      const names = this.targets();
      if (names !== undefined && this.cursor.isOperator('=')) {
        this.cursor.at += 1;
        targets.push(names);
        continue;
      }
      this.cursor.at = start;
      break;
    }
    const start = this.cursor.at;
    const values = this.reader.expressions(targets.some(names => names.length > 1));
    for (const names of targets) {
      const [single] = values;
      if (names.length === 1) {
        if (names[0] !== undefined) this.names.assign(names[0], values);
      } else if (values.length === 1 && single.kind === 'container' && single.items.length > 0) {
        const parts = this.reader.tupleParts ?? [];
        names.forEach((name, index) => {
          if (name !== undefined) this.names.assign(name, parts.length === names.length ? parts[index] : single.items);
        });
      }
    }
    // `a[i] = value`, `a += value` and whatever else stands there is looked through.
    while (!this.cursor.isEnd()) {
      this.cursor.at += 1;
      if (!this.cursor.isEnd()) this.reader.expressions();
    }
    if (this.cursor.at === start) this.cursor.at += 1;
  }

  /** Names to assign to, up to `=`; undefined when this is something else. */
  private targets(): (string | undefined)[] | undefined {
    const names: (string | undefined)[] = [];
    const bracketed = this.cursor.isOperator('(') || this.cursor.isOperator('[');
    if (bracketed) this.cursor.at += 1;
    for (;;) {
      if (this.cursor.isOperator('*')) this.cursor.at += 1;
      let token = this.cursor.tokens[this.cursor.at];
      if (token?.kind !== 'name' || STATEMENT_WORDS.has(token.text)) return undefined;
      let name = token.text;
      this.cursor.at += 1;
      while (this.cursor.isOperator('.') && this.cursor.tokens[this.cursor.at + 1]?.kind === 'name') {
        name += `.${this.cursor.tokens[this.cursor.at + 1].text}`;
        this.cursor.at += 2;
      }
      if (this.cursor.isOperator(':') && names.length === 0) {
        this.cursor.at += 1;
        this.reader.expression();
      }
      names.push(name);
      if (!this.cursor.isOperator(',')) break;
      this.cursor.at += 1;
      token = this.cursor.tokens[this.cursor.at];
      if (this.cursor.isOperator('=')) break;
    }
    if (bracketed && (this.cursor.isOperator(')') || this.cursor.isOperator(']'))) this.cursor.at += 1;
    return names;
  }

  /** `with a as b, c as d`. */
  private contexts(): void {
    while (!this.cursor.isEnd() && !this.cursor.isOperator(':')) {
      const values = this.reader.expression();
      if (this.cursor.isWord('as') && this.cursor.tokens[this.cursor.at + 1]?.kind === 'name') {
        this.names.assign(this.cursor.tokens[this.cursor.at + 1].text, values);
        this.cursor.at += 2;
      }
      if (this.cursor.isOperator(',')) this.cursor.at += 1;
      else break;
    }
  }
}
