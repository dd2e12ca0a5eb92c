import { defineAction } from './action';
import { stackPermissions } from '../../permissions/stack';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-deletestack.html */
export const DELETE_STACK = defineAction({
  action: 'aws:deleteStack',
  inputs: {
    StackName: { type: 'String', required: true },
    ClientRequestToken: { type: 'String', minLength: 1, maxLength: 128, pattern: { regex: /^[a-zA-Z][-a-zA-Z0-9]*$/, inWords: 'letters, digits and hyphens that begin with a letter' } },
    // The guide writes RetainResources.member.N, the form of CloudFormation's query API.
    RetainResources: { type: 'StringList' },
    RoleARN: { type: 'String', minLength: 20, maxLength: 2048 },
  },
  outputs: {},
  permissions: view => stackPermissions(view, 'cloudformation:DeleteStack'),
});
