import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
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

/** As it stands in the template, where nothing of it waits for the deployment. */
function contentIn(assembly: Assembly): string {
  const { Properties } = Object.values(assembly.template('Say').Resources).find(({ Type }) => Type === 'AWS::SSM::Document')!;
  assert.equal(typeof Properties.Content, 'string');
  return Properties.Content;
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

    await stage.isAsSynthesized(one, 'Say');
    const before = stage.double.document(name)!;
    const requests = stage.double.requests.length;

    const two = synth(stage, 'two');
    const { output } = await stage.deploy(two, 'Say');
    assert.match(output, /UPDATE_COMPLETE +\| AWS::SSM::Document +\| Say \(Say[0-9A-F]{8}\)/);
    assert.deepEqual(stage.documents().map(document => document.name), [name]);
    await stage.isAsSynthesized(two, 'Say');
    const { versions, ...document } = stage.double.document(name)!;
    // What was before is there still, and nothing else has changed.
    assert.deepEqual({ ...document, versions: versions.slice(0, 1) }, { ...before, latestVersion: 2, defaultVersion: 2 });
    assert.deepEqual(versions.map(({ version, content }) => [version, content]), [[1, contentIn(one)], [2, contentIn(two)]]);
    const hash = createHash('sha256').update(contentIn(two)).digest('hex');
    assert.equal(versions[1].hash, hash);
    assert.match(output, new RegExp(`^Say\\.Hash = ${hash}$`, 'm'));
    // CloudFormation makes the version, waits until it is there, and makes it the default; no handler has anything to do.
    assert.deepEqual(stage.double.requests.slice(requests).map(({ operation, code }) => [operation, code]), [
      ['UpdateDocument', undefined], ['DescribeDocument', undefined], ['DescribeDocument', undefined], ['DescribeDocument', undefined],
      ['UpdateDocumentDefaultVersion', undefined],
    ]);
    assert.deepEqual(stage.answers(), ['Create DocumentSharing SUCCESS']);

    await stage.destroy(two, 'Say');
    assert.deepEqual(stage.answers(), ['Create DocumentSharing SUCCESS', 'Delete DocumentSharing SUCCESS']);
    await stage.holdsOnly();
  },
};
