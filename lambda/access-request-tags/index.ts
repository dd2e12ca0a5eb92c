import { Observed, plan, takenKeys } from './plan';
import { AccessRequestTagsProperties, OPS_ITEM } from '../../src/operations/provider/access-request-properties';
import { matching, textsByKey } from '../shared/contract';
import { customResource } from '../shared/custom-resource';
import { isRollingBack } from '../shared/execution/roll-back';
import type { Origin, Request } from '../shared/operation';
import { readTags } from '../shared/ops-item/read-tags';
import { Ssm } from '../shared/ssm';

export const handler = customResource<AccessRequestTagsProperties, Observed>({
  name: 'tags of a request',
  contract: {
    RequestId: matching(OPS_ITEM, 'the id of an access request or a change request, such as oi-0123456789ab,'),
    Tags: textsByKey,
  },
  physicalId: ({ RequestId }) => `access-request-tags:${RequestId}`,
  observe,
  plan,
});

async function observe(request: Request<AccessRequestTagsProperties>, ssm: Ssm, { stackId }: Origin): Promise<Observed> {
  const tags = await readTags(ssm, request.properties.RequestId);
  // Asked where it matters only: between its own calls a request finds what it did itself.
  const isTaken = ssm.changes === 0 && takenKeys(request, tags ?? {}).length > 0;
  return { tags, isRefusable: isTaken && !await isRollingBack(ssm, stackId) };
}
