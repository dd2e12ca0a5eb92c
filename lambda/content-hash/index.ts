import { physicalId } from './physical-id';
import { expectedHash, Observed, plan } from './plan';
import { DOCUMENT_VERSION } from '../../src/content/schema/names';
import { ContentHashProperties, SHA_256 } from '../../src/operations/provider/content-hash-properties';
import { flag, matching, optional, text, trigger } from '../shared/contract';
import { customResource } from '../shared/custom-resource';
import type { Request } from '../shared/operation';
import { describeDocument, Ssm } from '../shared/ssm';

export const handler = customResource<ContentHashProperties, Observed>({
  name: 'content hash',
  contract: {
    DocumentName: text,
    DocumentVersion: matching(DOCUMENT_VERSION, '$LATEST, $DEFAULT or a number from 1'),
    ExpectedHash: optional(matching(SHA_256, 'a SHA-256 in lower-case hex')),
    Content: optional(text),
    RefuseOutsideChanges: optional(flag),
    Revision: trigger,
  },
  physicalId,
  observe,
  plan,
});

async function observe(request: Request<ContentHashProperties>, ssm: Ssm): Promise<Observed> {
  if (request.type === 'Delete') return {};
  const { DocumentName: name, DocumentVersion, RefuseOutsideChanges } = request.properties;
  const version = await describeDocument(ssm, name, DocumentVersion);
  if (RefuseOutsideChanges !== true || version === undefined) return { version };
  const latest = version.DocumentVersion === version.LatestVersion ? version : await describeDocument(ssm, name, '$LATEST');
  const isChanged = request.type === 'Update' && request.old !== undefined && expectedHash(request.old) !== expectedHash(request.properties);
  const before = isChanged ? Number(version.LatestVersion) - 1 : 0;
  return { version, latest, previous: before > 0 ? await describeDocument(ssm, name, String(before)) : undefined };
}
