import { HandlerCase } from './handler-case';
import { CONTENTS, NAME, putVersions, putWithDefault, versionsOf, WITHOUT_DOCUMENT } from './versioned-document';
import { contentHash } from '../../../src/content/hash';

const EVERY_STORY = { handler: 'default-version', resourceType: 'Custom::SSMDocumentDefaultVersion', ...WITHOUT_DOCUMENT, holds: versionsOf };

export const DEFAULT_VERSION: readonly HandlerCase[] = [
  {
    // CloudFormation adds the versions and leaves the default one behind.
    ...EVERY_STORY,
    story: 'promoting',
    prepare: double => putWithDefault(double, 1, CONTENTS[0]),
    created: { DocumentName: NAME, Promote: true, Revision: [contentHash(CONTENTS[0])] },
    updated: { DocumentName: NAME, Promote: true, Revision: [contentHash(CONTENTS[1])] },
    beforeUpdate: double => putWithDefault(double, 1, ...CONTENTS),
    beforeRollback: double => putWithDefault(double, 2, ...CONTENTS, CONTENTS[0]),
    malformed: { DocumentName: NAME, Promote: 'yes' },
    after: { create: [1, 1], update: [2, 2], rolledBack: [3, 3], delete: [1, 1] },
  },
  {
    // CloudFormation adds the versions and makes each the default one, and the first is held.
    ...EVERY_STORY,
    story: 'holding',
    prepare: double => putVersions(double, CONTENTS[0]),
    created: { DocumentName: NAME, Promote: false, Revision: [contentHash(CONTENTS[0])] },
    updated: { DocumentName: NAME, Promote: false, Revision: [contentHash(CONTENTS[1])] },
    beforeUpdate: double => putVersions(double, ...CONTENTS),
    beforeRollback: double => putVersions(double, ...CONTENTS, CONTENTS[0]),
    malformed: { DocumentName: NAME, Promote: false, DocumentVersion: '$DEFAULT' },
    after: { create: [1, 1], update: [2, 1], rolledBack: [3, 1], delete: [1, 1] },
  },
];
