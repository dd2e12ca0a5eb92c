import assert from 'node:assert/strict';
import { Aspects, aws_iam as iam, Stack } from 'aws-cdk-lib';
import { Content, Document, DocumentSharing } from '../../../src';
import { Scenario } from '../scenario';

/** The policies count: where one of them lacks an action, the deployment fails. It shows that these tests notice. */
export const missingPermission: Scenario = {
  title: 'without a permission in its policy a handler is refused, the deployment fails and is rolled back',
  refused: ['ssm:ModifyDocumentPermission'],
  run: async stage => {
    const assembly = stage.synth(app => {
      const stack = new Stack(app, 'Lacking');
      const document = new Document(stack, 'Say', {
        content: Content.fromObject({ schemaVersion: '2.2', mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: ['echo'] } }] }),
      });
      new DocumentSharing(stack, 'Shared', { document, accountIds: ['444455556666'] });
      Aspects.of(stack).add({
        visit: node => {
          if (!(node instanceof iam.CfnRolePolicy)) return;
          const text = JSON.stringify(stack.resolve(node.policyDocument)).replace('"ssm:ModifyDocumentPermission"', '"ssm:ListDocuments"');
          node.policyDocument = JSON.parse(text);
        },
      });
    });
    const { said } = await stage.deployFails(assembly, 'Lacking');
    const [{ caller, role, denied }, ...others] = stage.cloud.gateway.calls.filter(call => call.denied !== undefined && call.action === 'ModifyDocumentPermission');
    const reason = `${role} is not authorized to perform: ssm:ModifyDocumentPermission on resource: arn:aws:ssm:us-east-1:${stage.double.account}:document/Lacking-Say`;
    assert.ok(denied!.startsWith(reason), denied);
    assert.match(caller, /^Lacking-cdksystemsmanagersharingFunction/);
    assert.ok(said.includes(reason), `nobody reads ${reason}: ${said}`);
    // It is refused before the service hears of it, and tried again for a while, as what IAM has just been told takes effect late.
    assert.deepEqual(stage.double.requestsFor('ModifyDocumentPermission'), []);
    assert.deepEqual(new Set(others.map(call => call.denied)), new Set([denied]));
    assert.equal(await stage.stackStatus('Lacking'), 'ROLLBACK_COMPLETE');
    assert.deepEqual(stage.answers(), ['Create DocumentSharing FAILED', 'Delete DocumentSharing SUCCESS']);
    await stage.holdsOnly();
  },
};
