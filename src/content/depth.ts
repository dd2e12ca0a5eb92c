/** Deeper nesting than any document has; it keeps hostile texts from exhausting the stack. */
export const MAX_DEPTH = 200;
