/**
 * The kinds of approval policies, by the types of their documents.
 */
export class ApprovalPolicyType {
  /** People approve. */
  public static readonly MANUAL = 'ManualApprovalPolicy';
  /** Cedar policies approve or deny. */
  public static readonly AUTO = 'AutoApprovalPolicy';

  private constructor() {
  }
}
