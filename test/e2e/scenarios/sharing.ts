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

/** What handlers asked for, in their order. */
function ofHandlers(stage: Stage, operation: string): readonly any[] {
  return stage.cloud.gateway.calls.filter(({ action, role }) => action === operation && role !== undefined).map(({ input }) => input);
}

const sharedWith = (stage: Stage) => Object.keys(stage.double.document('Ops-Say')!.shares).sort();

/** Lists of accounts grow and shrink by more than one call takes. */
export const sharing: Scenario = {
  title: 'sharing with 45 accounts grows to 70, other ones among them, and shrinks to 2, all without a new version',
  run: async stage => {
    // Somebody else shares it with an account of their own, which the stack must leave alone.
    const others = '999988887777';
    await stage.deploy(synthShared(stage, accounts(1, 45)), 'Shared');
    assert.deepEqual(sharedWith(stage), accounts(1, 45));
    const document = stage.double.document('Ops-Say')!;
    await stage.share('Ops-Say', others);

    await stage.deploy(synthShared(stage, accounts(6, 75)), 'Shared');
    assert.deepEqual(sharedWith(stage), [...accounts(6, 75), others]);

    const two = synthShared(stage, accounts(74, 75));
    await stage.deploy(two, 'Shared');
    assert.deepEqual(sharedWith(stage), [...accounts(74, 75), others]);
    assert.deepEqual(stage.double.document('Ops-Say'), { ...document, shares: stage.double.document('Ops-Say')!.shares });
    assert.deepEqual(new Set(Object.values(stage.double.document('Ops-Say')!.shares)), new Set(['$DEFAULT']));

    // Nobody is shared with twice, or for a moment not: what each call names is what differs.
    const calls = ofHandlers(stage, 'ModifyDocumentPermission').map(({ AccountIdsToAdd = [], AccountIdsToRemove = [] }) => [AccountIdsToAdd.length, AccountIdsToRemove.length]);
    assert.deepEqual(calls, [
      [AT_ONCE, 0], [AT_ONCE, 0], [5, 0],
      [0, 5], [AT_ONCE, 0], [10, 0],
      [0, AT_ONCE], [0, AT_ONCE], [0, AT_ONCE], [0, 8],
    ]);
    // A shared document cannot be deleted: the stack unshares it before, as far as it has shared it.
    await stage.share('Ops-Say', others, 'no more');
    await stage.destroy(two, 'Shared');
    assert.deepEqual(stage.answers(), [
      'Create DocumentSharing SUCCESS', 'Update DocumentSharing SUCCESS', 'Update DocumentSharing SUCCESS', 'Delete DocumentSharing SUCCESS',
    ]);
    await stage.holdsOnly();
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
    const invocations = stage.cloud.functions.invocations.map(({ isKilled, error, event }) => [isKilled, error?.errorType, event.RequestId]);
    const [{ event: { RequestId } }] = stage.exchanges();
    assert.deepEqual(invocations, [[true, 'Runtime.ExitError', RequestId], [false, undefined, RequestId]]);
    assert.deepEqual(stage.answers(), ['Create DocumentSharing SUCCESS after 2 tries']);
    assert.deepEqual(sharedWith(stage), accounts(1, 45));
    // The second try asks for what is missing alone.
    const added = ofHandlers(stage, 'ModifyDocumentPermission').map(({ AccountIdsToAdd }) => AccountIdsToAdd);
    assert.deepEqual(added, [accounts(1, 20), accounts(21, 40), accounts(41, 45)]);
    await stage.destroy(assembly, 'Shared');
    assert.deepEqual(stage.answers().slice(1), ['Delete DocumentSharing SUCCESS']);
    await stage.holdsOnly();
  },
};
