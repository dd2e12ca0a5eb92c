import { defineAction } from './action';
import { passRole } from '../../permissions/pass-role';
import { documentArns, findsByResourceGroup, nodeArns } from '../../permissions/ssm-arns';

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
  groups: [{ kind: 'at-least-one', inputs: ['InstanceIds', 'Targets'] }],
  outputs: {
    CommandId: { type: 'String' },
    Status: { type: 'String' },
    ResponseCode: { type: 'Integer' },
    Output: { type: 'String' },
  },
  // References under both may leave one of them empty.
  check: ({ inputs: { InstanceIds: ids, Targets: targets } }) => ![ids, targets].every(list => Array.isArray(list) && list.length > 0) ? [] : [{
    severity: 'warning',
    path: ['inputs', 'Targets'],
    message: 'InstanceIds and Targets stand together; a command goes to one or the other',
  }],
  permissions: view => [
    { actions: ['ssm:SendCommand'], resources: [...documentArns(view, view.inputs.DocumentName), ...nodeArns(view, view.inputs)] },
    // How the command goes is asked for by its number, which IAM knows no resource for.
    { actions: ['ssm:DescribeInstanceInformation', 'ssm:ListCommandInvocations', 'ssm:ListCommands'], resources: ['*'], knowsNoResources: true },
    ...findsByResourceGroup(view.inputs.Targets) ? [{ actions: ['resource-groups:ListGroupResources', 'tag:GetResources'], resources: ['*'], knowsNoResources: true }] : [],
    ...passRole(view, view.inputs.ServiceRoleArn, 'ssm.amazonaws.com', ['inputs', 'ServiceRoleArn']),
  ],
});
