import { HandlerCase } from './handler-case';
import { TEMPLATE_REVIEW_TYPE, TemplateReviewProperties } from '../../../src/operations/provider/template-review-properties';
import { changeTemplate } from '../../ssm-double/ssm-client';
import type { SsmDouble } from '../../ssm-double/ssm-double';

const NAME = 'Web-Patch';

/** CloudFormation has made the template, or has added a version. */
function addVersion({ documents }: SsmDouble): void {
  const document = documents.byName.get(NAME);
  const content = changeTemplate({ description: `${document?.versions.length}` });
  if (document === undefined) documents.put({ name: NAME, type: 'Automation.ChangeTemplate', contents: [content] });
  else document.defaultVersion = documents.addVersion(document, { content, format: 'JSON' }, 'Updating').version;
}

/** How many versions there are, and the review of the latest. */
function latestReview(double: SsmDouble): unknown {
  const versions = double.document(NAME)?.versions;
  return versions && [versions.length, versions[versions.length - 1].reviewStatus];
}

const STORIES: readonly [TemplateReviewProperties['Action'], string][] = [['SendForReview', 'PENDING'], ['Approve', 'APPROVED'], ['Reject', 'REJECTED']];

export const TEMPLATE_REVIEW: readonly HandlerCase[] = STORIES.map(([Action, status]) => ({
  handler: 'template-review',
  resourceType: TEMPLATE_REVIEW_TYPE,
  story: Action,
  prepare: addVersion,
  created: { DocumentName: NAME, Action, Comment: 'Why', Revision: ['1'] },
  updated: { DocumentName: NAME, Action, Comment: 'Why', Revision: ['2'] },
  beforeUpdate: addVersion,
  beforeRollback: addVersion,
  malformed: { DocumentName: NAME, Action: 'Praise' },
  vanish: double => double.documents.byName.delete(NAME),
  withoutIt: { Create: 'FAILED', Update: 'FAILED' },
  staysDone: true,
  holds: latestReview,
  after: { create: [1, status], update: [2, status], rolledBack: [3, status], delete: [1, status] },
}));
