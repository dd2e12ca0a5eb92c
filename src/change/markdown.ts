import { readFileSync } from 'node:fs';
import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { decodeText } from '../content/parse/decode';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Texts in Markdown, such as what a change template tells those who request changes.
 */
export class Markdown {
  /**
   * The text of a file, as it stands there, but for a byte order mark.
   *
   * Errors when the file cannot be read or is no UTF-8 text.
   *
   * @param path the file, seen from the working directory.
   */
  public static fromFile(path: string): string {
    try {
      const text = decodeText(readFileSync(path));
      return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    } catch (error) {
      throw new UnscopedValidationError(lit`MarkdownFileNotReadable`,
        `the Markdown file ${JSON.stringify(path)} cannot be read (${(error as Error).message}); the path is seen from the working directory, ${JSON.stringify(process.cwd())}`);
    }
  }

  private constructor() {
  }
}
