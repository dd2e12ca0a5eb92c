import { ContentValue } from '../value';

/** How an unquoted YAML scalar reads: its value, and whether YAML 1.1 and YAML 1.2 readers disagree about it. */
export interface PlainScalar {
  readonly value: ContentValue;
  /** Set when the two disagree: what a YAML 1.1 reader makes of it. The value is then the text as written. */
  readonly yaml11?: string;
  /** Set when it is a number that JSON cannot hold, such as `.inf` or `1.0e+999`. */
  readonly notFinite?: boolean;
}

/** What one version of YAML makes of a scalar, and that in words. */
interface Reading {
  readonly value: ContentValue;
  readonly words: string;
}

const TEXT = 'text';
const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const DECIMAL_INTEGER = /^[-+]?[0-9]+$/;

const CORE_FLOAT = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/;

const YAML11_TRUE = /^(?:y|Y|yes|Yes|YES|on|On|ON)$/;
const YAML11_FALSE = /^(?:n|N|no|No|NO|off|Off|OFF)$/;
const YAML11_INTEGER = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const YAML11_BASE_60 = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const YAML11_FLOAT = /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*(?:[eE][-+][0-9]+)?$/;

const FIRST_CHARACTERS = new Set('~nNtTfFyYoO+-.=0123456789');

/**
 * Read an unquoted YAML scalar so that both versions of YAML agree; where they do not, it stays the text as written.
 *
 * SSM's reader is not documented. Its stored documents fit both versions, so text is the reading that loses nothing.
 * Dates are text here too: neither JSON nor a document has a type for them.
 */
export function readPlainScalar(text: string): PlainScalar {
  if (text === '') return { value: null };
  if (!FIRST_CHARACTERS.has(text[0])) return { value: text };
  if (NOT_FINITE.test(text)) return { value: text, notFinite: true };
  const core = readCore(text);
  const yaml11 = readYaml11(text);
  if (core.value !== yaml11.value) return { value: text, yaml11: yaml11.words };
  if (typeof core.value === 'number' && !Number.isFinite(core.value)) return { value: text, notFinite: true };
  return { value: core.value };
}

function readCore(text: string): Reading {
  if (NULL.test(text)) return { value: null, words: 'null' };
  if (TRUE.test(text)) return { value: true, words: 'true' };
  if (FALSE.test(text)) return { value: false, words: 'false' };
  if (/^0o[0-7]+$/.test(text)) return integer(text, 'an octal number');
  if (/^0x[0-9a-fA-F]+$/.test(text)) return integer(text, 'a hexadecimal number');
  if (DECIMAL_INTEGER.test(text)) return integer(text, 'a number');
  if (CORE_FLOAT.test(text)) return { value: positiveZero(Number(text)), words: 'a number' };
  return { value: text, words: TEXT };
}

function readYaml11(text: string): Reading {
  if (NULL.test(text)) return { value: null, words: 'null' };
  if (TRUE.test(text) || YAML11_TRUE.test(text)) return { value: true, words: 'true' };
  if (FALSE.test(text) || YAML11_FALSE.test(text)) return { value: false, words: 'false' };
  if (text === '=') return { value: null, words: 'its default value sign' };
  const digits = text.replace(/_/g, '');
  const separated = digits !== text ? 'a number with separators' : 'a number';
  if (YAML11_INTEGER.test(text)) return integer(digits, separated);
  if (/^[-+]?0[0-7_]+$/.test(text)) return integer(digits.replace(/^([-+]?)0*/, '$10o0'), 'an octal number');
  if (/^[-+]?0b[01_]*[01]_*$/.test(text)) return integer(digits, 'a binary number');
  if (/^[-+]?0x[0-9a-fA-F_]*[0-9a-fA-F]_*$/.test(text)) return integer(digits, 'a hexadecimal number');
  if (YAML11_BASE_60.test(text)) return { value: base60(digits), words: 'a number in base 60' };
  if (YAML11_FLOAT.test(text) && /[0-9]/.test(digits.split(/[eE]/)[0])) return { value: positiveZero(Number(digits)), words: separated };
  return { value: text, words: TEXT };
}

function integer(text: string, words: string): Reading {
  const unsigned = text.replace(/^[-+]/, '');
  const sign = text.startsWith('-') ? -1 : 1;
  const value = Number(unsigned);
  if (Number.isSafeInteger(value) || !Number.isFinite(value)) return { value: positiveZero(sign * value), words };
  return { value: BigInt(sign) * BigInt(unsigned), words };
}

/** A negative zero is no other value to JSON; one zero keeps contents comparable. */
function positiveZero(value: number): number {
  return value === 0 ? 0 : value;
}

function base60(text: string): number {
  const value = text.replace(/^[-+]/, '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return text.startsWith('-') ? -value : value;
}
