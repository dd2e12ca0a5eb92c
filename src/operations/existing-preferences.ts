import { EXISTING } from './provider/session-preferences-properties';

/**
 * What is done about session preferences that exist already when they are taken over. It counts at the first deployment only: after that
 * the settings are those of this app, and every change of them is written.
 */
export class ExistingPreferences {
  /**
   * Adopt and keep: they are taken over where all their settings are the same as those declared, and the deployment fails where one
   * differs, with the list of those that do. A setting that is missing or empty is the same as its default value; descriptions, layout and
   * the order of keys do not count.
   */
  public static readonly ADOPT = EXISTING.ADOPT;
  /** Adopt and replace: they are taken over whatever they are. What stood there remains as an earlier version of the document. */
  public static readonly REPLACE = EXISTING.REPLACE;
  /** There must be none: the deployment fails where there are, also when they are the same. */
  public static readonly FAIL = EXISTING.FAIL;

  private constructor() {
  }
}
