import { createHash } from 'node:crypto';

/** What a custom resource started, an execution or a request, and what tells it from others that it might have started. */
export interface Link {
  /** Empty where there was nothing to start. */
  readonly id: string;
  /** See `markOf`. */
  readonly mark: string;
}

/** How many links fit into a physical id, which has 1,024 characters at most: each has 50 with its comma. */
const LONGEST = 20;
const LINK = /^([0-9a-f-]{36}|oi-[0-9a-f]{12})?\.([0-9a-f]{12})$/;

/**
 * The physical id of a resource whose thing was started: the thing itself, and behind it those whose place it took, newest first. So a
 * rollback finds its way back to the one before, by the id that this one had.
 *
 * Where there is no room for all it begins anew with two. So a rollback gives another id than the one before only once in many changes, and not
 * each time from then on; what it names is the right thing then too.
 */
export function idOf(kind: string, lineage: readonly Link[]): string {
  const kept = lineage.length > LONGEST ? lineage.slice(0, 2) : lineage;
  return `${kind}:${kept.map(({ id, mark }) => `${id}.${mark}`).join(',')}`;
}

/** What a physical id names; none where it is not one of these. */
export function lineageIn(physicalId: string): Link[] {
  const links = physicalId.slice(physicalId.indexOf(':') + 1).split(',').map(link => LINK.exec(link));
  return links.every(link => link !== null) ? links.map(([, id = '', mark]) => ({ id, mark })) : [];
}

/** The same for the same input, in whatever order its keys are. */
export function markOf(input: unknown): string {
  return createHash('sha256').update(JSON.stringify(sorted(input)) ?? '').digest('hex').slice(0, 12);
}

/**
 * The lineage after a rollback: that of the thing whose place was taken, maybe by several, where updates failed and were not rolled back.
 * Undefined where the resource does not go back to what it was before.
 */
export function rolledBack(lineage: readonly Link[], mark: string): readonly Link[] | undefined {
  const before = lineage.slice(1);
  const index = before.findIndex(link => link.mark === mark);
  return index === -1 ? undefined : before.slice(index);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const map = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.keys(map).sort().map(key => [key, sorted(map[key])]));
}
