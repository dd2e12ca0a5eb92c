import { HandlerCase } from './handler-case';
import { contentHash } from '../../../src/content/hash';
import type { SessionPreferencesProperties } from '../../../src/operations/provider/session-preferences-properties';
import type { SsmDouble } from '../../ssm-double/ssm-double';

const NAME = 'SSM-SessionManagerRunShell';
const SETTINGS = [{ runAsEnabled: true, runAsDefaultUser: 'ops' }, { runAsEnabled: true, runAsDefaultUser: 'web' }];
const DECLARED = SETTINGS.map(inputs => JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs }));
/** What stands there before: the settings that are declared first, in another layout, and the defaults. */
const SAME = JSON.stringify({ inputs: SETTINGS[0], sessionType: 'Standard_Stream', schemaVersion: '1.0' }, undefined, 1);
const DEFAULTS = JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs: {} });

/** The settings that sessions are started with, and whether the console shows the same. */
function preferencesOf(double: SsmDouble): unknown {
  const document = double.document(NAME);
  return document && [JSON.parse(document.versions[document.versions.length - 1].content).inputs, document.defaultVersion === document.latestVersion];
}

/** A handler of preferences that finds these. */
function over(before: string | undefined): Pick<HandlerCase, 'handler' | 'prepare' | 'vanish' | 'withoutIt' | 'holds'> {
  return {
    handler: 'session-preferences',
    prepare: double => { if (before !== undefined) double.documents.put({ name: NAME, type: 'Session', contents: [before] }); },
    vanish: double => double.documents.byName.delete(NAME),
    withoutIt: { Create: 'SUCCESS', Update: 'SUCCESS' },
    holds: preferencesOf,
  };
}

/** Settings that are declared, changed, and changed back. */
function declared(
  story: string, before: string | undefined, options: Pick<SessionPreferencesProperties, 'Existing' | 'OnDelete'>,
  malformed: Partial<SessionPreferencesProperties>, deleted: unknown,
): HandlerCase {
  const prior = before === undefined ? { PriorVersion: 'none', PriorHash: 'none' } : { PriorVersion: '1', PriorHash: contentHash(before) };
  const [created, updated] = DECLARED.map((Content): SessionPreferencesProperties => ({ Content, ...options, ...prior }));
  return {
    ...over(before),
    resourceType: 'Custom::SSMSessionPreferences',
    story,
    created,
    updated,
    malformed: { ...created, ...malformed },
    makesIt: true,
    after: { create: [SETTINGS[0], true], update: [SETTINGS[1], true], rolledBack: [SETTINGS[0], true], delete: deleted },
  };
}

export const SESSION_PREFERENCES: readonly HandlerCase[] = [
  declared('adopting and leaving', SAME, { Existing: 'Adopt', OnDelete: 'Leave' }, { Content: '' }, [SETTINGS[0], true]),
  declared('replacing and restoring', DEFAULTS, { Existing: 'Replace', OnDelete: 'Restore' }, { PriorVersion: '0' }, [{}, true]),
  declared('making and deleting', undefined, { Existing: 'Fail', OnDelete: 'Restore' }, { Existing: 'fail' }, undefined),
  {
    // It only looks, and only when it is created.
    ...over(SAME),
    resourceType: 'Custom::SSMPriorSessionPreferences',
    created: {},
    updated: {},
    malformed: { Content: DECLARED[0] },
    after: { create: [SETTINGS[0], true], update: [SETTINGS[0], true], rolledBack: [SETTINGS[0], true], delete: [SETTINGS[0], true] },
  },
];
