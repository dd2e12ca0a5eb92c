import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { GivenContentRules } from '../document/given-content';

/**
 * What policies say of a content that is given as a whole.
 *
 * @param parts the properties that stand in such a content itself.
 * @param hint what to do where the content is text.
 * @internal
 */
export function policyContent<Props>(parts: GivenContentRules<Props>['parts'], hint = ''): GivenContentRules<Props> {
  return {
    parts,
    withParts: lit`ApprovalPolicyWithContentAndParts`,
    isText: lit`ContentIsNoApprovalPolicy`,
    needed: `where a map with schemaVersion "0.3" is needed${hint}`,
  };
}
