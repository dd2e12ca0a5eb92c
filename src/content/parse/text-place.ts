import type { ContentValue } from '../value';

const BLOCK = /:[ \t]*\|[-+]?[ \t]*(?:#[^\n]*)?\r?\n/y;
const QUOTED = /:\s*"/y;
/** What stands for one or two characters between double quotes. */
const UNIT = /\\u[0-9a-fA-F]{4}|\\[^]|[^"\\\n]/y;

/**
 * Where a place inside a text of the content stands in the document; undefined where that cannot be told exactly.
 *
 * @param keyAt where the key of the text stands.
 * @param value the text as it was read, which what is found is held against.
 * @param offset the place in it.
 */
export function placeInText(document: string, keyAt: number, value: ContentValue | undefined, offset: number): number | undefined {
  if (typeof value !== 'string') return undefined;
  const key = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s:"'][^:\n"']*/y;
  key.lastIndex = keyAt;
  if (!key.test(document)) return undefined;
  BLOCK.lastIndex = QUOTED.lastIndex = key.lastIndex;
  if (BLOCK.test(document)) return placeInBlock(document, BLOCK.lastIndex, value, offset);
  return QUOTED.test(document) ? placeInQuotes(document, QUOTED.lastIndex, value, offset) : undefined;
}

/** A block (`|`) holds the lines as they are, further to the right. */
function placeInBlock(document: string, start: number, value: string, offset: number): number | undefined {
  const lines = value.split('\n');
  const before = value.slice(0, offset).split('\n');
  let at = start;
  let indent: number | undefined;
  for (const [index, line] of lines.entries()) {
    const end = document.indexOf('\n', at);
    const written = document.slice(at, end === -1 ? document.length : end).replace(/\r$/, '');
    if (line !== '') indent ??= written.length - line.length;
    if (line !== '' && written !== ' '.repeat(indent!) + line) return undefined;
    if (index === before.length - 1) return at + Math.min(indent ?? 0, written.length) + before[index].length;
    if (end === -1) return undefined;
    at = end + 1;
  }
  return undefined;
}

function placeInQuotes(document: string, start: number, value: string, offset: number): number | undefined {
  let at = start;
  let length = 0;
  while (length < offset) {
    UNIT.lastIndex = at;
    const unit = UNIT.exec(document)?.[0];
    if (unit === undefined) return undefined;
    let read: string;
    try {
      read = JSON.parse(`"${unit.replace('\t', '\\t')}"`) as string;
    } catch {
      return undefined; // an escape of YAML alone
    }
    if (!value.startsWith(read, length)) return undefined;
    length += read.length;
    at += unit.length;
  }
  return at;
}
