import { IResolvable, Token, Tokenization } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { deployTimeJson, deployTimeList, deployTimeText, Escaping } from './deploy-time-text';
import { ValidationError } from './host-language';

/** What a POSIX shell reads as itself. */
const PLAIN = /^[a-zA-Z0-9_@%+:,./-]+$/;

/**
 * An option of the AWS CLI, quoted for a POSIX shell; what is only known at deployment is escaped at deployment.
 *
 * The CLI takes a value that begins with a dash for another option, unless "=" stands before it.
 *
 * @internal
 */
export function option(name: string, value: string): string {
  return `--${name}${value.startsWith('-') ? '=' : ' '}${shellQuote(value)}`;
}

/**
 * A value as JSON text; what is only known at deployment is escaped at deployment.
 *
 * @internal
 */
export function asJson(value: unknown): string {
  if (Array.isArray(value)) {
    const token = Token.isUnresolved(value) ? Tokenization.reverseList(value) : undefined;
    return token === undefined ? `[${value.map(asJson).join(',')}]` : deployTimeList(token, 'JSON');
  }
  if (typeof value === 'string') return escapeTokens(JSON.stringify(value), 'JSON');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Tokenization.isResolvable(value)) return deployTimeJson(value, 'JSON');
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries.map(([key, each]) => `${asJson(key)}:${asJson(each)}`).join(',')}}`;
}

/**
 * Refuse texts for which the AWS CLI would send the content of a file.
 *
 * @internal
 */
export function checkForFiles(scope: IConstruct, texts: Readonly<Record<string, string | undefined>>): void {
  for (const [name, text] of Object.entries(texts)) {
    if (text !== undefined && /^fileb?:\/\//.test(text)) {
      throw new ValidationError(lit`NotForCommandLine`,
        `${name} is ${JSON.stringify(text)}, and the AWS CLI would send the content of that file instead; begin with something else than "file://"`, scope);
    }
  }
}

/** A text as one word of a POSIX shell. */
function shellQuote(text: string): string {
  if (!Token.isUnresolved(text) && PLAIN.test(text)) return text;
  return `'${escapeTokens(text.replaceAll('\'', '\'\\\'\''), 'SHELL')}'`;
}

/** Markers of tokens hold no character that needs escaping, so literal text may be escaped before them. */
function escapeTokens(text: string, escaping: Escaping): string {
  return Tokenization.reverseString(text)
    .mapTokens({ mapToken: token => deployTimeText(token, escaping) as unknown as IResolvable })
    .join({ join: (left: string | undefined, right: string | undefined) => (left ?? '') + (right ?? '') }) as string;
}
