import assert from 'node:assert/strict';
import { Stack, Tags } from 'aws-cdk-lib';
import { changeRequestApp } from './change-request-app';
import { Runbook } from '../../../src';
import { Scenario } from '../scenario';
import { Stage } from '../stage';

const ticket = (_: Stack, runbook: Runbook) => Tags.of(runbook).add('Ticket', 'OPS-1');
const started = (stage: Stage) => stage.double.executions.all.map(({ input, status }) => `${input.ChangeDetails} ${status}`);

/** A request is an event: it must not happen twice. */
export const changeRequest: Scenario = {
  title: 'a change request is started once; deploying again starts none, changing it starts one and stops the one before',
  service: { reviews: 'required' },
  run: async stage => {
    const answers = () => stage.answers();
    const one = changeRequestApp(stage, 'one');
    await stage.deploy(one, 'Request');
    assert.deepEqual(started(stage), ['one PendingApproval']);
    assert.deepEqual(answers(), ['Create TemplateReview SUCCESS', 'Create ChangeRequest SUCCESS']);

    await stage.deployUnchanged(one, 'Request');
    // The stack changes, the request does not.
    await stage.deploy(changeRequestApp(stage, 'one', ticket), 'Request');
    assert.deepEqual(started(stage), ['one PendingApproval']);
    assert.equal(stage.double.requestsFor('StartChangeRequestExecution').length, 1);

    const two = changeRequestApp(stage, 'two', ticket);
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
