import { defineAction } from './action';

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
});
