/** The document that Session Manager reads the preferences of a Region from. */
export const PREFERENCES_NAME = 'SSM-SessionManagerRunShell';

/** The type of the custom resources that hold session preferences. */
export const SESSION_PREFERENCES_TYPE = 'Custom::SSMSessionPreferences';

/** The type of the custom resources that keep in mind what stood there before; the same handler serves both. */
export const PRIOR_SESSION_PREFERENCES_TYPE = 'Custom::SSMPriorSessionPreferences';

/** What a creation does about a document that exists already. */
export const EXISTING = { ADOPT: 'Adopt', REPLACE: 'Replace', FAIL: 'Fail' } as const;

/** What a deletion does. */
export const ON_DELETE = { LEAVE: 'Leave', RESTORE: 'Restore' } as const;

/** What the handler `session-preferences` is given for the preferences themselves. What stood there before is found without any. */
export interface SessionPreferencesProperties {
  /** The text that the document gets, byte for byte. */
  readonly Content: string;
  /** What a creation does about a document that exists already: one of `EXISTING`. */
  readonly Existing: string;
  /** What a deletion does: one of `ON_DELETE`. */
  readonly OnDelete: string;
  /** The number of the latest version that stood there before, or `none`. */
  readonly PriorVersion: string;
  /** The hash that SSM reported for it, or `none`. */
  readonly PriorHash: string;
}
