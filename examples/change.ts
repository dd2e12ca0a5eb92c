import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ApprovalLevel, Approver, ChangeRequest, ChangeTemplate, DocumentParameter, Runbook, RunbookExecution, steps, Target } from '../src';

/** A change that people approve, for accounts that use Change Manager; and a runbook that is run with every deployment that changes it. */
export class ChangeStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const leads = iam.Role.fromRoleName(this, 'Leads', 'Leads');
    const instanceId = DocumentParameter.ofEc2InstanceId('InstanceId');
    const restart = new Runbook(this, 'Restart', {
      documentName: 'Web-Restart',
      parameters: [instanceId],
      steps: [
        new steps.ChangeInstanceState('Stop', { instanceIds: [instanceId.valueAsString], desiredState: 'stopped' }),
        new steps.ChangeInstanceState('Start', { instanceIds: [instanceId.valueAsString], desiredState: 'running' }),
      ],
    });
    const template = new ChangeTemplate(this, 'Template', {
      documentName: 'Web-RestartTemplate',
      templateInformation: 'Restarts the web tier, one instance after the other.',
      runbooks: [restart],
      approvals: [ApprovalLevel.of([Approver.iamRole(leads)], { timeout: Duration.days(2) })],
    });
    const request = new ChangeRequest(this, 'Request', {
      template,
      changeRequestName: 'Restart the web tier',
      runbook: restart.invoke({ targetParameter: instanceId, targets: [Target.tag('Team', 'web')], maxConcurrency: '1' }),
      scheduledStart: '2027-01-12T22:00:00Z',
      tags: { Ticket: 'OPS-1' },
    });

    const smokeTest = new Runbook(this, 'SmokeTest', { steps: [new steps.Sleep('Settle', { duration: Duration.seconds(30) })] });
    new RunbookExecution(this, 'Tested', { onUpdate: smokeTest.invoke(), trigger: smokeTest.contentHash });

    new CfnOutput(this, 'ChangeRequestId', { value: request.executionId });
  }
}
