import { Duration, Stack } from 'aws-cdk-lib';
import * as patterns from '../../../src/automation/patterns';
import { Runbook } from '../../../src/automation/runbook';
import { StepGroup } from '../../../src/automation/step-group';
import { StepList } from '../../../src/automation/step-list';
import { AwsApi, Pause, Sleep } from '../../../src/automation/steps';
import { Target } from '../../../src/automation/target';
import { ContentMap } from '../../../src/content/value';
import { DocumentParameter } from '../../../src/document/document-parameter';
import { contentOf } from '../settled';

const instance = DocumentParameter.ofEc2InstanceId('InstanceId');
const instanceId = instance.valueAsString;

describe('StoppedInstanceImage', () => {
  test('stops, makes an image and starts, also when there is no image', () => {
    const group = new patterns.StoppedInstanceImage('Backup', { instanceId });
    expect(contentOf(group.steps)).toEqual([
      {
        name: 'BackupStop',
        action: 'aws:changeInstanceState',
        onFailure: 'step:BackupStartAfterFailure',
        onCancel: 'step:BackupStartAfterFailure',
        inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'stopped' },
      },
      {
        name: 'BackupCreateImage',
        action: 'aws:createImage',
        onFailure: 'step:BackupStartAfterFailure',
        onCancel: 'step:BackupStartAfterFailure',
        inputs: { InstanceId: '{{ InstanceId }}', ImageName: '{{ InstanceId }}_{{ automation:EXECUTION_ID }}' },
        nextStep: 'BackupStart',
      },
      {
        name: 'BackupStartAfterFailure',
        action: 'aws:changeInstanceState',
        inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'running' },
        isEnd: true,
      },
      { name: 'BackupStart', action: 'aws:changeInstanceState', inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'running' } },
    ]);
    expect(contentOf([new Sleep('After', { timestamp: group.imageId })])).toMatchObject([{ inputs: { Timestamp: '{{ BackupCreateImage.ImageId }}' } }]);
  });

  test('tags the image', () => {
    const group = new patterns.StoppedInstanceImage('x', { instanceId, imageName: 'n', imageDescription: 'd', imageTags: { Team: 'a' } });
    const [, image, tags, ...others] = contentOf(group.steps) as ContentMap[];
    expect(image).not.toHaveProperty('nextStep');
    expect(image.inputs).toEqual({ InstanceId: '{{ InstanceId }}', ImageName: 'n', ImageDescription: 'd' });
    expect(tags).toEqual({
      name: 'xTagImage',
      action: 'aws:createTags',
      onFailure: 'step:xStartAfterFailure',
      onCancel: 'step:xStartAfterFailure',
      inputs: { ResourceIds: ['{{ xCreateImage.ImageId }}'], Tags: [{ Key: 'Team', Value: 'a' }] },
      nextStep: 'xStart',
    });
    expect(others.map(({ name }) => name)).toEqual(['xStartAfterFailure', 'xStart']);
  });
});

describe('RestartedInstance', () => {
  test('stops by force only when the instance has not stopped', () => {
    expect(contentOf(new patterns.RestartedInstance('Web', { instanceId, stopTimeout: Duration.minutes(2) }).steps)).toEqual([
      {
        name: 'WebStop',
        action: 'aws:changeInstanceState',
        onFailure: 'step:WebStopByForce',
        isCritical: false,
        timeoutSeconds: 120,
        inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'stopped' },
        nextStep: 'WebStart',
      },
      {
        name: 'WebStopByForce',
        action: 'aws:changeInstanceState',
        timeoutSeconds: 120,
        inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'stopped', Force: true },
      },
      {
        name: 'WebStart',
        action: 'aws:changeInstanceState',
        timeoutSeconds: 900,
        inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState: 'running' },
      },
    ]);
  });
});

describe('WaitUntilManaged', () => {
  test('waits for the agent and tells what runs on the node', () => {
    const group = new patterns.WaitUntilManaged('Node', { instanceId });
    const call = { Service: 'ssm', Api: 'DescribeInstanceInformation', Filters: [{ Key: 'InstanceIds', Values: ['{{ InstanceId }}'] }] };
    expect(contentOf([...group.steps, new Sleep('After', { timestamp: `${group.platformType} ${group.platformName} ${group.platformVersion} ${group.agentVersion}` })])).toEqual([
      {
        name: 'NodeWaitUntilOnline',
        action: 'aws:waitForAwsResourceProperty',
        onFailure: 'Abort',
        timeoutSeconds: 600,
        inputs: { ...call, PropertySelector: '$.InstanceInformationList[0].PingStatus', DesiredValues: ['Online'] },
      },
      {
        name: 'NodeDescribe',
        action: 'aws:executeAwsApi',
        inputs: call,
        outputs: ['PlatformType', 'PlatformName', 'PlatformVersion', 'AgentVersion']
          .map(name => ({ Name: name, Selector: `$.InstanceInformationList[0].${name}`, Type: 'String' })),
      },
      {
        name: 'After',
        action: 'aws:sleep',
        inputs: { Timestamp: '{{ NodeDescribe.PlatformType }} {{ NodeDescribe.PlatformName }} {{ NodeDescribe.PlatformVersion }} {{ NodeDescribe.AgentVersion }}' },
      },
    ]);
  });
});

