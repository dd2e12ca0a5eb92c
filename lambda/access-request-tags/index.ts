import { Observed, plan } from './plan';
import { AccessRequestTagsProperties, OPS_ITEM } from '../../src/operations/provider/access-request-properties';
import { matching, textsByKey } from '../shared/contract';
import { customResource } from '../shared/custom-resource';
import { readTags } from '../shared/ops-item/read-tags';

export const handler = customResource<AccessRequestTagsProperties, Observed>({
  name: 'tags of a request',
  contract: {
    RequestId: matching(OPS_ITEM, 'the id of an access request or a change request, such as oi-0123456789ab,'),
    Tags: textsByKey,
  },
  physicalId: ({ RequestId }) => `access-request-tags:${RequestId}`,
  observe: async ({ properties: { RequestId } }, ssm) => ({ isFirstLook: ssm.changes === 0, tags: await readTags(ssm, RequestId) }),
  plan,
});
