import { Io, Output, Status } from './io';

/** The real process. */
export function processIo(): Io {
  return {
    out: output(process.stdout),
    err: output(process.stderr),
    // Opening standard input costs time and can keep a process alive, so it waits until somebody reads.
    stdin: { [Symbol.asyncIterator]: () => process.stdin[Symbol.asyncIterator]() },
    env: process.env,
  };
}

/** A reader that has gone away (`| head -1`) is no failure: the rest is dropped, and the exit status stays the verdict. */
function output(stream: NodeJS.WriteStream): Output {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!closed && error.code !== 'EPIPE') {
      process.exitCode = Status.FAILED;
      if (stream !== process.stderr) process.stderr.write(`ssm-doc: cannot write: ${error.message}\n`);
    }
    closed = true;
  });
  return {
    isTerminal: stream.isTTY === true,
    write: text => {
      if (!closed) stream.write(text);
    },
  };
}
