import { parseArgs } from 'node:util';
import { Misuse } from './misuse';
import { nearest } from '../content/check/nearest';

/** An option of a command: a flag, or one that takes a value. */
export interface OptionSpec {
  readonly summary: string;
  /** How the help writes the value; a flag has none. */
  readonly value?: string;
  /** The values it can take. */
  readonly allowed?: () => readonly string[];
}

/** A command's arguments, taken apart. */
export interface Arguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
}

/**
 * Take a command's arguments apart.
 *
 * @throws Misuse for an option that does not exist or has no fitting value.
 */
export function parseArguments(argv: readonly string[], options: Readonly<Record<string, OptionSpec>>): Arguments {
  const known: Record<string, { type: 'boolean' | 'string'; short?: string }> = { help: { type: 'boolean', short: 'h' } };
  for (const [name, option] of Object.entries(options)) {
    known[name] = { type: option.value === undefined ? 'boolean' : 'string' };
  }
  const { tokens } = parseArgs({ args: [...argv], options: known, strict: false, allowPositionals: true, tokens: true });
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const paths: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      paths.push(token.value);
    } else if (token.kind === 'option') {
      if (!Object.hasOwn(known, token.name)) throw unknownOption(token.rawName, Object.keys(known));
      if (known[token.name].type === 'boolean') {
        if (token.value !== undefined) throw new Misuse(`the option ${token.rawName} takes no value`);
        flags.add(token.name);
      } else {
        values.set(token.name, checkedValue(token.rawName, token.value, options[token.name]));
      }
    }
  }
  return { flags, values, paths };
}

/** The error for an option that does not exist. */
export function unknownOption(written: string, known: readonly string[]): Misuse {
  const near = nearest(written, known.map(name => `--${name}`));
  return new Misuse(`there is no option ${written}${near === undefined ? '' : `; did you mean ${near}?`}`);
}

function checkedValue(written: string, value: string | undefined, option: OptionSpec): string {
  const allowed = option.allowed?.();
  const list = allowed === undefined ? '' : `; one of ${allowed.join(', ')}`;
  if (value === undefined || value === '') {
    throw new Misuse(`the option ${written} needs a value${list}`);
  }
  if (allowed !== undefined && !allowed.includes(value)) {
    const near = nearest(value, allowed);
    throw new Misuse(`${JSON.stringify(value)} is no value of ${written}${near === undefined ? '' : `; did you mean ${near}?`}${list}`);
  }
  return value;
}
