import { aws_iam as iam } from 'aws-cdk-lib';
import { ContentMap } from '../content/value';

/**
 * Who may approve, in the enhanced form that change templates and approval policies take.
 */
export class Approver {
  /**
   * A user of IAM.
   *
   * @param user the user or its name.
   * @param minRequiredApprovals how many approvals of this approver are needed at least; by default the entry does not say.
   */
  public static iamUser(user: string | iam.IUserRef, minRequiredApprovals?: number): Approver {
    return Approver.of(typeof user === 'string' ? user : user.userRef.userName, 'IamUser', minRequiredApprovals);
  }

  /**
   * Any user of a group of IAM.
   *
   * @param group the group or its name.
   * @param minRequiredApprovals how many users of the group must approve at least; by default the entry does not say.
   */
  public static iamGroup(group: string | iam.IGroupRef, minRequiredApprovals?: number): Approver {
    return Approver.of(typeof group === 'string' ? group : group.groupRef.groupName, 'IamGroup', minRequiredApprovals);
  }

  /**
   * Whoever assumes a role of IAM.
   *
   * @param role the role or its name.
   * @param minRequiredApprovals how many of those who assume the role must approve at least; by default the entry does not say.
   */
  public static iamRole(role: string | iam.IRoleRef, minRequiredApprovals?: number): Approver {
    return Approver.of(typeof role === 'string' ? role : role.roleRef.roleName, 'IamRole', minRequiredApprovals);
  }

  /**
   * A user of IAM Identity Center.
   *
   * @param userName the name of the user.
   * @param minRequiredApprovals how many approvals of this approver are needed at least; by default the entry does not say.
   */
  public static ssoUser(userName: string, minRequiredApprovals?: number): Approver {
    return Approver.of(userName, 'SSOUser', minRequiredApprovals);
  }

  /**
   * Any user of a group of IAM Identity Center.
   *
   * @param groupName the name of the group.
   * @param minRequiredApprovals how many users of the group must approve at least; by default the entry does not say.
   */
  public static ssoGroup(groupName: string, minRequiredApprovals?: number): Approver {
    return Approver.of(groupName, 'SSOGroup', minRequiredApprovals);
  }

  /**
   * An approver whose type is given as text, so that both can be references to parameters: whoever requests a change then says who approves it.
   *
   * @param approver the name.
   * @param approverType `IamUser`, `IamGroup`, `IamRole`, `SSOUser` or `SSOGroup`.
   * @param minRequiredApprovals how many approvals are needed at least; by default the entry does not say.
   */
  public static of(approver: string, approverType: string, minRequiredApprovals?: number): Approver {
    return new Approver({ approver, type: approverType, ...minRequiredApprovals === undefined ? {} : { minRequiredApprovals } });
  }

  /** @internal */
  public static _read(content: ContentMap): Approver {
    return new Approver(content);
  }

  /** @internal */
  private constructor(public readonly _content: Record<string, unknown>) {
  }

  /** The same approver with a number of approvals, where it does not say one. @internal */
  public _withCount(minRequiredApprovals: number): Approver {
    return this._content.minRequiredApprovals === undefined ? new Approver({ ...this._content, minRequiredApprovals }) : this;
  }
}
