import { createHash } from 'node:crypto';
import { DOCUMENT, DocumentVersion, inMotion } from './document-version';
import { differences } from './settings';
import { EXISTING, ON_DELETE, PREFERENCES_NAME, SessionPreferencesProperties } from '../../src/operations/provider/session-preferences-properties';
import type { Call } from '../shared/calls';
import type { Decision, Request } from '../shared/operation';

const DUPLICATE = 'DuplicateDocumentContent';
/** The id of a creation that did not end well; CloudFormation has it deleted next. */
const UNFINISHED = `unfinished:${PREFERENCES_NAME}`;

export interface Observed {
  /** The latest version, which is the one that StartSession takes. */
  readonly latest?: DocumentVersion;
  /** The version that stood there before, as it is stored; read for a deletion only. */
  readonly prior?: DocumentVersion;
}

export function physicalId(observed: Observed | undefined, currentId?: string): string {
  return currentId ?? (observed === undefined ? UNFINISHED : PREFERENCES_NAME);
}

/**
 * Whether a deletion puts back what stood there before. A creation that failed is taken back in any case: it may have left a latest version
 * that is no good, which all sessions of the Region would be started with.
 */
export function isTakenBack(request: Request<SessionPreferencesProperties>): boolean {
  return request.type === 'Delete' && (request.properties.OnDelete === ON_DELETE.RESTORE || request.physicalId !== PREFERENCES_NAME);
}

export function plan(request: Request<SessionPreferencesProperties>, { latest, prior }: Observed, met: readonly string[]): Decision {
  if (request.type === 'Delete' && (latest === undefined || !isTakenBack(request))) return { done: {} };
  const { properties } = request;
  if (latest === undefined) return { calls: [create(properties.Content)] };
  const waitFor = inMotion(latest) ?? (latest.Status === 'Active' && latest.content === undefined ? `the content of ${DOCUMENT}` : undefined);
  if (waitFor !== undefined) return { waitFor };
  if (request.type === 'Delete') return takenBack(properties, latest, prior, met);
  // Only a creation may be turned down. An update that is could not be rolled back either, as going back is an update too, and the stack
  // would be stuck; by then the settings are this stack's, and what stands there now remains as an earlier version.
  const refused = reasonAgainst(latest) ?? (request.type === 'Create' ? reasonAgainstTakingOver(properties, latest) : undefined);
  if (refused !== undefined) return { refused };
  const isThere = isExactly(properties.Content, latest) || (met.includes(DUPLICATE) && isBut(properties.Content, latest));
  return isThere ? promoted(latest) : { calls: [update(properties.Content, 'JSON', met)] };
}

function reasonAgainst({ DocumentType }: DocumentVersion): string | undefined {
  return DocumentType === 'Session' ? undefined
    : `${DOCUMENT} is of type ${DocumentType}, and Session Manager needs one of type Session; delete it first`;
}

function reasonAgainstTakingOver(properties: SessionPreferencesProperties, latest: DocumentVersion): string | undefined {
  const { Content, Existing, PriorVersion, PriorHash } = properties;
  if (Existing === EXISTING.REPLACE) return undefined;
  if (Existing === EXISTING.FAIL) {
    const stoodThere = latest.DocumentVersion === PriorVersion && latest.Hash === PriorHash;
    // Otherwise an earlier try of this creation made it.
    if (!stoodThere && isOurs(Content, latest)) return undefined;
    return `${DOCUMENT} exists already and must not (ExistingPreferences.FAIL); delete it first, or take it over with ExistingPreferences.ADOPT or REPLACE`;
  }
  const different = differences(latest.content ?? '', Content);
  return different === undefined ? undefined
    : `${DOCUMENT} exists already with other settings: ${different}. Declare the settings that are there, or replace them with ExistingPreferences.REPLACE`;
}

