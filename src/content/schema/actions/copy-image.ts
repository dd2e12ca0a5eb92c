import { defineAction } from './action';

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
});
