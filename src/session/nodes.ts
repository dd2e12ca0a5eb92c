import { Stack, Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';

/** What a policy statement says about nodes. */
interface NodesInPolicy {
  readonly arns: string[];
  readonly conditions?: Record<string, Record<string, string[]>>;
}

/**
 * Managed nodes: EC2 instances, and machines elsewhere that were activated for Systems Manager.
 */
export class Nodes {
  /**
   * Certain nodes. Errors when an id begins with neither `i-` nor `mi-`.
   *
   * @param instanceIds ids of EC2 instances (`i-…`) and of other managed nodes (`mi-…`); what is only known at deployment counts as either.
   */
  public static instanceIds(...instanceIds: string[]): Nodes {
    if (instanceIds.length === 0) {
      throw new UnscopedValidationError(lit`NoNodes`, 'no instance ids are given; give at least one, or use Nodes.all()');
    }
    for (const instanceId of instanceIds) {
      if (!Token.isUnresolved(instanceId) && !/^m?i-/.test(instanceId)) {
        throw new UnscopedValidationError(lit`InvalidInstanceId`,
          `${JSON.stringify(instanceId)} is no id of a managed node; the ids of EC2 instances begin with "i-", those of other managed nodes with "mi-"`);
      }
    }
    return new Nodes(stack => ({
      arns: instanceIds.flatMap(id => [
        ...id.startsWith('mi-') ? [] : [instanceArn(stack, id)],
        ...id.startsWith('i-') ? [] : [managedInstanceArn(stack, id)],
      ]),
    }));
  }

  /**
   * The nodes that have a tag with one of some values.
   *
   * @param key the key of the tag.
   * @param values its values; `*` stands for any text in them and `?` for any character.
   */
  public static tagged(key: string, ...values: string[]): Nodes {
    if (values.length === 0) {
      throw new UnscopedValidationError(lit`NoTagValues`, `no values are given for the tag ${JSON.stringify(key)}; give at least one, "*" stands for all`);
    }
    return new Nodes(stack => ({ arns: allArns(stack), conditions: { StringLike: { [`ssm:resourceTag/${key}`]: values } } }));
  }

  /**
   * All nodes of the account in the Region.
   */
  public static all(): Nodes {
    return new Nodes(stack => ({ arns: allArns(stack) }));
  }

  private constructor(
    /** @internal */
    public readonly _inPolicy: (stack: Stack) => NodesInPolicy,
  ) {
  }
}

function allArns(stack: Stack): string[] {
  return [instanceArn(stack, '*'), managedInstanceArn(stack, '*')];
}

function instanceArn(stack: Stack, resourceName: string): string {
  return stack.formatArn({ service: 'ec2', resource: 'instance', resourceName });
}

function managedInstanceArn(stack: Stack, resourceName: string): string {
  return stack.formatArn({ service: 'ssm', resource: 'managed-instance', resourceName });
}
