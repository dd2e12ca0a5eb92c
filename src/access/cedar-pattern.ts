import { escapedPattern } from './cedar-text';

/**
 * Patterns of `CedarAttribute.isLike`, in which `*` matches any text, also none; `\*` stands for `*`, and `\\` for `\`.
 */
export class CedarPattern {
  /**
   * A text that stands for itself in a pattern: `CedarPattern.escape(prefix) + '*'` matches what begins with it.
   *
   * Values that are only known at deployment need no such care: they stand for themselves in any pattern.
   *
   * @param text any text.
   */
  public static escape(text: string): string {
    return escapedPattern(text);
  }

  private constructor() {
  }
}
