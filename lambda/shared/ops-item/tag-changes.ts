import type { TagMap } from '../../../src/operations/provider/access-request-properties';
import type { Call } from '../calls';

const TYPE = 'OpsItem';

/** What to do about the tags of a request; nothing where all is as it should be. */
export interface TagChanges {
  readonly add: TagMap;
  readonly remove: readonly string[];
}

/**
 * The difference, and nothing else: what other people have put there stays.
 *
 * @param wanted the tags there shall be.
 * @param before those that were wanted before; what is not wanted any more of these is taken away, but for what somebody has changed since.
 * @param actual those there are.
 */
export function tagChanges(wanted: TagMap, before: TagMap, actual: TagMap): TagChanges {
  return {
    add: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => valueOf(actual, key) !== value)),
    remove: Object.keys(before).filter(key => !Object.hasOwn(wanted, key) && valueOf(actual, key) === before[key]),
  };
}

/** The calls that make them, made with the function's own role; what goes first, as there may be room for so many tags only. */
export function tagCalls(id: string, { add, remove }: TagChanges): Call[] {
  const tags = Object.entries(add).map(([Key, Value]) => ({ Key, Value }));
  const calls: Call[] = [];
  if (remove.length > 0) calls.push({ api: 'RemoveTagsFromResource', input: { ResourceType: TYPE, ResourceId: id, TagKeys: [...remove] }, asOwn: true });
  if (tags.length > 0) calls.push({ api: 'AddTagsToResource', input: { ResourceType: TYPE, ResourceId: id, Tags: tags }, asOwn: true });
  return calls;
}

function valueOf(tags: TagMap, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key] : undefined;
}
