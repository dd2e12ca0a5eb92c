/** Cedar policies begin with `permit` or `forbid`, after comments and annotations. */
const CEDAR = /^\s*(?:\/\/[^\n]*\n\s*|@[A-Za-z_]\w*(?:\s*\(\s*"(?:[^"\\\n]|\\.)*"\s*\))?\s*)*(?:permit|forbid)\s*\(/;

/** Whether a text is Cedar policies rather than a document that holds some. */
export function isCedar(text: string): boolean {
  return CEDAR.test(text);
}
