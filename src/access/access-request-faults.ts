import { aws_iam as iam, Token, TokenComparison } from 'aws-cdk-lib';
import type { AccessRequestProps } from './access-request';
import { accessRequestTagFaults } from './access-request-tag-faults';
import { Target } from '../automation/target';
import { targetFaults } from '../automation/target-faults';
import { describe } from '../content/value';
import { noneOf, wrongLength } from '../document/limits';
import { PENDING_ON_DELETE } from '../operations/provider/access-request-properties';

const MAX_TARGETS = 5;

/**
 * What is wrong with an access request as it was given; its stack may add tags later.
 *
 * @param account that of the stack.
 * @internal
 */
export function accessRequestFaults({ requester, reason, targets, tags = {}, pendingOnDelete }: AccessRequestProps, account: string): string[] {
  return [
    ...isRole(requester) ? roleFaults(requester, account) : [`requester is ${describe(requester)}; give the role that requests access. Systems Manager takes whoever calls for the requester, and gives `
      + 'the credentials to nobody else; without a role that would be the function of this custom resource, with which nobody can connect'],
    ...typeof reason !== 'string' ? [`reason is ${describe(reason)}; say in 1 to 256 characters why access is needed, as approvers read it`]
      : wrongLength('reason', reason, 1, 256),
    ...allTargetFaults(targets),
    ...accessRequestTagFaults(tags, 1),
    ...noneOf('pendingOnDelete', pendingOnDelete, PENDING_ON_DELETE),
  ];
}

/** What is odd about it, but not refused for sure. @internal */
export function accessRequestDoubts({ targets }: AccessRequestProps): string[] {
  const keys = targets.flatMap(({ _content: { Key: key } }) => typeof key === 'string' && !Token.isUnresolved(key) && key !== 'InstanceIds' ? [key] : []);
  return keys.length === 0 ? []
    : [`targets has ${keys.map(key => JSON.stringify(key)).join(' and ')}; AWS's documents show requests for nodes by their ids alone, so write Target.instanceIds(…)`];
}

function allTargetFaults(targets: Target[]): string[] {
  if (!Array.isArray(targets)) return [`targets is ${describe(targets)}; give 1 to ${MAX_TARGETS} targets, such as [Target.instanceIds("i-0123456789abcdef0")]`];
  if (targets.length === 0 || targets.length > MAX_TARGETS) return [`targets: ${targets.length} are given; 1 to ${MAX_TARGETS} are allowed`];
  return targets.flatMap((target, index) => {
    if (!(target instanceof Target)) return [`targets[${index}] is ${describe(target)}; give a Target, such as Target.instanceIds("i-0123456789abcdef0")`];
    const { _content: { Values: values } } = target;
    const isEmpty = Array.isArray(values) && values.length === 0;
    return isEmpty ? [`targets[${index}] has no values; name at least one node`] : targetFaults(`targets[${index}]`, target);
  });
}

/** An account that only deployment knows may be the same. */
function roleFaults({ env }: iam.IRoleRef, account: string): string[] {
  return Token.compareStrings(env.account, account) !== TokenComparison.DIFFERENT ? []
    : [`requester is a role of the account ${env.account}, and the stack is for ${account}; a request is made in the account of who requests, so give a role of ${account}`];
}

function isRole(requester: unknown): requester is iam.IRoleRef {
  return typeof requester === 'object' && requester !== null && 'roleRef' in requester;
}
