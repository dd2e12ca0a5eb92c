import fc from 'fast-check';
import { Permission } from '../../../src/content/permissions/permission';
import { policyAt, policyOf } from '../../../src/content/permissions/policy';

const ROLE = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };

test('the same resources under the same conditions are one statement', () => {
  expect(policyOf([
    { actions: ['ssm:ListCommands'], resources: ['*'] },
    { actions: ['ec2:StopInstances'], resources: ['arn:b', 'arn:a'] },
    { actions: ['ec2:StopInstances', 'ec2:StartInstances'], resources: ['arn:a'] },
    { actions: ['ec2:StartInstances'], resources: ['arn:b'], conditions: {} },
    { actions: ['ec2:DescribeInstances', 'ssm:ListCommands'], resources: ['*'] },
    { actions: ['iam:PassRole'], resources: ['arn:r'], conditions: ROLE },
    { actions: ['iam:PassRole'], resources: ['arn:s'], conditions: { ...ROLE } },
  ])).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['ec2:DescribeInstances', 'ssm:ListCommands'], Resource: ['*'] },
      { Effect: 'Allow', Action: ['ec2:StartInstances', 'ec2:StopInstances'], Resource: ['arn:a', 'arn:b'] },
      { Effect: 'Allow', Action: ['iam:PassRole'], Resource: ['arn:r', 'arn:s'], Condition: ROLE },
    ],
  });
});

test('what is allowed on everything is allowed once', () => {
  expect(policyOf([
    { actions: ['s3:GetObject'], resources: ['arn:a'] },
    { actions: ['s3:GetObject'], resources: ['arn:a'], conditions: ROLE },
    { actions: ['s3:GetObject'], resources: ['*', 'arn:b'] },
  ]).Statement).toEqual([{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['*'] }]);
});

test('nothing needed is an empty policy', () => {
  expect(policyOf([])).toEqual({ Version: '2012-10-17', Statement: [] });
});

test('the order of what is needed makes no difference', () => {
  const permission: fc.Arbitrary<Permission> = fc.record({
    actions: fc.array(fc.constantFrom('a:A', 'a:B', 'b:C'), { minLength: 1 }),
    resources: fc.array(fc.constantFrom('*', 'arn:1', 'arn:2'), { minLength: 1 }),
    conditions: fc.option(fc.constantFrom(ROLE, { StringLike: { b: ['x', 'y'], a: 'z' } }, { StringLike: { a: 'z', b: ['y', 'x'] } }), { nil: undefined }),
  });
  fc.assert(fc.property(fc.array(permission), fc.infiniteStream(fc.nat()), (permissions, random) => {
    const shuffled = permissions.map(each => [random.next().value, each] as const).sort(([left], [right]) => left - right).map(([, each]) => each);
    const strip = (statements: readonly object[]) => JSON.parse(JSON.stringify(statements, (key, value: unknown) => key === 'StringLike' ? 'like' : value)) as unknown;
    expect(strip(policyOf(shuffled).Statement)).toEqual(strip(policyOf(permissions).Statement));
  }));
});

test('the place replaces what stands for it', () => {
  const policy = policyOf([{
    actions: ['kms:Decrypt'],
    resources: ['arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*', 'arn:aws:kms:*:*:key/*'],
    conditions: { StringLike: { 'kms:ViaService': ['ec2.${AWS::Region}.amazonaws.com*'] } },
  }]);
  expect(policyAt(policy, {}).Statement).toEqual([{
    Effect: 'Allow', Action: ['kms:Decrypt'], Resource: ['arn:aws:kms:*:*:key/*'], Condition: { StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com*'] } },
  }]);
  expect(policyAt(policy, { partition: 'aws-cn', region: 'cn-north-1', account: '111122223333' }).Statement).toMatchObject([{
    Resource: ['arn:aws-cn:kms:cn-north-1:111122223333:key/*', 'arn:aws:kms:*:*:key/*'],
    Condition: { StringLike: { 'kms:ViaService': ['ec2.cn-north-1.amazonaws.com*'] } },
  }]);
});
