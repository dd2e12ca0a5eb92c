import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Io } from './io';
import { ParseError } from '../content/parse/position';
import { MAX_CONTENT_BYTES } from '../content/schema/document-types';

/** The path that stands for standard input. */
export const STDIN = '-';

/** Sixteen times what SSM takes: room for a document that shrinks when rendered, none for what cannot be one. */
export const MAX_SOURCE_BYTES = 16 * MAX_CONTENT_BYTES;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  ENOTDIR: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'this is a folder, a file is needed',
  ELOOP: 'the symbolic links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** A path cannot be read; the reason is for people. */
export class Unreadable extends Error {
  public static because(error: unknown): Unreadable {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return new Unreadable(REASONS[code] ?? message);
  }
}

/**
 * The bytes of a file or of standard input.
 *
 * @throws Unreadable when there is nothing to read.
 * @throws ParseError when it is far too large.
 */
export async function readSource(path: string, io: Io): Promise<Uint8Array> {
  if (path !== STDIN) return readFile(path);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of io.stdin) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_SOURCE_BYTES) throw tooLarge();
    }
  } catch (error) {
    throw error instanceof ParseError ? error : Unreadable.because(error);
  }
  return Buffer.concat(chunks);
}

/** Pipes and devices tell no size, so the bytes are counted while they are read. */
function readFile(path: string): Uint8Array {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const { size } = fstatSync(file);
    if (size > MAX_SOURCE_BYTES) throw tooLarge(size);
    let bytes = Buffer.allocUnsafe(size + 1);
    let length = 0;
    for (let read = 1; read > 0; length += read) {
      if (length === bytes.length) bytes = Buffer.concat([bytes], Math.max(65_536, 2 * length));
      read = readSync(file, bytes, length, bytes.length - length, null);
      if (length + read > MAX_SOURCE_BYTES) throw tooLarge();
    }
    return bytes.subarray(0, length);
  } catch (error) {
    throw error instanceof ParseError ? error : Unreadable.because(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function tooLarge(size?: number): ParseError {
  const found = size === undefined ? `more than ${megabytes(MAX_SOURCE_BYTES)}` : megabytes(size);
  return new ParseError(`this is too large to be a document: ${found}; SSM takes ${MAX_CONTENT_BYTES / 1024} KB`,
    { line: 1, column: 1 }, 'text/too-large');
}

function megabytes(size: number): string {
  return `${(size / 1024 / 1024).toFixed(size < 10 * 1024 * 1024 ? 1 : 0)} MB`;
}
