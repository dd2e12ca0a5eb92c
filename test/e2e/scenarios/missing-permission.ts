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
    await stage.deployFails(assembly, 'Lacking', /is not authorized to perform: ssm:ModifyDocumentPermission/);
    assert.equal(await stage.stackStatus('Lacking'), 'ROLLBACK_COMPLETE');
    assert.deepEqual(stage.documents(), []);
  },
};
