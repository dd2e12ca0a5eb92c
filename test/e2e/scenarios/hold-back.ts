import assert from 'node:assert/strict';
import { Stack } from 'aws-cdk-lib';
import { Content, DefaultVersion, Document } from '../../../src';
import { Scenario } from '../scenario';
import { Assembly, Stage } from '../stage';

function synth(stage: Stage, word: string, documentVersion?: string): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Held');
    const document = new Document(stack, 'Say', {
      documentName: 'Ops-Say',
      content: Content.fromObject({
        schemaVersion: '2.2',
        mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: [`echo ${word}`] } }],
      }),
    });
    new DefaultVersion(stack, 'Held', { document, documentVersion });
  });
}

/** A new version is there, and those who use the document do not get it yet. */
export const holdBack: Scenario = {
  title: 'a new version is held back while the default version is fixed, and released when it is not',
  run: async stage => {
    /** What users of the document get, and what waits for them. */
    const holds = () => {
      const { defaultVersion, latestVersion, versions } = stage.double.document('Ops-Say')!;
      const wordOf = (number: number) => /echo (\w+)/.exec(versions[number - 1].content)![1];
      return `${defaultVersion} ${wordOf(defaultVersion)}, ${latestVersion} ${wordOf(latestVersion)}`;
    };
    await stage.deploy(synth(stage, 'one', '1'), 'Held');
    await stage.deploy(synth(stage, 'two', '1'), 'Held');
    assert.equal(holds(), '1 one, 2 two');
    // CloudFormation promotes it, and is set right at once.
    assert.deepEqual(stage.double.requestsFor('UpdateDocumentDefaultVersion').map(({ input }) => input.DocumentVersion), ['2', '1']);
    const held = synth(stage, 'two', '1');
    await stage.deployUnchanged(held, 'Held');

    const released = synth(stage, 'two');
    await stage.deploy(released, 'Held');
    assert.equal(holds(), '2 two, 2 two');
    await stage.destroy(released, 'Held');
    const unhappy = stage.answers().filter(answer => !/^\w+ DocumentDefaultVersion SUCCESS$/.test(answer));
    assert.deepEqual(unhappy, []);
    assert.deepEqual(stage.exchanges().map(({ event }) => event.RequestType).filter(type => type !== 'Delete'), ['Create', 'Update', 'Update']);
    await stage.holdsOnly();
  },
};
