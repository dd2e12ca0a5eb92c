import { App, aws_iam as iam, Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import { AccessRequest, AccessRequestTags, AccessRequestTagsProps, Target } from '../../src';
import { operationsOf } from '../operations/operation-template';

const TYPE = 'Custom::SSMAccessRequestTags';

let stack: Stack;

beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } });
});

function tag(props: Partial<AccessRequestTagsProps> = {}): AccessRequestTags {
  return new AccessRequestTags(stack, 'Tags', { requestId: 'oi-0123456789ab', tags: { Ticket: 'OPS-2' }, ...props });
}

test('the function may tag this request and no other', () => {
  tag();

  expect(operationsOf(stack, TYPE)).toEqual([{
    properties: { RequestId: 'oi-0123456789ab', Tags: { Ticket: 'OPS-2' } },
    statements: [{
      Action: ['ssm:AddTagsToResource', 'ssm:ListTagsForResource', 'ssm:RemoveTagsFromResource'],
      Effect: 'Allow',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:opsitem/oi-0123456789ab']] },
    }, { Action: 'cloudformation:DescribeStacks', Effect: 'Allow', Resource: { Ref: 'AWS::StackId' } }],
  }]);
  Annotations.fromStack(stack).hasNoWarning('*', '*');
});

test('a request of the same stack', () => {
  const requester = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/oncall');
  const { accessRequestId } = new AccessRequest(stack, 'Request', { requester, reason: 'Disk full', targets: [Target.instanceIds('i-0123456789abcdef0')] });
  tag({ requestId: accessRequestId });

  const id = { 'Fn::GetAtt': [expect.stringMatching(/^Request/), 'AccessRequestId'] };
  expect(operationsOf(stack, TYPE)).toMatchObject([{
    properties: { RequestId: id },
    statements: [{ Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:eu-west-1:111122223333:opsitem/', id]] } }, { Action: 'cloudformation:DescribeStacks' }],
  }]);
});

test.each<[Partial<AccessRequestTagsProps>, string]>([
  [{ requestId: undefined }, 'requestId is nothing; give the id of an access request or a change request, such as "oi-0123456789ab"'],
  [{ requestId: 'oi-12' }, 'requestId is "oi-12"; give the id of an access request or a change request, such as "oi-0123456789ab"'],
  [{ tags: undefined }, 'tags is nothing; give one tag at least'],
  [{ tags: {} }, 'tags is an empty map; give one tag at least'],
  [{ tags: { 'AWS:x': '1' } }, 'the key of a tag is "AWS:x"; 1 to 128 letters, digits, spaces and _.:/=+-@ are allowed, not beginning with "aws:"'],
  [{ tags: { x: '#' } }, 'the tag x is "#"; at most 256 letters, digits, spaces and _.:/=+-@ are allowed'],
])('refused: %#', (props, message) => {
  expect(() => tag(props)).toThrow(`the request cannot be tagged like this: ${message}`);
});

test('more tags than most resources take', () => {
  tag({ tags: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v'])) });
  Annotations.fromStack(stack).hasWarning('/Stack/Tags',
    'there are 51 tags; most resources of Systems Manager take 50, and whether requests take more is not documented [ack: cdk-systems-manager:accessRequestTags]');
});
