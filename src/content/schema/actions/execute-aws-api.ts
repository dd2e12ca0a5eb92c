import { defineAction } from './action';
import { apiPermissions } from '../../permissions/api-call';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html */
export const EXECUTE_AWS_API = defineAction({
  action: 'aws:executeAwsApi',
  inputs: {
    Service: { type: 'String', required: true },
    Api: { type: 'String', required: true },
  },
  takesApiInputs: true,
  outputs: {},
  maxTimeoutSeconds: 25,
  permissions: apiPermissions,
});
