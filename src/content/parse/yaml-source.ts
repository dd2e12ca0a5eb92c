import type { Event } from 'js-yaml';
import { yamlEvents } from './js-yaml';
import { MAX_DEPTH } from '../depth';
import { ParseError, Position, positionAt } from './position';

/** How often a text may be mended before it counts as unreadable; every time, it is read anew. */
const MAX_MENDINGS = 500;
/** So many characters are read for that at most, so that long texts are mended less often. */
const MAX_READ = 18_000_000;
/** No place in a text that can be read is indented further. */
const MOST_INDENTED = 2 * MAX_DEPTH;

const TAB = 'tab characters must not be used in indentation';

/** What the parser says when it stops. */
interface Failure {
  readonly reason: string;
  /** The offset in the text that was read. */
  readonly offset: number;
}

/** A YAML text as the parser can read it, with its events, and the way back to the places of the original. */
export class YamlSource {
  public text: string;
  public readonly events: readonly Event[];
  /** The offsets in the original before which spaces were put, in ascending order. */
  private mended: number[] = [];
  private mendings = 0;
  private charactersRead = 0;
  /** Further to the right than any place in the text is; made when it is needed. */
  private spaces?: string;

  constructor(private readonly original: string) {
    this.text = original;
    this.events = this.read();
  }

  public positionOf(offset: number): Position {
    return positionAt(this.original, this.originalOffset(offset));
  }

  /** The offset in the original text. */
  public originalOffset(offset: number): number {
    let inserted = 0;
    for (const start of this.mended) {
      if (offset < start + inserted + this.mending.length) return Math.min(offset - inserted, start);
      inserted += this.mending.length;
    }
    return offset - inserted;
  }

  private get mending(): string {
    return this.spaces ??= ' '.repeat(Math.min(MOST_INDENTED, 2 + deepest(this.original)));
  }

  private read(): readonly Event[] {
    for (;;) {
      const result = tryToRead(this.text);
      if (!isFailure(result)) return result;
      this.mend(result);
    }
  }

  /**
   * Inside quotes and brackets leading white space means nothing, so a line that the parser finds too far to the left
   * can be moved to the right without changing the document.
   */
  private mend({ reason, offset }: Failure): void {
    const unclosed = quoteOf(reason);
    if (unclosed !== undefined) {
      throw this.error('the quotes that open here are not closed', openingOf(unclosed, this.text, this.text.length));
    }
    const start = lineStart(this.text, offset);
    // Reading stops at the place of the failure, now and in what is cut off behind it; the parser counts all lines for its message, which is quicker.
    this.charactersRead += 2 * this.originalOffset(offset) + this.text.length / 4;
    if (reason !== 'deficient indentation' || this.mended.includes(this.originalOffset(start))) throw this.error(explain(reason), offset);
    if (++this.mendings > MAX_MENDINGS || this.charactersRead > MAX_READ) {
      throw this.error(`${explain(reason)}, and so are too many lines before it to go on reading; indent them`, offset);
    }
    const starts = [start];
    // Cut off before this line, the text ends within what the line belongs to.
    const cut = tryToRead(this.text.slice(0, lineEnd(this.text, start)));
    const quote = isFailure(cut) ? quoteOf(cut.reason) : undefined;
    if (quote === undefined) {
      if (/^ *\t/.test(this.text.slice(start, offset))) throw this.error(explain(TAB), offset);
    } else {
      const end = closingOf(quote, this.text, start);
      if (end === -1) {
        throw this.error('the quotes that open here are not closed', openingOf(quote, this.text, start));
      }
      for (let next = nextLine(this.text, start); next !== 0 && next <= end; next = nextLine(this.text, next)) {
        starts.push(next);
      }
    }
    const pieces: string[] = [];
    let from = 0;
    for (const at of starts) {
      pieces.push(this.text.slice(from, at));
      from = at;
    }
    const originals = starts.map(at => this.originalOffset(at));
    this.text = [...pieces, this.text.slice(from)].join(this.mending);
    this.mended = [...this.mended, ...originals].sort((a, b) => a - b);
  }

  private error(reason: string, offset: number): ParseError {
    return new ParseError(reason, this.positionOf(offset));
  }
}

function tryToRead(text: string): readonly Event[] | Failure {
  try {
    return yamlEvents(text);
  } catch (error) {
    const { name, reason, mark } = error as { name?: string; reason?: string; mark?: { position: number } };
    if (name !== 'YAMLException' || mark === undefined) throw error;
    return { reason: reason ?? 'not readable', offset: mark.position };
  }
}

/** How far the lines of a text are indented at most, with dashes and the like in the place of spaces. */
function deepest(text: string): number {
  let most = 0;
  for (const [indentation] of text.matchAll(/^[ ?:-]+/gm)) most = Math.max(most, indentation.length);
  return most;
}

function isFailure(result: readonly Event[] | Failure): result is Failure {
  return !Array.isArray(result);
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function lineEnd(text: string, start: number): number {
  return text.endsWith('\r\n', start) ? start - 2 : start - 1;
}

function nextLine(text: string, start: number): number {
  return text.indexOf('\n', start) + 1;
}

type Quote = '"' | '\'';

/** The quotes that a text ends within, by the parser's words. */
function quoteOf(reason: string): Quote | undefined {
  switch (/^unexpected end of the stream within a (single|double) quoted scalar/.exec(reason)?.[1]) {
    case 'single': return '\'';
    case 'double': return '"';
    default: return undefined;
  }
}

/** Where the quotes close that are open at an offset, or -1. */
function closingOf(quote: Quote, text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') {
      at += 1;
    } else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== quote) return at;
      at += 1;
    }
  }
  return -1;
}

/** Where the quotes open that are open at an offset. */
function openingOf(quote: Quote, text: string, before: number): number {
  for (let at = text.lastIndexOf(quote, before - 1); at > 0; at = text.lastIndexOf(quote, at - 1)) {
    if (quote === '\'') {
      if (text[at - 1] !== quote) return at;
      at -= 1;
    } else if (text[at - 1] !== '\\') {
      return at;
    }
  }
  return 0;
}

/** The parser's words, with what to do about it where that is not plain. */
function explain(reason: string): string {
  if (/tab char/i.test(reason)) {
    return `${reason}; YAML is indented with spaces, not tabs`;
  }
  if (reason === 'deficient indentation') {
    return 'this line is indented less than what it belongs to';
  }
  if (reason === 'bad indentation of a mapping entry') {
    return `${reason}: this key is indented unlike its neighbours, or the unquoted text before it holds ": " and needs quotes`;
  }
  if (/^nesting exceeded/.test(reason)) {
    return `nested more than ${MAX_DEPTH} levels deep`;
  }
  return reason;
}
