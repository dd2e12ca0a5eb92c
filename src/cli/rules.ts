import { Arguments } from './arguments';
import { coloursFor } from './colours';
import { Io, Status } from './io';
import { findingCodes } from '../content/check/check';

/** `ssm-doc rules`. */
export async function runRules(_: Arguments, io: Io): Promise<Status> {
  const codes = Object.entries(findingCodes()).sort(([left], [right]) => left < right ? -1 : 1);
  const width = Math.max(...codes.map(([code]) => code.length));
  const colours = coloursFor(io.out, io.env);
  io.out.write(codes.map(([code, { severity, summary }]) =>
    `${code.padEnd(width)}  ${colours[severity](severity.padEnd('warning'.length))}  ${summary}\n`).join(''));
  return Status.OK;
}
