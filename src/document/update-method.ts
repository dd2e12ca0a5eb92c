/**
 * What a deployment does when a document that it deployed before has changed.
 */
export enum UpdateMethod {
  /** A new version is added and made the default version; the older ones stay. */
  NEW_VERSION = 'NewVersion',
  /** The document is deleted and made anew: its versions, its shares and its name (unless it is given) are lost. */
  REPLACE = 'Replace',
}
