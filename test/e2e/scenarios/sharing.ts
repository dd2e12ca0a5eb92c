import assert from 'node:assert/strict';
import { Stack } from 'aws-cdk-lib';
import { Content, Document, DocumentSharing } from '../../../src';
import { Scenario } from '../scenario';
import { Assembly, Stage } from '../stage';

/** ModifyDocumentPermission takes this many accounts at once. */
const AT_ONCE = 20;

const accounts = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(100_000_000_000 + from + index));

/** A document that is shared with accounts; what the stack is otherwise can be changed. */
export function synthShared(stage: Stage, accountIds: readonly string[], change?: (stack: Stack) => void): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Shared');
    const document = new Document(stack, 'Say', {
      documentName: 'Ops-Say',
      content: Content.fromObject({ schemaVersion: '2.2', mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: ['echo'] } }] }),
    });
    new DocumentSharing(stack, 'With', { document, accountIds: [...accountIds] });
    change?.(stack);
  });
}

const sharedWith = (stage: Stage) => Object.keys(stage.double.document('Ops-Say')!.shares).sort();

/** Lists of accounts grow and shrink by more than one call takes. */
export const sharing: Scenario = {
  title: 'sharing with 45 accounts grows to 70, other ones among them, and shrinks to 2, all without a new version',
  run: async stage => {
    await stage.deploy(synthShared(stage, accounts(1, 45)), 'Shared');
    assert.deepEqual(sharedWith(stage), accounts(1, 45));

    await stage.deploy(synthShared(stage, accounts(6, 75)), 'Shared');
    assert.deepEqual(sharedWith(stage), accounts(6, 75));

    const two = synthShared(stage, accounts(74, 75));
    await stage.deploy(two, 'Shared');
    assert.deepEqual(sharedWith(stage), accounts(74, 75));

    const changes = stage.double.requestsFor('ModifyDocumentPermission').map(({ input }) => (input.AccountIdsToAdd ?? []).length + (input.AccountIdsToRemove ?? []).length);
    assert.ok(changes.every(count => count <= 2 * AT_ONCE), `one call names ${Math.max(...changes)} accounts`);
    assert.equal(stage.current('Ops-Say').version, 1);
    // A shared document cannot be deleted: it is unshared before.
    await stage.destroy(two, 'Shared');
    assert.deepEqual(stage.documents(), []);
  },
};

/** The host of a handler dies when the service has acted and nobody was told. */
export const killedHandler: Scenario = {
  title: 'a handler killed in the middle is started again and ends well',
  run: async stage => {
    let kills = 0;
    stage.cloud.onService = (call, accessKeyId) => {
      if (call.action !== 'ModifyDocumentPermission' || kills > 0) return;
      kills += 1;
      stage.cloud.functions.kill(accessKeyId);
    };
    const assembly = synthShared(stage, accounts(1, 45));
    await stage.deploy(assembly, 'Shared');
    assert.equal(kills, 1);
    assert.deepEqual(stage.cloud.functions.invocations.map(({ isKilled }) => isKilled), [true, false]);
    const [{ tries, answer }] = stage.exchanges();
    assert.deepEqual([tries, answer?.Status], [2, 'SUCCESS']);
    assert.deepEqual(sharedWith(stage), accounts(1, 45));
    // The second try asks for what is missing alone.
    const added = stage.double.requestsFor('ModifyDocumentPermission').flatMap(({ input }) => input.AccountIdsToAdd ?? []);
    assert.equal(added.length, 45);
    await stage.destroy(assembly, 'Shared');
    assert.deepEqual(stage.documents(), []);
  },
};
