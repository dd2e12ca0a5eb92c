/** A token of Python. A string that is put together at run time has `*` for what is put in, and its expressions follow it in brackets. */
export interface PythonToken {
  readonly kind: 'name' | 'string' | 'number' | 'operator' | 'newline';
  readonly text: string;
  readonly line: number;
  /** Of the first token of a logical line: how far it is indented. */
  readonly indent?: number;
}

const NAME_START = /[A-Za-z_\u0080-\uffff]/;
const NAME_PART = /[\w\u0080-\uffff]/;
const STRING_PREFIX = /^(?:[rbfu]|rb|br|rf|fr)$/i;
const OPERATORS = ['**=', '//=', '>>=', '<<=', '...', ':=', '->', '==', '!=', '<=', '>=', '**', '//', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '@=', '<<', '>>'];
/** Expressions in strings nest no deeper in scripts that people read. */
const MAX_DEPTH = 4;

/** The tokens of a Python text; comments are left out, and what is no Python gives tokens that mean nothing. */
export function pythonTokens(text: string, firstLine = 1, depth = 0): PythonToken[] {
  const tokens: PythonToken[] = [];
  let line = firstLine;
  let brackets = 0;
  let at = 0;
  let lineStart = 0;
  let isLineStart = true;
  const push = (kind: PythonToken['kind'], written: string, start: number, atLine = line): void => {
    tokens.push(isLineStart ? { kind, text: written, line: atLine, indent: start - lineStart } : { kind, text: written, line: atLine });
    isLineStart = false;
  };
  while (at < text.length) {
    const character = text[at];
    if (character === '\n') {
      if (brackets === 0 && !isLineStart) {
        tokens.push({ kind: 'newline', text: '', line });
        isLineStart = true;
      }
      line += 1;
      at += 1;
      lineStart = at;
    } else if (character === '\\' && /^\r?\n/.test(text.slice(at + 1, at + 3))) {
      at += text[at + 1] === '\r' ? 3 : 2;
      line += 1;
    } else if (/\s/.test(character)) {
      at += 1;
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (character === '"' || character === '\'') {
      at = readString('', at);
    } else if (NAME_START.test(character)) {
      const start = at;
      while (at < text.length && NAME_PART.test(text[at])) at += 1;
      const word = text.slice(start, at);
      if ((text[at] === '"' || text[at] === '\'') && STRING_PREFIX.test(word)) {
        at = readString(word.toLowerCase(), at);
      } else {
        push('name', word, start);
      }
    } else if (/\d/.test(character)) {
      const start = at;
      while (at < text.length && /[\w.]/.test(text[at])) at += 1;
      push('number', text.slice(start, at), start);
    } else {
      const operator = OPERATORS.find(each => text.startsWith(each, at)) ?? character;
      if ('([{'.includes(operator)) brackets += 1;
      if (')]}'.includes(operator)) brackets = Math.max(0, brackets - 1);
      if (operator === ';' && brackets === 0) {
        tokens.push({ kind: 'newline', text: ';', line });
      } else {
        push('operator', operator, at);
      }
      at += operator.length;
    }
  }
  tokens.push({ kind: 'newline', text: '', line });
  return tokens;

  function readString(prefix: string, start: number): number {
    const quote = text.startsWith(text[start].repeat(3), start) ? text[start].repeat(3) : text[start];
    const startLine = line;
    const isRaw = prefix.includes('r');
    const isFormatted = prefix.includes('f');
    const expressions: { text: string; line: number }[] = [];
    let value = '';
    let here = start + quote.length;
    while (here < text.length && !text.startsWith(quote, here)) {
      const character = text[here];
      if (character === '\n') {
        if (quote.length === 1) break;
        line += 1;
      }
      if (character === '\\' && !isRaw) {
        value += escaped(text[here + 1] ?? '');
        if (text[here + 1] === '\n') line += 1;
        here += 2;
      } else if (isFormatted && (character === '{' || character === '}') && text[here + 1] === character) {
        value += character;
        here += 2;
      } else if (isFormatted && character === '{') {
        const end = endOfExpression(here + 1);
        expressions.push({ text: text.slice(here + 1, end), line });
        value += '*';
        line += countLines(text, here, end);
        here = end + 1;
      } else {
        value += character;
        here += 1;
      }
    }
    push('string', value, start, startLine);
    if (expressions.length > 0 && depth < MAX_DEPTH) {
      // After a string in brackets, so that they are looked through and belong to no call.
      for (const expression of expressions) {
        tokens.push({ kind: 'operator', text: 'f{', line: expression.line });
        for (const token of pythonTokens(expression.text, expression.line, depth + 1)) if (token.kind !== 'newline') tokens.push(token);
        tokens.push({ kind: 'operator', text: '}f', line: expression.line });
      }
    }
    return text.startsWith(quote, here) ? here + quote.length : here;
  }

  /** Where the expression in a string ends; quotes inside it may hold braces. */
  function endOfExpression(from: number): number {
    let open = 0;
    let quoted = '';
    for (let here = from; here < text.length; here++) {
      const character = text[here];
      if (character === '\n' && quoted !== '') return here;
      if (quoted !== '') {
        if (character === quoted) quoted = '';
      } else if (character === '"' || character === '\'') {
        quoted = character;
      } else if ('([{'.includes(character)) {
        open += 1;
      } else if (')]}'.includes(character)) {
        if (open === 0) return here;
        open -= 1;
      }
    }
    return text.length;
  }
}

function escaped(character: string): string {
  return character === 'n' ? '\n' : character === 't' ? '\t' : character === '\n' ? '' : '\'"\\'.includes(character) ? character : `\\${character}`;
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