describe('ApprovedPatching', () => {
  test('asks, installs and scans', () => {
    const group = new patterns.ApprovedPatching('Patch', {
      approvers: ['alice'],
      minRequiredApprovals: 1,
      message: 'Patch now?',
      notificationTopic: 'arn:aws:sns:eu-central-1:111122223333:AutomationApprovals',
      approvalTimeout: Duration.days(1),
      targets: [Target.tag('Patch', 'yes')],
      maxConcurrency: '10%',
      maxErrors: '1',
      outputBucket: 'logs',
      rebootOption: patterns.PatchRebootOption.NO_REBOOT,
    });
    const command = {
      DocumentName: 'AWS-RunPatchBaseline',
      Targets: [{ Key: 'tag:Patch', Values: ['yes'] }],
      MaxConcurrency: '10%',
      MaxErrors: '1',
      OutputS3BucketName: 'logs',
    };
    expect(contentOf(group.steps)).toEqual([
      {
        name: 'PatchApprove',
        action: 'aws:approve',
        onFailure: 'Abort',
        timeoutSeconds: 86_400,
        inputs: {
          NotificationArn: 'arn:aws:sns:eu-central-1:111122223333:AutomationApprovals',
          Message: 'Patch now?',
          MinRequiredApprovals: 1,
          Approvers: ['alice'],
        },
      },
      { name: 'PatchInstall', action: 'aws:runCommand', onFailure: 'Abort', inputs: { ...command, Parameters: { Operation: 'Install', RebootOption: 'NoReboot' } } },
      { name: 'PatchScan', action: 'aws:runCommand', inputs: { ...command, Parameters: { Operation: 'Scan' } } },
    ]);
    expect(contentOf([new Sleep('After', { timestamp: `${group.installCommandId} ${group.scanCommandId}` })]))
      .toMatchObject([{ inputs: { Timestamp: '{{ PatchInstall.CommandId }} {{ PatchScan.CommandId }}' } }]);
  });

  test('does something else when patching fails, and ends', () => {
    const tell = new AwsApi('Tell', { service: 'sns', api: 'Publish', parameters: { TopicArn: 'arn', Message: 'failed' } });
    const group = new patterns.ApprovedPatching('P', { approvers: ['alice'], instanceIds: [instanceId], onPatchFailure: [tell, new Pause('Look')] });
    expect(contentOf(group.steps)).toMatchObject([
      { name: 'PApprove' },
      {
        name: 'PInstall',
        onFailure: 'step:Tell',
        nextStep: 'PScan',
        inputs: { InstanceIds: ['{{ InstanceId }}'], Parameters: { Operation: 'Install', RebootOption: 'RebootIfNeeded' } },
      },
      { name: 'Tell', action: 'aws:executeAwsApi' },
      { name: 'Look', action: 'aws:pause', isEnd: true },
      { name: 'PScan' },
    ]);
    expect((contentOf(group.steps) as ContentMap[])[2]).not.toHaveProperty('isEnd');
  });
});

test.each<[string, (prefix: string) => StepGroup]>([
  ['StoppedInstanceImage', prefix => new patterns.StoppedInstanceImage(prefix, { instanceId, imageTags: { a: 'b' } })],
  ['RestartedInstance', prefix => new patterns.RestartedInstance(prefix, { instanceId })],
  ['WaitUntilManaged', prefix => new patterns.WaitUntilManaged(prefix, { instanceId })],
  ['ApprovedPatching', prefix => new patterns.ApprovedPatching(prefix, { approvers: ['a'], instanceIds: [instanceId] })],
])('%s stands twice in a runbook, each for itself', (_, make) => {
  const [one, two] = [make('One'), make('Two')];
  const steps = StepList.of(one, two).steps;
  expect(new Set(steps.map(({ name }) => name)).size).toBe(steps.length);
  const text = JSON.stringify(contentOf(one.steps));
  expect(text).not.toContain('Two');
  expect(JSON.stringify(contentOf(two.steps))).toBe(text.replaceAll('One', 'Two'));
});

test('all stand twice in one runbook, in which no error is found', () => {
  const groups = ['One', 'Two'].flatMap(prefix => [
    new patterns.WaitUntilManaged(`${prefix}Wait`, { instanceId }),
    new patterns.ApprovedPatching(`${prefix}Patch`, { approvers: ['a'], instanceIds: [instanceId], onPatchFailure: [new Pause(`${prefix}Look`)] }),
    new patterns.StoppedInstanceImage(`${prefix}Image`, { instanceId, imageTags: { a: 'b' } }),
    new patterns.RestartedInstance(`${prefix}Restart`, { instanceId }),
  ]);
  const runbook = new Runbook(new Stack(), 'Runbook', { parameters: [instance], steps: groups });
  expect(runbook.node.validate()).toEqual([]);
  expect(runbook.node.metadata).toEqual([]);

  const clashing = new Runbook(new Stack(), 'Runbook', { parameters: [instance], steps: [groups[0], groups[0]] });
  expect(clashing.node.validate()).toEqual([expect.stringContaining('OneWaitWaitUntilOnline')]);
});
