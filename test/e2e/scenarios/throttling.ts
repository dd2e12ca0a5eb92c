import assert from 'node:assert/strict';
import { App, Stack } from 'aws-cdk-lib';
import { Content, Document, DocumentSharing } from '../../../src';
import { Scenario } from '../scenario';
import { Stage } from '../stage';

/** Many documents, the first ones shared. */
function addDocuments(app: App, count: number, shared: number): void {
  const stack = new Stack(app, 'Many');
  for (let index = 0; index < count; index += 1) {
    const document = new Document(stack, `Document${index}`, {
      documentName: `Ops-Document${index}`,
      content: Content.fromObject({
        schemaVersion: '2.2',
        mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: [`echo ${index}`] } }],
      }),
    });
    if (index < shared) new DocumentSharing(stack, `Shared${index}`, { document, accountIds: ['444455556666'] });
  }
}

/** The document API takes one call in a second, and refuses what handlers ask in between. */
export const throttling: Scenario = {
  title: 'a service that takes one call in a second and refuses others is waited for',
  service: { rate: 1 },
  run: async stage => {
    const assembly = stage.synth(app => addDocuments(app, 6, 2));
    stage.double.faults.add({ kind: 'throttle', operation: 'ModifyDocumentPermission', times: 4 }, { kind: 'serverError', operation: 'DescribeDocumentPermission' });
    await stage.deploy(assembly, 'Many');
    await stage.isAsSynthesized(assembly, 'Many');
    assert.equal(stage.documents().length, 6);
    assert.deepEqual(stage.documents().filter(({ shares }) => '444455556666' in shares).map(({ name }) => name).sort(), ['Ops-Document0', 'Ops-Document1']);
    isThrottled(stage, 'CreateDocument', 6);
    // The handlers wait for what they ask, and are not started again for that.
    assert.equal(stage.double.requestsFor('ModifyDocumentPermission').filter(({ code }) => code === 'ThrottlingException').length, 4);
    assert.equal(stage.double.requestsFor('DescribeDocumentPermission').filter(({ code }) => code === 'InternalServerError').length, 1);
    assert.deepEqual(stage.answers(), ['Create DocumentSharing SUCCESS', 'Create DocumentSharing SUCCESS']);
    await stage.destroy(assembly, 'Many');
    isThrottled(stage, 'DeleteDocument', 6);
    assert.deepEqual(stage.answers().slice(2), ['Delete DocumentSharing SUCCESS', 'Delete DocumentSharing SUCCESS']);
    await stage.holdsOnly();
  },
};

/** That the service refused calls until it took so many, never more than one in a second. */
function isThrottled(stage: Stage, operation: string, count: number): void {
  const all = stage.double.requestsFor(operation);
  assert.ok(all.some(({ code }) => code === 'ThrottlingException'), `${operation} was never throttled`);
  const taken = all.filter(({ acted }) => acted);
  assert.equal(taken.length, count);
  assert.ok(taken[count - 1].at.getTime() - taken[0].at.getTime() >= (count - 1) * 1000 - 100, `${count} calls of ${operation} in less than ${count - 1} seconds`);
}

/** The largest stack that people are likely to have, at the pace of the real service. */
export const manyDocuments: Scenario = {
  title: '200 documents deploy and are deleted at one call in a second',
  isLong: true,
  service: { rate: 1 },
  run: async stage => {
    const assembly = stage.synth(app => addDocuments(app, 200, 30));
    await stage.deploy(assembly, 'Many');
    await stage.isAsSynthesized(assembly, 'Many');
    assert.equal(stage.documents().length, 200);
    assert.equal(stage.documents().filter(({ shares }) => '444455556666' in shares).length, 30);
    // One role has no room for 30 policies: the function assumes another one for the last of them.
    assert.ok(stage.cloud.gateway.calls.some(({ service, action, caller }) => service === 'sts' && action === 'AssumeRole' && caller !== 'cli'));
    isThrottled(stage, 'CreateDocument', 200);
    assert.deepEqual(stage.answers(), Array.from({ length: 30 }, () => 'Create DocumentSharing SUCCESS'));
    await stage.destroy(assembly, 'Many');
    isThrottled(stage, 'DeleteDocument', 200);
    assert.deepEqual(stage.answers().slice(30), Array.from({ length: 30 }, () => 'Delete DocumentSharing SUCCESS'));
    await stage.holdsOnly();
  },
};
