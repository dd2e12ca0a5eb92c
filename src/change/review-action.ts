import { REVIEW_ACTIONS } from '../operations/provider/template-review-properties';

const [SEND_FOR_REVIEW, APPROVE, REJECT] = REVIEW_ACTIONS;

/**
 * What is done with a version of a change template.
 */
export class ReviewAction {
  /**
   * Send it to the reviewers, who then decide in Change Manager. A version that is approved already stays approved.
   *
   * @param comment for the reviewers: one line of 1 to 1024 characters. It goes with the next call; of a version that was sent before it changes nothing.
   */
  public static sendForReview(comment?: string): ReviewAction {
    return new ReviewAction(SEND_FOR_REVIEW, comment);
  }

  /**
   * Approve it, after sending it for review where nobody did. The version that was approved before becomes a rejected one.
   *
   * @param comment of the reviewer: one line of 1 to 1024 characters. It goes with the next call; of a version that is approved already it changes nothing.
   */
  public static approve(comment?: string): ReviewAction {
    return new ReviewAction(APPROVE, comment);
  }

  /**
   * Reject it, after sending it for review where nobody did. This is final: only a new version of the template can be approved then.
   *
   * @param comment of the reviewer: one line of 1 to 1024 characters. It goes with the next call; of a version that is rejected already it changes nothing.
   */
  public static reject(comment?: string): ReviewAction {
    return new ReviewAction(REJECT, comment);
  }

  private constructor(
    /** @internal */
    public readonly _name: typeof REVIEW_ACTIONS[number],
    /** The comment that goes with it. */
    public readonly comment?: string,
  ) {
  }
}
