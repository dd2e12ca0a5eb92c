import { DocumentVersion } from './document-version';
import { isTakenBack, Observed, physicalId, plan } from './plan';
import { planPrior, priorId, PriorObserved } from './prior-plan';
import {
  EXISTING, ON_DELETE, PREFERENCES_NAME, PRIOR_SESSION_PREFERENCES_TYPE, SessionPreferencesProperties,
} from '../../src/operations/provider/session-preferences-properties';
import { matching, oneOf, text } from '../shared/contract';
import { customResource, CustomResourceEvent, TimeLeft } from '../shared/custom-resource';
import type { Request } from '../shared/operation';
import { describeDocument, Ssm, unlessMissing } from '../shared/ssm';

const preferences = customResource<SessionPreferencesProperties, Observed>({
  name: 'session preferences',
  contract: {
    Content: text,
    Existing: oneOf(...Object.values(EXISTING)),
    OnDelete: oneOf(...Object.values(ON_DELETE)),
    PriorVersion: matching(/^(none|[1-9][0-9]*)$/, 'none or a number from 1'),
    PriorHash: text,
  },
  physicalId: (_, observed, currentId) => physicalId(observed, currentId),
  observe,
  plan,
});

const prior = customResource<object, PriorObserved>({
  name: 'prior session preferences',
  contract: {},
  physicalId: (_, observed, currentId) => priorId(observed, currentId),
  observe: async (request, ssm) => request.type === 'Create' ? { latest: await describeDocument(ssm, PREFERENCES_NAME, '$LATEST') } : {},
  plan: planPrior,
});

export async function handler(event: CustomResourceEvent, context: TimeLeft): Promise<void> {
  await (event.ResourceType === PRIOR_SESSION_PREFERENCES_TYPE ? prior : preferences)(event, context);
}

async function observe(request: Request<SessionPreferencesProperties>, ssm: Ssm): Promise<Observed> {
  if (request.type === 'Create') return { latest: await version(ssm, '$LATEST', 'JSON') };
  if (request.type === 'Update') return { latest: await version(ssm, '$LATEST') };
  if (!isTakenBack(request)) return {};
  const { PriorVersion } = request.properties;
  return { latest: await version(ssm, '$LATEST'), prior: PriorVersion === 'none' ? undefined : await version(ssm, PriorVersion) };
}

/**
 * A version with its text.
 *
 * @param format the format to have it in, where it is to be compared and not to be stored; SSM converts between JSON and YAML.
 */
async function version(ssm: Ssm, which: string, format?: 'JSON'): Promise<DocumentVersion | undefined> {
  const described = await describeDocument(ssm, PREFERENCES_NAME, which);
  if (described?.DocumentVersion === undefined) return described;
  // By its number, as another one may be the latest by now.
  const DocumentFormat = format ?? described.DocumentFormat;
  const read = ssm.read('GetDocument', { Name: PREFERENCES_NAME, DocumentVersion: described.DocumentVersion, DocumentFormat });
  return { ...described, content: (await unlessMissing(read, 'InvalidDocument', 'InvalidDocumentVersion'))?.Content };
}
