import { arn, arnsOf } from './arn';
import { passRole } from './pass-role';
import { Permission } from './permission';
import { objectArns } from './template-url';
import { PermissionView } from '../schema/actions/action';

/**
 * What creating or deleting a stack needs.
 *
 * AWS's page on these actions asks for `sqs:*` on everything as well. It is left out: no input has to do with a queue, the policy that
 * AWS itself manages for runbooks (AmazonSSMAutomationRole) allows both actions without it, and whoever has it can empty every queue.
 */
export function stackPermissions(view: PermissionView, action: 'cloudformation:CreateStack' | 'cloudformation:DeleteStack'): Permission[] {
  const { inputs } = view;
  const stacks = arnsOf(view, inputs.StackName, name => arn('cloudformation', `stack/${name}/*`), arn('cloudformation', 'stack/*'));
  const isTagged = action === 'cloudformation:CreateStack' && inputs.Tags !== undefined;
  const templates = objectArns(view, [inputs.TemplateURL, inputs.StackPolicyURL]);
  if (inputs.RoleARN === undefined) {
    view.doubt(['inputs'], `without RoleARN, CloudFormation ${action.endsWith('CreateStack') ? 'creates' : 'deletes'} the stack's resources with the runbook's role; allow what they need`);
  }
  return [
    { actions: [action, 'cloudformation:DescribeStacks', ...isTagged ? ['cloudformation:TagResource'] : []], resources: stacks },
    ...templates.length === 0 ? [] : [{ actions: ['s3:GetObject'], resources: templates }],
    ...passRole(view, inputs.RoleARN, 'cloudformation.amazonaws.com', ['inputs', 'RoleARN']),
  ];
}
