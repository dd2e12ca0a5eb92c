import { contentHash } from '../../src/content/hash';
import { SsmDouble } from '../ssm-double/ssm-double';

/** What the fault matrix needs to know of a handler: one story of creation, update and deletion. */
export interface HandlerCase {
  readonly handler: string;
  readonly resourceType: string;
  /** Tells several stories of one handler apart. */
  readonly story?: string;
  /** Puts into the service what is there before the resource is created. */
  readonly prepare: (double: SsmDouble) => void;
  readonly created: object;
  readonly updated: object;
  /** What the deployment changes beside, before the update comes, and before it is rolled back. */
  readonly beforeUpdate?: (double: SsmDouble) => void;
  readonly beforeRollback?: (double: SsmDouble) => void;
  /** Properties that cannot be read. */
  readonly malformed: object;
  /** Takes away from the service what the resource manages. */
  readonly vanish: (double: SsmDouble) => void;
  /** What a creation and an update come to where it is not there. */
  readonly withoutIt: { readonly Create: 'SUCCESS' | 'FAILED'; readonly Update: 'SUCCESS' | 'FAILED' };
  /** Whether it is then made anew, to what was asked for. */
  readonly makesIt?: boolean;
  /** What the service holds, as far as the handler has to do with it. */
  readonly holds: (double: SsmDouble) => unknown;
  /** What it holds after each; `rolledBack` is after the update and the update back. */
  readonly after: { readonly create: unknown; readonly update: unknown; readonly rolledBack: unknown; readonly delete: unknown };
}

const NAME = 'Web-Restart';
const SETTING = '/ssm/managed-instance/activation-tier';
const CONTENTS = ['{"schemaVersion":"0.3","mainSteps":[]}', '{"schemaVersion":"0.3","mainSteps":[],"description":"new"}'];

/** A document that CloudFormation has updated: the latest version is the default one. */
function putVersions(double: SsmDouble, ...contents: readonly string[]): void {
  putWithDefault(double, contents.length, ...contents);
}

function putWithDefault(double: SsmDouble, defaultVersion: number, ...contents: readonly string[]): void {
  double.documents.put({ name: NAME, type: 'Automation', contents, defaultVersion });
}

const PREFERENCES = 'SSM-SessionManagerRunShell';
const SETTINGS = [{ runAsEnabled: true, runAsDefaultUser: 'ops' }, { runAsEnabled: true, runAsDefaultUser: 'web' }];
const DECLARED = SETTINGS.map(inputs => JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs }));
/** What stands there before: the settings that are declared first, in another layout, and the defaults. */
const SAME = JSON.stringify({ inputs: SETTINGS[0], sessionType: 'Standard_Stream', schemaVersion: '1.0' }, undefined, 1);
const DEFAULTS = JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs: {} });

function putPreferences(double: SsmDouble, content: string): void {
  double.documents.put({ name: PREFERENCES, type: 'Session', contents: [content] });
}

/** The settings that sessions are started with, and whether the console shows the same. */
function preferencesOf(double: SsmDouble): unknown {
  const document = double.document(PREFERENCES);
  return document && [JSON.parse(document.versions[document.versions.length - 1].content).inputs, document.defaultVersion === document.latestVersion];
}

function versionsOf(double: SsmDouble): unknown {
  const document = double.document(NAME);
  return document && [document.versions.length, document.defaultVersion];
}

function accounts(...numbers: readonly number[]): string[] {
  return numbers.map(number => String(number).padStart(12, '0'));
}

function shares(accountsByVersion: Record<string, readonly string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(accountsByVersion).flatMap(([version, ids]) => ids.map(id => [id, version])));
}

