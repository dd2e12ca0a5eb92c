import { createHash } from 'node:crypto';
import type { ContentHashProperties } from '../../src/operations/provider/content-hash-properties';

/** The id of a resource that verified what these properties ask for; its end changes with them, its beginning with the document. */
export function idOfVerified(properties: ContentHashProperties): string {
  return `${beginning(properties)}:${createHash('sha256').update(JSON.stringify(properties)).digest('hex')}`;
}

export function physicalId(properties: ContentHashProperties, observed: object | undefined, currentId?: string): string {
  if (observed !== undefined) return idOfVerified(properties);
  const id = beginning(properties);
  const isSame = currentId?.startsWith(id) === true && /^(:[0-9a-f]{64})?$/.test(currentId.slice(id.length));
  return isSame ? currentId : id;
}

function beginning({ DocumentName }: ContentHashProperties): string {
  return `content-hash:${DocumentName}`;
}
