import type { ChangeRequestOutcomeProperties } from '../../src/operations/provider/change-request-properties';
import { idOf, lineageIn, Link, markOf, rolledBack } from '../shared/execution/lineage';
import type { Request } from '../shared/operation';

const KIND = 'change-request-outcome';

/**
 * Whether an earlier deployment waited for the change request, and so for what became of it then. It is not waited for again where only an
 * option changes, or the stack goes back to it: it may have failed since, or be forgotten by the service, which must not keep a stack from
 * being rolled back.
 */
export function wasAwaited(request: Request<ChangeRequestOutcomeProperties>): boolean {
  if (request.type !== 'Update') return false;
  const { properties: { ExecutionId, WaitFor }, old, physicalId } = request;
  const isLonger = old?.ExecutionId === ExecutionId && old.WaitFor === 'Approved' && WaitFor === 'Completed';
  return !isLonger && lineageIn(physicalId).some(({ id }) => id === ExecutionId);
}

/** The id names the change request, and behind it those that were waited for before. */
export function outcomeId({ ExecutionId: id }: ChangeRequestOutcomeProperties, currentId = ''): string {
  const mark = markOf(id);
  const before = lineageIn(currentId);
  const lineage: readonly Link[] = before[0]?.mark === mark ? before : rolledBack(before, mark) ?? [{ id, mark }, ...before];
  return idOf(KIND, lineage);
}
