/** Longer values are not tried: nothing sensible is that long, and time is bounded. */
const MAX_VALUE_LENGTH = 4096;
const MAX_PATTERN_LENGTH = 2048;
/** What all searches of a document may take together that may take long, whether they come to an end or not. */
const TIME_MS = 1_000;
/** One search gets this part of what is left, so that the next ones get something too. */
const SHARE = 0.1;
const LEAST_MS = 2;
/** Searches of fewer steps than this run without a limit, as setting one takes longer. */
const QUICK_STEPS = 100_000;

/** What came of holding a text against a pattern; `unreadable` where it cannot be read as one of JavaScript. */
export type Match = 'fits' | 'misses' | 'unreadable' | 'too-long' | 'given-up';

/**
 * Holds values against patterns that users write (`allowedPattern`); one for each document.
 *
 * Patterns are Java regular expressions for the service and RE2 on the node; this tries them as JavaScript ones, without
 * anchors, as it is not documented whether the service anchors them. A search that may take long runs under a limit, and all of a
 * document have a limit together.
 */
export class PatternSearch {
  private left = TIME_MS;

  public match(pattern: string, value: string): Match {
    if (isTooLong(pattern) || value.length > MAX_VALUE_LENGTH) return 'too-long';
    const expression = compile(pattern);
    if (expression === undefined) return 'unreadable';
    const fits = isQuick(pattern, value.length) ? expression.test(value) : this.search(expression, value);
    return fits === undefined ? 'given-up' : fits ? 'fits' : 'misses';
  }

  private search(expression: RegExp, value: string): boolean | undefined {
    if (this.left <= 0) return undefined;
    const started = performance.now();
    const fits = searchWithin(Math.ceil(Math.max(LEAST_MS, this.left * SHARE)), expression, value);
    this.left -= performance.now() - started;
    return fits;
  }
}

const searches = new WeakMap<object, PatternSearch>();

/** The one search for a document, by its content. */
export function searchOf(content: object): PatternSearch {
  const search = searches.get(content) ?? new PatternSearch();
  searches.set(content, search);
  return search;
}

/** Whether a search ends soon however it goes: nothing is repeated but single characters, at few places, in a short text. */
function isQuick(pattern: string, length: number): boolean {
  const plain = pattern.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*(?:\]|$)/g, 'x').replace(/\(\?:/g, '(');
  if (/\\|\)[*+?{]/.test(plain)) return false;
  const repeated = plain.match(/[*+?{]/g)?.length ?? 0;
  const alternatives = plain.match(/\|/g)?.length ?? 0;
  return (length + 2) ** (repeated + 1) * 2 ** alternatives <= QUICK_STEPS;
}

const MOST_REMEMBERED = 1_000;
const compiled = new Map<string, RegExp | undefined>();

/** A longer pattern is not looked at. */
export function isTooLong(pattern: string): boolean {
  return pattern.length > MAX_PATTERN_LENGTH;
}

/** Whether a pattern can be read as a JavaScript regular expression, once Java's ways of writing flags are translated. */
export function compile(pattern: string): RegExp | undefined {
  if (isTooLong(pattern)) return undefined;
  if (!compiled.has(pattern)) {
    // A program may check any number of documents.
    if (compiled.size >= MOST_REMEMBERED) compiled.clear();
    compiled.set(pattern, translate(pattern));
  }
  return compiled.get(pattern);
}

/** What a pattern uses that RE2, the agent's engine, does not know; undefined when there is nothing. */
export function beyondRe2(pattern: string): string | undefined {
  const plain = pattern.replace(/\\[^1-9]/g, '').replace(/\[[^\]]*(\]?)/g, (part, end) => end === '' ? part : '');
  if (/\(\?<?[=!]/.test(plain)) return 'look-around';
  if (/\\[1-9]/.test(plain)) return 'a reference back';
  if (/\(\?>/.test(plain)) return 'an atomic group';
  return /[*+?}]\+/.test(plain) ? 'a possessive quantifier' : undefined;
}

function translate(pattern: string): RegExp | undefined {
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const body = (leading === null ? pattern : pattern.slice(leading[0].length)).replace(/\\A/g, '^').replace(/\\[zZ]/g, '$');
  // Java gives these a meaning that JavaScript silently does not.
  if (/\\[pPQEGRXhHvV]|\[[^[\]]*&&/.test(body)) return undefined;
  try {
    return new RegExp(body, leading?.[1]);
  } catch {
    return undefined;
  }
}

let runner: ((limit: number, expression: RegExp, value: string) => boolean) | undefined;

/** @returns undefined when the search did not end within the limit, in milliseconds. */
function searchWithin(limit: number, expression: RegExp, value: string): boolean | undefined {
  runner ??= makeRunner();
  try {
    return runner(limit, expression, value);
  } catch {
    return undefined;
  }
}

/** Only what node:vm runs can be stopped; few documents need it, and everybody would wait for it. */
function makeRunner(): NonNullable<typeof runner> {
  const { createContext, Script } = require('node:vm') as typeof import('node:vm');
  const question: { ask?: () => boolean } = {};
  const context = createContext(question);
  const script = new Script('ask()');
  return (timeout, expression, value) => {
    question.ask = () => expression.test(value);
    return script.runInContext(context, { timeout }) as boolean;
  };
}
