import { cedarString } from './cedar-text';
import { CEDAR_GROUP, CEDAR_NODES, CEDAR_USER } from '../content/cedar/schema';

const [EC2_INSTANCE, MANAGED_INSTANCE] = CEDAR_NODES;

/**
 * Whose requests a statement of Cedar is about.
 */
export class CedarPrincipal {
  /** Anyone. */
  public static anyone(): CedarPrincipal {
    return new CedarPrincipal('principal');
  }

  /** Any user of IAM Identity Center. */
  public static anyUser(): CedarPrincipal {
    return new CedarPrincipal(`principal is ${CEDAR_USER}`);
  }

  /**
   * The members of a group of IAM Identity Center.
   *
   * @param groupId the id of the group, such as `34688438-1061-702c-a03d-1fa788dccfd1`. It can be a value that is only known at deployment.
   */
  public static group(groupId: string): CedarPrincipal {
    return new CedarPrincipal(`principal in ${CEDAR_GROUP}::${cedarString('the id of a group', groupId)}`);
  }

  /**
   * One user of IAM Identity Center.
   *
   * @param userId the id of the user. It can be a value that is only known at deployment.
   */
  public static user(userId: string): CedarPrincipal {
    return new CedarPrincipal(`principal == ${CEDAR_USER}::${cedarString('the id of a user', userId)}`);
  }

  /** @internal */
  private constructor(public readonly _text: string) {
  }
}

/**
 * Which nodes a statement of Cedar is about.
 */
export class CedarResource {
  /** Any node. */
  public static anyNode(): CedarResource {
    return new CedarResource('resource');
  }

  /** Any EC2 instance. */
  public static anyEc2Instance(): CedarResource {
    return new CedarResource(`resource is ${EC2_INSTANCE}`);
  }

  /** Any node outside of EC2 that is registered with Systems Manager (a hybrid node, `mi-…`). */
  public static anyManagedInstance(): CedarResource {
    return new CedarResource(`resource is ${MANAGED_INSTANCE}`);
  }

  /**
   * One EC2 instance. AWS's examples name nodes by their tags alone; that the service knows an instance by its id is not verified.
   *
   * @param instanceId the id of the instance, such as `i-0123456789abcdef0`.
   */
  public static ec2Instance(instanceId: string): CedarResource {
    return new CedarResource(`resource == ${EC2_INSTANCE}::${cedarString('the id of an instance', instanceId)}`);
  }

  /**
   * One node outside of EC2. AWS's examples name nodes by their tags alone; that the service knows a node by its id is not verified.
   *
   * @param nodeId the id of the node, such as `mi-0123456789abcdef0`.
   */
  public static managedInstance(nodeId: string): CedarResource {
    return new CedarResource(`resource == ${MANAGED_INSTANCE}::${cedarString('the id of a node', nodeId)}`);
  }

  /** @internal */
  private constructor(public readonly _text: string) {
  }
}
