import { aws_ec2 as ec2, aws_iam as iam, Stack } from 'aws-cdk-lib';
import * as steps from '../../../src/automation/steps';
import { DocumentParameter } from '../../../src/document/document-parameter';
import { contentOf, inputsOf, NO_FILES } from '../settled';

const id = DocumentParameter.ofString('Id');
const ids = DocumentParameter.ofStringList('Ids');
const flag = DocumentParameter.ofBoolean('Flag');
const count = DocumentParameter.ofInteger('Count');
const maps = DocumentParameter.ofMapList('Maps');
const map = DocumentParameter.ofStringMap('Map');

describe('ChangeInstanceState', () => {
  test('with literals', () => {
    expect(contentOf([new steps.ChangeInstanceState('A', {
      instanceIds: ['i-1'],
      desiredState: steps.InstanceState.STOPPED,
      checkStateOnly: false,
      force: true,
      failOnUnexpectedStopped: false,
      additionalInfo: 'x',
    })])).toEqual([{
      name: 'A',
      action: 'aws:changeInstanceState',
      inputs: { InstanceIds: ['i-1'], CheckStateOnly: false, DesiredState: 'stopped', Force: true, FailOnUnexpectedStopped: false, AdditionalInfo: 'x' },
    }]);
  });

  test('with references', () => {
    expect(inputsOf(new steps.ChangeInstanceState('A', { instanceIds: ids.valueAsList, desiredState: id.valueAsString, force: flag.valueAsAny })))
      .toEqual({ InstanceIds: '{{ Ids }}', DesiredState: '{{ Id }}', Force: '{{ Flag }}' });
    expect(inputsOf(new steps.ChangeInstanceState('A', { instanceIds: [id.valueAsString], desiredState: 'running' })))
      .toEqual({ InstanceIds: ['{{ Id }}'], DesiredState: 'running' });
  });

  test('the states are those of SSM', () => {
    expect([steps.InstanceState.RUNNING, steps.InstanceState.STOPPED, steps.InstanceState.TERMINATED]).toEqual(['running', 'stopped', 'terminated']);
  });
});

