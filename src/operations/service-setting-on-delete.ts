import { ON_DELETE } from './provider/service-setting-properties';

/**
 * What becomes of a service setting when it is taken out of the stack, or the stack is deleted.
 */
export class ServiceSettingOnDelete {
  /** It stays. */
  public static readonly LEAVE = ON_DELETE.LEAVE;
  /**
   * What stood there before the first deployment is put back: the value that it had, or the default of the service. If somebody else
   * changed the setting since it was deployed, it stays, and the log of the function says so.
   */
  public static readonly RESTORE = ON_DELETE.RESTORE;

  private constructor() {
  }
}
