import { AWAITED } from '../operations/provider/change-request-properties';

const [APPROVED, COMPLETED] = AWAITED;

/**
 * What a deployment waits for after it made a change request.
 */
export class AwaitedState {
  /** That everybody who must approve the request did; it may run then, or later. */
  public static readonly APPROVED = APPROVED;
  /** That its runbook ended, and well. */
  public static readonly COMPLETED = COMPLETED;

  private constructor() {
  }
}
