import { readFileSync } from 'node:fs';
import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { CedarStatement } from './cedar-statement';
import { cedarCode } from './cedar-text';
import { decodeText } from '../content/parse/decode';

const BYTE_ORDER_MARK = '\ufeff';
/** A text of one line that is rather the path of a file. */
const PATH = /^\s*[^\s{}]+\.cedar\s*$/i;

/**
 * What a text of Cedar policies is called.
 */
export interface CedarPolicyOptions {
  /**
   * An id. In AWS's sample it is optional, as is the description.
   *
   * @default - no id
   */
  readonly id?: string;

  /**
   * What it is for.
   *
   * @default - no description
   */
  readonly description?: string;
}

/**
 * A text of Cedar policies in an auto-approval or a deny-access policy: one or more statements.
 */
export class CedarPolicy {
  /**
   * Statements that are declared.
   *
   * @param statements the statements, in the order in which they are written; it means nothing to the decision.
   * @param options what it is called.
   */
  public static fromStatements(statements: CedarStatement[], options: CedarPolicyOptions = {}): CedarPolicy {
    return new CedarPolicy(statements.map(({ _text }) => _text).join('\n\n'), options, [...statements]);
  }

  /**
   * Statements as a text in Cedar, which is deployed as it is.
   *
   * Values that are only known at deployment can stand in its strings, where they are escaped; elsewhere they are refused, as they would become code.
   *
   * @param text one or more statements.
   * @param options what it is called.
   */
  public static fromText(text: string, options: CedarPolicyOptions = {}): CedarPolicy {
    const code = cedarCode('the Cedar text', text);
    if (PATH.test(text)) {
      throw new UnscopedValidationError(lit`CedarTextIsPath`, `the Cedar text is ${JSON.stringify(text)}, which is rather the path of a file; to read one use CedarPolicy.fromFile`);
    }
    return new CedarPolicy(code, options);
  }

  /**
   * Statements from a file in Cedar, deployed as they stand there, but for a byte order mark.
   *
   * Errors when the file cannot be read or is no UTF-8 text.
   *
   * @param path the file, seen from the working directory.
   * @param options what it is called.
   */
  public static fromFile(path: string, options: CedarPolicyOptions = {}): CedarPolicy {
    return new CedarPolicy(read(path), options);
  }

  private constructor(private readonly text: string, private readonly options: CedarPolicyOptions,
    /** The statements, where they are declared. @internal */
    public readonly _statements: readonly CedarStatement[] = []) {
  }

  /** The entry in a policy document. @internal */
  public _render(): Record<string, unknown> {
    const { id, description } = this.options;
    return { id, description, type: 'Cedar', content: this.text };
  }
}

function read(path: string): string {
  try {
    const text = decodeText(readFileSync(path));
    return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  } catch (error) {
    throw new UnscopedValidationError(lit`CedarFileNotReadable`,
      `the Cedar file ${JSON.stringify(path)} cannot be read (${(error as Error).message}); the path is seen from the working directory, ${JSON.stringify(process.cwd())}`);
  }
}
