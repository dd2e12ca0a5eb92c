import assert from 'node:assert/strict';
import { Scenario } from '../scenario';
import { synthTested } from './failing-runbook';

/** An update that fails at its end takes everything back that it did. */
export const failedUpdate: Scenario = {
  title: 'a failing update rolls back to exactly the state before, and says why',
  run: async stage => {
    const before = synthTested(stage, { word: 'one', accountIds: ['444455556666'] });
    await stage.deploy(before, 'Tested');
    const state = stage.state();
    const resources = await stage.resources('Tested');
    const remains = await stage.cloud.remains();

    stage.double.executions.script({ statuses: ['InProgress', 'Failed'], failedStep: { name: 'Look', message: 'the web tier does not answer' } });
    const after = synthTested(stage, { word: 'two', accountIds: ['777788889999'], blocksPublicSharing: true, isTested: true });
    await stage.deployFails(after, 'Tested', /"Look" \(aws:sleep\).*the web tier does not answer/);
    assert.equal(await stage.stackStatus('Tested'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.deepEqual(stage.state(), state);
    assert.deepEqual(await stage.resources('Tested'), resources);
    assert.deepEqual(await stage.cloud.remains(), remains);
    // The update had come as far as that.
    const [name] = stage.documents().map(document => document.name);
    assert.deepEqual(stage.double.document(name)!.versions.map(({ content }) => /echo (\w+)/.exec(content)![1]), ['one', 'two', 'one']);
    assert.deepEqual(stage.exchanges('Custom::SSMDocumentSharing').map(({ event }) => event.ResourceProperties.AccountIds),
      [['444455556666'], ['777788889999'], ['444455556666']]);

    // It is no dead end.
    stage.double.executions.script(['Success']);
    await stage.deploy(after, 'Tested');
    assert.match(stage.current(name).content, /echo two/);
    assert.deepEqual(stage.double.document(name)!.shares, { 777788889999: '$DEFAULT' });
    await stage.destroy(after, 'Tested');
    assert.deepEqual(stage.documents(), []);
  },
};
