/** A statement of a text, from the end of the one before to its `;`. */
export interface CedarStatementText {
  readonly text: string;
  /** Where the text begins. */
  readonly offset: number;
  /** Where the first word stands, after white space and comments. */
  readonly start: number;
  /** What `@id` says. */
  readonly id?: string;
  /** `permit` or `forbid`, where that is what it says. */
  readonly effect?: string;
}

/** A text with its statements. */
export interface CedarText {
  readonly text: string;
  readonly statements: readonly CedarStatementText[];
}

const TRIVIA = /\s*(?:\/\/[^\n\r]*(?:[\n\r]\s*|$))*/y;
/** What can hold a `;` that ends nothing, else a character; quotes that are not closed reach to the end. */
const PIECE = /"(?:[^"\\]|\\[^])*(?:"|\\?$)|\/\/[^\n\r]*|[^]/y;
const ANNOTATION = /@([A-Za-z_]\w*)(?:\s*\(\s*"((?:[^"\\]|\\[^])*)"\s*\))?/y;
const WORD = /[A-Za-z_]\w*/y;

/**
 * Take a text apart into its statements, also where some of them are faulty: each is checked alone, so that none hides another.
 *
 * A semicolon ends a statement, and stands nowhere else in Cedar but in strings and comments.
 */
export function readCedar(text: string): CedarText {
  const statements: CedarStatementText[] = [];
  let offset = 0;
  const end = (to: number): void => {
    const start = afterTrivia(text, offset);
    if (start < to) statements.push(statement(text, offset, start, to));
    offset = to;
  };
  for (const { 0: piece, index } of pieces(text)) {
    if (piece === ';') end(index + 1);
  }
  end(text.length);
  return { text, statements };
}

/** A text without its comments, and with nothing in its strings. */
export function bare(text: string): string {
  return Array.from(pieces(text), ({ 0: piece }) => piece.length === 1 ? piece : piece.startsWith('/') ? ' ' : '""').join('');
}

/** Whether a place is inside a string or a comment, where any text may stand. */
export function isInCedarText(text: string, offset: number): boolean {
  for (const { 0: piece, index } of pieces(text)) {
    if (index + piece.length > offset) return piece.length > 1 && index < offset;
  }
  return false;
}

function* pieces(text: string): Generator<RegExpExecArray> {
  const piece = new RegExp(PIECE);
  for (let found = piece.exec(text); found !== null; found = piece.exec(text)) yield found;
}

function statement(text: string, offset: number, start: number, end: number): CedarStatementText {
  let id: string | undefined;
  let at = start;
  // One after the other: as one pattern they could be read in many ways, which takes for ever where none fits.
  for (let found = matchAt(ANNOTATION, text, at); found !== null; found = matchAt(ANNOTATION, text, at)) {
    if (found[1] === 'id') id ??= found[2];
    at = afterTrivia(text, at + found[0].length);
  }
  const word = matchAt(WORD, text, at)?.[0];
  const effect = word === 'permit' || word === 'forbid' ? word : undefined;
  return { text: text.slice(offset, end), offset, start, ...id === undefined ? {} : { id }, ...effect === undefined ? {} : { effect } };
}

function afterTrivia(text: string, offset: number): number {
  return offset + (matchAt(TRIVIA, text, offset)?.[0].length ?? 0);
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}
