import { ContentMap } from '../content/value';

/**
 * What a runbook, a command or a request for access is about: resources that are chosen by a tag, a group, their ids or values.
 *
 * Each form says who takes it, as the API reference does (data type `Target`).
 */
export class Target {
  /**
   * Resources with a tag. Runbooks, change requests and commands take it; for runbooks one value is documented.
   *
   * @param key the key of the tag.
   * @param values the values, one of which the tag must have.
   */
  public static tag(key: string, ...values: string[]): Target {
    return new Target({ Key: `tag:${key}`, Values: values });
  }

  /**
   * Resources with a tag of any value. Runbooks, change requests and commands take it.
   *
   * @param keys the keys, one of which must be there.
   */
  public static tagKey(...keys: string[]): Target {
    return new Target({ Key: 'tag-key', Values: keys });
  }

  /**
   * The resources of a resource group. Runbooks and change requests take it; commands have `resourceGroupOfCommand`.
   *
   * @param groupName the name of the group.
   */
  public static resourceGroup(groupName: string): Target {
    return new Target({ Key: 'ResourceGroup', Values: [groupName] });
  }

  /**
   * The resources of a resource group, as commands (`steps.RunCommand`) and maintenance windows name it.
   *
   * @param groupName the name of the group.
   */
  public static resourceGroupOfCommand(groupName: string): Target {
    return new Target({ Key: 'resource-groups:Name', Values: [groupName] });
  }

  /**
   * The types of resources in a resource group, beside `resourceGroupOfCommand`. Maintenance windows alone take it.
   *
   * @param resourceTypes such as `AWS::EC2::Instance`.
   */
  public static resourceTypesOfGroup(...resourceTypes: string[]): Target {
    return new Target({ Key: 'resource-groups:ResourceTypeFilters', Values: resourceTypes });
  }

  /**
   * Values of the target parameter itself, 50 at most, such as ids of instances. Runbooks and change requests take it.
   *
   * @param values the values.
   */
  public static parameterValues(...values: string[]): Target {
    return new Target({ Key: 'ParameterValues', Values: values });
  }

  /**
   * Nodes by their ids. Commands and requests for access take it; runbooks and change requests have `parameterValues`.
   *
   * @param instanceIds the ids, such as `i-0123456789abcdef0` or `mi-0123456789abcdef0`.
   */
  public static instanceIds(...instanceIds: string[]): Target {
    return new Target({ Key: 'InstanceIds', Values: instanceIds });
  }

  /**
   * All nodes of the account and Region. Runbooks, change requests and associations take it.
   */
  public static allInstances(): Target {
    return new Target({ Key: 'InstanceIds', Values: ['*'] });
  }

  /**
   * All EC2 instances of the account and Region. Runbooks and change requests take it, beside `allInstances`.
   */
  public static allEc2Instances(): Target {
    return new Target({ Key: 'AWS::EC2::Instance', Values: ['*'] });
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
