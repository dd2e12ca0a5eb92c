import { defineAction } from './action';
import { arn, arnsOf } from '../../permissions/arn';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-copyimage.html */
export const COPY_IMAGE = defineAction({
  action: 'aws:copyImage',
  inputs: {
    SourceRegion: { type: 'String', required: true },
    SourceImageId: { type: 'String', required: true },
    ImageName: { type: 'String', required: true },
    ImageDescription: { type: 'String' },
    Encrypted: { type: 'Boolean' },
    KmsKeyId: { type: 'String' },
    ClientToken: { type: 'String' },
  },
  outputs: {
    ImageId: { type: 'String' },
    ImageState: { type: 'String' },
  },
  isNoCancelTarget: true,
  permissions: view => [
    // The source can be anybody's image in another region; the copy and its snapshots have no names yet.
    {
      actions: ['ec2:CopyImage'],
      resources: [
        ...arnsOf(view, view.inputs.SourceImageId, id => arn('ec2', `image/${id}`, { region: '*', account: '' }), arn('ec2', 'image/*', { region: '*', account: '' })),
        arn('ec2', 'image/*', { account: '' }),
        arn('ec2', 'snapshot/*', { region: '*', account: '' }),
      ],
    },
    { actions: ['ec2:DescribeImages'], resources: ['*'], knowsNoResources: true },
    ...view.inputs.KmsKeyId === undefined ? [] : [{
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      // IAM knows keys by their ID only, so an alias stands for any key.
      resources: arnsOf(view, view.inputs.KmsKeyId, id => arn('kms', id.startsWith('alias/') ? 'key/*' : `key/${id}`), arn('kms', 'key/*', { account: '*' }))
        .map(key => key.replace(/:alias\/.*/, ':key/*')),
      conditions: { StringLike: { 'kms:ViaService': 'ec2.${AWS::Region}.amazonaws.com*' } },
    }],
  ],
});
