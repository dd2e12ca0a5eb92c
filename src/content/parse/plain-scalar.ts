import { ContentValue } from '../value';

/** How an unquoted YAML scalar reads: its value, and whether YAML 1.1 and YAML 1.2 readers disagree about it. */
export interface PlainScalar {
  readonly value: ContentValue;
  /** Set when the two disagree: what a YAML 1.1 reader makes of it. The value is then the text as written. */
  readonly yaml11?: string;
  readonly notFinite?: boolean;
}

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const YAML11_BOOLEAN = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;
const INTEGER = /^[-+]?(?:0|[1-9][0-9]*)$/;
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/;
const DECIMAL = /^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+][0-9]+)?$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** Spellings of numbers that only one of the two YAML versions takes for a number, or that they take for different ones. */
const DISPUTED_NUMBERS: readonly (readonly [RegExp, string])[] = [
  [/^[-+]?0[0-7_]+$/, 'an octal number'],
  [/^[-+]?0[0-9]+$/, 'text'],
  [/^[-+]?[1-9][0-9]*(?:_[0-9_]*)$/, 'a number with separators'],
  [/^[-+]?0b[01_]+$/, 'a binary number'],
  [/^[-+]?0x[0-9a-fA-F_]+$/, 'a hexadecimal number'],
  [/^0o[0-7]+$/, 'text'],
  [/^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/, 'a number in base 60'],
  [/^[-+]?[0-9]+(?:\.[0-9]*)?[eE][0-9]+$/, 'text'],
  [/^[-+]?[0-9]+[eE][-+][0-9]+$/, 'text'],
  [/^[-+]?\.[0-9]+[eE][0-9]+$/, 'text'],
  [/^[-+]?[0-9][0-9_]*_[0-9_]*\.[0-9_]*$/, 'a number with separators'],
];

const FIRST_CHARACTERS = new Set('~nNtTfFyYoO+-.0123456789');

/**
 * Read an unquoted YAML scalar so that both versions of YAML agree; where they do not, it stays the text as written.
 *
 * SSM's reader is not documented. Its stored documents fit both versions, so text is the reading that loses nothing.
 */
export function readPlainScalar(text: string): PlainScalar {
  if (text !== '' && !FIRST_CHARACTERS.has(text[0])) return { value: text };
  if (NULL.test(text)) return { value: null };
  if (TRUE.test(text)) return { value: true };
  if (FALSE.test(text)) return { value: false };
  if (YAML11_BOOLEAN.test(text)) return { value: text, yaml11: /^[yY]|^[oO][nN]$/.test(text) ? 'true' : 'false' };
  if (text.length > 400) return { value: text };
  if (INTEGER.test(text)) return { value: integer(text) };
  if (HEXADECIMAL.test(text)) return { value: integer(text) };
  if (DECIMAL.test(text)) return { value: Number(text) };
  if (NOT_FINITE.test(text)) return { value: text, notFinite: true };
  const disputed = DISPUTED_NUMBERS.find(([pattern]) => pattern.test(text));
  return disputed === undefined ? { value: text } : { value: text, yaml11: disputed[1] };
}

function integer(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text.replace(/^\+/, ''));
}
