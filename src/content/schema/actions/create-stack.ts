import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-createstack.html */
export const CREATE_STACK = defineAction({
  action: 'aws:createStack',
  inputs: {
    StackName: { type: 'String', required: true, maxLength: 128, pattern: { regex: /[a-zA-Z][-a-zA-Z0-9]*/, inWords: 'TODO' } },
    TemplateBody: { type: 'String', minLength: 1 },
    TemplateURL: { type: 'String', minLength: 1, maxLength: 1024 },
    Parameters: { type: 'MapList' },
    Capabilities: { type: 'StringList', allowed: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] },
    ClientRequestToken: { type: 'String', minLength: 1, maxLength: 128, pattern: { regex: /[a-zA-Z0-9][-a-zA-Z0-9]*/, inWords: 'TODO' } },
    DisableRollback: { type: 'Boolean' },
    OnFailure: { type: 'String', allowed: ['DO_NOTHING', 'ROLLBACK', 'DELETE'] },
    NotificationARNs: { type: 'StringList', maxItems: 5 },
    ResourceTypes: { type: 'StringList' },
    RoleARN: { type: 'String', minLength: 20, maxLength: 2048 },
    StackPolicyBody: { type: 'String', minLength: 1, maxLength: 16384 },
    StackPolicyURL: { type: 'String', minLength: 1, maxLength: 1350 },
    Tags: { type: 'MapList', maxItems: 10 },
    TimeoutInMinutes: { type: 'Integer', minimum: 1 },
  },
  outputs: {
    StackId: { type: 'String' },
    StackStatus: { type: 'String' },
    StackStatusReason: { type: 'String' },
  },
  isNoCancelTarget: true,
  // TODO DisableRollback and OnFailure are mutually exclusive
  // TODO TemplateBody and TemplateURL are mutually exclusive (one is needed)
  // TODO StackPolicyBody and StackPolicyURL are mutually exclusive
});
