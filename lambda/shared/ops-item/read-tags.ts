import type { TagMap } from '../../../src/operations/provider/access-request-properties';
import { Ssm, unlessMissing } from '../ssm';

/** The tags of a request; undefined where the service does not know it, or not any more. */
export async function readTags(ssm: Ssm, id: string): Promise<TagMap | undefined> {
  const found = await unlessMissing(ssm.read('ListTagsForResource', { ResourceType: 'OpsItem', ResourceId: id }), 'InvalidResourceId');
  return found && Object.fromEntries((found.TagList ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}
