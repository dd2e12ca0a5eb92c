import { Observed, physicalId, plan, versionTwoBefore, versionWanted } from './plan';
import { DefaultVersionProperties, VERSION_NUMBER } from '../../src/operations/provider/default-version-properties';
import { flag, matching, optional, text, trigger } from '../shared/contract';
import { customResource } from '../shared/custom-resource';
import type { Request } from '../shared/operation';
import { describeDocument, Ssm } from '../shared/ssm';

export const handler = customResource<DefaultVersionProperties, Observed>({
  name: 'default version',
  contract: {
    DocumentName: text,
    Promote: flag,
    DocumentVersion: optional(matching(VERSION_NUMBER, 'a number from 1')),
    Revision: trigger,
  },
  physicalId,
  observe,
  plan,
});

async function observe(request: Request<DefaultVersionProperties>, ssm: Ssm): Promise<Observed> {
  if (request.type === 'Delete') return {};
  const { DocumentName: name } = request.properties;
  const latest = await describeDocument(ssm, name, '$LATEST');
  if (latest === undefined) return {};
  const earlier = versionTwoBefore(request, latest);
  const twoBefore = earlier === undefined ? undefined : await describeDocument(ssm, name, earlier);
  const version = versionWanted(request, latest, twoBefore);
  return { latest, twoBefore, wanted: version === latest.DocumentVersion ? latest : await describeDocument(ssm, name, version) };
}
