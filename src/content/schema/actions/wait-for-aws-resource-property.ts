import { defineAction } from './action';
import { apiPermissions } from '../../permissions/api-call';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html */
export const WAIT_FOR_AWS_RESOURCE_PROPERTY = defineAction({
  action: 'aws:waitForAwsResourceProperty',
  inputs: {
    Service: { type: 'String', required: true },
    Api: { type: 'String', required: true },
    PropertySelector: { type: 'String', required: true },
    // The guide calls it a list of maps, and shows texts.
    DesiredValues: { type: 'StringList', required: true, minItems: 1, isLoose: true },
  },
  takesApiInputs: true,
  outputs: {},
  permissions: apiPermissions,
});
