import { defineAction, isLiteral, StepFault, StepView } from './action';
import { passRole } from '../../permissions/pass-role';
import { documentArns, findsByResourceGroup, nodeArns } from '../../permissions/ssm-arns';
import { isMap, quote } from '../../value';

/** Values of SendCommand. */
const NOTIFICATION_EVENTS: readonly string[] = ['All', 'InProgress', 'Success', 'TimedOut', 'Cancelled', 'Failed'];
const NOTIFICATION_TYPES: readonly string[] = ['Command', 'Invocation'];

/** References under both may leave one of them empty. */
function checkNodes({ inputs: { InstanceIds: ids, Targets: targets } }: StepView): StepFault[] {
  if (![ids, targets].every(list => Array.isArray(list) && list.length > 0)) return [];
  return [{ severity: 'warning', path: ['inputs', 'Targets'], message: 'InstanceIds and Targets stand together; a command goes to one or the other' }];
}

function checkNotification(view: StepView): StepFault[] {
  const { NotificationConfig: config } = view.inputs;
  if (!isMap(config) || view.isUnresolved(config)) return [];
  const path = ['inputs', 'NotificationConfig'];
  const { NotificationEvents: events, NotificationType: kind } = config;
  const faults: StepFault[] = [];
  (Array.isArray(events) ? events : []).forEach((event, at) => {
    if (isLiteral(event, view) && !NOTIFICATION_EVENTS.includes(event)) {
      faults.push({ severity: 'error', path: [...path, 'NotificationEvents', at], message: `there is no event ${quote(event)}; events are ${NOTIFICATION_EVENTS.join(', ')}` });
    }
  });
  if (isLiteral(kind, view) && !NOTIFICATION_TYPES.includes(kind)) {
    faults.push({ severity: 'error', path: [...path, 'NotificationType'], message: `NotificationType is ${quote(kind)}; it is ${NOTIFICATION_TYPES.join(' or ')}` });
  }
  return faults;
}

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
  check: view => [...checkNodes(view), ...checkNotification(view)],
  permissions: view => [
    { actions: ['ssm:SendCommand'], resources: [...documentArns(view, view.inputs.DocumentName), ...nodeArns(view, view.inputs)] },
    // How the command goes is asked for by its number, which IAM knows no resource for.
    { actions: ['ssm:DescribeInstanceInformation', 'ssm:ListCommandInvocations', 'ssm:ListCommands'], resources: ['*'], knowsNoResources: true },
    ...findsByResourceGroup(view.inputs.Targets) ? [{ actions: ['resource-groups:ListGroupResources', 'tag:GetResources'], resources: ['*'], knowsNoResources: true }] : [],
    ...passRole(view, view.inputs.ServiceRoleArn, 'ssm.amazonaws.com', ['inputs', 'ServiceRoleArn']),
  ],
});
