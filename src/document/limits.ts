import { Token } from 'aws-cdk-lib';

/** What values of a request are held to, as far as they are known before deployment. Each gives what is wrong, in words. */

/** @internal */
export function when(isWrong: boolean, message: string): string[] {
  return isWrong ? [message] : [];
}

/** A text that does not match. @internal */
export function breaks(what: string, value: string | undefined, pattern: RegExp, allowed: string): string[] {
  return when(value !== undefined && !Token.isUnresolved(value) && !pattern.test(value), `${what} is ${JSON.stringify(value)}; ${allowed}`);
}

/** A text that is too short or too long, in characters. @internal */
export function wrongLength(what: string, value: string | undefined, min: number, max: number): string[] {
  if (value === undefined || Token.isUnresolved(value)) return [];
  // The service counts code points.
  const { length } = [...value];
  return when(length < min || length > max, `${what} has ${length} characters; ${min} to ${max} are allowed`);
}

/** A list that is too long. @internal */
export function tooMany(what: string, values: readonly unknown[] | undefined, max: number): string[] {
  return Array.isArray(values) && values.length > max ? [`${what}: ${values.length} are given; at most ${max} are allowed`] : [];
}

/** The texts of a list that are known. @internal */
export function known(values: readonly string[] | undefined): readonly string[] {
  return Array.isArray(values) && !Token.isUnresolved(values) ? values.filter(value => !Token.isUnresolved(value)) : [];
}

/** One message of all faults: in a line where there is one, else one a line. @internal */
export function faultsInWords(what: string, faults: readonly string[]): string {
  return `${what}:${faults.length === 1 ? ` ${faults[0]}` : faults.map(fault => `\n  - ${fault}`).join('')}`;
}

/** A value that is none of a fixed set. @internal */
export function noneOf(what: string, value: string | undefined, allowed: readonly string[]): string[] {
  return value === undefined || Token.isUnresolved(value) || allowed.includes(value) ? []
    : [`${what} is ${JSON.stringify(value)}; ${allowed.map(each => `"${each}"`).join(' and ')} are allowed`];
}
