import type { AccessRequestTagsProperties, TagMap } from '../../src/operations/provider/access-request-properties';
import type { Decision, Request } from '../shared/operation';
import { tagCalls, tagChanges } from '../shared/ops-item/tag-changes';

/** What is seen of the request. */
export interface Observed {
  /** Its tags; undefined where there is no such request. */
  readonly tags?: TagMap;
  /** Whether nothing was done about it yet. */
  readonly isFirstLook: boolean;
}

type Properties = AccessRequestTagsProperties;

export function plan(request: Request<Properties>, { tags, isFirstLook }: Observed): Decision {
  const { properties: { RequestId: id, Tags: wanted } } = request;
  if (tags === undefined) {
    return request.type === 'Delete' ? { done: {} } : {
      refused: `there is no access request and no change request ${id} in this account and Region; look at the id (aws ssm describe-ops-items), `
        + 'which the service keeps for a year',
      mayLag: true,
    };
  }
  if (request.type === 'Create' && isFirstLook) {
    const taken = Object.keys(wanted).filter(key => Object.hasOwn(tags, key) && tags[key] !== wanted[key]);
    if (taken.length > 0) {
      return {
        refused: `${id} has already ${taken.map(key => `the tag ${key} with the value ${JSON.stringify(tags[key])}`).join(' and ')}; `
          + 'somebody else has set it and would lose it, so take it off first or choose another key',
      };
    }
  }
  const changes = request.type === 'Delete'
    // What somebody has changed since is theirs.
    ? { add: {}, remove: Object.keys(wanted).filter(key => Object.hasOwn(tags, key) && tags[key] === wanted[key]) }
    : tagChanges(wanted, request.type === 'Update' ? request.old?.Tags ?? {} : {}, tags);
  const calls = tagCalls(id, changes);
  return calls.length === 0 ? { done: {} } : { calls };
}
