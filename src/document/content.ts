import { readFileSync } from 'node:fs';
import { Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { inLastingOrder } from './host-language';
import { Finding } from '../content/finding';
import { decodeText } from '../content/parse/decode';
import { parse } from '../content/parse/parse';
import { ParseError } from '../content/parse/position';
import { DocumentFormat as Format } from '../content/schema/document-types';

/** A text of one line that is rather the path of a file. */
const PATH = /^\s*[^\s{[][^\r\n]*\.(?:json|ya?ml|ics|cedar)\s*$/i;

/**
 * Where the content of a document comes from: a file, a text or an object.
 */
export abstract class Content {
  /**
   * Read the content from a file: JSON, YAML, an iCalendar text or Cedar policies, recognised by how it begins.
   *
   * Errors when the file cannot be read, with the line and the column where it is not what it should be.
   *
   * @param path the file, seen from the working directory.
   */
  public static fromFile(path: string): Content {
    return new TextContent(read(path, () => decodeText(readBytes(path))), path);
  }

  /**
   * Take the content from a text: JSON, YAML, an iCalendar text or Cedar policies, recognised by how it begins.
   *
   * Errors when the text cannot be read, with the line and the column where it is not what it should be.
   *
   * @param text the text. Tokens may stand in its strings.
   */
  public static fromString(text: string): Content {
    return new TextContent(text);
  }

  /**
   * Take the content from an object, as SSM is to read it.
   *
   * Tokens may stand anywhere in it; keys and items keep their order.
   *
   * @param content text, numbers, booleans, lists and maps.
   */
  public static fromObject(content: Record<string, any>): Content {
    return new ObjectContent(inLastingOrder(content));
  }

  /**
   * The text as it was written; undefined for objects.
   */
  public abstract readonly text?: string;

  /** What the text is written in; undefined for objects. @internal */
  public abstract readonly _format?: Format;
  /** The content; the text itself where the text has no structure. @internal */
  public abstract readonly _value: unknown;
  /** What reading found. @internal */
  public abstract readonly _findings: readonly Finding[];
}

class TextContent extends Content {
  public readonly text?: string;
  /** @internal */
  public readonly _format: Format;
  /** @internal */
  public readonly _value: unknown;
  /** @internal */
  public readonly _findings: readonly Finding[];

  constructor(text: string, path?: string) {
    super();
    const document = read(path, () => parse(text), path === undefined && PATH.test(text) ? '; to read a file use Content.fromFile' : '');
    this.text = text;
    this._format = document.format;
    this._value = document.content;
    this._findings = document.findings.map(({ offset, ...finding }) => {
      const { line, column } = document.locate({ path: finding.path, offset });
      return { ...finding, message: `${path === undefined ? '' : `${path}, `}line ${line}, column ${column}: ${finding.message}` };
    });
  }
}

class ObjectContent extends Content {
  public readonly text = undefined;
  /** @internal */
  public readonly _format = undefined;
  /** @internal */
  public readonly _findings = [];

  /** @internal */
  constructor(public readonly _value: unknown) {
    super();
    if (typeof _value !== 'object' || _value === null || (Array.isArray(_value) && !Token.isUnresolved(_value))) {
      throw new UnscopedValidationError(lit`ContentIsNoObject`,
        `the content is ${JSON.stringify(_value)}, a map of keys and values is needed; use Content.fromString for text`);
    }
  }
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new UnscopedValidationError(lit`ContentFileNotReadable`,
      `the content file ${JSON.stringify(path)} cannot be read (${(error as Error).message}); the path is seen from the working directory, ${JSON.stringify(process.cwd())}`);
  }
}

function read<T>(path: string | undefined, act: () => T, hint = ''): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const { line, column } = error.position;
    throw new UnscopedValidationError(lit`ContentNotReadable`,
      `${path === undefined ? 'the content, ' : `${path}, `}line ${line}, column ${column}: ${error.reason}${hint}`);
  }
}
