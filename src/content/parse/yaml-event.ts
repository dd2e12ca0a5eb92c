import type { Event } from 'js-yaml';
import { jsYaml } from './js-yaml';

/** Where a value or key begins, quotes and block signs included; -1 for what is written as nothing at all. */
export function startOf(event: Event, text = ''): number {
  const { EVENT_ID, SCALAR_STYLE } = jsYaml();
  switch (event.type) {
    case EVENT_ID.SCALAR:
      switch (event.style) {
        case SCALAR_STYLE.SINGLE_QUOTED:
        case SCALAR_STYLE.DOUBLE_QUOTED: return event.valueStart - 1;
        case SCALAR_STYLE.LITERAL_BLOCK:
        case SCALAR_STYLE.FOLDED_BLOCK: return startOfBlock(text, event.valueStart);
        default: return event.valueStart;
      }
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING: return event.start;
    case EVENT_ID.ALIAS: return event.anchorStart - 1;
    default: return -1;
  }
}

/** The sign of a block stands on the line before its text. */
function startOfBlock(text: string, valueStart: number): number {
  const lineStart = text.lastIndexOf('\n', valueStart - 2) + 1;
  const header = /[|>][-+0-9]*[ \t]*(?:#[^]*)?\r?\n?$/.exec(text.slice(lineStart, valueStart));
  return header === null ? valueStart : lineStart + header.index;
}
