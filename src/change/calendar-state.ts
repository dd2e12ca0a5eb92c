/**
 * Whether a change calendar lets changes happen. There are no other states.
 */
export class CalendarState {
  /** Changes are allowed. */
  public static readonly OPEN = 'OPEN';
  /** Changes are not allowed. */
  public static readonly CLOSED = 'CLOSED';

  private constructor() {
  }
}
