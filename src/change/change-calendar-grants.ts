import { aws_iam as iam, aws_ssm as ssm } from 'aws-cdk-lib';
import { documentArnOf, DocumentGrants } from '../document/document-grants';

/**
 * Permissions on a change calendar.
 */
export class ChangeCalendarGrants extends DocumentGrants {
  /**
   * Grants on a change calendar.
   *
   * @param calendar a change calendar of this library, an L1 document or an imported one.
   */
  public static fromChangeCalendar(calendar: ssm.IDocumentRef): ChangeCalendarGrants {
    return new ChangeCalendarGrants(calendar);
  }

  private constructor(calendar: ssm.IDocumentRef) {
    super(calendar);
  }

  /**
   * Grant asking whether the calendar is open or closed: `ssm:GetCalendarState`.
   *
   * @param grantee who may.
   */
  public readState(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['ssm:GetCalendarState'], resourceArns: [documentArnOf(this.document)] });
  }
}
