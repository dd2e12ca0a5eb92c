import type { HandlerCase } from './handler-case';
import { ACCESS_REQUEST_TAGS_TYPE, AccessRequestTagsProperties, TagMap } from '../../../src/operations/provider/access-request-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';

export const REQUEST_ID = 'oi-0123456789ab';
export const OTHER_REQUEST_ID = 'oi-ba9876543210';

export function accessRequestTags(Tags: TagMap, RequestId = REQUEST_ID): AccessRequestTagsProperties {
  return { RequestId, Tags };
}

const ALREADY = { owner: 'jane' };
const holds = ({ tags }: SsmDouble) => tags.get('OpsItem', REQUEST_ID);

export const ACCESS_REQUEST_TAGS: readonly HandlerCase[] = [{
  handler: 'access-request-tags',
  resourceType: ACCESS_REQUEST_TAGS_TYPE,
  prepare: ({ tags }) => tags.put('OpsItem', REQUEST_ID, ALREADY),
  created: accessRequestTags({ team: 'web', cost: '7' }),
  updated: accessRequestTags({ team: 'shop', ticket: '42' }),
  malformed: { RequestId: REQUEST_ID, Tags: 'all' },
  vanish: ({ tags }) => tags.forget('OpsItem', REQUEST_ID),
  missing: /there is no access request and no change request oi-0123456789ab/,
  withoutIt: { Create: 'FAILED', Update: 'FAILED' },
  holds,
  after: {
    create: { ...ALREADY, team: 'web', cost: '7' },
    update: { ...ALREADY, team: 'shop', ticket: '42' },
    rolledBack: { ...ALREADY, team: 'web', cost: '7' },
    delete: ALREADY,
  },
}];
