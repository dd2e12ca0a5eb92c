import { join } from 'node:path';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  Choice, Condition, Content, DocumentParameter, OnFailure, Runbook, Script, StepOutput, steps, SystemVariable, targets,
} from '../src';

/** A runbook that patches a machine and puts it back when that fails, and one that stands in a file. */
export class PatchWithBackupStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const instanceId = DocumentParameter.ofEc2InstanceId('InstanceId', { description: 'The instance to patch' });

    const describe = new steps.AwsApi('Describe', {
      service: 'ec2',
      api: 'DescribeInstances',
      parameters: { InstanceIds: [instanceId.valueAsString] },
      outputs: { State: StepOutput.ofString('$.Reservations[0].Instances[0].State.Name') },
    });
    const backup = new steps.CreateImage('Backup', {
      instanceId: instanceId.valueAsString,
      imageName: `before-patch-${SystemVariable.executionId}`,
    });
    const patch = new steps.RunCommand('Patch', {
      document: 'AWS-RunPatchBaseline',
      instanceIds: [instanceId.valueAsString],
      parameters: { Operation: ['Install'] },
      timeout: Duration.hours(1),
      onFailure: OnFailure.goTo('Restore'),
      isEnd: true,
    });
    const restore = new steps.ExecuteScript('Restore', {
      script: Script.fromAsset(join(__dirname, 'scripts', 'restore.py'), 'restore'),
      inputPayload: { image: backup.imageId, instance: instanceId.valueAsString },
      outputs: { Task: StepOutput.ofString('$.Payload.task') },
    });

    const runbook = new Runbook(this, 'PatchWithBackup', {
      documentName: 'Web-PatchWithBackup',
      description: 'Patches an instance that runs; puts its root volume back when patching fails',
      parameters: [instanceId],
      steps: [
        describe,
        new steps.Branch('OnlyRunning', {
          choices: [Choice.when(Condition.stringEquals(describe.output('State'), 'running'), backup)],
          isEnd: true,
        }),
        backup,
        patch,
        restore,
      ],
      outputs: [backup.imageId],
    });

    const deployer = new iam.Role(this, 'Deployer', { assumedBy: new iam.AccountRootPrincipal() });
    runbook.grants.startAutomation(deployer);
    new CfnOutput(this, 'PatchByHand', { value: runbook.startAutomationCommand({ InstanceId: ['i-0123456789abcdef0'] }) });
    new events.Rule(this, 'OnUnpatched', {
      eventPattern: { source: ['ops.compliance'], detailType: ['Instance not patched'] },
      targets: [new targets.RunbookTarget(runbook, { parameters: { InstanceId: [events.EventField.fromPath('$.detail.instance-id')] } })],
    });

    new Runbook(this, 'Restart', {
      content: Content.fromFile(join(__dirname, 'documents', 'restart-instance.yaml')),
      description: 'Restarts an instance, as the web team does it',
    });
  }
}
