import { isAllowed, PolicyDocument, trusts } from './iam-evaluator';

const describe1 = { action: 'ssm:DescribeDocument', resource: 'arn:aws:ssm:us-east-1:111122223333:document/Ops' };
const policy = (statement: object): PolicyDocument => ({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', ...statement } });

test('nothing is allowed by itself', () => {
  expect(isAllowed(describe1, [])).toBe(false);
});

test.each([
  ['ssm:DescribeDocument', true], ['ssm:describedocument', true], ['ssm:Describe*', true], ['ssm:*', true], ['ssm:DescribeDocumen?', true],
  ['ssm:GetDocument', false], ['ssm:Describe', false], ['DescribeDocument', false], ['s.m:DescribeDocument', false],
])('an action %s covers it: %s', (Action, expected) => {
  expect(isAllowed(describe1, [policy({ Action: ['ssm:Other', Action] })])).toBe(expected);
});

test.each([
  [describe1.resource, true], ['arn:aws:ssm:*:111122223333:document/*', true], ['arn:aws:ssm:us-east-1:111122223333:document/Op', false],
  ['arn:aws:ssm:us-east-1:111122223333:document/ops', false], ['arn:aws:ssm:us-east-1:111122223333:document/Ops2', false],
])('a resource %s covers it: %s', (Resource, expected) => {
  expect(isAllowed(describe1, [policy({ Resource: [Resource] })])).toBe(expected);
});

test('a denial goes before what is allowed', () => {
  expect(isAllowed(describe1, [policy({}), policy({ Effect: 'Deny', Action: 'ssm:Describe*' })])).toBe(false);
});

test.each([
  [{ BoolIfExists: { 'ssm:AutoApprove': 'false' } }, {}, true],
  [{ BoolIfExists: { 'ssm:AutoApprove': 'false' } }, { 'ssm:AutoApprove': 'false' }, true],
  [{ BoolIfExists: { 'ssm:AutoApprove': 'false' } }, { 'ssm:AutoApprove': 'true' }, false],
  [{ StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } }, {}, false],
  [{ StringEquals: { 'iam:PassedToService': ['a', 'ssm.amazonaws.com'] } }, { 'iam:passedtoservice': 'ssm.amazonaws.com' }, true],
  [{ StringLike: { 'aws:ResourceTag/own': 'stack/*' } }, { 'aws:ResourceTag/own': 'stack/1' }, true],
  [{ StringLike: { 'aws:ResourceTag/own': 'stack/*' } }, { 'aws:ResourceTag/own': 'other/1' }, false],
  [{ StringEquals: { 'ssm:DocumentType': '1', 'ssm:AutoApprove': '2' } }, { 'ssm:DocumentType': '1' }, false],
  [{ StringEquals: { 'ssm:DocumentType': '1' }, Bool: { 'ssm:AutoApprove': 'true' } }, { 'ssm:DocumentType': '1', 'ssm:AutoApprove': 'false' }, false],
  [{ StringEquals: { 'ssm:DocumentType': 'Com*' } }, { 'ssm:DocumentType': 'Command' }, false],
])('a condition %j is met by %j: %s', (Condition, context, expected) => {
  expect(isAllowed({ ...describe1, context: context as Record<string, string> }, [policy({ Condition })])).toBe(expected);
});

test('what the evaluator does not know is an error, not a permission', () => {
  expect(() => isAllowed(describe1, [policy({ Condition: { DateLessThan: { 'aws:CurrentTime': '2027' } } })])).toThrow('DateLessThan');
  expect(() => isAllowed(describe1, [policy({ NotAction: 'iam:*' })])).toThrow('NotAction');
  expect(() => isAllowed(describe1, [policy({ NotResource: '*' })])).toThrow('NotResource');
  expect(isAllowed(describe1, [policy({ NotAction: 'iam:*' }), policy({})])).toBe(true);
  // Were it taken for a key that the request lacks, the denial would be none.
  expect(() => isAllowed(describe1, [policy({}), policy({ Effect: 'Deny', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } })])).toThrow('aws:SourceVpc');
});

test('a denial counts where its condition is met, and only there', () => {
  const policies = [policy({}), policy({ Effect: 'Deny', Condition: { StringEquals: { 'ssm:DocumentType': 'Session' } } })];
  expect(isAllowed({ ...describe1, context: { 'ssm:DocumentType': 'Session' } }, policies)).toBe(false);
  expect(isAllowed({ ...describe1, context: { 'ssm:DocumentType': 'Command' } }, policies)).toBe(true);
});

const ROLE = 'arn:aws:iam::111122223333:role/App-Function';
const trust = (statement: object): PolicyDocument => ({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }] });

test.each([
  [{ Principal: { AWS: ROLE } }, true], [{ Principal: { AWS: ['arn:aws:iam::111122223333:role/Other', ROLE] } }, true],
  [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, true], [{ Principal: { AWS: '111122223333' } }, true],
  [{ Principal: { AWS: `${ROLE}2` } }, false], [{ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }, false],
  [{ Principal: { Service: 'lambda.amazonaws.com' } }, false], [{ Principal: { AWS: ROLE }, Action: 'sts:TagSession' }, false],
  [{ Principal: { AWS: ROLE }, Effect: 'Deny' }, false],
])('a role that trusts %j can be assumed: %s', (statement, expected) => {
  expect(trusts(trust(statement), ROLE)).toBe(expected);
});

test('conditions of who may assume a role are an error', () => {
  expect(() => trusts(trust({ Principal: { AWS: ROLE }, Condition: { StringEquals: { 'sts:ExternalId': '1' } } }), ROLE)).toThrow('conditions');
});
