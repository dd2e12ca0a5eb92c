/** A place in a text; both numbers count from one, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionAt(text: string, offset: number): Position {
  const end = Math.min(Math.max(offset, 0), text.length);
  let line = 1;
  // Editors do not count a byte order mark as a column.
  let lineStart = end > 0 && text.startsWith('\uFEFF') ? 1 : 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
}

/** Why a text cannot be read, as a finding code. */
export type ParseErrorCode = 'text/syntax' | 'text/encoding' | 'text/too-large';

/** The text cannot be read as a document. */
export class ParseError extends Error {
  constructor(public readonly reason: string, public readonly position: Position, public readonly code: ParseErrorCode = 'text/syntax') {
    super(`line ${position.line}, column ${position.column}: ${reason}`);
    this.name = 'ParseError';
  }
}

/** Receives where each value of a text stands, in the order in which they are read. */
export type PositionListener = (path: readonly (string | number)[], offset: number) => void;
