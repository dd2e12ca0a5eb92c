import { CfnResource, IResolvable, Reference, Token, Tokenization } from 'aws-cdk-lib';
import { deployTimeText, Escaping } from '../document/deploy-time-text';

/** What a POSIX shell reads as itself. */
const PLAIN = /^[a-zA-Z0-9_@%+:,./-]+$/;

/** Whose references hold no quotes: names of documents and ids of instances. */
const WITHOUT_QUOTES = ['AWS::EC2::Instance', 'AWS::SSM::Document'];

/** A text as one word of a POSIX shell; what is only known at deployment is escaped at deployment. */
export function shellQuote(text: string): string {
  if (!Token.isUnresolved(text) && PLAIN.test(text)) return text;
  if (isWithoutQuotes(text)) return `'${text}'`;
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

function isWithoutQuotes(text: string): boolean {
  const { length, firstToken: token } = Tokenization.reverseString(text);
  const resource = length === 1 && Reference.isReference(token) ? token.target : undefined;
  return CfnResource.isCfnResource(resource) && WITHOUT_QUOTES.includes(resource.cfnResourceType);
}
