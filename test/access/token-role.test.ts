import { App, aws_iam as iam, Stack } from 'aws-cdk-lib';
import { TokenRole } from '../../src';
import { templateOf } from '../document/deployed-content';

const stackOf = (): Stack => new Stack(new App(), 'Stack');

test('a token role is the one that Quick Setup makes, but for its tag', () => {
  const stack = stackOf();
  const role = new TokenRole(stack, 'Role');
  expect(Object.values(templateOf(stack).findResources('AWS::IAM::Role'))).toEqual([{
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'SSM-JustInTimeAccessTokenRole',
      Description: 'Opens sessions to nodes for approved requests of just-in-time node access',
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:TagSession'], Principal: { Service: 'justintimeaccess.ssm.amazonaws.com' } }],
      },
      ManagedPolicyArns: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/AWSSystemsManagerJustInTimeAccessTokenPolicy']] }],
    },
  }]);
  expect(role).toBeInstanceOf(iam.Role);
});

test('a token role can have another name, a description and a boundary', () => {
  const stack = stackOf();
  const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::111122223333:policy/boundary');
  new TokenRole(stack, 'Role', { roleName: 'Other', description: 'Mine', permissionsBoundary });
  templateOf(stack).hasResourceProperties('AWS::IAM::Role', {
    RoleName: 'Other', Description: 'Mine', PermissionsBoundary: 'arn:aws:iam::111122223333:policy/boundary',
  });
});
