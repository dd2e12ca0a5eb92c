/** Words of Python that stand for no value. */
export const STATEMENT_WORDS: ReadonlySet<string> = new Set([
  'and', 'as', 'assert', 'async', 'await', 'break', 'case', 'continue', 'del', 'elif', 'else', 'except', 'finally', 'if', 'in', 'is', 'match', 'not',
  'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield', 'for',
]);
