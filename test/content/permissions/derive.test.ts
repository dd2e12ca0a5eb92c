import fc from 'fast-check';
import { derivePermissions } from '../../../src/content/permissions/derive';
import { policyAt, policyOf } from '../../../src/content/permissions/policy';
import { ACTIONS } from '../../../src/content/schema/actions/actions';
import { ContentMap, ContentValue } from '../../../src/content/value';

const ACTION = /^[a-z0-9-]+:[A-Za-z0-9]+$/;
const ARN = /^(?:\*|arn:[^:\s"']+:[a-z0-9-]+:[^:\s"']*:[^:\s"']*:[^\s"']+)$/;
const PLACE = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

function expectSound(content: ContentValue, isUnresolved?: (value: unknown) => boolean): void {
  const { permissions, doubts } = derivePermissions(content, { isUnresolved });
  for (const { Action, Resource } of policyAt(policyOf(permissions), PLACE).Statement) {
    expect(Action.length).toBeGreaterThan(0);
    expect(Resource.length).toBeGreaterThan(0);
    for (const action of Action) expect(action).toMatch(ACTION);
    for (const resource of Resource) {
      expect(resource).toMatch(ARN);
      expect(resource).not.toMatch(/\$\{|\{\{|undefined|null/);
    }
  }
  for (const { step, message } of doubts) expect(`${step}${message}`).not.toBe('');
}

test('what is no runbook needs nothing', () => {
  for (const content of [null, 'x', 1, [], {}, { mainSteps: {} }, { mainSteps: [null, 'x'] }, { mainSteps: [], parameters: [] }]) {
    expect(derivePermissions(content as ContentValue)).toEqual({ permissions: [], doubts: [] });
  }
});

test('each permission says where it comes from, in nested steps too', () => {
  const content: ContentMap = {
    mainSteps: [
      { name: 'first', action: 'aws:deleteImage', inputs: { ImageId: 'ami-1' } },
      { name: 'each', action: 'aws:loop', inputs: { Iterators: ['a'], Steps: [{ name: 'inner', action: 'aws:invokeWebhook', inputs: { IntegrationName: 'a' } }, { action: 'aws:new' }] } },
      { action: 'aws:approve', inputs: { NotificationArn: '{{ T }}' } },
    ],
  };
  const { permissions, doubts } = derivePermissions(content);
  expect(permissions.map(({ step, action, path, actions }) => [step, action, path, actions[0]])).toEqual([
    ['first', 'aws:deleteImage', ['mainSteps', 0], 'ec2:DeregisterImage'],
    ['first', 'aws:deleteImage', ['mainSteps', 0], 'ec2:DeleteSnapshot'],
    ['first', 'aws:deleteImage', ['mainSteps', 0], 'ec2:DescribeImages'],
    ['inner', 'aws:invokeWebhook', ['mainSteps', 1, 'inputs', 'Steps', 0], 'ssm:GetParameter'],
    ['mainSteps[2]', 'aws:approve', ['mainSteps', 2], 'sns:Publish'],
  ]);
  expect(doubts).toEqual([
    { step: 'mainSteps[1].inputs.Steps[1]', path: ['mainSteps', 1, 'inputs', 'Steps', 1, 'action'], message: 'what aws:new needs is not known' },
  ]);
});

test('every action says what it needs', () => {
  expect([...ACTIONS.values()].filter(({ permissions }) => permissions === undefined)).toEqual([]);
});

describe('never throws, and makes no action or ARN that IAM would refuse', () => {
  const names = [...new Set([...ACTIONS.values()].flatMap(({ inputs }) => Object.keys(inputs)))];
  const text = fc.oneof(
    fc.constantFrom('', '*', 'i-1', 'arn:aws:iam::1:role/a', 'arn:', 'arn:::::', 'arn:aws:s3', 'arn:aws:{{ X }}:::a', '{{ X }}', '{{ Y }}', 'a b', 'a"b', '${aws:username}',
      '{{ global:REGION }}', '{{global:ACCOUNT_ID}}:x', 'ec2', 'lambda', 's3', 'DescribeInstances', 'ListObjectsV2', 'python3.11', 'PowerShell 7.4', 'running', 'Parameter',
      '/a//b', 'arn:aws:lambda:eu-west-1:1:function:', 'boto3.client("s3").list_buckets()'),
    fc.string(),
    fc.string({ unit: 'grapheme' }),
  );
  const value: fc.Arbitrary<ContentValue> = fc.letrec<{ value: ContentValue }>(tie => ({
    value: fc.oneof({ maxDepth: 3, withCrossShrink: true },
      text, fc.boolean(), fc.integer(), fc.constant(null),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(fc.constantFrom('Key', 'Values', 'Accounts', 'AutomationAssumeRole', 'Bucket', 'Key'), fc.string()), tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  const step = fc.record({
    name: text,
    action: fc.constantFrom(...ACTIONS.keys(), 'aws:new'),
    inputs: fc.oneof(fc.dictionary(fc.constantFrom(...names, 'Bucket', 'FunctionName', 'Role'), value, { maxKeys: 8 }), value),
  }, { requiredKeys: [] });

  test('with inputs of any kind', () => {
    fc.assert(fc.property(fc.array(step as fc.Arbitrary<ContentValue>, { maxLength: 4 }), value, (mainSteps, allowedValues) => {
      expectSound({ mainSteps, parameters: { Y: { type: 'String', allowedValues } } });
    }), { numRuns: 1000 });
  });

  test('with each input of each action', () => {
    for (const { action, inputs } of ACTIONS.values()) {
      fc.assert(fc.property(fc.record(Object.fromEntries(Object.keys(inputs).map(name => [name, value])), { requiredKeys: [] }), given => {
        expectSound({ mainSteps: [{ name: 'a', action, inputs: given as ContentMap }], parameters: { Y: { type: 'String', allowedValues: ['b', 'arn:aws:sns:a:1:c'] } } });
      }), { numRuns: 150 });
    }
  });
});
