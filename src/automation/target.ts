import { ContentMap } from '../content/value';

/**
 * What a runbook or a command is to run on: resources that are chosen by a tag, a group, or their ids.
 */
export class Target {
  /**
   * Resources with a tag.
   *
   * @param key the key of the tag.
   * @param values the values, one of which the tag must have.
   */
  public static tag(key: string, ...values: string[]): Target {
    return new Target({ Key: `tag:${key}`, Values: values });
  }

  /**
   * Resources with a tag of any value.
   *
   * @param keys the keys, one of which must be there.
   */
  public static tagKey(...keys: string[]): Target {
    return new Target({ Key: 'tag-key', Values: keys });
  }

  /**
   * The resources of a resource group.
   *
   * @param groupName the name of the group. For commands its ARN can be given with `Target.of('resource-groups:ResourceTypeFilters', …)` beside.
   */
  public static resourceGroup(groupName: string): Target {
    return new Target({ Key: 'ResourceGroup', Values: [groupName] });
  }

  /**
   * The resources of a resource group, as commands (`steps.RunCommand`) name it.
   *
   * @param groupName the name of the group.
   */
  public static resourceGroupOfCommand(groupName: string): Target {
    return new Target({ Key: 'resource-groups:Name', Values: [groupName] });
  }

  /**
   * Values of the target parameter itself, 50 at most.
   *
   * @param values the values.
   */
  public static parameterValues(...values: string[]): Target {
    return new Target({ Key: 'ParameterValues', Values: values });
  }

  /**
   * Nodes by their ids, for commands.
   *
   * @param instanceIds the ids.
   */
  public static instanceIds(...instanceIds: string[]): Target {
    return new Target({ Key: 'InstanceIds', Values: instanceIds });
  }

  /**
   * All nodes of the account and Region.
   */
  public static allInstances(): Target {
    return new Target({ Key: 'InstanceIds', Values: ['*'] });
  }

  /**
   * A target by its key and its values as the API takes them.
   *
   * @param key such as `tag:Team`.
   * @param values the values, or one token that stands for a list.
   */
  public static of(key: string, values: string[]): Target {
    return new Target({ Key: key, Values: values });
  }

  /** @internal */
  public static _read(content: ContentMap): Target {
    return new Target(content);
  }

  /** @internal */
  private constructor(public readonly _content: Record<string, unknown>) {
  }
}
