/** A stream that a command writes to. */
export interface Output {
  readonly isTerminal: boolean;
  write(text: string): void;
}

/** Everything of the process that a command touches, besides the files it reads. */
export interface Io {
  readonly out: Output;
  readonly err: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Exit statuses; documented in the help. */
export enum Status {
  /** Nothing wrong. */
  OK = 0,
  /** A document is wrong. */
  FOUND = 1,
  /** The command could not do what was asked: misuse, or something that cannot be read. */
  FAILED = 2,
}
