import assert from 'node:assert/strict';
import { Duration, Stack } from 'aws-cdk-lib';
import { ApprovalLevel, Approver, ChangeRequest, ChangeTemplate, ReviewAction, Runbook, RunbookExecution, steps, TemplateReview } from '../../../src';
import { CHANGE_REQUEST_TYPE } from '../../../src/operations/provider/change-request-properties';
import { Scenario } from '../scenario';
import { Assembly, Stage } from '../stage';

function synth(stage: Stage, details: string, isTested = false): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Request');
    const runbook = new Runbook(stack, 'Wait', { steps: [new steps.Sleep('Wait', { duration: Duration.seconds(1) })] });
    const template = new ChangeTemplate(stack, 'Template', {
      documentName: 'Ops-Template',
      templateInformation: 'Waits.',
      runbooks: [runbook],
      approvals: [ApprovalLevel.of([Approver.iamRole('Leads')])],
    });
    const reviewed = new TemplateReview(stack, 'Reviewed', { template, action: ReviewAction.approve('Reviewed in the pull request') });
    const request = new ChangeRequest(stack, 'Request', { template, runbook: runbook.invoke(), changeRequestName: 'Wait', changeDetails: details });
    request.node.addDependency(reviewed);
    if (isTested) new RunbookExecution(stack, 'Test', { onUpdate: runbook.invoke() }).node.addDependency(request);
  });
}

/**
 * A changed request has another physical id. That CloudFormation rolls such an update back as `plugin.py` does (an Update under the new id, then a Delete
 * for what that leaves behind) is what the handlers are made for; it is not verified.
 */
export const requestRolledBack: Scenario = {
  title: 'a change request that was made anew by an update which fails later is stopped, and the one before it stays open',
  service: { reviews: 'required' },
  run: async stage => {
    const requests = () => stage.double.executions.all.filter(({ kind }) => kind === 'ChangeRequest')
      .map(({ input, status }) => `${input.ChangeDetails} ${status}`);
    const one = synth(stage, 'one');
    await stage.deploy(one, 'Request');
    assert.deepEqual(requests(), ['one PendingApproval']);

    stage.double.executions.script({ statuses: ['InProgress', 'Failed'], failedStep: { name: 'Wait', message: 'the web tier does not answer' } });
    await stage.deployFails(synth(stage, 'two', true), 'Request', /the web tier does not answer/);
    assert.equal(await stage.stackStatus('Request'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.deepEqual(requests(), ['one PendingApproval', 'two Cancelled']);

    const [created, updated, wentBack, deleted, ...others] = stage.exchanges(CHANGE_REQUEST_TYPE)
      .map(({ event: { RequestType, PhysicalResourceId }, answer }) =>
        ({ type: RequestType, of: PhysicalResourceId, gives: answer?.PhysicalResourceId, status: answer?.Status }));
    assert.equal(created.type, 'Create');
    assert.deepEqual([updated, wentBack, deleted, ...others], [
      { type: 'Update', of: created.gives, gives: updated.gives, status: 'SUCCESS' },
      { type: 'Update', of: updated.gives, gives: created.gives, status: 'SUCCESS' },
      { type: 'Delete', of: updated.gives, gives: updated.gives, status: 'SUCCESS' },
    ]);
    assert.notEqual(updated.gives, created.gives);

    // The stack knows the request that is open, and takes it along.
    await stage.destroy(one, 'Request');
    assert.deepEqual(requests(), ['one Cancelled', 'two Cancelled']);
    assert.deepEqual(stage.documents(), []);
  },
};
