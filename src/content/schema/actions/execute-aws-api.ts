import { defineAction } from './action';

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
});
