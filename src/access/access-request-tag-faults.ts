import { tagFaults } from '../document/tag-faults';
import { OWN_TAG } from '../operations/provider/access-request-properties';

/** The API has no lower limit for requests; AddTagsToResource says that most resources take 50. */
const MAX_TAGS = 1_000;
const USUAL_TAGS = 50;

/**
 * What is wrong with the tags of an access request.
 *
 * @param taken how many others it has.
 * @internal
 */
export function accessRequestTagFaults(tags: Readonly<Record<string, string>>, taken = 0): string[] {
  return [
    ...tagFaults(tags, MAX_TAGS - taken),
    ...Object.hasOwn(tags, OWN_TAG) ? [`the tag ${OWN_TAG} is the one by which the stack knows the request; choose another key`] : [],
  ];
}

/** Whether there may be more than fit. @internal */
export function accessRequestTagDoubts(tags: Readonly<Record<string, string>>, taken = 0): string[] {
  const count = Object.keys(tags).length + taken;
  return count <= USUAL_TAGS ? []
    : [`there are ${count} tags${taken > 0 ? ', with the one by which the stack knows the request' : ''}; most resources of Systems Manager take ${USUAL_TAGS}, and whether requests take more is not documented`];
}
