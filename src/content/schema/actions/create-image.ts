import { defineAction } from './action';
import { arn, arnsOf } from '../../permissions/arn';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-create.html */
export const CREATE_IMAGE = defineAction({
  action: 'aws:createImage',
  inputs: {
    InstanceId: { type: 'String', required: true },
    ImageName: { type: 'String', required: true },
    ImageDescription: { type: 'String' },
    NoReboot: { type: 'Boolean' },
    // The guide says a map; EC2 takes a list.
    BlockDeviceMappings: { type: 'MapList', isLoose: true },
  },
  outputs: {
    ImageId: { type: 'String' },
    ImageState: { type: 'String' },
  },
  isNoCancelTarget: true,
  permissions: view => [
    // The image and its snapshots have no names yet.
    {
      actions: ['ec2:CreateImage'],
      resources: [
        ...arnsOf(view, view.inputs.InstanceId, id => arn('ec2', `instance/${id}`), arn('ec2', 'instance/*')),
        arn('ec2', 'image/*', { account: '' }),
        arn('ec2', 'snapshot/*', { account: '' }),
      ],
    },
    { actions: ['ec2:DescribeImages'], resources: ['*'], knowsNoResources: true },
  ],
});
