import { arn, arnsOf, isArn, isName } from './arn';
import { Permission } from './permission';
import { PermissionView } from '../schema/actions/action';
import { ContentValue, isMap } from '../value';

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
    { actions: ['ec2:DescribeInstanceStatus', 'ec2:DescribeInstances'], resources: ['*'] },
    ...inputs.TagSpecifications === undefined ? [] : [{
      actions: ['ec2:CreateTags'],
      resources: created,
      conditions: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } },
    }],
    ...passProfile(view, 'IamInstanceProfileArn'),
    ...passProfile(view, 'IamInstanceProfileName'),
  ];
}

/** The role in an instance profile has its name and path where the console made both; the profile alone does not say. */
function passProfile(view: PermissionView, input: 'IamInstanceProfileArn' | 'IamInstanceProfileName'): Permission[] {
  const profiles = view.inputs[input];
  if (profiles === undefined || isMap(profiles)) return [];
  const texts = view.possibleTexts(profiles);
  const roles = texts?.map(text => {
    if (isArn(text, view)) return view.isUnresolved(text) && !text.includes(':instance-profile/') ? undefined : text.replace(':instance-profile/', ':role/');
    return isName(text, view) ? arn('iam', `role/${text}`, { region: '' }) : undefined;
  });
  if (roles === undefined || roles.some(role => role === undefined || /:role\/[/*?]*$/.test(role))) {
    view.doubt(['inputs', input], 'which role is in the instance profile is only known when the runbook runs; allow iam:PassRole to ec2.amazonaws.com for that role');
    return [];
  }
  if (roles.length === 0) return [];
  view.doubt(['inputs', input], 'the role in an instance profile is taken to have its name; if it has another, allow iam:PassRole to ec2.amazonaws.com for that role');
  return [{
    actions: ['iam:PassRole'],
    resources: [...new Set(roles as string[])],
    conditions: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
  }];
}
