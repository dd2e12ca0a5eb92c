import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import {
  ApprovalLevel, Approver, CalendarEvent, CalendarType, ChangeCalendar, ChangeRequest, ChangeTemplate, DocumentParameter, Recurrence, ReviewAction,
  Runbook, RunbookExecution, steps, Target, TemplateReview, Weekday,
} from '../src';

/**
 * A change that people approve, for accounts that use Change Manager, at a time at which changes are made; and a runbook that is run with every
 * deployment that changes it.
 */
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
    const reviewed = new TemplateReview(this, 'Reviewed', { template, action: ReviewAction.approve('Reviewed in the pull request') });
    const changeTimes = new ChangeCalendar(this, 'ChangeTimes', {
      calendarType: CalendarType.DEFAULT_CLOSED,
      events: [CalendarEvent.recurring({
        name: 'Changes may be made',
        start: '2027-01-05T21:00',
        timeZone: 'Europe/Berlin',
        duration: Duration.hours(4),
        recurrence: Recurrence.weekly({ days: [Weekday.TUESDAY] }),
      })],
    });
    const request = new ChangeRequest(this, 'Request', {
      template,
      changeRequestName: 'Restart the web tier',
      runbook: restart.invoke({ targetParameter: instanceId, targets: [Target.tag('Team', 'web')], maxConcurrency: '1' }),
      scheduledStart: '2027-01-12T22:00:00Z',
      tags: { Ticket: 'OPS-1' },
      openCalendars: [changeTimes],
    });
    request.node.addDependency(reviewed);

    const smokeTest = new Runbook(this, 'SmokeTest', { steps: [new steps.Sleep('Settle', { duration: Duration.seconds(30) })] });
    new RunbookExecution(this, 'Tested', { onUpdate: smokeTest.invoke(), trigger: smokeTest.contentHash });

    new CfnOutput(this, 'ChangeRequestId', { value: request.executionId });
  }
}
