import { createHash } from 'node:crypto';
import type { DocumentDescription } from '@aws-sdk/client-ssm';
import { idOfVerified } from './physical-id';
import type { ContentHashProperties } from '../../src/operations/provider/content-hash-properties';
import type { Decision, Request } from '../shared/operation';

/** What is seen of the document; undefined where there is none. */
export interface Observed {
  readonly version?: DocumentDescription;
  /** The latest version, and the one before it, where outside changes are of interest. */
  readonly latest?: DocumentDescription;
  readonly previous?: DocumentDescription;
}

type ExceptDelete = Exclude<Request<ContentHashProperties>, { type: 'Delete' }>;

export function plan(request: Request<ContentHashProperties>, observed: Observed): Decision {
  if (request.type === 'Delete') return { done: {} };
  const { properties } = request;
  const document = `document "${properties.DocumentName}"`;
  const { version } = observed;
  if (version === undefined) return { refused: `${document} has no version ${properties.DocumentVersion}, or does not exist` };
  const { Status: status = '', StatusInformation: information } = version;
  if (status === 'Creating' || status === 'Updating') return { waitFor: `${document}, which is ${status}, to be Active` };
  if (status !== 'Active') return { refused: `${document} is ${status}${information === undefined ? '' : `: ${information}`}` };

  const fault = faultOf(request, version, observed);
  const isBack = request.type === 'Update' && request.physicalId === idOfVerified(properties);
  if (fault !== undefined && !isBack) return { refused: fault, mayLag: true };
  const done = {
    Hash: version.Hash ?? '',
    DocumentVersion: version.DocumentVersion ?? '',
    LatestVersion: version.LatestVersion ?? '',
    DefaultVersion: version.DefaultVersion ?? '',
    Status: status,
  };
  // An update to what was verified last is the way back from one that was refused. To refuse it too would leave the stack stuck.
  return fault === undefined ? { done } : { done, note: `let pass, as a failed update is rolled back: ${fault}` };
}

/** What is wrong with the content of a document that is Active. */
function faultOf(request: ExceptDelete, version: DocumentDescription, { latest, previous }: Observed): string | undefined {
  const { properties } = request;
  const document = `document "${properties.DocumentName}"`;
  const { Hash: hash, HashType: hashType } = version;
  const expected = expectedHash(properties);
  if (expected !== undefined) {
    if (hashType !== 'Sha256') return `SSM reports a hash of type ${hashType} for ${document}, which cannot be compared; Sha256 is needed`;
    if (hash !== expected) {
      return `version ${version.DocumentVersion} of ${document} has the content hash ${hash}, but ${expected} was synthesized; ${advice(version)}`;
    }
  }
  const outside = properties.RefuseOutsideChanges === true ? outsideChange(request, latest, previous) : undefined;
  return outside && `${outside} of ${document} was made outside this stack; look at what it changes (aws ssm get-document), take it over or deploy again`;
}

/** The hash that was synthesized, where there is one. */
export function expectedHash({ ExpectedHash, Content }: ContentHashProperties): string | undefined {
  return Content === undefined ? ExpectedHash : createHash('sha256').update(Content).digest('hex');
}

/** The version that this stack did not make, if there is one: the latest, or the one that the stack's last update was put on top of. */
function outsideChange(request: ExceptDelete, latest?: DocumentDescription, previous?: DocumentDescription): string | undefined {
  const expected = expectedHash(request.properties);
  if (latest !== undefined && latest.Hash !== expected) return `version ${latest.DocumentVersion}, the latest,`;
  const before = request.type === 'Update' && request.old !== undefined ? expectedHash(request.old) : undefined;
  if (before === undefined || before === expected || previous === undefined || previous.Hash === before) return undefined;
  return `version ${previous.DocumentVersion}`;
}

function advice({ DocumentVersion, LatestVersion, DefaultVersion }: DocumentDescription): string {
  if (DocumentVersion !== LatestVersion && DocumentVersion === DefaultVersion) {
    return `it is the default version while ${LatestVersion} is the latest: promote the latest with a DefaultVersion, or verify $LATEST`;
  }
  return 'somebody changed the document after it was deployed, or something changed its text on the way';
}
