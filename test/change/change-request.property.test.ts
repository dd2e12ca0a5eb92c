import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { invocationOptions, optional, parameters, version, word } from './arbitrary-invocation';
import { asSent } from './model-members';
import { ChangeRequest, ChangeRequestProps, RunbookInvocation } from '../../src';
import { validateRequest } from '../ssm-double/validate-request';

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
  runbook: fc.tuple(fc.constantFrom('AWS-HelloWorld', 'AWS-RestartEC2Instance', 'x'), invocationOptions).map(([name, options]) => RunbookInvocation.of(name, options)),
});

/** One thing of the request alone, as most of what is drawn has a fault somewhere. */
const oneThing: fc.Arbitrary<ChangeRequestProps> = props.chain(all => fc.constantFrom(...Object.keys(all))
  .map(name => ({ template: 'Theirs', runbook: RunbookInvocation.of('AWS-HelloWorld'), [name]: all[name as keyof ChangeRequestProps] })));

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
