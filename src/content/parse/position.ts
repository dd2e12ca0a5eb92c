/** A place in a text; both numbers count from one, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function positionAt(text: string, offset: number): Position {
  return new Lines(text).positionAt(offset);
}

/** Where the lines of a text begin, for whoever asks for many places. */
export class Lines {
  private readonly starts: number[];

  constructor(private readonly text: string) {
    // Editors do not count a byte order mark as a column.
    this.starts = [text.startsWith('\uFEFF') ? 1 : 0];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      this.starts.push(at + 1);
    }
  }

  public positionAt(offset: number): Position {
    const end = Math.min(Math.max(offset, 0), this.text.length);
    let low = 0;
    for (let high = this.starts.length - 1; low < high;) {
      const middle = Math.ceil((low + high) / 2);
      if (this.starts[middle] <= end) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: low + 1, column: Math.max(1, end - this.starts[low] + 1) };
  }

  /** Where a line begins, counted from one. */
  public offsetOf(line: number): number {
    return this.starts[line - 1] ?? this.text.length;
  }
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
