import { IResolvable, Tokenization, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { inCedarPattern, inCedarString } from '../content/cedar/escape';
import { NUMBER_TOKEN, TEXT_TOKEN } from '../content/token-text';
import { describe } from '../content/value';
import { ContentReference } from '../document/content-reference';
import { deployTimeText } from '../document/deploy-time-text';

/** What stands for a text, and for a number, that is only known later. */
const MARKER = new RegExp(`(${TEXT_TOKEN.source}|${NUMBER_TOKEN.source})`);
const MARKERS = new RegExp(MARKER, 'g');
/** A surrogate without the other one of its pair, which UTF-8 cannot hold. */
const HALF_CHARACTER = /[\ud800-\udfff]/u;
/** A comment, a string, or a character of anything else. */
const PART = /\/\/[^\r\n]*|"(?:\\.|[^"\\])*("?)|[^]/gsu;
const BRACKETS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * A text as a string of Cedar, in its quotes. What is only known at deployment is escaped at deployment.
 *
 * @internal
 */
export function cedarString(what: string, text: string): string {
  return `"${escaped(what, text, inCedarString, 'CEDAR')}"`;
}

/**
 * A pattern of `like` in its quotes: "*" matches anything, `\*` and `\\` stand for "*" and "\". What is only known at deployment stands for itself.
 *
 * @internal
 */
export function cedarPattern(what: string, pattern: string): string {
  return `"${escaped(what, pattern, fixed => writtenPattern(what, fixed), 'CEDAR_PATTERN')}"`;
}

function writtenPattern(what: string, fixed: string): string {
  return fixed.replace(/\\(.?)|[^\\*]+/gsu, (part, after?: string) => {
    if (after === undefined) return inCedarPattern(part);
    if (after === '*' || after === '\\') return `\\${after}`;
    throw new UnscopedValidationError(lit`InvalidCedarPattern`,
      `${what} is the pattern ${JSON.stringify(fixed)}, in which "\\" stands before ${after === '' ? 'nothing' : JSON.stringify(after)}; `
      + 'write "\\\\" for "\\" itself and "\\*" for "*", or use CedarPattern.escape for text that stands for itself');
  });
}

/** Whether a text or a number stands in a text that is only known later. @internal */
export function holdsToken(text: string): boolean {
  return MARKER.test(text);
}

/** A text that means itself in a pattern; tokens do so anyway. @internal */
export function escapedPattern(text: string): string {
  return text.split(MARKER).map((part, index) => index % 2 === 1 ? part : part.replace(/[\\*]/g, '\\$&')).join('');
}

/**
 * Code that people wrote: what is only known at deployment can stand in its strings, where it is escaped, and nowhere else.
 *
 * @internal
 */
export function cedarCode(what: string, code: string): string {
  checkText(what, code);
  if (!MARKER.test(code)) return code;
  // What stands between strings, comments aside, with the place of tokens among it.
  let between = '';
  let outside: string | undefined;
  const written = code.replace(/\/\/[^\r\n]*|"(?:\\.|[^"\\])*(?:"|$)|[^"/]+|\//gsu, part => {
    if (part.startsWith('"')) {
      const escaping = /\blike\s*$/.test(between) ? 'CEDAR_PATTERN' : 'CEDAR';
      between = '';
      return part.replace(MARKERS, marker => tokenText(what, marker, escaping));
    }
    const isComment = part.startsWith('//');
    if (part.search(MARKERS) !== -1) outside ??= isComment ? 'in a comment' : 'outside of quotes';
    if (!isComment) between += part;
    return part;
  });
  if (outside === undefined) return written;
  throw new UnscopedValidationError(lit`TokenInCedarCode`,
    `${what} has a value ${outside} that is only known later, and could become code there; put it between the quotes of a string, where it is escaped, or give a value that is known`);
}

/** What keeps a text from being one expression within other code. @internal */
export function expressionFault(code: string): string | undefined {
  const open: string[] = [];
  for (const [part, end] of code.matchAll(PART)) {
    if (part.startsWith('//')) continue;
    if (end === '') return 'a string in it does not end';
    if (part === ';') return 'it has ";", which ends a statement';
    if (part in BRACKETS) open.push(BRACKETS[part]);
    else if (Object.values(BRACKETS).includes(part) && open.pop() !== part) return `it has ${JSON.stringify(part)} without the bracket that it closes`;
  }
  return open.length === 0 ? undefined : `it lacks ${JSON.stringify(open.pop())}`;
}

function escaped(what: string, text: string, write: (fixed: string) => string, escaping: 'CEDAR' | 'CEDAR_PATTERN'): string {
  checkText(what, text);
  return text.split(MARKER).map((part, index) => index % 2 === 1 ? tokenText(what, part, escaping) : write(part)).join('');
}

function tokenText(what: string, marker: string, escaping: 'CEDAR' | 'CEDAR_PATTERN'): string {
  const token = (marker.startsWith('$') ? Tokenization.reverseString(marker).firstToken : Tokenization.reverseNumber(Number(marker))) as IResolvable;
  if (ContentReference.isContentReference(token)) {
    throw new UnscopedValidationError(lit`ReferenceInCedar`,
      `${what} has {{ ${token.body} }}, a reference that Systems Manager fills in when a document runs; policies do not run, so give the value itself`);
  }
  return deployTimeText(token, escaping);
}

function checkText(what: string, text: unknown): void {
  if (typeof text !== 'string') {
    throw new UnscopedValidationError(lit`CedarNotText`, `${what} is ${describe(text)}; text is needed`);
  }
  if (HALF_CHARACTER.test(text)) {
    throw new UnscopedValidationError(lit`CedarNotUnicode`, `${what} is ${JSON.stringify(text)}, which has half of a character; UTF-8 cannot hold it`);
  }
}
