import { DocumentStore } from './document-store';
import { Operations } from './operation';
import { ServiceError } from './service-error';

/** Most tags by type of resource. */
export const MAX_TAGS: Readonly<Record<string, number>> = { Document: 50, OpsItem: 50, Automation: 5 };

interface Resource {
  readonly ResourceType: string;
  readonly ResourceId: string;
}

/** Tags of documents, and of OpsItems and executions that a test (or a later family of operations) has put. */
export class Tags {
  private readonly others = new Map<string, Map<string, string>>();

  public constructor(private readonly documents: DocumentStore) {}

  /** Makes an OpsItem or an execution known, with tags. */
  public put(type: 'OpsItem' | 'Automation', id: string, tags: Readonly<Record<string, string>> = {}): void {
    this.others.set(`${type} ${id}`, new Map(Object.entries(tags)));
  }

  /** Makes it unknown again. */
  public forget(type: 'OpsItem' | 'Automation', id: string): void {
    this.others.delete(`${type} ${id}`);
  }

  /** Tags of a resource; undefined when the double does not know it. */
  public get(type: 'Document' | 'OpsItem' | 'Automation', id: string): Readonly<Record<string, string>> | undefined {
    const tags = type === 'Document' ? this.documents.byName.get(id)?.tags : this.others.get(`${type} ${id}`);
    return tags && Object.fromEntries(tags);
  }

  public get operations(): Operations {
    return {
      AddTagsToResource: (input: Resource & { Tags: readonly { Key: string; Value: string }[] }) => {
        const tags = this.find(input);
        refuseReserved(input.Tags);
        const after = new Map([...tags, ...input.Tags.map(tag => [tag.Key, tag.Value] as const)]);
        if (after.size > MAX_TAGS[input.ResourceType]) throw new ServiceError('TooManyTagsError');
        for (const [key, value] of after) tags.set(key, value);
        return {};
      },
      RemoveTagsFromResource: (input: Resource & { TagKeys: readonly string[] }) => {
        const tags = this.find(input);
        for (const key of input.TagKeys) tags.delete(key);
        return {};
      },
      ListTagsForResource: (input: Resource) => ({ TagList: [...this.find(input)].map(([Key, Value]) => ({ Key, Value })) }),
    };
  }

  private find({ ResourceType: type, ResourceId: id }: Resource): Map<string, string> {
    if (!(type in MAX_TAGS)) throw new ServiceError('InvalidResourceType');
    const tags = type === 'Document' ? this.documents.byName.get(id)?.tags : this.others.get(`${type} ${id}`);
    if (!tags) throw new ServiceError('InvalidResourceId');
    return tags;
  }
}

/** That such keys are refused is documented for all of AWS; code and wording are unproven. */
export function refuseReserved(tags: readonly { readonly Key: string }[]): void {
  if (!tags.some(tag => tag.Key.toLowerCase().startsWith('aws:'))) return;
  throw new ServiceError('ValidationException', 'Tag keys that start with aws: are reserved');
}
