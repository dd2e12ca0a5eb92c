import assert from 'node:assert/strict';
import { CONSOLE, FAILS, PREFERENCES, readsFailure, synthTested } from './failing-runbook';
import { Scenario } from '../scenario';
import { Account } from '../stage';

/** An update that fails at its end takes everything back that it did. */
export const failedUpdate: Scenario = {
  title: 'a failing update rolls back to exactly the state before, and says why',
  run: async stage => {
    stage.double.documents.put({ name: PREFERENCES, type: 'Session', contents: [CONSOLE] });
    const first = { word: 'one', accountIds: ['444455556666'], idleMinutes: 20, ticket: 'OPS-1', isHeldBack: true };
    await stage.deploy(synthTested(stage, first), 'Tested');
    const before = await stage.account();
    const resources = await stage.resources('Tested');
    const count = stage.exchanges().length;

    stage.double.executions.script(FAILS);
    const second = { word: 'two', accountIds: ['777788889999'], idleMinutes: 30, ticket: 'OPS-2', blocksPublicSharing: true, isTested: true };
    const update = synthTested(stage, second);
    const { said } = await stage.deployFails(update, 'Tested');
    readsFailure(stage, said);
    assert.equal(await stage.stackStatus('Tested'), 'UPDATE_ROLLBACK_COMPLETE');
    assert.deepEqual(await stage.resources('Tested'), resources);

    // The update had come as far as that: everything was changed, and then back, in whatever order.
    const [say, held] = [await stage.resource('Tested', 'Say'), await stage.resource('Tested', 'Held')];
    const after = await stage.account();
    const contents = (name: string) => after.documents[name].versions.map(({ content }) => /echo (\w+)|idleSessionTimeout":"(\d+)/.exec(content)!.slice(1).join(''));
    assert.deepEqual([contents(say), contents(held), contents(PREFERENCES)], [['one', 'two', 'one'], ['one', 'two', 'one'], ['60', '20', '30', '20']]);
    const changed = ['AccessRequest', 'DocumentDefaultVersion', 'DocumentSharing', 'SessionPreferences'];
    const made = ['PriorServiceSetting', 'RunbookOnDelete', 'ServiceSetting'];
    const answers = stage.answers().slice(count);
    const failure = answers.indexOf('Create RunbookExecution FAILED');
    assert.deepEqual([...answers.slice(0, failure)].sort(), [...made.map(type => `Create ${type} SUCCESS`), ...changed.map(type => `Update ${type} SUCCESS`)]);
    // The id of a default version remembers which one it is, so that of the update is deleted.
    const deleted = ['DocumentDefaultVersion', 'PriorServiceSetting', 'RunbookExecution', 'RunbookOnDelete', 'ServiceSetting'];
    assert.deepEqual([...answers.slice(failure + 1)].sort(), [...deleted.map(type => `Delete ${type} SUCCESS`), ...changed.map(type => `Update ${type} SUCCESS`)]);
    const accounts = stage.exchanges('Custom::SSMDocumentSharing').map(({ event }) => event.ResourceProperties.AccountIds);
    assert.deepEqual(accounts, [['444455556666'], ['777788889999'], ['444455556666']]);

    // Nothing differs but the two versions more of each document, and the execution that failed.
    const { executions, ...state } = inForce(after);
    const { executions: executionsBefore, ...stateBefore } = inForce(before);
    assert.deepEqual(state, stateBefore);
    assert.deepEqual(executions.map(one => one.replace(/ Tested-Test\w+-\w+ /, ' Test ')), [...executionsBefore, 'Automation Test Failed']);
    for (const [name, { versions }] of Object.entries(before.documents)) {
      assert.deepEqual(after.documents[name].versions.slice(0, versions.length), versions);
    }

    // It is no dead end.
    stage.double.executions.script(['Success']);
    await stage.deploy(update, 'Tested');
    await stage.isAsSynthesized(update, 'Tested');
    assert.deepEqual(stage.double.document(say)!.shares, { 777788889999: '$DEFAULT' });
    assert.deepEqual(stage.double.accessRequests.all.map(({ tags, status }) => [tags.Ticket, status]), [['OPS-2', 'PendingApproval']]);
    await stage.destroy(update, 'Tested');
    await stage.holdsOnly({ documents: [PREFERENCES] });
    assert.equal(stage.current(PREFERENCES).content, CONSOLE);
  },
};

/** What users of documents meet: their default versions, whatever the numbers of these are. */
function inForce({ documents, accessRequests, ...others }: Account) {
  return {
    ...others,
    // When it was changed does not matter, nor by whom.
    accessRequests: accessRequests.map(({ changedAt: _at, ...request }) => request),
    documents: Object.values(documents).map(({ versions, defaultVersion, latestVersion, ...document }) => {
      const { version: _, createdAt: _at, ...shown } = versions.find(({ version }) => version === defaultVersion)!;
      const { version: __, createdAt: __at, ...latest } = versions.find(({ version }) => version === latestVersion)!;
      return { ...document, shown, latest };
    }),
  };
}
