/**
 * What becomes of a service setting when it is taken out of the stack, or the stack is deleted.
 */
export class ServiceSettingOnDelete {
  /** It stays. */
  public static readonly LEAVE = 'Leave';
  /**
   * What stood there before the first deployment is put back: the value that it had, or the default of the service. If somebody else
   * changed the setting since it was deployed, it stays, and the log of the function says so.
   */
  public static readonly RESTORE = 'Restore';

  private constructor() {
  }
}
