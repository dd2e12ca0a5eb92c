import { UNFINISHED } from '../operations/provider/automation-properties';

const [STOP, LEAVE] = UNFINISHED;

/**
 * What becomes of a change request that nobody decided about yet, or of an execution that still runs, when its construct is taken out of the
 * stack, the stack is deleted, or another one takes its place.
 */
export class UnfinishedExecution {
  /** It is stopped. */
  public static readonly STOP = STOP;
  /** It stays, and goes on. */
  public static readonly LEAVE = LEAVE;

  private constructor() {
  }
}
