import { Token } from 'aws-cdk-lib';
import { escapeText } from '../content/calendar/lines';
import { loneSurrogateAt } from '../content/text';
import { describe } from '../content/value';

/** What no line of a calendar can hold; line breaks are escaped, and the standard allows the tabulator. */
// eslint-disable-next-line no-control-regex
const UNWRITABLE = /[\0-\x08\x0B-\x1F\x7F]/;

/** A text as a property of a calendar. */
export function textLine(name: string, text: string): string {
  return `${name}:${escapeText(text)}`;
}

/** What is wrong with a text that a calendar is to hold: it is escaped and folded when the template is made, so it must be known then. */
export function textLineFaults(what: string, text: string | undefined): string[] {
  if (text === undefined) return [];
  if (typeof text !== 'string') return [`${what} is ${describe(text)}; give a text`];
  if (!isKnownText(text)) return [`${what} is only known at deployment, and the lines of a calendar are written before; give a text that is known`];
  const [unwritable] = UNWRITABLE.exec(text) ?? [];
  if (unwritable !== undefined) return [`${what} holds the control character ${JSON.stringify(unwritable)}; of these a text can hold line feeds and tabulators`];
  return loneSurrogateAt(text) === -1 ? [] : [`${what} holds half of a surrogate pair, which no UTF-8 text can hold`];
}

export function isKnownText(text: string): boolean {
  return !Token.isUnresolved(text) && !text.includes('e+289');
}
