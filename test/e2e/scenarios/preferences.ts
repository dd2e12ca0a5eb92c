import assert from 'node:assert/strict';
import { Duration, Stack } from 'aws-cdk-lib';
import { ExistingPreferences, PreferencesOnDelete, Session, SessionPreferences } from '../../../src';
import { Scenario } from '../scenario';
import { Assembly, Stage } from '../stage';

const NAME = 'SSM-SessionManagerRunShell';
const BEFORE = '{"schemaVersion":"1.0","description":"of the console","sessionType":"Standard_Stream","inputs":{"idleSessionTimeout":"60"}}';

function synth(stage: Stage, minutes: number, existing?: string): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Preferences');
    new SessionPreferences(stack, 'Preferences', {
      session: Session.shell({ idleTimeout: Duration.minutes(minutes) }),
      existing,
      onDelete: PreferencesOnDelete.RESTORE,
    });
  });
}

/** The version that is in force, and its setting. */
function held(stage: Stage): [number, string] {
  const { version, content } = stage.current(NAME);
  return [version, JSON.parse(content).inputs.idleSessionTimeout];
}

/** There is one such document in a Region, and the console has made it already. */
export const preferences: Scenario = {
  title: 'preferences that the console made are kept unless replacing them is asked for, and restored when the stack is destroyed',
  run: async stage => {
    stage.double.documents.put({ name: NAME, type: 'Session', contents: [BEFORE] });
    const before = await stage.account();
    const { said } = await stage.deployFails(synth(stage, 20), 'Preferences');
    const reason = `Message returned: session preferences: document "${NAME}" exists already with other settings: `
      + 'inputs.s3EncryptionEnabled: false is there, true was declared; inputs.cloudWatchEncryptionEnabled: false is there, true was declared; '
      + 'inputs.idleSessionTimeout: "60" is there, "20" was declared. Declare the settings that are there, or replace them with ExistingPreferences.REPLACE (';
    assert.ok(said.includes(reason), said);
    assert.deepEqual(await stage.account(), before);
    assert.deepEqual(stage.answers(), [
      'Create PriorSessionPreferences SUCCESS', 'Create SessionPreferences FAILED', 'Delete SessionPreferences SUCCESS', 'Delete PriorSessionPreferences SUCCESS',
    ]);
    // A stack whose creation failed has to go before it can be made anew; the CLI does that.

    await stage.deploy(synth(stage, 20, ExistingPreferences.REPLACE), 'Preferences');
    assert.deepEqual(held(stage), [2, '20']);
    assert.equal(stage.double.document(NAME)!.versions[0].content, BEFORE);

    const thirty = synth(stage, 30, ExistingPreferences.REPLACE);
    await stage.deploy(thirty, 'Preferences');
    assert.deepEqual(held(stage), [3, '30']);
    await stage.deployUnchanged(thirty, 'Preferences');

    await stage.destroy(thirty, 'Preferences');
    assert.deepEqual(stage.answers().slice(4), [
      'Create PriorSessionPreferences SUCCESS', 'Create SessionPreferences SUCCESS', 'Update SessionPreferences SUCCESS',
      'Delete SessionPreferences SUCCESS', 'Delete PriorSessionPreferences SUCCESS',
    ]);
    await stage.holdsOnly({ documents: [NAME] });
    assert.equal(stage.current(NAME).content, BEFORE);
    assert.equal(stage.double.document(NAME)!.versions.length, 4);
  },
};
