import { PENDING_ON_DELETE } from '../operations/provider/access-request-properties';

const [CANCEL, LEAVE] = PENDING_ON_DELETE;

/**
 * What becomes of an access request that nobody decided about yet, when its construct is taken out of the stack, the stack is deleted, or another
 * request takes its place.
 */
export class PendingAccessRequest {
  /** It is cancelled, by stopping the execution that waits for approvals. */
  public static readonly CANCEL = CANCEL;
  /** It stays, and can still be approved. */
  public static readonly LEAVE = LEAVE;

  private constructor() {
  }
}
