/** The type of the custom resources that review a change template. It never changes. */
export const TEMPLATE_REVIEW_TYPE = 'Custom::SSMTemplateReview';

/** What can be done with a version: UpdateDocumentMetadata calls it so. */
export const REVIEW_ACTIONS = ['SendForReview', 'Approve', 'Reject'] as const;

/** A comment, as the API's model has it (`^(?!\s*$).+$` in Java's way): 1 to 1024 characters on one line, and not spaces alone. */
export const REVIEW_COMMENT = /^(?![ \t\v\f]*$)[^\n\r\u0085\u2028\u2029]{1,1024}$/u;

/** What the handler `template-review` is given. */
export interface TemplateReviewProperties {
  /** The name of the change template. */
  readonly DocumentName: string;
  /** The version that is reviewed, a number, `$LATEST` or `$DEFAULT`; the latest one when it is left out. */
  readonly DocumentVersion?: string;
  readonly Action: typeof REVIEW_ACTIONS[number];
  /** What the reviewer says. */
  readonly Comment?: string;
  /** Changes when the content changes, so that CloudFormation asks again. */
  readonly Revision?: unknown;
}

/** The attributes of the custom resource. */
export const REVIEW_STATUS = 'ReviewStatus';
export const DOCUMENT_VERSION_REVIEWED = 'DocumentVersion';
