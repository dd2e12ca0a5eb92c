import { tagFaults } from '../document/tag-faults';

/** The API has 1,000, which it keeps for itself: 5 can be given at the start, more with AddTagsToResource. */
const MAX_TAGS = 5;

/** What is wrong with the tags of an execution. @internal */
export function executionTagFaults(tags: Readonly<Record<string, string>> = {}): string[] {
  return tagFaults(tags, MAX_TAGS);
}

/** Tags as a request has them. @internal */
export function tagsInput(tags: Readonly<Record<string, string>> | undefined): { Key: string; Value: string }[] | undefined {
  return tags === undefined ? undefined : Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
