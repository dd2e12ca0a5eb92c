/** The type of the custom resources that hold session preferences. */
export type SessionPreferencesType = 'Custom::SSMSessionPreferences';

/** The type of the custom resources that keep in mind what stood there before; the same handler serves both. */
export type PriorSessionPreferencesType = 'Custom::SSMPriorSessionPreferences';

/** What the handler `session-preferences` is given for the preferences themselves. What stood there before is found without any. */
export interface SessionPreferencesProperties {
  /** The text that the document gets, byte for byte. */
  readonly Content: string;
  /** What a creation does about a document that exists already: `Adopt`, `Replace` or `Fail`. */
  readonly Existing: string;
  /** What a deletion does: `Leave` or `Restore`. */
  readonly OnDelete: string;
  /** The number of the latest version that stood there before, or `none`. */
  readonly PriorVersion: string;
  /** The hash that SSM reported for it, or `none`. */
  readonly PriorHash: string;
}
