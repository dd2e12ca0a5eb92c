import type { DocumentDescription } from '@aws-sdk/client-ssm';
import { inMotion } from './document-version';
import type { Decision, Request } from '../shared/operation';

const NONE = 'none';
const ID = /^prior-session-preferences:(none|[1-9][0-9]*):(.+)$/;

/** What stood there before is read when the resource is created, and never again. */
export interface PriorObserved {
  readonly latest?: DocumentDescription;
}

/**
 * The id says what was found: it is the one thing that CloudFormation hands back unchanged with every later request, and only a creation
 * can look, as what stands there later is what this stack put there.
 */
export function priorId(observed: PriorObserved | undefined, currentId?: string): string {
  if (currentId !== undefined) return currentId;
  const { DocumentVersion = NONE, Hash = NONE } = observed?.latest ?? {};
  return `prior-session-preferences:${DocumentVersion}:${Hash}`;
}

export function planPrior(request: Request<object>, { latest }: PriorObserved): Decision {
  if (request.type === 'Delete') return { done: {} };
  if (request.type === 'Create') {
    const waitFor = latest && inMotion(latest);
    if (waitFor !== undefined) return { waitFor };
  }
  const [, PriorVersion, PriorHash] = ID.exec(request.type === 'Update' ? request.physicalId : priorId({ latest })) ?? [];
  if (PriorVersion === undefined) return { refused: 'the physical id does not say what stood there before' };
  return { done: { PriorVersion, PriorHash } };
}
