import type { DocumentDescription } from '@aws-sdk/client-ssm';
import { idOf, isIdOf, Remembered, rememberedIn } from './physical-id';
import type { DefaultVersionProperties } from '../../src/operations/provider/default-version-properties';
import type { Decision, Request } from '../shared/operation';

/** What is seen of the document; undefined where there is none. */
export interface Observed {
  /** The latest version. */
  readonly latest?: DocumentDescription;
  /** The version two before it, where it is of interest. */
  readonly twoBefore?: DocumentDescription;
  /** The version that is to be the default one. */
  readonly wanted?: DocumentDescription;
}

type Properties = DefaultVersionProperties;

export function plan(request: Request<Properties>, observed: Observed): Decision {
  if (request.type === 'Delete') return { done: {} };
  const { DocumentName } = request.properties;
  const document = `document "${DocumentName}"`;
  const { latest, wanted } = observed;
  if (latest === undefined) return { refused: `${document} does not exist in this account and Region` };
  const version = versionWanted(request, latest, observed.twoBefore);
  if (wanted === undefined) {
    const { LatestVersion, DefaultVersion } = latest;
    const why = request.properties.DocumentVersion === undefined ? ', which is held as its default version' : '';
    return { refused: `${document} has no version ${version}${why}; its latest version is ${LatestVersion} and its default version ${DefaultVersion}: give one that exists as documentVersion` };
  }
  const { Status: status = '', StatusInformation: information } = wanted;
  if (status === 'Creating' || status === 'Updating') return { waitFor: `version ${version} of ${document}, which is ${status}, to be Active` };
  if (status !== 'Active') return { refused: `version ${version} of ${document} is ${status}${information === undefined ? '' : `: ${information}`}; only an Active version can be the default version` };
  if (latest.DefaultVersion !== version) return { calls: [{ api: 'UpdateDocumentDefaultVersion', input: { Name: DocumentName, DocumentVersion: version } }] };
  return { done: { DocumentVersion: version, LatestVersion: latest.LatestVersion ?? '' } };
}

/** The version that is to be the default one. */
export function versionWanted(request: Request<Properties>, latest: DocumentDescription, twoBefore?: DocumentDescription): string {
  const { DocumentVersion, Promote } = request.properties;
  if (DocumentVersion !== undefined) return DocumentVersion;
  const { LatestVersion: latestVersion = '', DefaultVersion: defaultVersion = '' } = latest;
  if (Promote) return latestVersion;
  const remembered = rememberedOf(request);
  if (remembered === undefined) return defaultVersion;
  if (remembered.isHeld) return remembered.version;
  // From here on holding begins with this deployment.
  if (remembered.heldBefore !== undefined && twoBefore !== undefined && twoBefore.Hash === latest.Hash) return remembered.heldBefore;
  // CloudFormation has moved it, or it was the latest one before; anything else somebody chose.
  return defaultVersion === latestVersion ? remembered.version : defaultVersion;
}

/**
 * The version that tells whether the deployment that ended the holding is taken back; undefined where that is out of the question.
 *
 * It is rolled back, or reverted, when its content came and went: then the latest version is as the one two before. Where the content
 * did not change, nothing tells that from holding which begins once more. (CloudFormation is taken to give the id that the failed
 * deployment ended with. If it gives the one of before, that says by itself what was held.)
 */
export function versionTwoBefore(request: Request<Properties>, { LatestVersion }: DocumentDescription): string | undefined {
  if (request.type === 'Delete' || !isHolding(request.properties) || rememberedOf(request)?.heldBefore === undefined) return undefined;
  const version = Number(LatestVersion) - 2;
  return version > 0 ? String(version) : undefined;
}

export function physicalId(properties: Properties, observed: Observed | undefined, currentId?: string): string {
  const { DocumentName } = properties;
  const version = observed?.latest?.DefaultVersion;
  if (version === undefined) return isIdOf(DocumentName, currentId) ? currentId : idOf(DocumentName);
  if (isHolding(properties)) return idOf(DocumentName, { version, isHeld: true });
  const before = rememberedIn(DocumentName, currentId);
  const isFreed = before?.isHeld === true && before.version !== version;
  return idOf(DocumentName, { version, isHeld: false, heldBefore: isFreed ? before.version : undefined });
}

function rememberedOf(request: Request<Properties>): Remembered | undefined {
  return request.type === 'Update' ? rememberedIn(request.properties.DocumentName, request.physicalId) : undefined;
}

function isHolding({ Promote, DocumentVersion }: Properties): boolean {
  return !Promote && DocumentVersion === undefined;
}
