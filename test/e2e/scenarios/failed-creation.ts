import assert from 'node:assert/strict';
import { Scenario } from '../scenario';
import { synthTested } from './failing-runbook';

/** A first deployment that fails leaves nothing. */
export const failedCreation: Scenario = {
  title: 'a failed creation cleans up, and says why',
  run: async stage => {
    const settings = { ...stage.double.settings.all };
    stage.double.executions.script({ statuses: ['InProgress', 'Failed'], failedStep: { name: 'Look', message: 'the web tier does not answer' } });
    const assembly = synthTested(stage, { word: 'one', accountIds: ['444455556666'], blocksPublicSharing: true, isTested: true });
    await stage.deployFails(assembly, 'Tested', /"Look" \(aws:sleep\).*the web tier does not answer/);
    assert.equal(await stage.stackStatus('Tested'), 'ROLLBACK_COMPLETE');
    assert.deepEqual(stage.documents(), []);
    assert.deepEqual(stage.double.settings.all, settings);
    const remains = await stage.cloud.remains();
    assert.deepEqual(remains, { roles: [], policies: [], functions: [], logGroups: [], stateMachines: [], rules: [], buckets: [] });
    // What failed is deleted as well, and the runbook is not started a second time for that.
    const requests = stage.exchanges('Custom::SSMRunbookExecution').map(({ event, answer }) => `${event.RequestType} ${answer?.Status}`);
    assert.deepEqual(requests, ['Create FAILED', 'Delete SUCCESS']);
    assert.equal(stage.double.executions.all.length, 1);

    await stage.destroy(assembly, 'Tested');
  },
};
