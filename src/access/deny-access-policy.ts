import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { CedarPolicyDocumentOptions, cedarPolicyDocumentSpec } from './cedar-policy-document';
import { countPolicy } from './policy-count';
import { DENY_ACCESS_POLICY_NAME } from '../content/schema/approval-policies';
import { ContentDocument } from '../document/content-document';
import { IDocument } from '../document/document-base';
import { DocumentGrants } from '../document/document-grants';
import { ValidationError } from '../document/host-language';
import { faultsInWords } from '../document/limits';

const MARKER = Symbol.for('cdk-systems-manager.DenyAccessPolicy');

/**
 * Properties of the deny-access policy.
 */
export interface DenyAccessPolicyProps extends CedarPolicyDocumentOptions {
}

/**
 * The deny-access policy of just-in-time node access (document type `AutoApprovalPolicy`): which access is not approved automatically anywhere in the organisation,
 * whatever the auto-approval policies of its accounts permit; said in Cedar, with `forbid` alone. Such access can still be approved by people.
 *
 * An organisation has one such policy, whose name is always `SSM-JustInTimeAccessDenyAccessOrgPolicy`. It belongs into the delegated administrator account for Systems
 * Manager, or the management account, in the home Region: from there the service shares it with the accounts by AWS RAM and copies it to the other Regions, where it
 * overwrites what somebody else writes. A second one in the same account and Region of an app is an error, one elsewhere a
 * warning (`cdk-systems-manager:severalDenyAccessPolicies`).
 *
 * Declared `permit` statements are refused, as they would permit nothing. The Cedar policies are parsed and validated by the engine of the Cedar project, against the
 * schema that the user guide publishes. The engine is the npm package `@cedar-policy/cedar-wasm`, which has to be installed beside this library: without it the
 * construct refuses to be made.
 *
 * @stateless
 */
@propertyInjectable
export class DenyAccessPolicy extends ContentDocument implements IDocument {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.DenyAccessPolicy';

  /**
   * Whether a value is a `DenyAccessPolicy`.
   *
   * @param x any value.
   */
  public static isDenyAccessPolicy(x: any): x is DenyAccessPolicy {
    return typeof x === 'object' && x !== null && MARKER in x;
  }

  /**
   * Permissions on the document.
   */
  public readonly grants: DocumentGrants = DocumentGrants.fromDocument(this);

  constructor(scope: Construct, id: string, props: DenyAccessPolicyProps) {
    const { documentFormat, versionName, tags } = props;
    super(scope, id, { documentName: DENY_ACCESS_POLICY_NAME, documentFormat, versionName, tags }, self => {
      refusePermits(self, id, props);
      return cedarPolicyDocumentSpec(self, id, 'deny-access policy', props);
    });
    Object.defineProperty(this, MARKER, { value: true });
    countPolicy(this, 'deny-access');
  }
}

function refusePermits(self: Construct, id: string, { policies = [] }: DenyAccessPolicyProps): void {
  const faults = policies.flatMap(({ _statements }, index) => _statements.flatMap(({ _effect, _name }, at) => _effect === 'forbid' ? []
    : [`policies[${index}], statement ${at + 1}${_name === undefined ? '' : ` (${JSON.stringify(_name)})`} is a permit`]));
  if (faults.length === 0) return;
  throw new ValidationError(lit`PermitInDenyAccessPolicy`,
    faultsInWords(`${JSON.stringify(id)} permits access, and a deny-access policy only forbids; use CedarStatement.ofForbid, or put it into the auto-approval policy`, faults), self);
}
