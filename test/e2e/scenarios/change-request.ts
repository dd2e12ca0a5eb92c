import assert from 'node:assert/strict';
import { Duration, Stack } from 'aws-cdk-lib';
import { ApprovalLevel, Approver, ChangeRequest, ChangeTemplate, Runbook, steps, TemplateReview, ReviewAction } from '../../../src';
import { Scenario } from '../scenario';
import { Assembly, Stage } from '../stage';

function synth(stage: Stage, details: string, description?: string): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Request', { description });
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
  });
}

const started = (stage: Stage) => stage.double.executions.all.map(({ input, status }) => `${input.ChangeDetails} ${status}`);

/** A request is an event: it must not happen twice. */
export const changeRequest: Scenario = {
  title: 'a change request is started once; deploying again starts none, changing it starts one and stops the one before',
  service: { reviews: 'required' },
  run: async stage => {
    const one = synth(stage, 'one');
    await stage.deploy(one, 'Request');
    assert.deepEqual(started(stage), ['one PendingApproval']);

    await stage.deploy(one, 'Request');
    await stage.deploy(synth(stage, 'one', 'The stack changes, the request does not'), 'Request');
    assert.deepEqual(started(stage), ['one PendingApproval']);

    const two = synth(stage, 'two');
    await stage.deploy(two, 'Request');
    assert.deepEqual(started(stage), ['one Cancelled', 'two PendingApproval']);
    // Each start has a token of its own.
    assert.equal(new Set(stage.double.executions.all.map(({ clientToken }) => clientToken)).size, 2);

    await stage.destroy(two, 'Request');
    assert.deepEqual(started(stage), ['one Cancelled', 'two Cancelled']);
    assert.deepEqual(stage.documents(), []);
  },
};
