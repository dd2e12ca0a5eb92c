import { Duration } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { Construct } from 'constructs';
import type { ManualApprovalPolicyProps } from './manual-approval-policy';
import { policyContent } from './policy-content';
import { tokenRoleName } from './token-role-name';
import { MAX_ACCESS_DURATION, MIN_ACCESS_DURATION } from '../content/schema/approval-policies';
import { ContentDocumentSpec } from '../document/content-document';
import { givenContent } from '../document/given-content';
import { ValidationError } from '../document/host-language';
import { faultsInWords, when } from '../document/limits';

const TYPE = { noun: 'manual approval policy', type: 'ManualApprovalPolicy' } as const;
const GIVEN = policyContent<ManualApprovalPolicyProps>(['targets', 'approvals', 'accessDuration', 'tokenRole']);

/** Understand the properties of a manual approval policy. @internal */
export function manualApprovalPolicySpec(self: Construct, id: string, props: ManualApprovalPolicyProps): ContentDocumentSpec {
  return { ...TYPE, ...props.content === undefined ? { content: build(self, id, props) } : givenContent(self, id, props, GIVEN) };
}

/** Put a policy together; its keys in the order of AWS's policies. */
function build(self: Construct, id: string, props: ManualApprovalPolicyProps): Record<string, unknown> {
  const { targets, approvals, description, accessDuration = Duration.seconds(MIN_ACCESS_DURATION), tokenRole } = props;
  const faults = [
    ...when(targets === undefined, 'targets is missing: the nodes that the policy is about, such as Target.tag("Workload", "Shop") or Target.allInstances()'),
    ...when(approvals === undefined, 'approvals is missing: 1 to 5 levels of approval'),
    ...when(targets?.length === 0, 'targets is empty: give one at least, Target.allInstances() for all nodes'),
    ...when(approvals?.length === 0, 'approvals is empty: 1 to 5 levels of approval are needed'),
    ...durationFaults(accessDuration),
  ];
  if (faults.length > 0 || targets === undefined || approvals === undefined) {
    const hint = targets === undefined && approvals === undefined ? '; give these, or content' : '';
    throw new ValidationError(lit`InvalidManualApprovalPolicy`, faultsInWords(`${JSON.stringify(id)} is no manual approval policy${hint}`, faults), self);
  }
  return {
    schemaVersion: '0.3',
    accessDuration: accessDuration.toSeconds(),
    description,
    accessTokenRole: tokenRoleName(tokenRole),
    targets: targets.map(target => target._content),
    mainSteps: approvals.map((level, index) => level._renderInPolicy(index)),
  };
}

function durationFaults(duration: Duration): string[] {
  if (duration.isUnresolved()) return [];
  const seconds = duration.toSeconds({ integral: false });
  return when(!Number.isInteger(seconds) || seconds < MIN_ACCESS_DURATION || seconds > MAX_ACCESS_DURATION,
    `accessDuration is ${duration.toHumanString()} (${seconds} seconds); whole seconds from 1 to ${MAX_ACCESS_DURATION / 3_600} hours are allowed`);
}
