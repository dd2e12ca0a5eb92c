import type { OpsItemSummary } from '@aws-sdk/client-ssm';
import { OWN_TAG } from '../../src/operations/provider/access-request-properties';
import { SESSION_NAME } from '../shared/assumed-role';
import { readTags } from '../shared/ops-item/read-tags';
import { backoff, pause } from '../shared/patience';
import { Ssm } from '../shared/ssm';

/** A request that bears the tag of this custom resource. */
export interface OwnRequest {
  readonly id: string;
  /** What stands in the tag. */
  readonly tag: string;
}

const TYPE = '/aws/accessrequest';
const PAGE = 50;
/** Lambda delivers a request again for less than half an hour, and CloudFormation waits for an hour; the rest is for clocks. */
const WINDOW = 3 * 60 * 60 * 1_000;
/** How often is looked for a request of which nobody knows whether it was made, and how long at most between looks; about a minute. */
const LOOKS = 12;
const LONGEST_PAUSE = 10_000;

/**
 * The requests of this custom resource that were made lately, the oldest first. OpsItems cannot be searched by tags, so the access requests of the last
 * hours are listed and their tags read, but for those that plainly were made by somebody else.
 *
 * That the list takes these two filters together, and how long it takes until a new request is in it, is not verified.
 *
 * @param owner what stands in the tag before its last slash.
 */
export async function findOwn(ssm: Ssm, owner: string): Promise<OwnRequest[]> {
  const since = new Date(Date.now() - WINDOW).toISOString();
  const summaries: OpsItemSummary[] = [];
  let token: string | undefined;
  do {
    const page = await ssm.read('DescribeOpsItems', {
      OpsItemFilters: [
        { Key: 'OpsItemType', Values: [TYPE], Operator: 'Equal' },
        { Key: 'CreatedTime', Values: [since], Operator: 'GreaterThan' },
      ],
      MaxResults: PAGE,
      NextToken: token,
    }, ADVICE);
    summaries.push(...page.OpsItemSummaries ?? []);
    token = page.NextToken;
  } while (token !== undefined && token !== '');
  const own: OwnRequest[] = [];
  for (const { OpsItemId: id } of summaries.filter(({ CreatedBy: by }) => isMaybeOwn(by)).sort(byTime)) {
    const tag = id === undefined ? undefined : (await readTags(ssm, id))?.[OWN_TAG];
    if (id !== undefined && tag?.startsWith(`${owner}/`) === true) own.push({ id, tag });
  }
  return own;
}

/** The same, patiently, where a request with this tag may have been made a moment ago. */
export async function findOwnSoon(ssm: Ssm, owner: string, tag: string): Promise<OwnRequest[]> {
  for (let look = 1; ; look += 1) {
    const own = await findOwn(ssm, owner);
    if (look === LOOKS || own.some(request => request.tag === tag)) return own;
    await pause(Math.min(backoff(look - 1), LONGEST_PAUSE));
  }
}

const ADVICE = {
  AccessDeniedException: 'the role of the requester needs ssm:DescribeOpsItems and ssm:ListTagsForResource, by which a request that was made already is found',
};

function byTime(one: OpsItemSummary, other: OpsItemSummary): number {
  return (one.CreatedTime?.getTime() ?? 0) - (other.CreatedTime?.getTime() ?? 0) || `${one.OpsItemId}`.localeCompare(`${other.OpsItemId}`);
}

/**
 * An item tells the session that made it, such as `arn:aws:sts::111122223333:assumed-role/OnCall/jane`. The role says less: people request in the name of
 * the same one, and an update may have been about another.
 */
function isMaybeOwn(createdBy = ''): boolean {
  const session = /:assumed-role\/[^/]+\/(.+)$/.exec(createdBy)?.[1];
  return session === undefined || session === SESSION_NAME;
}
