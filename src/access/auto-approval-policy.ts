import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { CedarPolicyDocumentOptions, cedarPolicyDocumentSpec } from './cedar-policy-document';
import { countPolicy } from './policy-count';
import { AUTO_APPROVAL_POLICY_NAME } from '../content/schema/approval-policies';
import { ContentDocument } from '../document/content-document';
import { IDocument } from '../document/document-base';
import { DocumentGrants } from '../document/document-grants';

const MARKER = Symbol.for('cdk-systems-manager.AutoApprovalPolicy');

/**
 * Properties of the auto-approval policy.
 */
export interface AutoApprovalPolicyProps extends CedarPolicyDocumentOptions {
}

/**
 * The auto-approval policy of just-in-time node access (document type `AutoApprovalPolicy`): who gets access to which nodes without an approval, said in Cedar.
 * Such access lasts one hour, which cannot be changed. What the deny-access policy of the organisation forbids is not approved automatically, and where nothing
 * permits it the manual approval policies decide.
 *
 * An account and Region has one such policy, whose name is always `SSM-JustInTimeAccessAutoApprovalPolicy`; a second one in an app is an error. Where one
 * exists already, made in the console for instance, the creation fails: delete it before, or import it into the stack.
 *
 * The Cedar policies are parsed and validated by the engine of the Cedar project, against the schema that the user guide publishes. The engine
 * is the npm package `@cedar-policy/cedar-wasm`, which has to be installed beside this library: without it the construct refuses to be made.
 *
 * SSM shares no documents of this type with other accounts.
 *
 * @stateless
 */
@propertyInjectable
export class AutoApprovalPolicy extends ContentDocument implements IDocument {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.AutoApprovalPolicy';

  /**
   * Whether a value is an `AutoApprovalPolicy`.
   *
   * @param x any value.
   */
  public static isAutoApprovalPolicy(x: any): x is AutoApprovalPolicy {
    return typeof x === 'object' && x !== null && MARKER in x;
  }

  /**
   * Permissions on the document.
   */
  public readonly grants: DocumentGrants = DocumentGrants.fromDocument(this);

  constructor(scope: Construct, id: string, props: AutoApprovalPolicyProps) {
    const { documentFormat, versionName, tags } = props;
    super(scope, id, { documentName: AUTO_APPROVAL_POLICY_NAME, documentFormat, versionName, tags },
      self => cedarPolicyDocumentSpec(self, id, 'auto-approval policy', props));
    Object.defineProperty(this, MARKER, { value: true });
    countPolicy(this, 'auto-approval');
  }
}
