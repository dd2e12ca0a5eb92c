import { defineAction, isLiteral } from './action';
import { tagPermissions } from '../../permissions/tags';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createtag.html */
export const CREATE_TAGS = defineAction({
  action: 'aws:createTags',
  inputs: {
    ResourceIds: { type: 'StringList', required: true },
    Tags: { type: 'MapList', required: true },
    ResourceType: { type: 'String', allowed: ['EC2', 'ManagedInstance', 'MaintenanceWindow', 'Parameter'] },
  },
  outputs: {},
  isNoCancelTarget: true,
  check: view => {
    const { ResourceType: kind, ResourceIds: ids } = view.inputs;
    if (!isLiteral(kind, view) || kind === 'EC2' || !Array.isArray(ids) || ids.length <= 1) return [];
    return [{ severity: 'error', path: ['inputs', 'ResourceIds'], message: `ResourceIds has ${ids.length} items; only resources of EC2 can be tagged several at once` }];
  },
  permissions: tagPermissions,
});
