/**
 * The statuses of access requests in events. Any other text can stand in its place.
 */
export class AccessRequestStatus {
  /** People are asked to approve it. */
  public static readonly PENDING_APPROVAL = 'PendingApproval';
  /** It has its approvals. */
  public static readonly APPROVED = 'Approved';
  /** It was rejected. The API has this status; that events have it by this name is not verified. */
  public static readonly REJECTED = 'Rejected';

  private constructor() {
  }
}
