import * as fc from 'fast-check';
import { RunbookInvocationOptions, Target, TargetLocation } from '../../src';

/** Values on both sides of every limit. */
export const word = fc.oneof(
  fc.string({ maxLength: 6, unit: 'binary' }), fc.constantFrom('AWS-HelloWorld', 'a b', '<', '🙂', 'x'.repeat(50), 'x'.repeat(51), 'x'.repeat(128), 'x'.repeat(129), 'ä'.repeat(257)));
export const version = fc.constantFrom('$LATEST', '$DEFAULT', '1', '0', '01', 'x', '12345678901');
const rate = fc.oneof(fc.constantFrom('0', '1', '10%', '0%', '100%', '101%', '9999999', '10000000', '', 'x'), fc.nat().map(String), fc.nat(200).map(number => `${number}%`));
const values = fc.oneof(fc.array(word, { maxLength: 4 }), fc.constantFrom(25, 26, 50, 51).map(length => Array<string>(length).fill('x')));
export const parameters = fc.dictionary(word, values, { maxKeys: 4 });
const target = fc.oneof(
  fc.tuple(word, values).map(([key, all]) => Target.tag(key, ...all)),
  fc.tuple(word, values).map(([key, all]) => Target.of(key, all)),
  fc.constant(Target.allInstances()),
);
export const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
export const alarms = fc.record({ alarms: fc.array(fc.record({ name: word }), { maxLength: 2 }), ignorePollAlarmFailure: optional(fc.boolean()) });
const accounts = fc.oneof(fc.array(fc.constantFrom('111122223333', 'ou-abcd-12345678', '1', 'ou-x'), { maxLength: 3 }), fc.constant(Array<string>(51).fill('111122223333')));
const location: fc.Arbitrary<TargetLocation> = fc.record({
  accounts: optional(accounts),
  regions: optional(accounts),
  excludeAccounts: optional(accounts),
  executionRoleName: optional(word),
  targets: optional(fc.array(target, { maxLength: 2 })),
  targetLocationMaxConcurrency: optional(rate),
  targetLocationMaxErrors: optional(rate),
  targetsMaxConcurrency: optional(rate),
  targetsMaxErrors: optional(rate),
  targetLocationAlarmConfiguration: optional(alarms),
  includeChildOrganizationUnits: optional(fc.boolean()),
});
const options = fc.record({
  documentVersion: optional(version),
  parameters: optional(parameters),
  targetParameter: optional(word),
  targets: optional(fc.array(target, { maxLength: 6 })),
  targetMaps: optional(fc.array(parameters, { maxLength: 3 })),
  maxConcurrency: optional(rate),
  maxErrors: optional(rate),
  targetLocations: optional(fc.array(location, { maxLength: 2 })),
});
/** Everything that can be said of a run, or one thing: most of what is drawn has a fault somewhere, and a part alone has fewer. */
export const invocationOptions: fc.Arbitrary<RunbookInvocationOptions> = fc.oneof(options, fc.tuple(options, fc.constantFrom(
  'documentVersion', 'parameters', 'targets', 'targetMaps', 'maxConcurrency', 'maxErrors', 'targetLocations',
)).map(([all, key]) => ({
  [key]: all[key as keyof typeof all], targetParameter: key === 'targets' || key === 'targetLocations' ? all.targetParameter : undefined,
})));
