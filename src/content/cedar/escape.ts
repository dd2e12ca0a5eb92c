const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };
/** What ends a string, what cannot be seen, and what turns the direction of writing. */
const ESCAPED = /[\\"\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** A text between the quotes of a string of Cedar. */
export function inCedarString(text: string): string {
  return text.replace(ESCAPED, character => ESCAPES[character] ?? `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** A text that stands for itself in a pattern of `like`, where "*" would match anything. */
export function inCedarPattern(text: string): string {
  return inCedarString(text).replaceAll('*', '\\*');
}
