import type { Event, ScalarEvent } from 'js-yaml';
import { jsYaml, yamlEvents } from '../parse/js-yaml';
import { readPlainScalar } from '../parse/plain-scalar';
import { ContentValue, isMap } from '../value';
import { RawText } from './raw-text';
import { writtenKeys } from './renderable';

/**
 * Whether a YAML text reads back to a content under YAML 1.1 and YAML 1.2 alike, keys in the same order.
 *
 * @param raw what stands in the text for every `RawText`.
 */
export function readsBackTo(content: ContentValue, text: string, raw: string): boolean {
  const { EVENT_ID } = jsYaml();
  let events: readonly Event[];
  try {
    events = yamlEvents(text);
  } catch {
    return false;
  }
  let next = 0;
  const ends = () => events[next++]?.type === EVENT_ID.POP;
  const reads = (value: ContentValue | RawText): boolean => {
    const event = events[next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR: return scalarReads(text, event, value, raw);
      case EVENT_ID.SEQUENCE: return Array.isArray(value) && value.every(reads) && ends();
      case EVENT_ID.MAPPING: return isMap(value) && writtenKeys(value).every(key => reads(key) && reads(value[key])) && ends();
      default: return false;
    }
  };
  return events[next++]?.type === EVENT_ID.DOCUMENT && reads(content) && ends() && next === events.length;
}

function scalarReads(text: string, event: ScalarEvent, expected: ContentValue | RawText, raw: string): boolean {
  const { getScalarValue, SCALAR_STYLE } = jsYaml();
  const read = getScalarValue(text, event);
  if (event.style !== SCALAR_STYLE.PLAIN) return read === expected;
  if (expected instanceof RawText) return read === raw;
  const { value, yaml11, notFinite } = readPlainScalar(read);
  if (yaml11 !== undefined || notFinite) return false;
  // A text that begins as a date is one to YAML 1.1, so it must not stand without quotes.
  if (typeof value === 'string') return value === expected && !/^[0-9]/.test(value);
  // A large number comes back as the integer that its digits say, a small integer as a number.
  if (typeof value === 'bigint') return typeof expected === 'bigint' ? value === expected : Number(value) === expected;
  return value === (typeof expected === 'bigint' ? Number(expected) : expected);
}
