import { aws_iam as iam, Aws, Stack, Token } from 'aws-cdk-lib';
import { askPermissions } from './access-permissions';
import { OWN_TAG } from '../operations/provider/access-request-properties';

const INSTANCE_ID = /^i-[0-9a-f]+$/;
/** How many nodes are named one by one: a request can have 250 of them, which is more than the policies of a role take. */
const MOST_NODES = 25;

/**
 * What the role of the requester must be allowed for one access request to be made. Getting its credentials (`ssm:GetAccessToken`) is not among it.
 *
 * @param nodeIds the ids of the nodes; undefined where they are not chosen by their ids.
 * @internal
 */
export function requesterPermissions(stack: Stack, nodeIds: readonly string[] = ['*']): iam.PolicyStatementProps[] {
  return [{ actions: ['ssm:StartAccessRequest'], resources: nodeArns(stack, nodeIds.length > MOST_NODES ? ['*'] : nodeIds) }];
}

/**
 * What it must be allowed besides, for all requests that a stack makes in its name: to tag them while they are made, to find and to cancel them.
 *
 * @internal
 */
export function sharedRequesterPermissions(stack: Stack): iam.PolicyStatementProps[] {
  const opsItems = stack.formatArn({ service: 'ssm', resource: 'opsitem', resourceName: '*' });
  return [
    { actions: ['ssm:AddTagsToResource'], resources: [opsItems], conditions: { StringLike: { [`aws:RequestTag/${OWN_TAG}`]: `${Aws.STACK_ID}/*` } } },
    { actions: ['ssm:CreateOpsItem', 'ssm:GetOpsItem', 'ssm:ListTagsForResource'], resources: [opsItems] },
    // The list takes no resource.
    { actions: ['ssm:DescribeOpsItems'], resources: ['*'] },
    ...askPermissions(stack).map(({ resourceArns, ...statement }) => ({ ...statement, resources: resourceArns })),
  ];
}

/** Of an id that only deployment knows nobody can tell which kind of node it is. */
function nodeArns(stack: Stack, ids: readonly string[]): string[] {
  return ids.flatMap(id => [
    ...id.startsWith('mi-') ? [] : [stack.formatArn({ service: 'ec2', resource: 'instance', resourceName: id })],
    ...INSTANCE_ID.test(id) && !Token.isUnresolved(id) ? [] : [stack.formatArn({ service: 'ssm', resource: 'managed-instance', resourceName: id })],
  ]);
}
