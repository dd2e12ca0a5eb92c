import { aws_iam as iam, aws_ssm as ssm, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { ReviewAction } from './review-action';
import { DOCUMENT_VERSION } from '../content/schema/names';
import { describe } from '../content/value';
import { isContentDocument } from '../document/content-document';
import { documentArnOf } from '../document/document-grants';
import { ValidationError } from '../document/host-language';
import { faultsInWords } from '../document/limits';
import { revisionOf } from '../document/revision';
import { ownDocumentName } from '../operations/own-document';
import { OperationResource } from '../operations/provider/operation-resource';
import { ASK_FOR_STACK } from '../operations/provider/stack-status';
import {
  DOCUMENT_VERSION_REVIEWED, REVIEW_COMMENT, REVIEW_STATUS, TEMPLATE_REVIEW_TYPE, TemplateReviewProperties,
} from '../operations/provider/template-review-properties';

/**
 * Properties of a template review.
 */
export interface TemplateReviewProps {
  /**
   * The change template: one of this app, or one of this account and Region that is known by its name. An error for documents of Amazon
   * and of other accounts, and for those of this app that are no change templates.
   *
   * Of a template that is only known by its name nobody can tell when it changes: it is reviewed when this resource is made or changed.
   */
  readonly template: ssm.IDocumentRef;

  /**
   * What is done: `ReviewAction.sendForReview()`, `ReviewAction.approve()` or `ReviewAction.reject()`.
   */
  readonly action: ReviewAction;

  /**
   * The version that is reviewed: a number from 1, `$LATEST` or `$DEFAULT`. An error for anything else.
   *
   * @default - the latest one, also of each later deployment that changes the content
   */
  readonly documentVersion?: string;

  /**
   * The role that reviews: Systems Manager takes whoever calls for the reviewer, so the function assumes this role. It then needs
   * `ssm:DescribeDocument` and `ssm:UpdateDocumentMetadata` on the template, and has to trust the role of the function.
   *
   * The permissions are added to roles of this app, and to imported ones that may be changed. The trust is added to an `iam.Role` of the same
   * stack; of any other role, see to it yourself, such as by trusting the account with a condition on `aws:PrincipalArn`: the name of the
   * function's role is made by CloudFormation, and begins with that of the stack.
   *
   * @default - the role of the function that sees to all reviews of this stack
   */
  readonly reviewer?: iam.IRoleRef;
}

/**
 * Reviews a change template: sends a version for review, approves or rejects it. In accounts where reviews are required a template can
 * only be used by change requests (`AutomationDefinitionNotApprovedException`) once a version of it is approved.
 *
 * **Change Manager has taken no new customers since 7 November 2025**; this is for those who use it.
 *
 * The review is repeated for each new version that a deployment makes. What was decided cannot be taken back: removing this resource leaves the
 * review as it is, and a version that was rejected is not sent again, so the deployment fails and says so; change the template then, which
 * makes a new version. While a stack is rolled back nothing of this fails: what was decided about a version that it goes back to
 * stays, and a version that CloudFormation makes for it is reviewed like any other. When a deployment fails after the template was changed
 * and before this resource was reached, CloudFormation does not ask again while it rolls back, and the version that it then
 * makes of the old content has no review until the next deployment that changes it.
 *
 * Whether the service lets a version be decided about that was not sent for review is not documented, so it is always sent first.
 *
 * @stateless
 */
@propertyInjectable
export class TemplateReview extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.TemplateReview';

  /** What the review came to: `PENDING`, `APPROVED` or `REJECTED`. */
  public readonly reviewStatus: string;
  /** The number of the version that was reviewed. */
  public readonly documentVersion: string;

  constructor(scope: Construct, id: string, props: TemplateReviewProps) {
    super(scope, id);
    this.check(props);
    const { template, action, documentVersion, reviewer } = props;
    const documentName = ownDocumentName(this, template, 'be reviewed');
    const review = [{ actions: ['ssm:DescribeDocument', 'ssm:UpdateDocumentMetadata'], resources: [documentArnOf(template)] }];
    const resource = new OperationResource<TemplateReviewProperties>(this, 'Default', {
      handler: 'template-review',
      resourceType: TEMPLATE_REVIEW_TYPE,
      properties: {
        DocumentName: documentName,
        DocumentVersion: documentVersion,
        Action: action._name,
        Comment: action.comment,
        Revision: revisionOf(template),
      },
      document: template,
      permissions: [
        ...reviewer === undefined ? review : [],
        ASK_FOR_STACK,
      ],
      actAs: reviewer && { role: reviewer, permissions: review },
    });
    this.reviewStatus = resource.attribute(REVIEW_STATUS);
    this.documentVersion = resource.attribute(DOCUMENT_VERSION_REVIEWED);
  }

  private check({ template, action, documentVersion }: TemplateReviewProps): void {
    const faults: string[] = [];
    const isDocument = typeof template === 'object' && template !== null && 'documentRef' in template;
    // No compiler may have looked.
    if (!isDocument) faults.push(`template is ${describe(template)}; give the change template, as a construct`);
    if (typeof action !== 'object' || action === null || !('_name' in action)) faults.push(`action is ${describe(action)}; give ReviewAction.sendForReview(), ReviewAction.approve() or ReviewAction.reject()`);
    if (isDocument && isContentDocument(template) && template._type !== 'Automation.ChangeTemplate') {
      faults.push(`${template.node.path} is a document of type ${template._type}; give a change template (type Automation.ChangeTemplate)`);
    }
    if (documentVersion !== undefined && !Token.isUnresolved(documentVersion) && !DOCUMENT_VERSION.test(documentVersion)) {
      faults.push(`documentVersion ${JSON.stringify(documentVersion)} is not allowed; it is a number from 1, $LATEST or $DEFAULT`);
    }
    const comment = action?.comment;
    if (comment !== undefined && !Token.isUnresolved(comment) && !REVIEW_COMMENT.test(comment)) faults.push(commentFault(comment));
    if (faults.length > 0) throw new ValidationError(lit`InvalidTemplateReview`, faultsInWords('the change template cannot be reviewed like this', faults), this);
  }
}

/** The API's model has `^(?!\s*$).+$` for comments, which a line break does not fit. */
function commentFault(comment: string): string {
  if (comment.trim() === '') return `the comment ${JSON.stringify(comment)} says nothing; give 1 to 1024 characters, or leave it out`;
  const { length } = [...comment];
  return length > 1024 ? `the comment has ${length} characters; SSM takes 1024 at most` : `the comment ${JSON.stringify(comment)} has several lines; SSM takes one`;
}
