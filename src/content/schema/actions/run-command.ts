import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runcommand.html */
export const RUN_COMMAND = defineAction({
  action: 'aws:runCommand',
  inputs: {
    DocumentName: { type: 'String', required: true },
    InstanceIds: { type: 'StringList', maxItems: 50 },
    Targets: { type: 'MapList', maxItems: 5 },
    Parameters: { type: 'Map' },
    CloudWatchOutputConfig: { type: 'StringMap' },
    Comment: { type: 'String', maxLength: 100 },
    DocumentHash: { type: 'String' },
    DocumentHashType: { type: 'String', allowed: ['Sha256', 'Sha1'] },
    NotificationConfig: { type: 'StringMap' },
    OutputS3BucketName: { type: 'String', minLength: 3, maxLength: 63 },
    OutputS3KeyPrefix: { type: 'String', maxLength: 500 },
    ServiceRoleArn: { type: 'String' },
    TimeoutSeconds: { type: 'Integer', minimum: 30, maximum: 2592000 },
    // The guide does not list these; they are fields of SendCommand.
    DocumentVersion: { type: 'String' },
    MaxConcurrency: { type: 'String' },
    MaxErrors: { type: 'String' },
  },
  // A task of a maintenance window may have {{ RESOURCE_ID }} under either.
  groups: [{ kind: 'exactly-one', inputs: ['InstanceIds', 'Targets'] }],
  outputs: {
    CommandId: { type: 'String' },
    Status: { type: 'String' },
    ResponseCode: { type: 'Integer' },
    Output: { type: 'String' },
  },
});
