import { App, Duration, Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import { AllowedRunbook, ApprovalLevel, Approver, ChangeTemplate, ChangeTemplateProps, DocumentParameter } from '../../src';
import { check } from '../../src/content/check/check';
import { APPROVER_TYPES } from '../../src/content/schema/approvals';
import { deployedContent } from '../document/deployed-content';

const PARAMETER = DocumentParameter.ofString('Given');
const NUMBER = DocumentParameter.ofInteger('Count');

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.-]{2,20}$/).map(text => `x${text}`);
const text = fc.oneof(fc.string({ maxLength: 60 }), fc.constant('{{ no such }}'), fc.constant('a\n"b"\t\\'));

/** What should be written, and now and then something else. */
function mostly<T>(isOdd: boolean, usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return isOdd ? fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: odd }) : usual;
}

function approver(isOdd: boolean): fc.Arbitrary<Approver> {
  const name = mostly(isOdd, fc.constantFrom('alice', 'Ana Carolina Silva', PARAMETER.valueAsString), text);
  const type = mostly(isOdd, fc.constantFrom<string>(...APPROVER_TYPES, PARAMETER.valueAsString), text);
  const count = mostly(isOdd, fc.oneof(fc.nat({ max: 9 }), fc.constantFrom(NUMBER.valueAsNumber, undefined)), fc.integer({ min: -2, max: -1 }));
  return fc.tuple(name, type, count).map(parts => Approver.of(...parts));
}

function level(isOdd: boolean): fc.Arbitrary<ApprovalLevel> {
  const options = fc.record({
    required: mostly(isOdd, fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(NUMBER.valueAsNumber)), fc.constant(0)),
    timeout: mostly(isOdd, fc.integer({ min: 1, max: 2_592_000 }), fc.integer({ min: 2_592_001, max: 3_000_000 })).map(Duration.seconds),
    topic: mostly(isOdd, fc.constantFrom('arn:aws:sns:eu-west-1:111122223333:a', PARAMETER.valueAsString), text),
    message: mostly(isOdd, word, fc.oneof(text, fc.constant('m'.repeat(5000)))),
  }, { requiredKeys: [] });
  const approvers = mostly(isOdd, fc.array(approver(isOdd), { minLength: 1, maxLength: 5 }), fc.constant<Approver[]>([]));
  return fc.tuple(approvers, options).map(parts => ApprovalLevel.of(...parts));
}

function template(isOdd: boolean): fc.Arbitrary<ChangeTemplateProps> {
  const name = mostly(isOdd, fc.oneof(word, fc.constant('arn:aws:ssm:eu-west-1:111122223333:document/Restart')), text);
  const version = mostly(isOdd, fc.oneof(fc.constantFrom('$DEFAULT', '$LATEST', undefined), fc.integer({ min: 1, max: 99 }).map(String)), fc.constant('0'));
  return fc.record({
    approvals: fc.array(level(isOdd), { minLength: 1, maxLength: isOdd ? 6 : 5 }),
    parameters: fc.constant([PARAMETER, NUMBER]),
    description: text,
    templateInformation: text,
    runbooks: fc.array(fc.oneof(name, fc.tuple(name, version).map(parts => AllowedRunbook.of(...parts))), { maxLength: 4 }),
    emergencyChange: fc.boolean(),
    autoApprovable: fc.boolean(),
    monitors: fc.array(mostly(isOdd, word, text), { maxLength: 3 }),
  }, { requiredKeys: ['approvals', 'parameters'] });
}

function stackWith(props: ChangeTemplateProps): Stack {
  const stack = new Stack(new App(), 'Stack');
  new ChangeTemplate(stack, 'Template', props);
  return stack;
}

function errorsIn(stack: Stack): string[] {
  return check(deployedContent(stack), { type: 'Automation.ChangeTemplate' }).filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`);
}

test('whatever is written as documented is accepted, and has no error once it is deployed', () => {
  fc.assert(fc.property(template(false), props => {
    expect(errorsIn(stackWith(props))).toEqual([]);
  }), { numRuns: 150 });
});

test('whatever is accepted has no error once it is deployed', () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(fc.property(template(true), props => {
    let stack: Stack;
    try {
      stack = stackWith(props);
      deployedContent(stack);
    } catch (error) {
      expect((error as Error).message).toMatch(/the change template has \d+ errors?/);
      refused += 1;
      return;
    }
    accepted += 1;
    expect(errorsIn(stack)).toEqual([]);
  }), { numRuns: 250, seed: 7 });
  expect(accepted).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(50);
});
