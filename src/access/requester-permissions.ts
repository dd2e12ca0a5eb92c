import { aws_iam as iam, Stack, Token } from 'aws-cdk-lib';
import { askPermissions } from './access-permissions';
import { OWN_TAG } from '../operations/provider/access-request-properties';

const INSTANCE_ID = /^i-[0-9a-f]+$/;

/**
 * What the role of the requester must be allowed for one access request to be made, found and cancelled. Getting its credentials (`ssm:GetAccessToken`) is
 * not among it.
 *
 * @param nodeIds the ids of the nodes; undefined where they are not chosen by their ids.
 * @param owner what stands in the tag of the request, before its last slash.
 * @internal
 */
export function requesterPermissions(stack: Stack, nodeIds: readonly string[] | undefined, owner: string): iam.PolicyStatementProps[] {
  const opsItems = stack.formatArn({ service: 'ssm', resource: 'opsitem', resourceName: '*' });
  return [
    { actions: ['ssm:StartAccessRequest'], resources: nodeArns(stack, nodeIds) },
    { actions: ['ssm:AddTagsToResource'], resources: [opsItems], conditions: { StringLike: { [`aws:RequestTag/${OWN_TAG}`]: `${owner}/*` } } },
    { actions: ['ssm:CreateOpsItem', 'ssm:GetOpsItem', 'ssm:ListTagsForResource'], resources: [opsItems] },
    // The list takes no resource.
    { actions: ['ssm:DescribeOpsItems'], resources: ['*'] },
    ...askPermissions(stack).map(({ resourceArns, ...statement }) => ({ ...statement, resources: resourceArns })),
  ];
}

/** Of an id that only deployment knows nobody can tell which kind of node it is. */
function nodeArns(stack: Stack, ids: readonly string[] = ['*']): string[] {
  return ids.flatMap(id => [
    ...id.startsWith('mi-') ? [] : [stack.formatArn({ service: 'ec2', resource: 'instance', resourceName: id })],
    ...INSTANCE_ID.test(id) && !Token.isUnresolved(id) ? [] : [stack.formatArn({ service: 'ssm', resource: 'managed-instance', resourceName: id })],
  ]);
}
