import { Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { faultsInWords } from '../document/limits';

/** What events are chosen by: the lists as they were given, by the names of their properties. @internal */
export type EventFilters = Readonly<Record<string, readonly unknown[] | undefined>>;

/** The values that are known, by the names of the properties that take them. @internal */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/**
 * Refuses filters that EventBridge refuses, or that no event can ever pass.
 *
 * @param spelled values that are known beside others: the same letters with other capitals match no event.
 * @param fixed values beside which there are no others.
 * @internal
 */
export function checkFilters(filters: EventFilters, spelled: KnownValues = {}, fixed: KnownValues = {}): void {
  const faults = Object.entries(filters).flatMap(([name, values]) => {
    if (values === undefined || Token.isUnresolved(values)) return [];
    if (values.length === 0) return [`${name} is empty, and EventBridge refuses a pattern with an empty list; leave it out to match all of them`];
    const texts = values.filter((value): value is string => typeof value === 'string' && !Token.isUnresolved(value));
    return texts.flatMap(text => textFaults(name, text, spelled[name], fixed[name]));
  });
  if (faults.length > 0) throw new UnscopedValidationError(lit`NoEventMatches`, faultsInWords('no event can match', faults));
}

function textFaults(name: string, text: string, spelled: readonly string[] = [], fixed?: readonly string[]): string[] {
  if (fixed !== undefined) return fixed.includes(text) ? [] : [`${name} has ${JSON.stringify(text)}; ${fixed.map(each => `"${each}"`).join(' and ')} are all there are`];
  const meant = spelled.includes(text) ? undefined : spelled.find(each => each.toLowerCase() === text.toLowerCase());
  return meant === undefined ? [] : [`${name} has ${JSON.stringify(text)}, and events have "${meant}"; capitals count`];
}
