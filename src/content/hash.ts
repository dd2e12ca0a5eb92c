import { createHash } from 'node:crypto';
import { loneSurrogateAt } from './text';

/**
 * The hash that SSM reports for a document version: lower-case hex SHA-256 of the exact UTF-8 bytes of its content text.
 *
 * White space counts; equal content in JSON and in YAML has different hashes.
 *
 * @throws Error when the text has no UTF-8 bytes, as it holds half a surrogate pair.
 */
export function contentHash(text: string): string {
  if (loneSurrogateAt(text) !== -1) {
    throw new Error('the text holds half of a surrogate pair, which has no UTF-8 bytes and so no hash');
  }
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
