import type { AccessRequestTagsProperties, TagMap } from '../../src/operations/provider/access-request-properties';
import type { Decision, Request } from '../shared/operation';
import { tagCalls, tagChanges } from '../shared/ops-item/tag-changes';

/** What is seen of the request. */
export interface Observed {
  /** Its tags; undefined where there is no such request. */
  readonly tags?: TagMap;
  /** Whether tags that somebody else has set are a reason to refuse: nothing was done yet, and it is no rollback, which must not get stuck on them. */
  readonly isRefusable: boolean;
}

type Properties = AccessRequestTagsProperties;

export function plan(request: Request<Properties>, { tags, isRefusable }: Observed): Decision {
  const { properties: { RequestId: id, Tags: wanted } } = request;
  if (tags === undefined) {
    return request.type === 'Delete' ? { done: {} } : {
      refused: `there is no access request and no change request ${id} in this account and Region; look at the id (aws ssm describe-ops-items), `
        + 'which the service keeps for a year',
      mayLag: true,
    };
  }
  const taken = isRefusable ? takenKeys(request, tags) : [];
  if (taken.length > 0) {
    return {
      refused: `${id} has already ${taken.map(key => `the tag ${key} with the value ${JSON.stringify(tags[key])}`).join(' and ')}; `
        + 'somebody else has set it and would lose it, so take it off first or choose another key',
    };
  }
  const changes = request.type === 'Delete' ? tagChanges({}, wanted, tags)
    : tagChanges(wanted, request.type === 'Update' ? request.old?.Tags ?? {} : {}, tags);
  const calls = tagCalls(id, changes);
  return calls.length === 0 ? { done: {} } : { calls };
}

/** Which tags that are declared now, and were not before, are there already with another value. */
export function takenKeys(request: Request<Properties>, tags: TagMap): readonly string[] {
  const before = request.type === 'Create' ? {} : request.type === 'Update' ? request.old?.Tags : undefined;
  if (before === undefined) return [];
  const { Tags: wanted } = request.properties;
  return Object.keys(wanted).filter(key => !Object.hasOwn(before, key) && Object.hasOwn(tags, key) && tags[key] !== wanted[key]);
}
