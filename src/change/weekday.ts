/**
 * The days of the week, as recurrence rules name them.
 */
export class Weekday {
  /** Monday. */
  public static readonly MONDAY = 'MO';
  /** Tuesday. */
  public static readonly TUESDAY = 'TU';
  /** Wednesday. */
  public static readonly WEDNESDAY = 'WE';
  /** Thursday. */
  public static readonly THURSDAY = 'TH';
  /** Friday. */
  public static readonly FRIDAY = 'FR';
  /** Saturday. */
  public static readonly SATURDAY = 'SA';
  /** Sunday. */
  public static readonly SUNDAY = 'SU';

  private constructor() {
  }
}
