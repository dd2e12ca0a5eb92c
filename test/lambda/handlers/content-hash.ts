import { HandlerCase } from './handler-case';
import { CONTENTS, NAME, putVersions, versionsOf, WITHOUT_DOCUMENT } from './versioned-document';
import { contentHash } from '../../../src/content/hash';

export const CONTENT_HASH: readonly HandlerCase[] = [{
  handler: 'content-hash',
  resourceType: 'Custom::SSMDocumentContentHash',
  prepare: double => putVersions(double, CONTENTS[0]),
  created: { DocumentName: NAME, DocumentVersion: '$DEFAULT', ExpectedHash: contentHash(CONTENTS[0]), RefuseOutsideChanges: true },
  updated: { DocumentName: NAME, DocumentVersion: '$DEFAULT', ExpectedHash: contentHash(CONTENTS[1]), RefuseOutsideChanges: true },
  beforeUpdate: double => putVersions(double, ...CONTENTS),
  beforeRollback: double => putVersions(double, ...CONTENTS, CONTENTS[0]),
  malformed: { DocumentName: NAME, DocumentVersion: 'newest', ExpectedHash: 'abc' },
  ...WITHOUT_DOCUMENT,
  holds: versionsOf,
  after: { create: [1, 1], update: [2, 2], rolledBack: [3, 3], delete: [1, 1] },
}];
