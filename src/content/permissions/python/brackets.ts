import { PythonArguments } from './arguments';
import { PythonCursor } from './cursor';
import { distinct, itemsFrom, PythonValue, PythonValues, UNKNOWN } from './values';

/** What stands between brackets; the reader is that of expressions. */
export interface InsideBrackets {
  expression(): PythonValues;
  /** `a in b` behind `for`, in a comprehension. */
  forEach(): void;
}

/** What stands up to a closing bracket: one value, or a container; comprehensions too. */
export function readGroup(cursor: PythonCursor, inside: InsideBrackets, closing: string): PythonValues {
  const parts: PythonValues[] = [];
  let hasComma = closing === ']';
  while (!cursor.isOperator(closing) && !cursor.isEnd()) {
    const before = cursor.at;
    if (cursor.isWord('async')) cursor.at += 1;
    if (cursor.isWord('for')) {
      cursor.at += 1;
      inside.forEach();
    } else if (cursor.isOperator(',') || cursor.isOperator(':') || cursor.isOperator('=')) {
      hasComma ||= cursor.isOperator(',');
      cursor.at += 1;
    } else {
      parts.push(inside.expression());
    }
    if (cursor.at === before) cursor.at += 1;
  }
  if (cursor.isOperator(closing)) cursor.at += 1;
  return hasComma || parts.length !== 1 ? [{ kind: 'container', items: itemsFrom(parts) }] : parts[0];
}

/** A dict or a set. */
export function readBraces(cursor: PythonCursor, inside: InsideBrackets): PythonValues {
  const keys = new Map<string, PythonValues>();
  const items: PythonValue[] = [];
  while (!cursor.isOperator('}') && !cursor.isEnd()) {
    const before = cursor.at;
    if (cursor.isWord('for')) {
      cursor.at += 1;
      inside.forEach();
    } else if (cursor.isOperator(',') || cursor.isOperator(':')) {
      cursor.at += 1;
    } else {
      const key = inside.expression();
      if (cursor.isOperator(':')) {
        cursor.at += 1;
        const value = inside.expression();
        const [name] = key;
        if (name?.kind === 'text') keys.set(name.text, value);
        items.push(...value.length === 0 ? [UNKNOWN] : value);
      } else {
        items.push(...key);
      }
    }
    if (cursor.at === before) cursor.at += 1;
  }
  if (cursor.isOperator('}')) cursor.at += 1;
  return [{ kind: 'container', items: distinct(items), keys }];
}

/** What stands between the brackets of a call. */
export function readArguments(cursor: PythonCursor, inside: InsideBrackets): PythonArguments {
  const positional: PythonValues[] = [];
  const named = new Map<string, PythonValues>();
  let isOpen = false;
  while (!cursor.isOperator(')') && !cursor.isEnd()) {
    const before = cursor.at;
    const [token, next] = [cursor.tokens[cursor.at], cursor.tokens[cursor.at + 1]];
    if (cursor.isOperator('*') || cursor.isOperator('**')) {
      const isNamed = token.text === '**';
      cursor.at += 1;
      const [value] = inside.expression();
      if (isNamed && value?.kind === 'container' && value.keys !== undefined && value.keys.size > 0) {
        cursor.spend(value.keys.size);
        value.keys.forEach((values, key) => named.set(key, values));
        // A dict that was made in several steps may hold more.
        if (cursor.tokens[before + 1]?.text !== '{') isOpen = true;
      } else {
        isOpen = true;
      }
    } else if (token.kind === 'name' && next?.kind === 'operator' && next.text === '=') {
      cursor.at += 2;
      named.set(token.text, inside.expression());
    } else if (cursor.isWord('for')) {
      cursor.at += 1;
      inside.forEach();
    } else if (cursor.isOperator(',') || cursor.isOperator(':') || cursor.isOperator('=')) {
      cursor.at += 1;
    } else {
      positional.push(inside.expression());
    }
    if (cursor.at === before) cursor.at += 1;
  }
  if (cursor.isOperator(')')) cursor.at += 1;
  return { positional, named, isOpen };
}
