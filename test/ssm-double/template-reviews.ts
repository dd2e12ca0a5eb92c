import { DocumentStore, ReviewComment, ReviewStatus, selected, StoredDocument, StoredVersion } from './document-store';
import { Operations } from './operation';
import { page } from './page';
import { ServiceError } from './service-error';

type Action = 'SendForReview' | 'UpdateReview' | 'Approve' | 'Reject';

/** From which statuses an action leads on, and to which. The reference says what each is for; what it does elsewhere is unproven: refused. */
const ACTIONS: Readonly<Record<Action, { readonly from: readonly ReviewStatus[]; readonly to: ReviewStatus }>> = {
  SendForReview: { from: ['NOT_REVIEWED'], to: 'PENDING' },
  UpdateReview: { from: ['PENDING'], to: 'PENDING' },
  Approve: { from: ['PENDING'], to: 'APPROVED' },
  Reject: { from: ['PENDING'], to: 'REJECTED' },
};

/** Reviews of change templates, version by version. */
export function templateReviewOperations(store: DocumentStore, now: () => number): Operations {
  return {
    UpdateDocumentMetadata: (
      input: { Name: string; DocumentVersion?: string; DocumentReviews: { Action: Action; Comment?: readonly ReviewComment[] } }, caller,
    ) => {
      const document = find(input.Name);
      // That only templates are reviewed follows from the description of the operation; code and wording are unproven.
      if (document.type !== 'Automation.ChangeTemplate') throw refused(`Document ${document.name} of type ${document.type} has no reviews`);
      const version = versionOf(document, input.DocumentVersion);
      const { Action: action, Comment: comment = [] } = input.DocumentReviews;
      const { from, to } = ACTIONS[action];
      const before = version.reviewStatus ?? 'NOT_REVIEWED';
      if (!from.includes(before)) throw refused(`${action} is not possible for version ${version.version} of document ${document.name}, which is ${before}`);
      // At most one version is approved, and one pending: the one before becomes rejected.
      if (to !== 'REJECTED') {
        for (const other of document.versions) if (other !== version && other.reviewStatus === to) other.reviewStatus = 'REJECTED';
      }
      version.reviewStatus = to;
      version.reviews ??= [];
      version.reviews.push({ status: to, comment, reviewer: caller.arn.split('/').pop()!, at: now() });
      return {};
    },

    /** Newest first: unproven. */
    ListDocumentMetadataHistory: (input: { Name: string; DocumentVersion?: string; MaxResults?: number; NextToken?: string }) => {
      const document = find(input.Name);
      const version = versionOf(document, input.DocumentVersion);
      const newestFirst = [...version.reviews ?? []].reverse();
      const { items, NextToken } = page(`reviews of ${document.name} ${version.version}`, newestFirst, input.MaxResults ?? 50, input.NextToken);
      return {
        Name: document.name,
        DocumentVersion: String(version.version),
        Author: document.owner,
        Metadata: {
          ReviewerResponse: items.map(review => ({
            CreateTime: review.at / 1000,
            UpdatedTime: review.at / 1000,
            ReviewStatus: review.status,
            Comment: review.comment,
            Reviewer: review.reviewer,
          })),
        },
        ...NextToken && { NextToken },
      };
    },
  };

  function find(name: string): StoredDocument {
    const document = store.find(name);
    if (!document) throw new ServiceError('InvalidDocument', `Document with name ${name} does not exist.`);
    return document;
  }

  /** Without a version the default one, as where documents are read; unproven. */
  function versionOf(document: StoredDocument, wanted?: string): StoredVersion {
    const version = selected(document, { DocumentVersion: wanted });
    if (!version) throw new ServiceError('InvalidDocumentVersion', `Document version: ${wanted} is invalid`);
    return version;
  }
}

/** What DescribeDocument tells of reviews. */
export function reviewsOf(document: StoredDocument, version: StoredVersion): object {
  const numberOf = (status: ReviewStatus) => document.versions.find(candidate => candidate.reviewStatus === status)?.version;
  const approved = numberOf('APPROVED');
  const pending = numberOf('PENDING');
  const last = version.reviews?.[version.reviews.length - 1];
  return {
    ...version.reviewStatus && { ReviewStatus: version.reviewStatus },
    ...last && { ReviewInformation: [{ ReviewedTime: last.at / 1000, Status: last.status, Reviewer: last.reviewer }] },
    ...approved !== undefined && { ApprovedVersion: String(approved) },
    ...pending !== undefined && { PendingReviewVersion: String(pending) },
  };
}

function refused(message: string): ServiceError {
  return new ServiceError('InvalidDocumentOperation', message);
}
