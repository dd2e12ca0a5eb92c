import type { OwnRequest } from './find-own';
import type { AccessRequestState } from './read-request';
import {
  ACCESS_REQUEST_ID, ACCESS_REQUEST_STATUS, AccessRequestProperties, OWN_TAG, TagMap,
} from '../../src/operations/provider/access-request-properties';
import { UNKNOWN } from '../../src/operations/provider/automation-properties';
import type { Call } from '../shared/calls';
import { lineageIn, Link, markOf } from '../shared/execution/lineage';
import { TOO_LATE } from '../shared/execution/stop';
import type { Decision, Request } from '../shared/operation';
import { tagCalls, tagChanges } from '../shared/ops-item/tag-changes';

/** What the handler is given, with the role of the requester. */
export type Properties = AccessRequestProperties & { readonly ActAsRoleArn: string };

/** What is seen of the requests of the resource. */
export interface Observed {
  /** The request that the resource stands for from now on; undefined where there is none yet. */
  readonly id?: string;
  /** Its tags; undefined where they are not looked at: it was made just now, or the service has forgotten it. */
  readonly tags?: TagMap;
  readonly status?: string;
  /** Requests that bear the tag of the resource and that it is to let go of, with what is known of them. */
  readonly letGo: readonly (OwnRequest & Partial<AccessRequestState>)[];
  /** What the own tag is to say of a request that is made now. */
  readonly tag: string;
}

/** Nobody has decided about such a request yet. That these are all is not verified; events and samples have the first. */
const UNDECIDED = ['PendingApproval', 'Pending', 'Open', 'InProgress'];

/** The tag is gone, or the request. Only what bears the tag may be changed, so a tag that is gone looks like a lack of permission. */
const GONE = ['AccessDeniedException', 'InvalidResourceId'];

const ADVICE: Readonly<Record<string, string>> = {
  AccessDeniedException: 'the role of the requester needs ssm:StartAccessRequest on the nodes, ssm:AddTagsToResource and ssm:CreateOpsItem on OpsItems, and '
    + 'ssm:StartAutomationExecution on the approval policies; whoever approves must not be the requester',
  ResourceNotFoundException: 'look whether the nodes exist in this account and Region and are managed by Systems Manager, and whether just-in-time node access is set up here',
  ServiceQuotaExceededException: 'too many access requests are open in this account and Region; wait until some are decided, or ask for a higher quota, and deploy again',
  ValidationException: 'look whether an approval policy applies to each node, and only one: without one nobody may ask for access, and with two manual ones the request fails',
};

export function plan(request: Request<Properties>, observed: Observed, met: readonly string[]): Decision {
  const releases = observed.letGo.flatMap(held => release(held, request, met));
  if (releases.length > 0) return { calls: releases };
  if (request.type === 'Delete') return { done: {} };
  const { properties } = request;
  const { id, tags, status = UNKNOWN } = observed;
  if (id === undefined) return { calls: [start(properties, observed)] };
  const calls = tags === undefined ? [] : tagCalls(id, tagChanges(properties.Tags ?? {}, tagsBefore(request), tags));
  if (calls.length === 0) return { done: { [ACCESS_REQUEST_ID]: id, [ACCESS_REQUEST_STATUS]: status } };
  if (isOwn(tags, properties.Owner)) return { calls };
  return {
    refused: `the tags of access request ${id} cannot be changed, as somebody has taken off the tag ${OWN_TAG}, by which the stack knows its request; `
      + `put it back with the value ${observed.tag}, or set another trigger to request access anew`,
  };
}

/** Whether tags are those of a request that a custom resource made and has not let go of. */
export function isOwn(tags: TagMap | undefined, owner: string): boolean {
  return tags?.[OWN_TAG]?.startsWith(`${owner}/`) === true;
}

/** The tags that were declared for the very same request; those of another one were never put on it. */
function tagsBefore(request: Exclude<Request<Properties>, { type: 'Delete' }>): TagMap {
  const old = request.type === 'Update' ? request.old : undefined;
  return old !== undefined && markOfRequest(old) === markOfRequest(request.properties) ? old.Tags ?? {} : {};
}

function start({ Reason, Targets, Tags = {} }: Properties, { tag }: Observed): Call {
  return {
    api: 'StartAccessRequest',
    input: {
      Reason,
      Targets: Targets.map(({ Key, Values }) => ({ Key, Values: [...Values] })),
      Tags: Object.entries({ ...Tags, [OWN_TAG]: tag }).map(([Key, Value]) => ({ Key, Value })),
    },
    isOnce: true,
    advice: ADVICE,
  };
}

/** Cancel a request if it may be, and take off the tag, so that nobody takes it for one's own again. */
function release({ id, status = '', executionId }: Observed['letGo'][number], { type, properties }: Request<Properties>, met: readonly string[]): Call[] {
  // What the resource never stood for was never wanted; of the others it is said.
  const isToCancel = (type !== 'Delete' || properties.PendingOnDelete === 'Cancel') && UNDECIDED.includes(status);
  return [
    ...isToCancel && executionId !== undefined && !met.some(code => TOO_LATE.includes(code)) ? [{
      api: 'StopAutomationExecution',
      input: { AutomationExecutionId: executionId, Type: 'Cancel' },
      // A rollback must not get stuck on what it tidies up.
      unless: type === 'Delete' ? TOO_LATE : [...TOO_LATE, 'AccessDeniedException'],
      advice: { AccessDeniedException: 'the role of the requester needs ssm:StopAutomationExecution to cancel a request; or set pendingOnDelete to leave it' },
    } as const] : [],
    { api: 'RemoveTagsFromResource', input: { ResourceType: 'OpsItem', ResourceId: id, TagKeys: [OWN_TAG] }, asOwn: true, unless: GONE },
  ];
}

/** What the resource stands for once this is done, and behind it the requests whose place that took. */
export function lineageAfter(properties: Properties, { id }: Observed, currentId = ''): readonly Link[] {
  const before = lineageIn(currentId);
  if (id === undefined) return before;
  const index = before.findIndex(link => link.id === id);
  return index === -1 ? [{ id, mark: markOfRequest(properties) }, ...before] : before.slice(index);
}

/** Two declarations with the same mark are the same request; tags can be changed on it. The order of the values of a target says nothing. */
export function markOfRequest({ Reason, Targets, Trigger, ActAsRoleArn }: Properties): string {
  return markOf([Reason, Targets.map(({ Key, Values }) => [Key, [...Values].sort()]), Trigger, ActAsRoleArn]);
}