function takenBack(
  properties: SessionPreferencesProperties, latest: DocumentVersion, prior: DocumentVersion | undefined, met: readonly string[],
): Decision {
  const { Content, OnDelete, PriorVersion, PriorHash } = properties;
  if (PriorVersion === 'none') {
    if (!isOurs(Content, latest)) return left(latest);
    // Without RESTORE there is no permission to delete it.
    if (OnDelete !== ON_DELETE.RESTORE) return { done: {}, note: `${DOCUMENT} stays, although this creation failed` };
    const advice = 'where the document is shared, stop sharing it; or deploy with PreferencesOnDelete.LEAVE before';
    return { calls: [{ api: 'DeleteDocument', input: { Name: PREFERENCES_NAME }, unless: ['InvalidDocument'], advice }] };
  }
  if (latest.DocumentVersion === PriorVersion && latest.Hash === PriorHash) return { done: {} };
  // The number alone says nothing if somebody deleted the document and made it anew.
  const content = prior?.Hash === PriorHash ? prior.content : undefined;
  if (latest.Hash === PriorHash || isBut(content, latest, prior?.DocumentFormat)) return promoted(latest);
  if (!isOurs(Content, latest)) return left(latest);
  if (content === undefined) {
    return { done: {}, note: `${DOCUMENT} stays as it is: version ${PriorVersion}, which stood there before, is not there any more` };
  }
  return { calls: [update(content, prior?.DocumentFormat, met)] };
}

function left({ DocumentVersion: version }: DocumentVersion): Decision {
  return { done: {}, note: `${DOCUMENT} stays as it is: somebody changed it since this stack did, its latest version is ${version}` };
}

/** StartSession takes the latest version, and the console shows the default version. */
function promoted({ Status, StatusInformation, DocumentVersion: version = '', DefaultVersion = '', Hash = '' }: DocumentVersion): Decision {
  if (Status !== 'Active') {
    return { refused: `version ${version} of ${DOCUMENT} is ${Status}${StatusInformation === undefined ? '' : `: ${StatusInformation}`}` };
  }
  if (DefaultVersion !== version) return { calls: [{ api: 'UpdateDocumentDefaultVersion', input: { Name: PREFERENCES_NAME, DocumentVersion: version } }] };
  return { done: { Hash, LatestVersion: version, DefaultVersion } };
}

function create(Content: string): Call {
  return { api: 'CreateDocument', input: { Name: PREFERENCES_NAME, Content, DocumentType: 'Session', DocumentFormat: 'JSON' }, unless: ['DocumentAlreadyExists'] };
}

/**
 * What SSM compares a new content with is not verified. If it is all versions, going back to the content of an older one is refused:
 * then a line break is added at the end, and another one if that was there before too. The settings are the same, the bytes are not.
 * The first refusal may only mean that what was read lags behind an earlier try, so the same is tried once more.
 */
function update(content: string, DocumentFormat: DocumentVersion['DocumentFormat'], met: readonly string[]): Call {
  const refusals = met.filter(code => code === DUPLICATE).length;
  const Content = content + '\n'.repeat(Math.max(0, refusals - 1));
  return { api: 'UpdateDocument', input: { Name: PREFERENCES_NAME, Content, DocumentVersion: '$LATEST', DocumentFormat }, unless: [DUPLICATE] };
}

function isOurs(content: string, version: DocumentVersion): boolean {
  return isExactly(content, version) || isBut(content, version);
}

function isExactly(content: string, { Hash }: DocumentVersion): boolean {
  return Hash === createHash('sha256').update(content).digest('hex');
}

/** Whether a version has this content, but for line breaks at its end. */
function isBut(content: string | undefined, version: DocumentVersion, format: DocumentVersion['DocumentFormat'] = 'JSON'): boolean {
  return content !== undefined && version.content !== undefined && version.DocumentFormat === format
    && version.content.startsWith(content) && /^\n*$/.test(version.content.slice(content.length));
}
