import type { DocumentDescription, ReviewStatus } from '@aws-sdk/client-ssm';
import { DOCUMENT_VERSION_REVIEWED, REVIEW_STATUS, TemplateReviewProperties } from '../../src/operations/provider/template-review-properties';
import type { Decision, Request } from '../shared/operation';

/** What is seen of the template; undefined where there is none. */
export interface Observed {
  /** The latest version. */
  readonly latest?: DocumentDescription;
  /** The version that is reviewed. */
  readonly version?: DocumentDescription;
  /** Whether the stack goes back to what it was; only asked where that makes a difference. */
  readonly isRollback?: boolean;
}

type Properties = TemplateReviewProperties;
type Action = Properties['Action'];

/** What each action leads to. */
const WANTED: Readonly<Record<Action, ReviewStatus>> = { SendForReview: 'PENDING', Approve: 'APPROVED', Reject: 'REJECTED' };

/**
 * Of a call whose answer got lost and which was tried again, for the second try comes too late. Then things are looked at again: once for
 * each call that a review takes.
 */
const TOO_LATE = 'InvalidDocumentOperation';
const MOST_TOO_LATE = 2;

const ADVICE: Readonly<Record<string, string>> = {
  [TOO_LATE]: 'look at the type of the document and at its reviews (aws ssm list-document-metadata-history --metadata DocumentReviews --name <name>): '
    + 'only versions of change templates are reviewed, and what was decided about one stays; change the template, so that it gets a new version',
  InvalidDocument: 'look whether the change template exists in this account and Region',
  InvalidDocumentVersion: 'look which versions there are (aws ssm list-document-versions --name <name>), or leave documentVersion out for the latest one',
  AccessDeniedException: 'whoever reviews needs ssm:UpdateDocumentMetadata on the change template: the role given as reviewer, or else the role of the function',
};

export function plan(request: Request<Properties>, observed: Observed, met: readonly string[]): Decision {
  if (request.type === 'Delete') return { done: {} };
  const { properties } = request;
  const decision = decide(properties, observed, met);
  if (observed.isRollback !== true || !isContested(properties, observed)) return decision;
  // What the stack goes back to was decided about before, so there is nothing to decide; and a refusal would leave the stack stuck.
  const why = 'refused' in decision ? decision.refused : `version ${observed.version?.DocumentVersion} was approved meanwhile`;
  return { done: attributes(properties, observed.version), note: `the stack is rolled back, and the review is left as it is: ${why}` };
}

/** Whether a rollback could not do what is asked for: then it must be known whether it is one. */
export function isContested(properties: Properties, observed: Observed): boolean {
  return 'refused' in decide(properties, observed, []) || (properties.Action === 'Reject' && observed.version?.ReviewStatus === 'APPROVED');
}

function decide(properties: Properties, { latest, version }: Observed, met: readonly string[]): Decision {
  const { DocumentName, DocumentVersion, Action: action } = properties;
  const document = `document "${DocumentName}"`;
  if (version === undefined) {
    if (latest === undefined) return { refused: `${document} does not exist in this account and Region` };
    return { refused: `${document} has no version ${DocumentVersion}; its latest version is ${latest.LatestVersion}: give one that exists as documentVersion` };
  }
  const { Status: documentStatus = '', StatusInformation: information } = version;
  const name = `version ${version.DocumentVersion} of ${document}`;
  if (documentStatus === 'Creating' || documentStatus === 'Updating') return { waitFor: `${name}, which is ${documentStatus}, to be Active` };
  if (documentStatus !== 'Active') {
    return { refused: `${name} is ${documentStatus}${information === undefined ? '' : `: ${information}`}; only an Active version can be reviewed` };
  }
  const status = statusOf(version);
  if (status === WANTED[action] || (action === 'SendForReview' && status === 'APPROVED')) return { done: attributes(properties, version) };
  if (status === 'REJECTED') {
    return {
      refused: `${name} was rejected, or another version took its place, and it is not sent for review again; change the template, so that it gets a new version`,
      mayLag: true,
    };
  }
  // Whether a version can be decided about that nobody sent for review is not documented; when it was sent it can.
  return { calls: [call(properties, status === 'NOT_REVIEWED' ? 'SendForReview' : action, version, met)] };
}

function call(properties: Properties, next: Action, { DocumentVersion }: DocumentDescription, met: readonly string[]) {
  const { DocumentName: Name, Action: action, Comment: comment } = properties;
  const Comment = next === action && comment !== undefined ? [{ Type: 'Comment', Content: comment } as const] : undefined;
  const unless = met.filter(code => code === TOO_LATE).length < MOST_TOO_LATE ? [TOO_LATE] : [];
  return { api: 'UpdateDocumentMetadata', input: { Name, DocumentVersion, DocumentReviews: { Action: next, Comment } }, unless, advice: ADVICE } as const;
}

function attributes({ DocumentVersion = '' }: Properties, version: DocumentDescription | undefined): Readonly<Record<string, string>> {
  return { [REVIEW_STATUS]: statusOf(version), [DOCUMENT_VERSION_REVIEWED]: version?.DocumentVersion ?? DocumentVersion };
}

/** SSM leaves it out of what nobody reviewed. */
function statusOf(version: DocumentDescription | undefined): ReviewStatus {
  return version?.ReviewStatus ?? 'NOT_REVIEWED';
}
