import { App, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { alarms, invocationOptions, optional, word } from './arbitrary-invocation';
import { asSent } from './model-members';
import { RunbookExecution, RunbookExecutionProps, RunbookInvocation } from '../../src';
import { validateRequest } from '../ssm-double/validate-request';

const invocation = invocationOptions.map(options => RunbookInvocation.of('AWS-HelloWorld', options));
const props: fc.Arbitrary<RunbookExecutionProps> = fc.oneof(
  fc.record({ onUpdate: invocation }),
  fc.record({ onUpdate: fc.constant(RunbookInvocation.of('AWS-HelloWorld')), alarmConfiguration: optional(alarms), tags: optional(fc.dictionary(word, word, { maxKeys: 6 })) }),
);

test('whatever is accepted is valid against the model of the API', () => {
  const seen = { accepted: 0, refused: 0 };
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  let count = 0;
  fc.assert(fc.property(props, declared => {
    let made: RunbookExecution;
    try {
      made = new RunbookExecution(stack, `Run${count += 1}`, declared);
    } catch (error) {
      seen.refused += 1;
      expect((error as Error).message).toContain('the runbook cannot be run like this');
      return;
    }
    seen.accepted += 1;
    const resource: any = made.node.findChild('Default').node.findChild('Resource').node.defaultChild;
    const { OnUpdate } = stack.resolve(resource._toCloudFormation()).Resources[stack.getLogicalId(resource)].Properties;
    expect(() => validateRequest('StartAutomationExecution', asSent(OnUpdate))).not.toThrow();
  }), { numRuns: 600 });
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(50);
});
