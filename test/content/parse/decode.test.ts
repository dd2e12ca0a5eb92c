import { decodeText } from '../../../src/content/parse/decode';
import { ParseError } from '../../../src/content/parse/position';

test.each(['', 'a\r\nb', '\ufeff{}', 'é😀', 'a \ufffd that was written'])('UTF-8 stays as it is: %j', text => {
  expect(decodeText(Buffer.from(text, 'utf8'))).toBe(text);
});

test.each([
  ['UTF-16, little-endian', Buffer.from('\ufeff{}', 'utf16le'), 'UTF-16', 1, 1],
  ['UTF-16, big-endian', Buffer.from([0xfe, 0xff, 0, 0x7b]), 'UTF-16', 1, 1],
  ['UTF-16 without a mark', Buffer.from('{}', 'utf16le'), 'perhaps it is UTF-16', 1, 2],
  ['a NUL byte', Buffer.from('ab\ncd\0', 'utf8'), 'a NUL byte', 2, 3],
  ['Latin-1', Buffer.from('{\n "é":1}', 'latin1'), 'the byte 0xe9', 2, 3],
  ['a wrong byte after other characters', Buffer.concat([Buffer.from('é😀'), Buffer.from([0xff])]), 'the byte 0xff', 1, 4],
  ['a text that ends inside a character', Buffer.from([0x61, 0xef, 0xbf]), 'ends inside a character', 1, 2],
  ['a character written too long', Buffer.from([0xc0, 0x80]), 'the byte 0xc0', 1, 1],
])('%s is refused', (_, bytes, words, line, column) => {
  let thrown: unknown;
  try {
    decodeText(bytes);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ParseError);
  const error = thrown as ParseError;
  expect(error.code).toBe('text/encoding');
  expect(error.reason).toContain(words);
  expect(error.position).toEqual({ line, column });
});
