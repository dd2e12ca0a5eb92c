/** Longer values are not tried: nothing sensible is that long, and time is bounded. */
const MAX_VALUE_LENGTH = 4096;
const MAX_PATTERN_LENGTH = 2048;
const TIME_LIMIT_MS = 50;
/** After so many searches that ran out of time, the next ones get little: a document of hostile patterns must end too. */
const PATIENCE = 20;
const IMPATIENT_LIMIT_MS = 2;

/** A quantified group that holds a quantifier or an alternative, or a reference back: what can make a search explode. */
const RISKY = /\([^()]*(?:[*+|]|\{\d)[^()]*\)\s*(?:[*+]|\{\d)|\)\s*(?:[*+]|\{\d)[^()]*\)\s*(?:[*+]|\{\d)|\\[1-9]/;

const compiled = new Map<string, RegExp | undefined>();
let givenUp = 0;

/**
 * Whether a value fits an `allowedPattern`.
 *
 * Patterns are Java regular expressions for the service and RE2 on the node; this tries them as JavaScript ones, without
 * anchors, as it is not documented whether the service anchors them. Patterns are user text: a search that may explode
 * runs under a time limit.
 *
 * @returns undefined when it cannot be told here.
 */
export function matches(pattern: string, value: string): boolean | undefined {
  if (pattern.length > MAX_PATTERN_LENGTH || value.length > MAX_VALUE_LENGTH) return undefined;
  const expression = compile(pattern);
  if (expression === undefined) return undefined;
  const quantifiers = pattern.match(/[*+]|\{\d/g)?.length ?? 0;
  if (RISKY.test(pattern) || (quantifiers > 1 && value.length > 256)) {
    return searchWithLimit(expression, value);
  }
  return expression.test(value);
}

/** Whether a pattern can be read as a JavaScript regular expression, once Java's ways of writing flags are translated. */
export function compile(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) {
    compiled.set(pattern, translate(pattern));
  }
  return compiled.get(pattern);
}

/** What a pattern uses that RE2, the agent's engine, does not know; undefined when there is nothing. */
export function beyondRe2(pattern: string): string | undefined {
  const plain = pattern.replace(/\\[^1-9]/g, '').replace(/\[[^\]]*\]/g, '');
  if (/\(\?<?[=!]/.test(plain)) return 'look-around';
  if (/\\[1-9]/.test(plain)) return 'a reference back';
  if (/\(\?>/.test(plain)) return 'an atomic group';
  return /[*+?}]\+/.test(plain) ? 'a possessive quantifier' : undefined;
}

function translate(pattern: string): RegExp | undefined {
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  const body = (leading === null ? pattern : pattern.slice(leading[0].length)).replace(/\\A/g, '^').replace(/\\[zZ]/g, '$');
  // Java gives these a meaning that JavaScript silently does not.
  if (/\\[pPQEGRXhHvV]|\[[^\]]*&&/.test(body)) return undefined;
  try {
    return new RegExp(body, leading?.[1]);
  } catch {
    return undefined;
  }
}

function searchWithLimit(expression: RegExp, value: string): boolean | undefined {
  const vm = require('node:vm') as typeof import('node:vm');
  try {
    return vm.runInNewContext('expression.test(value)', { expression, value }, { timeout: givenUp < PATIENCE ? TIME_LIMIT_MS : IMPATIENT_LIMIT_MS }) as boolean;
  } catch {
    givenUp += 1;
    return undefined;
  }
}
