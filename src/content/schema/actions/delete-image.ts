import { defineAction } from './action';
import { arn, arnsOf } from '../../permissions/arn';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-delete.html */
export const DELETE_IMAGE = defineAction({
  action: 'aws:deleteImage',
  inputs: {
    ImageId: { type: 'String', required: true },
  },
  outputs: {},
  permissions: view => [
    {
      actions: ['ec2:DeregisterImage'],
      resources: arnsOf(view, view.inputs.ImageId, id => arn('ec2', `image/${id}`, { account: '' }), arn('ec2', 'image/*', { account: '' })),
    },
    // The image's snapshots go with it; only the image says which they are.
    { actions: ['ec2:DeleteSnapshot'], resources: [arn('ec2', 'snapshot/*', { account: '' })] },
    { actions: ['ec2:DescribeImages'], resources: ['*'], knowsNoResources: true },
  ],
});
