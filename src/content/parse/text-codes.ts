import { CodeDescriptions } from '../check/rule';

/** What reading a text can find, beside what the rules find in its content. */
export const TEXT_CODES = {
  'text/syntax': { severity: 'error', summary: 'The text is not JSON, YAML, iCalendar or Cedar that can be read.' },
  'text/encoding': { severity: 'error', summary: 'The file is not UTF-8 text.' },
  'text/too-large': { severity: 'error', summary: 'The file is far larger than any document can be; it is not read.' },
  'text/unrecognised': { severity: 'warning', summary: 'The type of the document does not show in its content, so only what holds for all types is checked.' },
  'text/duplicate-key': { severity: 'warning', summary: 'A key stands twice in one mapping; the last one counts.' },
  'text/byte-order-mark': { severity: 'warning', summary: 'The text begins with a byte order mark, which becomes part of what SSM hashes.' },
  'text/control-character': { severity: 'warning', summary: 'A JSON string holds a raw control character, which strict JSON readers refuse.' },
  'text/ambiguous-scalar': { severity: 'warning', summary: 'An unquoted YAML value that YAML 1.1 and YAML 1.2 read differently; it is kept as text.' },
  'text/number-precision': { severity: 'warning', summary: 'A decimal number has more digits than can be kept.' },
  'text/alias': { severity: 'warning', summary: 'A YAML alias or merge key; aliases are expanded here, SSM is not known to do so.' },
} as const satisfies CodeDescriptions;
