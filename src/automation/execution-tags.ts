import { breaks, tooMany } from '../document/limits';

/** The API has 1,000, which it keeps for itself: 5 can be given at the start, more with AddTagsToResource. */
const MAX_TAGS = 5;
const TAG_KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** What is wrong with the tags of an execution. @internal */
export function tagFaults(tags: Readonly<Record<string, string>> = {}): string[] {
  return [
    ...tooMany('tags', Object.keys(tags), MAX_TAGS),
    ...Object.entries(tags).flatMap(([key, value]) => [
      ...breaks('the key of a tag', key, TAG_KEY, '1 to 128 letters, digits, spaces and _.:/=+-@ are allowed, not beginning with "aws:"'),
      ...breaks(`the tag ${key}`, value, TAG_VALUE, 'at most 256 letters, digits, spaces and _.:/=+-@ are allowed'),
    ]),
  ];
}

/** Tags as a request has them. @internal */
export function tagsInput(tags: Readonly<Record<string, string>> | undefined): { Key: string; Value: string }[] | undefined {
  return tags === undefined ? undefined : Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
