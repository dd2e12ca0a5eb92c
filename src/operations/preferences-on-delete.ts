import { ON_DELETE } from './provider/session-preferences-properties';

/**
 * What becomes of session preferences when they are taken out of the stack, or the stack is deleted.
 *
 * A deployment that fails while it takes them over puts back what stood there before in any case, as far as it can.
 */
export class PreferencesOnDelete {
  /** They stay. */
  public static readonly LEAVE = ON_DELETE.LEAVE;
  /**
   * What stood there before the first deployment is put back, as a new version of the document; where there was nothing the document is
   * deleted. If somebody else changed the preferences since they were deployed, they stay, and the log of the function says why.
   */
  public static readonly RESTORE = ON_DELETE.RESTORE;

  private constructor() {
  }
}
