import { App, Stack } from 'aws-cdk-lib';
import { Content, Document, DocumentParameter, Runbook, steps } from 'cdk-systems-manager';

// Values of all kinds: numbers, lists, flags and maps that are references, and a content as an object.
const app = new App();
const stack = new Stack(app, 'Values');
const count = DocumentParameter.ofInteger('Count', { defaultValue: 2, allowedValues: [1, 2, 3] });
const ids = DocumentParameter.ofEc2InstanceIdList('Ids');
const force = DocumentParameter.ofBoolean('Force', { defaultValue: false });
const labels = DocumentParameter.ofStringMap('Labels', { defaultValue: { a: '1', b: '2' } });
const launch = new steps.RunInstances('Launch', {
  imageId: 'ami-0123456789abcdef0', minInstanceCount: 1, maxInstanceCount: count.valueAsNumber, instanceType: 't3.micro',
});
new Runbook(stack, 'Runbook', {
  parameters: [count, ids, force, labels],
  steps: [
    launch,
    new steps.ChangeInstanceState('Stop', { instanceIds: ids.valueAsList, desiredState: steps.InstanceState.STOPPED, force: force.valueAsAny }),
    new steps.AwsApi('Tag', {
      service: 'ec2',
      api: 'CreateTags',
      parameters: { Resources: launch.instanceIds, Tags: [{ Key: 'Count', Value: `${count}` }] },
    }),
    new steps.ExecuteAutomation('Further', { document: 'AWS-StopEC2Instance', runtimeParameters: { AutomationAssumeRole: [], InstanceId: ids.valueAsList } }),
  ],
});
new Document(stack, 'Command', {
  content: Content.fromObject({
    mainSteps: [{ action: 'aws:runShellScript', inputs: { runCommand: ['df -h'], timeoutSeconds: 60 }, name: 'disks' }],
    parameters: { Verbose: { default: false, type: 'Boolean' } },
    schemaVersion: '2.2',
  }),
});
app.synth();
