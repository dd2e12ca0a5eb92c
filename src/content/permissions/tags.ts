import { arn, arnsOf } from './arn';
import { ec2Arn } from './ec2-arn';
import { Permission } from './permission';
import { PermissionView } from '../schema/actions/action';

/** The resources of Systems Manager that can be tagged, as their ARNs call them. */
const SSM_KINDS: Readonly<Record<string, string>> = { ManagedInstance: 'managed-instance', MaintenanceWindow: 'maintenancewindow', Parameter: 'parameter' };

/** What tagging resources needs: EC2 and Systems Manager each have an operation of their own for it. */
export function tagPermissions(view: PermissionView): Permission[] {
  const types = view.inputs.ResourceType === undefined ? ['EC2'] : view.possibleTexts(view.inputs.ResourceType) ?? ['EC2', ...Object.keys(SSM_KINDS)];
  return types.flatMap(type => {
    if (type === 'EC2') {
      return [{ actions: ['ec2:CreateTags'], resources: arnsOf(view, view.inputs.ResourceIds, ec2Arn, arn('ec2', '*/*', { account: '*' })) }];
    }
    if (!Object.hasOwn(SSM_KINDS, type)) return [];
    const kind = SSM_KINDS[type];
    // The name of a parameter in a hierarchy begins with the slash that its ARN has anyway.
    const named = (id: string): string => arn('ssm', `${kind}/${type === 'Parameter' ? id.replace(/^\//, '') : id}`);
    return [{ actions: ['ssm:AddTagsToResource'], resources: arnsOf(view, view.inputs.ResourceIds, named, arn('ssm', `${kind}/*`)) }];
  });
}
