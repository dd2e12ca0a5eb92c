import { ParseError, Position } from './position';

const UTF16_HINT = 'it is UTF-16, as ">" of Windows PowerShell writes it; save it as UTF-8';

/**
 * The text of a file's bytes, unchanged: a byte order mark stays, because SSM would keep and hash it too.
 *
 * @throws ParseError when the bytes are no UTF-8 text.
 */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new ParseError(`this is no UTF-8 text: ${UTF16_HINT}`, { line: 1, column: 1 }, 'text/encoding');
  }
  const nul = buffer.indexOf(0);
  if (nul !== -1) {
    const reason = nul < 2 ? `this is no UTF-8 text, perhaps ${UTF16_HINT}` : 'this is no text: it holds a NUL byte';
    throw new ParseError(reason, endOf(bytes.subarray(0, nul)), 'text/encoding');
  }
  const text = buffer.toString('utf8');
  const wrong = text.includes('\ufffd') ? firstDifference(buffer, Buffer.from(text, 'utf8')) : -1;
  if (wrong !== -1) {
    const byte = bytes[wrong] === undefined ? 'the text ends inside a character' : `the byte 0x${bytes[wrong].toString(16)} is not UTF-8 here`;
    throw new ParseError(`this is no UTF-8 text: ${byte}; save the file as UTF-8`, endOf(bytes.subarray(0, wrong)), 'text/encoding');
  }
  return text;
}

function firstDifference(left: Uint8Array, right: Uint8Array): number {
  const length = Math.max(left.length, right.length);
  for (let at = 0; at < length; at++) {
    if (left[at] !== right[at]) return at;
  }
  return -1;
}

/** The place after the given bytes; an incomplete last character does not count. */
function endOf(bytes: Uint8Array): Position {
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true }).split('\n');
  return { line: lines.length, column: lines[lines.length - 1].length + 1 };
}