describe('RunInstances', () => {
  test('with literals', () => {
    expect(contentOf([new steps.RunInstances('A', {
      imageId: 'ami-1',
      instanceType: 't3.micro',
      minInstanceCount: 1,
      maxInstanceCount: 2,
      blockDeviceMappings: [{ DeviceName: '/dev/sdb', Ebs: { VolumeSize: 8 } }],
      iamInstanceProfile: 'profile',
      metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2, httpEndpoint: 'enabled', httpProtocolIpv6: 'disabled', instanceMetadataTags: 'enabled' },
      placement: { availabilityZone: 'eu-central-1a', partitionNumber: 3, tenancy: 'dedicated' },
      securityGroups: ['sg-1'],
      securityGroupNames: ['default'],
      subnet: 'subnet-1',
      tagSpecifications: [{ resourceType: 'instance', tags: { Name: 'n', Team: 't' } }, { resourceType: 'volume', tags: {} }],
      instanceInitiatedShutdownBehavior: steps.ShutdownBehavior.TERMINATE,
      monitoring: true,
    })])).toEqual([{
      name: 'A',
      action: 'aws:runInstances',
      inputs: {
        ImageId: 'ami-1',
        InstanceType: 't3.micro',
        MinInstanceCount: 1,
        MaxInstanceCount: 2,
        BlockDeviceMappings: [{ DeviceName: '/dev/sdb', Ebs: { VolumeSize: 8 } }],
        IamInstanceProfileName: 'profile',
        InstanceInitiatedShutdownBehavior: 'terminate',
        MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 2, HttpEndpoint: 'enabled', HttpProtocolIpv6: 'disabled', InstanceMetadataTags: 'enabled' },
        Monitoring: true,
        Placement: { AvailabilityZone: 'eu-central-1a', PartitionNumber: 3, Tenancy: 'dedicated' },
        SecurityGroupIds: ['sg-1'],
        SecurityGroups: ['default'],
        SubnetId: 'subnet-1',
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'n' }, { Key: 'Team', Value: 't' }] }, { ResourceType: 'volume', Tags: [] }],
      },
    }]);
  });

  test('with references', () => {
    expect(inputsOf(new steps.RunInstances('A', {
      imageId: id.valueAsString,
      minInstanceCount: count.valueAsNumber,
      blockDeviceMappings: maps.valueAsAny,
      disableApiTermination: flag.valueAsAny,
      metadataOptions: map.valueAsAny,
      placement: { groupName: id.valueAsString, partitionNumber: count.valueAsNumber },
      securityGroups: ids.valueAsList,
      tagSpecifications: maps.valueAsAny,
      networkInterfaces: [{ SubnetId: id.valueAsString, Groups: ids.valueAsList }],
    }))).toEqual({
      ImageId: '{{ Id }}',
      MinInstanceCount: '{{ Count }}',
      BlockDeviceMappings: '{{ Maps }}',
      DisableApiTermination: '{{ Flag }}',
      MetadataOptions: '{{ Map }}',
      NetworkInterfaces: [{ SubnetId: '{{ Id }}', Groups: '{{ Ids }}' }],
      Placement: { GroupName: '{{ Id }}', PartitionNumber: '{{ Count }}' },
      SecurityGroupIds: '{{ Ids }}',
      TagSpecifications: '{{ Maps }}',
    });
  });

  test('with resources', () => {
    const stack = new Stack();
    const vpc = new ec2.CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
    const subnet = new ec2.CfnSubnet(stack, 'Subnet', { vpcId: vpc.ref });
    const group = new ec2.CfnSecurityGroup(stack, 'Group', { groupDescription: 'd', vpcId: vpc.ref });
    const profile = new iam.CfnInstanceProfile(stack, 'Profile', { roles: [] });
    const step = new steps.RunInstances('A', { imageId: 'ami-1', subnet, securityGroups: [group, 'sg-2'], iamInstanceProfile: profile });
    expect(stack.resolve(step._render(NO_FILES).inputs)).toEqual({
      ImageId: 'ami-1',
      IamInstanceProfileName: { Ref: 'Profile' },
      SecurityGroupIds: [{ Ref: 'Group' }, 'sg-2'],
      SubnetId: { Ref: 'Subnet' },
    });
  });

  test('its outputs', () => {
    const step = new steps.RunInstances('Run', { imageId: 'ami-1' });
    expect(inputsOf(new steps.ChangeInstanceState('A', { instanceIds: step.instanceIds, desiredState: 'stopped', additionalInfo: `${step.output('OutputPayload')}` })))
      .toMatchObject({ InstanceIds: '{{ Run.InstanceIds }}', AdditionalInfo: '{{ Run.OutputPayload }}' });
    expect(new Stack().resolve(step.instanceStates)).toBe('{{ Run.InstanceStates }}');
  });
});

describe('CreateTags', () => {
  test('with literals', () => {
    expect(contentOf([new steps.CreateTags('A', { resourceIds: ['mw-1'], tags: { 'a b': '', '9': 'x' }, resourceType: steps.TaggedResourceType.MAINTENANCE_WINDOW })])).toEqual([{
      name: 'A',
      action: 'aws:createTags',
      inputs: { ResourceType: 'MaintenanceWindow', ResourceIds: ['mw-1'], Tags: [{ Key: '9', Value: 'x' }, { Key: 'a b', Value: '' }] },
    }]);
  });

  test('with references', () => {
    expect(inputsOf(new steps.CreateTags('A', { resourceIds: ids.valueAsList, tags: { [id.valueAsString]: id.valueAsString } })))
      .toEqual({ ResourceIds: '{{ Ids }}', Tags: [{ Key: '{{ Id }}', Value: '{{ Id }}' }] });
    expect(inputsOf(new steps.CreateTags('A', { resourceIds: ['i-1'], tags: maps.valueAsAny }))).toEqual({ ResourceIds: ['i-1'], Tags: '{{ Maps }}' });
  });
});
