import assert from 'node:assert/strict';
import { CONSOLE, FAILS, PREFERENCES, readsFailure, synthTested } from './failing-runbook';
import { Scenario } from '../scenario';

/** A first deployment that fails leaves nothing, and what it had changed is as before. */
export const failedCreation: Scenario = {
  title: 'a failed creation cleans up, and says why',
  run: async stage => {
    stage.double.documents.put({ name: PREFERENCES, type: 'Session', contents: [CONSOLE] });
    const settings = { ...stage.double.settings.all };
    stage.double.executions.script(FAILS);
    const assembly = synthTested(stage, {
      word: 'one', accountIds: ['444455556666'], idleMinutes: 20, ticket: 'OPS-1', isHeldBack: true, blocksPublicSharing: true, isTested: true,
    });
    const { output, said } = await stage.deployFails(assembly, 'Tested');
    readsFailure(stage, said);
    assert.match(output, /ROLLBACK_COMPLETE +\| AWS::CloudFormation::Stack +\| Tested/);
    assert.equal(await stage.stackStatus('Tested'), 'ROLLBACK_COMPLETE');

    await stage.holdsOnly({ documents: [PREFERENCES], settings });
    // A version of documents cannot be taken back: what counts is the default one.
    assert.deepEqual(stage.current(PREFERENCES).content, CONSOLE);
    assert.equal(stage.double.document(PREFERENCES)!.versions.length, 3);
    assert.deepEqual(stage.double.accessRequests.all.map(({ status }) => status), ['Cancelled']);

    // All was made, before the runbook failed; what failed is deleted as well, first, and the runbook is not started a second time for that.
    const answers = stage.answers();
    const failure = answers.indexOf('Create RunbookExecution FAILED');
    assert.deepEqual([...answers.slice(0, failure)].sort(), CUSTOM.map(type => `Create ${type} SUCCESS`));
    assert.equal(answers[failure + 1], 'Delete RunbookExecution SUCCESS');
    assert.deepEqual([...answers.slice(failure + 2)].sort(), CUSTOM.map(type => `Delete ${type} SUCCESS`));
    assert.deepEqual(stage.double.executions.all.filter(({ kind }) => kind === 'Automation').map(({ status }) => status), ['Failed']);

    await stage.destroy(assembly, 'Tested');
    await stage.holdsOnly({ documents: [PREFERENCES], settings });
  },
};

const CUSTOM = [
  'AccessRequest', 'DocumentDefaultVersion', 'DocumentSharing', 'PriorServiceSetting', 'PriorSessionPreferences',
  'RunbookOnDelete', 'ServiceSetting', 'SessionPreferences',
];
