import { defineAction } from './action';
import { stackPermissions } from '../../permissions/stack';

const STACK_NAME = { regex: /^[a-zA-Z][-a-zA-Z0-9]*$/, inWords: 'letters, digits and hyphens that begin with a letter' };

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createstack.html */
export const CREATE_STACK = defineAction({
  action: 'aws:createStack',
  inputs: {
    StackName: { type: 'String', required: true, maxLength: 128, pattern: STACK_NAME },
    TemplateBody: { type: 'String', minLength: 1, maxBytes: 51_200 },
    TemplateURL: { type: 'String', minLength: 1, maxLength: 1024 },
    Parameters: { type: 'MapList' },
    Capabilities: { type: 'StringList', allowed: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] },
    ClientRequestToken: { type: 'String', minLength: 1, maxLength: 128, pattern: { regex: /^[a-zA-Z0-9][-a-zA-Z0-9]*$/, inWords: 'letters, digits and hyphens that begin with a letter or a digit' } },
    DisableRollback: { type: 'Boolean' },
    OnFailure: { type: 'String', allowed: ['DO_NOTHING', 'ROLLBACK', 'DELETE'] },
    NotificationARNs: { type: 'StringList', maxItems: 5 },
    ResourceTypes: { type: 'StringList', minLength: 1, maxLength: 256 },
    RoleARN: { type: 'String', minLength: 20, maxLength: 2048 },
    StackPolicyBody: { type: 'String', minLength: 1, maxLength: 16384 },
    StackPolicyURL: { type: 'String', minLength: 1, maxLength: 1350 },
    // The guide says ten; CloudFormation itself takes fifty.
    Tags: { type: 'MapList', maxItems: 50 },
    TimeoutInMinutes: { type: 'Integer', minimum: 1 },
  },
  groups: [
    { kind: 'exactly-one', inputs: ['TemplateBody', 'TemplateURL'] },
    { kind: 'at-most-one', inputs: ['DisableRollback', 'OnFailure'] },
    { kind: 'at-most-one', inputs: ['StackPolicyBody', 'StackPolicyURL'] },
  ],
  outputs: {
    StackId: { type: 'String' },
    StackStatus: { type: 'String' },
    StackStatusReason: { type: 'String' },
  },
  isNoCancelTarget: true,
  permissions: view => stackPermissions(view, 'cloudformation:CreateStack'),
});
