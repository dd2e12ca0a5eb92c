import assert from 'node:assert/strict';
import { Duration, Stack, Tags } from 'aws-cdk-lib';
import { ApprovalLevel, Approver, ChangeRequest, ChangeTemplate, Runbook, steps, TemplateReview, ReviewAction } from '../../../src';
import { Scenario } from '../scenario';
import { Assembly, Stage } from '../stage';

function synth(stage: Stage, details: string, ticket?: string): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Request');
    const runbook = new Runbook(stack, 'Wait', { steps: [new steps.Sleep('Wait', { duration: Duration.seconds(1) })] });
    const template = new ChangeTemplate(stack, 'Template', {
      documentName: 'Ops-Template',
      templateInformation: 'Waits.',
      runbooks: [runbook],
      approvals: [ApprovalLevel.of([Approver.iamRole('Leads')])],
    });
    if (ticket !== undefined) Tags.of(runbook).add('Ticket', ticket);
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
    const answers = () => stage.answers();
    const one = synth(stage, 'one');
    await stage.deploy(one, 'Request');
    assert.deepEqual(started(stage), ['one PendingApproval']);
    assert.deepEqual(answers(), ['Create TemplateReview SUCCESS', 'Create ChangeRequest SUCCESS']);

    await stage.deployUnchanged(one, 'Request');
    // The stack changes, the request does not.
    await stage.deploy(synth(stage, 'one', 'OPS-1'), 'Request');
    assert.deepEqual(started(stage), ['one PendingApproval']);
    assert.equal(stage.double.requestsFor('StartChangeRequestExecution').length, 1);

    const two = synth(stage, 'two', 'OPS-1');
    await stage.deploy(two, 'Request');
    assert.deepEqual(started(stage), ['one Cancelled', 'two PendingApproval']);
    // Each start has a token of its own.
    assert.equal(new Set(stage.double.executions.all.map(({ clientToken }) => clientToken)).size, 2);

    assert.deepEqual(answers().slice(2), ['Update ChangeRequest SUCCESS', 'Delete ChangeRequest SUCCESS']);
    assert.equal(stage.double.requestsFor('StartChangeRequestExecution').length, 2);

    await stage.destroy(two, 'Request');
    assert.deepEqual(answers().slice(4), ['Delete ChangeRequest SUCCESS', 'Delete TemplateReview SUCCESS']);
    assert.deepEqual(started(stage), ['one Cancelled', 'two Cancelled']);
    await stage.holdsOnly();
  },
};
