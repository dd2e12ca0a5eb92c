import { isContested, Observed, plan } from './plan';
import { DOCUMENT_VERSION } from '../../src/content/schema/names';
import { REVIEW_ACTIONS, REVIEW_COMMENT, TemplateReviewProperties } from '../../src/operations/provider/template-review-properties';
import { matching, oneOf, optional, text, trigger } from '../shared/contract';
import { customResource } from '../shared/custom-resource';
import { isRollingBack } from '../shared/execution/roll-back';
import type { Origin, Request } from '../shared/operation';
import { describeDocument, Ssm } from '../shared/ssm';

const LATEST = '$LATEST';

export const handler = customResource<TemplateReviewProperties, Observed>({
  name: 'template review',
  contract: {
    DocumentName: text,
    DocumentVersion: optional(matching(DOCUMENT_VERSION, 'a number from 1, $LATEST or $DEFAULT')),
    Action: oneOf(...REVIEW_ACTIONS),
    Comment: optional(matching(REVIEW_COMMENT, 'a line of 1 to 1024 characters')),
    Revision: trigger,
  },
  physicalId: ({ DocumentName }) => `template-review:${DocumentName}`,
  observe,
  plan,
});

async function observe(request: Request<TemplateReviewProperties>, ssm: Ssm, origin: Origin): Promise<Observed> {
  if (request.type === 'Delete') return {};
  const { DocumentName: name, DocumentVersion = LATEST } = request.properties;
  const version = await describeDocument(ssm, name, DocumentVersion);
  const latest = version === undefined && DocumentVersion !== LATEST ? await describeDocument(ssm, name, LATEST) : version;
  const observed = { latest, version };
  // A creation too: an update back to another template comes as one. Where a creation is rolled back nothing is created.
  if (!isContested(request.properties, observed)) return observed;
  return { ...observed, isRollback: await isRollingBack(ssm, origin.stackId) };
}
