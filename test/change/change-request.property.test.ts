import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { asSent } from './model-members';
import { ChangeRequest, ChangeRequestProps, RunbookInvocation, Target, TargetLocation } from '../../src';
import { validateRequest } from '../ssm-double/validate-request';

/** Values on both sides of every limit. */
const word = fc.oneof(
  fc.string({ maxLength: 6, unit: 'binary' }), fc.constantFrom('AWS-HelloWorld', 'a b', '<', '🙂', 'x'.repeat(50), 'x'.repeat(51), 'x'.repeat(128), 'x'.repeat(129), 'ä'.repeat(257)));
const version = fc.constantFrom('$LATEST', '$DEFAULT', '1', '0', '01', 'x', '12345678901');
const rate = fc.oneof(fc.constantFrom('0', '1', '10%', '0%', '100%', '101%', '9999999', '10000000', '', 'x'), fc.nat().map(String), fc.nat(200).map(number => `${number}%`));
const values = fc.oneof(fc.array(word, { maxLength: 4 }), fc.constantFrom(25, 26, 50, 51).map(length => Array<string>(length).fill('x')));
const parameters = fc.dictionary(word, values, { maxKeys: 4 });
const target = fc.oneof(
  fc.tuple(word, values).map(([key, all]) => Target.tag(key, ...all)), fc.tuple(word, values).map(([key, all]) => Target.of(key, all)), fc.constant(Target.allInstances()),
);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const alarms = fc.record({ alarms: fc.array(fc.record({ name: word }), { maxLength: 2 }), ignorePollAlarmFailure: optional(fc.boolean()) });
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
const runbook = fc.record({
  documentVersion: optional(version),
  parameters: optional(parameters),
  targetParameter: optional(word),
  targets: optional(fc.array(target, { maxLength: 6 })),
  targetMaps: optional(fc.array(parameters, { maxLength: 3 })),
  maxConcurrency: optional(rate),
  maxErrors: optional(rate),
  targetLocations: optional(fc.array(location, { maxLength: 2 })),
});
const props: fc.Arbitrary<ChangeRequestProps> = fc.record({
  template: word,
  templateVersion: optional(version),
  templateParameters: optional(parameters),
  changeRequestName: optional(word),
  changeDetails: optional(word),
  scheduledStart: optional(fc.constantFrom('2026-12-01T22:00:00Z', '2026-02-30T22:00:00Z', 'now')),
  scheduledEnd: optional(fc.constantFrom('2026-12-01T22:00:01+00:00', '2025-12-01T22:00:01Z')),
  autoApprove: optional(fc.boolean()),
  tags: optional(fc.dictionary(word, word, { maxKeys: 6 })),
  runbook: fc.tuple(fc.constantFrom('AWS-HelloWorld', 'x'), runbook).map(([name, options]) => RunbookInvocation.of(name, options)),
});

/** Most of what is drawn has a fault somewhere; a part alone has fewer. */
const oneThing: fc.Arbitrary<ChangeRequestProps> = fc.tuple(props, runbook, fc.constantFrom(...Object.keys(runbookKeys()), 'request')).chain(([all, options, key]) => {
  const least = { template: 'Theirs', runbook: RunbookInvocation.of('AWS-HelloWorld') };
  if (key !== 'request') return fc.constant({ ...least, runbook: RunbookInvocation.of('AWS-HelloWorld', pick(options, key)) });
  return fc.constantFrom(...Object.keys(all)).map(name => ({ ...least, [name]: all[name as keyof ChangeRequestProps] }));
});

function runbookKeys() {
  return { documentVersion: 1, parameters: 1, targets: 1, targetMaps: 1, maxConcurrency: 1, maxErrors: 1, targetLocations: 1 };
}

/** A part of the options, with what it cannot be without. */
function pick(options: Record<string, any>, key: string): object {
  return { [key]: options[key], targetParameter: key === 'targets' || key === 'targetLocations' ? options.targetParameter : undefined };
}

test('whatever is accepted is valid against the model of the API', () => {
  const seen = { accepted: 0, refused: 0 };
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  let count = 0;
  fc.assert(fc.property(fc.oneof(oneThing, props), declared => {
    const id = `Request${count += 1}`;
    let made: ChangeRequest;
    try {
      made = new ChangeRequest(stack, id, declared);
    } catch (error) {
      seen.refused += 1;
      expect((error as Error).message).toContain('the change request cannot be made like this');
      return;
    }
    seen.accepted += 1;
    const resource: any = made.node.findChild('Default').node.findChild('Resource').node.defaultChild;
    const { Request } = stack.resolve(resource._toCloudFormation()).Resources[stack.getLogicalId(resource)].Properties;
    expect(() => validateRequest('StartChangeRequestExecution', asSent(Request))).not.toThrow();
  }), { numRuns: 1_500 });
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(200);
});
