import { coloursFor } from './colours';
import { Io, Status } from './io';
import { printable } from './printable';
import { readSource, Unreadable } from './read-source';
import { displayName, formatFindings } from './report';
import { decodeText } from '../content/parse/decode';
import { ParseError } from '../content/parse/position';
import { findingOf } from '../content/validate';

/**
 * Read one file and do something with its text; what cannot be read is said on standard error.
 */
export async function withText(path: string, io: Io, use: (text: string) => Status): Promise<Status> {
  let text: string | undefined;
  try {
    text = decodeText(await readSource(path, io));
    return use(text);
  } catch (error) {
    if (error instanceof Unreadable) return fail(io, path, error.message, Status.FAILED);
    if (!(error instanceof ParseError)) throw error;
    io.err.write(formatFindings(path, text, [findingOf(error)], coloursFor(io.err, io.env)));
    return Status.FOUND;
  }
}

/** Say why a command cannot do what it was asked to do with a file. */
export function fail(io: Io, path: string, reason: string, status: Status): Status {
  io.err.write(`ssm-doc: ${displayName(path)}: ${printable(reason)}\n`);
  return status;
}
