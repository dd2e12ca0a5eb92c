/**
 * Whether a change calendar is open or closed while none of its events lasts.
 */
export class CalendarType {
  /** Open, and closed during events: changes are allowed but for certain times. */
  public static readonly DEFAULT_OPEN = 'DEFAULT_OPEN';
  /** Closed, and open during events: changes are allowed at certain times only. */
  public static readonly DEFAULT_CLOSED = 'DEFAULT_CLOSED';

  private constructor() {
  }
}
