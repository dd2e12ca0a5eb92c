import { arn, arnsOf } from './arn';
import { passInstanceProfile } from './instance-profile';
import { Permission } from './permission';
import { PermissionView } from '../schema/actions/action';
import { ContentValue } from '../value';

/** What starting new instances needs. */
export function runInstancesPermissions(view: PermissionView): Permission[] {
  const { inputs } = view;
  // Images are anybody's; subnets and security groups can be shared by another account.
  const shared = { account: '*' };
  const named = (value: ContentValue | undefined, kind: string): readonly string[] => value === undefined
    ? [arn('ec2', `${kind}/*`, shared)]
    : arnsOf(view, value, id => arn('ec2', `${kind}/${id}`, shared), arn('ec2', `${kind}/*`, shared));
  const ofInterfaces = inputs.NetworkInterfaces !== undefined;
  const created = ['instance/*', 'network-interface/*', 'volume/*'].map(each => arn('ec2', each));
  return [
    {
      actions: ['ec2:RunInstances'],
      resources: [
        ...arnsOf(view, inputs.ImageId, id => arn('ec2', `image/${id}`, { account: '' }), arn('ec2', 'image/*', { account: '' })),
        ...created,
        ...inputs.BlockDeviceMappings === undefined ? [] : [arn('ec2', 'snapshot/*', { account: '' })],
        ...inputs.KeyName === undefined ? [] : arnsOf(view, inputs.KeyName, name => arn('ec2', `key-pair/${name}`), arn('ec2', 'key-pair/*')),
        ...inputs.Placement === undefined ? [] : [arn('ec2', 'placement-group/*')],
        ...ofInterfaces ? [arn('ec2', 'security-group/*', shared)] : named(inputs.SecurityGroupIds, 'security-group'),
        ...ofInterfaces ? [arn('ec2', 'subnet/*', shared)] : named(inputs.SubnetId, 'subnet'),
      ],
    },
    { actions: ['ec2:DescribeInstanceStatus', 'ec2:DescribeInstances'], resources: ['*'], knowsNoResources: true },
    ...inputs.TagSpecifications === undefined ? [] : [{
      actions: ['ec2:CreateTags'],
      resources: created,
      conditions: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
    }],
    ...passInstanceProfile(view, inputs.IamInstanceProfileArn, ['inputs', 'IamInstanceProfileArn']),
    ...passInstanceProfile(view, inputs.IamInstanceProfileName, ['inputs', 'IamInstanceProfileName']),
  ];
}
