import assert from 'node:assert/strict';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Content, Document, DocumentSharing } from '../../../src';
import { Scenario } from '../scenario';
import { Assembly, Stage } from '../stage';

function synth(stage: Stage, word: string): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Say');
    const document = new Document(stack, 'Say', {
      content: Content.fromObject({
        schemaVersion: '2.2',
        description: 'Says a word',
        mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: [`echo ${word}`] } }],
      }),
    });
    new DocumentSharing(stack, 'Shared', { document, accountIds: ['444455556666'] });
    new CfnOutput(stack, 'Hash', { value: document.contentHash });
  });
}

/** A change of the content is a new version of the same document, which is the default at once. */
export const contentChange: Scenario = {
  title: 'a content change makes version 2 and promotes it, with the hash that was synthesized',
  service: { settle: { describes: 2 } },
  run: async stage => {
    const one = synth(stage, 'one');
    await stage.deploy(one, 'Say');
    const [{ name }] = stage.documents();
    assert.match(name, /^Say-Say[0-9A-F]{8}-\w+$/);

    const two = synth(stage, 'two');
    const { output } = await stage.deploy(two, 'Say');
    assert.deepEqual(stage.documents().map(document => document.name), [name]);
    const { version, hash } = stage.current(name);
    assert.equal(version, 2);
    assert.match(output, new RegExp(`Say\\.Hash = ${hash}`));
    await stage.isAsSynthesized(two, 'Say');
    assert.deepEqual(stage.double.document(name)!.shares, { 444455556666: '$DEFAULT' });
    assert.deepEqual(stage.exchanges().map(({ event }) => event.RequestType), ['Create']);

    await stage.destroy(two, 'Say');
    assert.deepEqual(stage.documents(), []);
  },
};
