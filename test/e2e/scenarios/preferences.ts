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

/** There is one such document in a Region, and the console has made it already. */
export const preferences: Scenario = {
  title: 'preferences that the console made are kept unless replacing them is asked for, and restored when the stack is destroyed',
  run: async stage => {
    stage.double.documents.put({ name: NAME, type: 'Session', contents: [BEFORE] });
    await stage.deployFails(synth(stage, 20), 'Preferences',
      /exists already with other settings: .*inputs\.idleSessionTimeout: "60" is there, "20" was declared.*ExistingPreferences\.REPLACE/);
    assert.deepEqual(stage.double.document(NAME)!.versions.map(({ content }) => content), [BEFORE]);

    await stage.deploy(synth(stage, 20, ExistingPreferences.REPLACE), 'Preferences');
    assert.equal(stage.current(NAME).version, 2);
    assert.equal(JSON.parse(stage.current(NAME).content).inputs.idleSessionTimeout, '20');

    const thirty = synth(stage, 30, ExistingPreferences.REPLACE);
    await stage.deploy(thirty, 'Preferences');
    assert.equal(stage.current(NAME).version, 3);
    assert.equal(JSON.parse(stage.current(NAME).content).inputs.idleSessionTimeout, '30');

    await stage.destroy(thirty, 'Preferences');
    assert.equal(stage.current(NAME).content, BEFORE);
  },
};
