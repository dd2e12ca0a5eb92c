import { breaks, tooMany } from './limits';

const TAG_KEY = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** What is wrong with tags; how many a resource may have differs. @internal */
export function tagFaults(tags: Readonly<Record<string, string>>, max: number): string[] {
  return [
    ...tooMany('tags', Object.keys(tags), max),
    ...Object.entries(tags).flatMap(([key, value]) => [
      ...breaks('the key of a tag', key, TAG_KEY, '1 to 128 letters, digits, spaces and _.:/=+-@ are allowed, not beginning with "aws:"'),
      ...breaks(`the tag ${key}`, value, TAG_VALUE, 'at most 256 letters, digits, spaces and _.:/=+-@ are allowed'),
    ]),
  ];
}
