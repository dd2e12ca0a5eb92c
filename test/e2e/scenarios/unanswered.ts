import assert from 'node:assert/strict';
import { Aspects, aws_lambda as lambda, CfnResource } from 'aws-cdk-lib';
import { synthShared } from './sharing';
import { Scenario } from '../scenario';
import { Assembly, Stage } from '../stage';

/** In seconds, instead of a quarter of an hour: a try that is not answered ends after 30, and handlers answer 30 before their end. */
const FUNCTION_TIMEOUT = 75;
/** In seconds, instead of 40 minutes. */
const SERVICE_TIMEOUT = 15;

/** The connection is taken, and nothing comes back. */
export const unansweredCall: Scenario = {
  title: 'a call that the service never answers ends with the handler\'s time: the deployment fails, says why, and leaves nothing',
  run: async stage => {
    // The service has acted, so that there is something to take back that no handler was told of.
    stage.double.faults.add({ kind: 'slow', operation: 'ModifyDocumentPermission', ms: 3_600_000, times: 2 });
    const assembly = synthShared(stage, ['444455556666'], stack => Aspects.of(stack).add({
      visit: node => {
        if (node instanceof lambda.CfnFunction) node.timeout = FUNCTION_TIMEOUT;
      },
    }));
    const start = Date.now();
    await stage.deployFails(assembly, 'Shared',
      /sharing: time is up; still waiting for the effect of ModifyDocumentPermission; the last answer: none within 30 seconds/);
    assert.ok(Date.now() - start < 2 * FUNCTION_TIMEOUT * 1000, 'the deployment waited for longer than its handler could live');
    assert.deepEqual(stage.exchanges().map(({ event, answer, tries }) => `${event.RequestType} ${answer?.Status} ${tries}`), ['Create FAILED 1', 'Delete SUCCESS 1']);
    await leftNothing(stage, assembly);
  },
};

/** No try of Lambda lives long enough to answer. */
export const unansweredRequest: Scenario = {
  title: 'a handler killed at each try never answers CloudFormation, which waits for as long as it was told, fails and rolls back',
  run: async stage => {
    let kills = 0;
    stage.cloud.onService = (call, accessKeyId) => {
      if (call.action !== 'ModifyDocumentPermission' || kills === 3) return;
      kills += 1;
      stage.cloud.functions.kill(accessKeyId);
    };
    // Each try shares with twenty accounts more before it dies.
    const accountIds = Array.from({ length: 65 }, (_, index) => String(444_400_000_000 + index));
    const assembly = synthShared(stage, accountIds, stack => Aspects.of(stack).add({
      visit: node => {
        if (node instanceof CfnResource && node.cfnResourceType.startsWith('Custom::')) node.addPropertyOverride('ServiceTimeout', SERVICE_TIMEOUT);
      },
    }));
    await stage.deployFails(assembly, 'Shared', /did not receive a response from your Custom Resource/);
    const [creation, deletion, ...others] = stage.exchanges();
    assert.deepEqual([creation.event.RequestType, creation.tries, creation.answer], ['Create', 3, undefined]);
    assert.deepEqual([deletion.event.RequestType, deletion.tries, deletion.answer?.Status], ['Delete', 1, 'SUCCESS']);
    assert.deepEqual(others, []);
    await leftNothing(stage, assembly);
  },
};

async function leftNothing(stage: Stage, assembly: Assembly): Promise<void> {
  assert.equal(await stage.stackStatus('Shared'), 'ROLLBACK_COMPLETE');
  assert.deepEqual(stage.documents(), []);
  const remains = Object.values(await stage.cloud.remains()).flat();
  assert.deepEqual(remains, []);
  await stage.destroy(assembly, 'Shared');
}
