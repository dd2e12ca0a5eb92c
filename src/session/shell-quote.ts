import { IResolvable, Token, Tokenization } from 'aws-cdk-lib';
import { deployTimeText, Escaping } from '../document/deploy-time-text';

/** What a POSIX shell reads as itself. */
const PLAIN = /^[a-zA-Z0-9_@%+:,./-]+$/;

/** A text as one word of a POSIX shell; what is only known at deployment is escaped at deployment. */
export function shellQuote(text: string): string {
  if (!Token.isUnresolved(text) && PLAIN.test(text)) return text;
  return `'${escapeTokens(text.replaceAll('\'', '\'\\\'\''), 'SHELL')}'`;
}

/** A text as JSON; what is only known at deployment is escaped at deployment. */
export function jsonQuote(text: string): string {
  return escapeTokens(JSON.stringify(text), 'JSON');
}

/** Markers of tokens hold no character that needs escaping, so literal text may be escaped before them. */
function escapeTokens(text: string, escaping: Escaping): string {
  return Tokenization.reverseString(text)
    .mapTokens({ mapToken: token => deployTimeText(token, escaping) as unknown as IResolvable })
    .join({ join: (left: string | undefined, right: string | undefined) => (left ?? '') + (right ?? '') }) as string;
}
