import { defineAction } from './action';
import { runInstancesPermissions } from '../../permissions/run-instances';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-runinstance.html */
export const RUN_INSTANCES = defineAction({
  action: 'aws:runInstances',
  inputs: {
    ImageId: { type: 'String', required: true },
    InstanceType: { type: 'String' },
    // The guide calls the counts texts on one page and integers on another.
    MinInstanceCount: { type: 'Integer', minimum: 1 },
    MaxInstanceCount: { type: 'Integer', minimum: 1 },
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
  // EC2 refuses both.
  groups: [{ kind: 'at-most-one', inputs: ['IamInstanceProfileArn', 'IamInstanceProfileName'] }],
  outputs: {
    InstanceIds: { type: 'StringList' },
    InstanceStates: { type: 'StringList' },
  },
  isNoCancelTarget: true,
  check: ({ inputs: { MinInstanceCount: min, MaxInstanceCount: max } }) => typeof min !== 'number' || typeof max !== 'number' || min <= max ? [] : [{
    severity: 'error',
    path: ['inputs', 'MinInstanceCount'],
    message: `MinInstanceCount is ${min} and MaxInstanceCount is ${max}; no number of instances is both`,
  }],
  permissions: runInstancesPermissions,
});
