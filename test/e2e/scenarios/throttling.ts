import assert from 'node:assert/strict';
import { App, Stack } from 'aws-cdk-lib';
import { Content, Document, DocumentSharing } from '../../../src';
import { Scenario } from '../scenario';

/** Many documents, the first ones shared. */
export function addDocuments(app: App, count: number, shared: number): void {
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
    const refused = stage.double.requests.filter(({ code }) => code === 'ThrottlingException').map(({ operation }) => operation);
    assert.ok(refused.includes('CreateDocument'), 'CreateDocument was never throttled');
    await stage.destroy(assembly, 'Many');
    assert.deepEqual(stage.documents(), []);
  },
};

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
    await stage.destroy(assembly, 'Many');
    assert.deepEqual(stage.documents(), []);
  },
};
