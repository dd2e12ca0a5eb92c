import { defineAction } from './action';
import { apiPermissions } from '../../permissions/api-call';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html */
export const ASSERT_AWS_RESOURCE_PROPERTY = defineAction({
  action: 'aws:assertAwsResourceProperty',
  inputs: {
    Service: { type: 'String', required: true },
    Api: { type: 'String', required: true },
    PropertySelector: { type: 'String', required: true },
    DesiredValues: { type: 'StringList', required: true, minItems: 1 },
  },
  takesApiInputs: true,
  outputs: {},
  permissions: apiPermissions,
});