/** Every handler, in every way in which it is used. The fault matrix runs each with every fault. */
export const HANDLERS: readonly HandlerCase[] = [
  {
    handler: 'content-hash',
    resourceType: 'Custom::SSMDocumentContentHash',
    prepare: double => putVersions(double, CONTENTS[0]),
    created: { DocumentName: NAME, DocumentVersion: '$DEFAULT', ExpectedHash: contentHash(CONTENTS[0]), RefuseOutsideChanges: true },
    updated: { DocumentName: NAME, DocumentVersion: '$DEFAULT', ExpectedHash: contentHash(CONTENTS[1]), RefuseOutsideChanges: true },
    beforeUpdate: double => putVersions(double, ...CONTENTS),
    beforeRollback: double => putVersions(double, ...CONTENTS, CONTENTS[0]),
    malformed: { DocumentName: NAME, DocumentVersion: 'newest', ExpectedHash: 'abc' },
    vanish: double => double.documents.byName.delete(NAME),
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds: versionsOf,
    after: { create: [1, 1], update: [2, 2], rolledBack: [3, 3], delete: [1, 1] },
  },
  {
    // CloudFormation adds the versions and leaves the default one behind.
    handler: 'default-version',
    resourceType: 'Custom::SSMDocumentDefaultVersion',
    story: 'promoting',
    prepare: double => putWithDefault(double, 1, CONTENTS[0]),
    created: { DocumentName: NAME, Promote: true, Revision: [contentHash(CONTENTS[0])] },
    updated: { DocumentName: NAME, Promote: true, Revision: [contentHash(CONTENTS[1])] },
    beforeUpdate: double => putWithDefault(double, 1, ...CONTENTS),
    beforeRollback: double => putWithDefault(double, 2, ...CONTENTS, CONTENTS[0]),
    malformed: { DocumentName: NAME, Promote: 'yes' },
    vanish: double => double.documents.byName.delete(NAME),
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds: versionsOf,
    after: { create: [1, 1], update: [2, 2], rolledBack: [3, 3], delete: [1, 1] },
  },
  {
    // CloudFormation adds the versions and makes each the default one, and the first is held.
    handler: 'default-version',
    resourceType: 'Custom::SSMDocumentDefaultVersion',
    story: 'holding',
    prepare: double => putVersions(double, CONTENTS[0]),
    created: { DocumentName: NAME, Promote: false, Revision: [contentHash(CONTENTS[0])] },
    updated: { DocumentName: NAME, Promote: false, Revision: [contentHash(CONTENTS[1])] },
    beforeUpdate: double => putVersions(double, ...CONTENTS),
    beforeRollback: double => putVersions(double, ...CONTENTS, CONTENTS[0]),
    malformed: { DocumentName: NAME, Promote: false, DocumentVersion: '$DEFAULT' },
    vanish: double => double.documents.byName.delete(NAME),
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds: versionsOf,
    after: { create: [1, 1], update: [2, 1], rolledBack: [3, 1], delete: [1, 1] },
  },
  {
    handler: 'sharing',
    resourceType: 'Custom::SSMDocumentSharing',
    // Somebody else shares it with the account that ends in 9.
    prepare: double => { double.documents.put({ name: NAME, type: 'Automation', contents: CONTENTS, shares: { [accounts(9)[0]]: '$ALL' } }); },
    created: { DocumentName: NAME, AccountIds: accounts(1, 2), SharedVersion: '$DEFAULT' },
    updated: { DocumentName: NAME, AccountIds: accounts(2, 3), SharedVersion: '$LATEST' },
    malformed: { DocumentName: NAME, AccountIds: ['All'], SharedVersion: '1' },
    vanish: double => double.documents.byName.delete(NAME),
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds: double => double.document(NAME)?.shares,
    after: {
      create: shares({ $DEFAULT: accounts(1, 2), $ALL: accounts(9) }),
      update: shares({ $LATEST: accounts(2, 3), $ALL: accounts(9) }),
      rolledBack: shares({ $DEFAULT: accounts(1, 2), $ALL: accounts(9) }),
      delete: shares({ $ALL: accounts(9) }),
    },
  },
  {
    handler: 'session-preferences',
    resourceType: 'Custom::SSMSessionPreferences',
    story: 'adopting and leaving',
    prepare: double => putPreferences(double, SAME),
    created: { Content: DECLARED[0], Existing: 'Adopt', OnDelete: 'Leave', PriorVersion: '1', PriorHash: contentHash(SAME) },
    updated: { Content: DECLARED[1], Existing: 'Adopt', OnDelete: 'Leave', PriorVersion: '1', PriorHash: contentHash(SAME) },
    malformed: { Content: '', Existing: 'Adopt', OnDelete: 'Leave' },
    vanish: double => double.documents.byName.delete(PREFERENCES),
    withoutIt: { Create: 'SUCCESS', Update: 'SUCCESS' },
    makesIt: true,
    holds: preferencesOf,
    after: { create: [SETTINGS[0], true], update: [SETTINGS[1], true], rolledBack: [SETTINGS[0], true], delete: [SETTINGS[0], true] },
  },
  {
    handler: 'session-preferences',
    resourceType: 'Custom::SSMSessionPreferences',
    story: 'replacing and restoring',
    prepare: double => putPreferences(double, DEFAULTS),
    created: { Content: DECLARED[0], Existing: 'Replace', OnDelete: 'Restore', PriorVersion: '1', PriorHash: contentHash(DEFAULTS) },
    updated: { Content: DECLARED[1], Existing: 'Replace', OnDelete: 'Restore', PriorVersion: '1', PriorHash: contentHash(DEFAULTS) },
    malformed: { Content: DECLARED[0], Existing: 'Replace', OnDelete: 'Restore', PriorVersion: '0', PriorHash: 'none' },
    vanish: double => double.documents.byName.delete(PREFERENCES),
    withoutIt: { Create: 'SUCCESS', Update: 'SUCCESS' },
    makesIt: true,
    holds: preferencesOf,
    after: { create: [SETTINGS[0], true], update: [SETTINGS[1], true], rolledBack: [SETTINGS[0], true], delete: [{}, true] },
  },
  {
    handler: 'session-preferences',
    resourceType: 'Custom::SSMSessionPreferences',
    story: 'making and deleting',
    prepare: () => {},
    created: { Content: DECLARED[0], Existing: 'Fail', OnDelete: 'Restore', PriorVersion: 'none', PriorHash: 'none' },
    updated: { Content: DECLARED[1], Existing: 'Fail', OnDelete: 'Restore', PriorVersion: 'none', PriorHash: 'none' },
    malformed: { Content: DECLARED[0], Existing: 'fail', OnDelete: 'Restore', PriorVersion: 'none', PriorHash: 'none' },
    vanish: double => double.documents.byName.delete(PREFERENCES),
    withoutIt: { Create: 'SUCCESS', Update: 'SUCCESS' },
    makesIt: true,
    holds: preferencesOf,
    after: { create: [SETTINGS[0], true], update: [SETTINGS[1], true], rolledBack: [SETTINGS[0], true], delete: undefined },
  },
  {
    // It only looks, and only when it is created.
    handler: 'session-preferences',
    resourceType: 'Custom::SSMPriorSessionPreferences',
    prepare: double => putPreferences(double, SAME),
    created: {},
    updated: {},
    malformed: { Content: DECLARED[0] },
    vanish: double => double.documents.byName.delete(PREFERENCES),
    withoutIt: { Create: 'SUCCESS', Update: 'SUCCESS' },
    holds: preferencesOf,
    after: { create: [SETTINGS[0], true], update: [SETTINGS[0], true], rolledBack: [SETTINGS[0], true], delete: [SETTINGS[0], true] },
  },
  {
    handler: 'service-setting',
    resourceType: 'Custom::SSMServiceSetting',
    story: 'over a value',
    prepare: double => double.settings.set(SETTING, 'advanced'),
    created: { SettingId: SETTING, SettingValue: 'standard', OnDelete: 'Restore', Prior: 'Customized:advanced' },
    updated: { SettingId: SETTING, SettingValue: 'advanced', OnDelete: 'Restore', Prior: 'Customized:advanced' },
    malformed: { SettingId: SETTING, SettingValue: 'standard', OnDelete: 'Reset', Prior: '' },
    vanish: double => double.faults.add({ kind: 'error', operation: 'GetServiceSetting', code: 'ServiceSettingNotFound', message: 'not found' }),
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds: double => double.settings.all,
    after: { create: { [SETTING]: 'standard' }, update: { [SETTING]: 'advanced' }, rolledBack: { [SETTING]: 'standard' }, delete: { [SETTING]: 'advanced' } },
  },
  {
    handler: 'service-setting',
    resourceType: 'Custom::SSMServiceSetting',
    story: 'over the default',
    prepare: () => undefined,
    created: { SettingId: SETTING, SettingValue: 'advanced', OnDelete: 'Restore', Prior: 'Default' },
    updated: { SettingId: SETTING, SettingValue: 'standard', OnDelete: 'Restore', Prior: 'Default' },
    malformed: { SettingId: '', SettingValue: 'standard', OnDelete: 'Restore', Prior: 'Default' },
    vanish: double => double.faults.add({ kind: 'error', operation: 'GetServiceSetting', code: 'ServiceSettingNotFound', message: 'not found' }),
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds: double => double.settings.all,
    after: { create: { [SETTING]: 'advanced' }, update: { [SETTING]: 'standard' }, rolledBack: { [SETTING]: 'advanced' }, delete: {} },
  },
  {
    handler: 'service-setting',
    resourceType: 'Custom::SSMPriorServiceSetting',
    story: 'what stood there before',
    prepare: double => double.settings.set(SETTING, 'advanced'),
    created: { SettingId: SETTING },
    updated: { SettingId: SETTING },
    malformed: { SettingId: SETTING, Prior: 'Default' },
    vanish: double => double.faults.add({ kind: 'error', operation: 'GetServiceSetting', code: 'ServiceSettingNotFound', message: 'not found' }),
    withoutIt: { Create: 'FAILED', Update: 'SUCCESS' },
    holds: double => double.settings.all,
    after: { create: { [SETTING]: 'advanced' }, update: { [SETTING]: 'advanced' }, rolledBack: { [SETTING]: 'advanced' }, delete: { [SETTING]: 'advanced' } },
  },
];
