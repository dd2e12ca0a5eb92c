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
    const versions = () => {
      const { defaultVersion, latestVersion } = stage.double.document('Ops-Say')!;
      return { defaultVersion, latestVersion };
    };
    await stage.deploy(synth(stage, 'one', '1'), 'Held');
    await stage.deploy(synth(stage, 'two', '1'), 'Held');
    assert.deepEqual(versions(), { defaultVersion: 1, latestVersion: 2 });

    const released = synth(stage, 'two');
    await stage.deploy(released, 'Held');
    assert.deepEqual(versions(), { defaultVersion: 2, latestVersion: 2 });
    await stage.destroy(released, 'Held');
    assert.deepEqual(stage.documents(), []);
  },
};
