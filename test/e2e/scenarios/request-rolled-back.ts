import assert from 'node:assert/strict';
import { changeRequestApp } from './change-request-app';
import { RunbookExecution } from '../../../src';
import { CHANGE_REQUEST_TYPE } from '../../../src/operations/provider/change-request-properties';
import { Scenario } from '../scenario';

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
    const one = changeRequestApp(stage, 'one');
    await stage.deploy(one, 'Request');
    assert.deepEqual(requests(), ['one PendingApproval']);

    stage.double.executions.script({ statuses: ['InProgress', 'Failed'], failedStep: { name: 'Wait', message: 'the web tier does not answer' } });
    const tested = changeRequestApp(stage, 'two', (stack, runbook, request) =>
      new RunbookExecution(stack, 'Test', { onUpdate: runbook.invoke() }).node.addDependency(request));
    await stage.deployFails(tested, 'Request', /the web tier does not answer/);
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
