import { Token } from 'aws-cdk-lib';

/**
 * What is wrong with a text that a call of an API takes; nothing is known of tokens.
 *
 * @param name what the text is.
 * @param max the most characters.
 * @internal
 */
export function textFaults(name: string, text: string | undefined, max: number): string[] {
  if (text === undefined || Token.isUnresolved(text)) return [];
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  if (text.length < 1 || text.length > max) return [`${name} is ${shown}, which has ${text.length} characters; 1 to ${max} are allowed`];
  return /[\0\n\r]/.test(text) ? [`${name} is ${shown}; line breaks and NUL are not allowed`] : [];
}
