import { defineAction } from './action';

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
});
