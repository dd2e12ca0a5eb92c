import { Arn, ArnFormat, aws_iam as iam, Duration, ResourceProps, Stack } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { manualApprovalPolicySpec } from './manual-approval-policy-preparation';
import { countPolicy } from './policy-count';
import { Target } from '../automation/target';
import { ApprovalLevel } from '../change/approval-level';
import type { Content } from '../document/content';
import { ContentDocument } from '../document/content-document';
import { DocumentBase, IDocument } from '../document/document-base';
import { DocumentGrants, importedDocumentArn } from '../document/document-grants';
import { DocumentOptions } from '../document/document-options';
import { ValidationError } from '../document/host-language';

const MARKER = Symbol.for('cdk-systems-manager.ManualApprovalPolicy');

/**
 * A manual approval policy.
 */
export interface IManualApprovalPolicy extends IDocument {
}

/**
 * What is known of a manual approval policy that exists already; the ARN counts when both are given.
 */
export interface ManualApprovalPolicyAttributes {
  /**
   * The name of the policy.
   *
   * @default - taken from the ARN
   */
  readonly documentName?: string;

  /**
   * The ARN of the policy.
   *
   * @default - made from the name, for the Region and the account of the scope
   */
  readonly documentArn?: string;
}

/**
 * Properties of a manual approval policy: either its targets, its approvals and what belongs to them, or a content that has them.
 */
export interface ManualApprovalPolicyProps extends DocumentOptions {
  /**
   * The nodes whose access the policy is about: `Target.tag(key, …values)` for those with a tag, or `Target.allInstances()` for all of them. A node
   * that has one of the tags is enough. A policy for a tag goes before one for all nodes; where two policies for tags match one node, every request
   * for that node fails.
   *
   * How all nodes are written in such a policy is not documented. `Target.allInstances()` writes `InstanceIds` with the value `*`, as Automation takes it.
   * Where the service has another form, write it with `Target.of(key, values)` or in `content`. Targets of other kinds get a warning, as the user guide knows
   * tags and all nodes alone.
   *
   * @default - those of `content`
   */
  readonly targets?: Target[];

  /**
   * The levels of approval, 1 to 5, in the order in which they are asked, each with 1 to 5 approvers: users and groups of IAM Identity Center, or
   * principals of IAM, depending on what the account is set up for. AWS's policies name the former by their ids
   * (`Approver.ssoGroup('ec4df598-7071-70a6-0de4-12345example')`).
   *
   * AWS's policies say with each level how many approvals it needs (`required`), and that is what the user guide describes. A level that does not say is
   * written as in change templates, where each approver counts for itself; that policies are read so too is not verified.
   *
   * @default - those of `content`
   */
  readonly approvals?: ApprovalLevel[];

  /**
   * How long a user can start sessions to a node once a request is approved: whole seconds, from 1 to 336 hours.
   *
   * @default - 1 hour; with `content` what it says
   */
  readonly accessDuration?: Duration;

  /**
   * The role, or its name, with which sessions are opened (`TokenRole`). Its name stands in the policy. Whoever deploys the policy must be allowed to pass
   * it to `justintimeaccess.ssm.amazonaws.com` (`iam:PassRole`); that the role of CloudFormation needs this as well is inferred from that.
   *
   * @default - SSM-JustInTimeAccessTokenRole, which Quick Setup makes; with `content` the role that it names
   */
  readonly tokenRole?: string | iam.IRoleRef;

  /**
   * A whole policy from a file, a text or an object, in the place of all the others. It is deployed as it is, but for `description` where that is given.
   *
   * @default - the policy is put together from `targets` and `approvals`
   */
  readonly content?: Content;
}

/**
 * A manual approval policy of just-in-time node access (document type `ManualApprovalPolicy`): who must approve a request for access to certain nodes, and
 * how long access lasts.
 *
 * It applies in its account and Region, which have 50 such policies at most: more of them in one app is an error. Two policies of one account and Region that
 * name the same tag, or all nodes, get a warning (`cdk-systems-manager:manualApprovalPoliciesOverlap`), as requests for such nodes fail.
 *
 * SSM shares no documents of this type with other accounts.
 *
 * @stateless
 */
@propertyInjectable
export class ManualApprovalPolicy extends ContentDocument implements IManualApprovalPolicy {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.ManualApprovalPolicy';

  /**
   * Use a manual approval policy of this account and Region.
   *
   * @param scope where the policy is used.
   * @param id the construct id.
   * @param documentName the name of the policy.
   */
  public static fromManualApprovalPolicyName(scope: Construct, id: string, documentName: string): IManualApprovalPolicy {
    return ManualApprovalPolicy.fromManualApprovalPolicyAttributes(scope, id, { documentName });
  }

  /**
   * Use a manual approval policy by its ARN.
   *
   * @param scope where the policy is used.
   * @param id the construct id.
   * @param documentArn the ARN of the policy.
   */
  public static fromManualApprovalPolicyArn(scope: Construct, id: string, documentArn: string): IManualApprovalPolicy {
    return ManualApprovalPolicy.fromManualApprovalPolicyAttributes(scope, id, { documentArn });
  }

  /**
   * Use a manual approval policy that exists already. Errors when neither its name nor its ARN is given.
   *
   * @param scope where the policy is used.
   * @param id the construct id.
   * @param attributes what is known of the policy.
   */
  public static fromManualApprovalPolicyAttributes(scope: Construct, id: string, attributes: ManualApprovalPolicyAttributes): IManualApprovalPolicy {
    const { documentName, documentArn } = attributes;
    if (documentArn !== undefined) {
      const name = documentName ?? Arn.split(documentArn, ArnFormat.SLASH_RESOURCE_NAME).resourceName!;
      return new ImportedManualApprovalPolicy(scope, id, name, documentArn, { environmentFromArn: documentArn });
    }
    if (documentName === undefined) {
      throw new ValidationError(lit`DocumentAttributesMissing`, 'neither documentName nor documentArn is given; give one of them', scope);
    }
    return new ImportedManualApprovalPolicy(scope, id, documentName, importedDocumentArn(Stack.of(scope), documentName));
  }

  /**
   * Whether a value is a `ManualApprovalPolicy`.
   *
   * @param x any value.
   */
  public static isManualApprovalPolicy(x: any): x is ManualApprovalPolicy {
    return typeof x === 'object' && x !== null && MARKER in x;
  }

  /**
   * Permissions on the document.
   */
  public readonly grants: DocumentGrants = DocumentGrants.fromDocument(this);

  constructor(scope: Construct, id: string, props: ManualApprovalPolicyProps) {
    super(scope, id, props, self => manualApprovalPolicySpec(self, id, props));
    Object.defineProperty(this, MARKER, { value: true });
    countPolicy(this, 'manual');
  }
}

class ImportedManualApprovalPolicy extends DocumentBase implements IManualApprovalPolicy {
  /** What sharing asks for. @internal */
  public readonly _type = 'ManualApprovalPolicy';
  public readonly grants: DocumentGrants = DocumentGrants.fromDocument(this);

  constructor(scope: Construct, id: string, public readonly documentName: string, public readonly documentArn: string, props: ResourceProps = {}) {
    super(scope, id, props);
  }
}
