import { createHash } from 'node:crypto';

/**
 * The hash that SSM reports for a document version: lower-case hex SHA-256 of the exact UTF-8 bytes of its content text.
 *
 * White space counts; equal content in JSON and in YAML has different hashes.
 */
export function contentHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
