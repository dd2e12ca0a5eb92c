import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-delete.html */
export const DELETE_IMAGE = defineAction({
  action: 'aws:deleteImage',
  inputs: {
    ImageId: { type: 'String', required: true },
  },
  outputs: {},
});
