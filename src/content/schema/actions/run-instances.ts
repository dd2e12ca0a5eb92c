import { defineAction } from './action';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runinstance.html */
export const RUN_INSTANCES = defineAction({
  action: 'aws:runInstances',
  inputs: {
    ImageId: { type: 'String', required: true },
    InstanceType: { type: 'String' },
    MinInstanceCount: { type: 'Integer' },
    MaxInstanceCount: { type: 'Integer' },
    AdditionalInfo: { type: 'String' },
    BlockDeviceMappings: { type: 'MapList' },
    ClientToken: { type: 'String' },
    DisableApiTermination: { type: 'Boolean' },
    EbsOptimized: { type: 'Boolean' },
    IamInstanceProfileArn: { type: 'String' },
    IamInstanceProfileName: { type: 'String' },
    InstanceInitiatedShutdownBehavior: { type: 'String', allowed: ['stop', 'terminate'] },
    KernelId: { type: 'String' },
    KeyName: { type: 'String' },
    MetadataOptions: { type: 'StringMap' },
    Monitoring: { type: 'Boolean' },
    NetworkInterfaces: { type: 'MapList' },
    Placement: { type: 'StringMap' },
    PrivateIpAddress: { type: 'String' },
    RamdiskId: { type: 'String' },
    SecurityGroupIds: { type: 'StringList' },
    SecurityGroups: { type: 'StringList' },
    SubnetId: { type: 'String' },
    TagSpecifications: { type: 'MapList' },
    UserData: { type: 'String' },
  },
  outputs: {
    InstanceIds: { type: 'StringList' },
    InstanceStates: { type: 'StringList' },
  },
  isNoCancelTarget: true,
  // TODO IamInstanceProfileArn and IamInstanceProfileName are alternatives (EC2 rule, not stated on page)
});
