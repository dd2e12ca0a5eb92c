import { createHash } from 'crypto';
import { Annotations, aws_events as events, aws_iam as iam, Aws, ITaggableV2, Lazy, Stack, TagManager, TagType, Token } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { AccessRequestEvents } from './access-request-events';
import { accessRequestDoubts, accessRequestFaults } from './access-request-faults';
import { accessRequestTagDoubts, accessRequestTagFaults } from './access-request-tag-faults';
import { PendingAccessRequest } from './pending-access-request';
import { requesterPermissions, sharedRequesterPermissions } from './requester-permissions';
import { watchRequesters } from './requester-sessions';
import { ruleFor } from '../automation/automation-events';
import { Target } from '../automation/target';
import { ValidationError } from '../document/host-language';
import { faultsInWords } from '../document/limits';
import {
  ACCESS_REQUEST_ID, ACCESS_REQUEST_STATUS, ACCESS_REQUEST_TYPE, AccessRequestProperties, OWN_TAG,
} from '../operations/provider/access-request-properties';
import { OperationResource } from '../operations/provider/operation-resource';

/**
 * Properties of an access request.
 */
export interface AccessRequestProps {
  /**
   * The role that requests access. Systems Manager takes whoever calls for the requester and gives the credentials to nobody else, so the function
   * of this construct assumes this role; without one nobody could use what is approved, which is an error. AWS's sample names the session of the role as the
   * requester, and whether another session of it gets the credentials is not verified: where it does not, assume the role with the session name
   * `cdk-systems-manager`, as the function does.
   *
   * It must be of the account of the stack, as requests are. What the request needs is added to roles of this app, and to imported ones that may be changed:
   * requesting access to these nodes, to any of the account and Region where there are more than 25.
   *
   * The trust is added to an `iam.Role` of the same stack; of any other role, see to it yourself, such as by trusting the account with a condition on
   * `aws:PrincipalArn`: the name of the function's role is made by CloudFormation, and begins with that of the stack. Do the same where the role stays when
   * the last request in its name is taken out of the stack: CloudFormation takes away the trust that was added before it deletes the request, which then
   * cannot be cancelled; the deletion tells so.
   *
   * @default - an error, which says why
   */
  readonly requester?: iam.IRoleRef;

  /**
   * Why access is needed, 1 to 256 characters. Approvers read it.
   */
  readonly reason: string;

  /**
   * The nodes, 1 to 5 targets with up to 50 values: `[Target.instanceIds('i-0123456789abcdef0')]`. That is the only form in AWS's documents; others
   * get a warning.
   */
  readonly targets: Target[];

  /**
   * Tags of the request, beside those of the stack and those that `Tags.of(scope).add()` gives; no key begins with `aws:`. Changing tags
   * changes them on the request that was made, and leaves those that somebody else has put there.
   *
   * @default - those of the stack
   */
  readonly tags?: Record<string, string>;

  /**
   * What becomes of a request that nobody decided about yet, when another one takes its place or it is taken out of the stack:
   * `PendingAccessRequest.CANCEL` or `PendingAccessRequest.LEAVE`. Access that is approved lasts until its time is over, in any case.
   *
   * @default PendingAccessRequest.CANCEL
   */
  readonly pendingOnDelete?: string;

  /**
   * Another text makes another request, although nothing else changed.
   *
   * @default - a new request when requester, reason or targets change
   */
  readonly trigger?: string;
}

/**
 * Requests just-in-time access to nodes: approval policies decide whether the requester gets it at once, or people have to approve.
 *
 * A deployment makes exactly one request, and none that it is rolled back to. When the requester, the reason or the targets change, or `trigger`, one new
 * request is made, and the old one is cancelled if nobody has decided about it. When only tags change they are changed on the request.
 *
 * The API has no client token. So the request bears a tag with the id of the stack (`cdk-systems-manager:access-request`), by which it is found again;
 * take that tag off and it is no longer this stack's.
 *
 * Approval policies must be there before: nobody can request access to a node without one. Where they are in the same stack, say so
 * (`request.node.addDependency(policy)`).
 *
 * The deployment ends when the request is made and does not wait for approvals. Credentials are never fetched: the requester gets them, with
 * `aws ssm get-access-token` or the Session Manager plugin.
 *
 * @stateless
 */
@propertyInjectable
export class AccessRequest extends Construct implements ITaggableV2 {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.AccessRequest';

  /** The id of the request, such as `oi-0123456789ab`. It is the id of an OpsItem. */
  public readonly accessRequestId: string;
  /**
   * The status of the request as it was when it was made, such as `PendingApproval`. `Unknown` where the service has forgotten the request, which it does after
   * a year, or did not tell in time.
   */
  public readonly status: string;
  /** The tags of the request; `Tags.of(scope).add()` adds to them. */
  public readonly cdkTagManager: TagManager;

  constructor(scope: Construct, id: string, props: AccessRequestProps) {
    super(scope, id);
    const faults = accessRequestFaults(props, Stack.of(this).account);
    if (faults.length > 0) throw new ValidationError(lit`InvalidAccessRequest`, faultsInWords('access cannot be requested like this', faults), this);
    accessRequestDoubts(props).forEach(doubt => this.warn(doubt));
    const { requester, reason, targets, tags, pendingOnDelete = PendingAccessRequest.CANCEL, trigger } = props;
    this.cdkTagManager = new TagManager(TagType.MAP, ACCESS_REQUEST_TYPE, tags);
    const stack = Stack.of(this);
    // Another request of the stack has another logical id, and the same one keeps its own wherever its construct is moved to.
    const owner = `${Aws.STACK_ID}/${Lazy.string({ produce: () => shortHash(stack.resolve(resource.logicalId)) })}`;
    const resource: OperationResource<AccessRequestProperties> = new OperationResource<AccessRequestProperties>(this, 'Default', {
      handler: 'access-request',
      resourceType: ACCESS_REQUEST_TYPE,
      properties: {
        Reason: reason,
        Targets: targets.map(({ _content: { Key, Values } }) => ({ Key, Values })) as AccessRequestProperties['Targets'],
        Tags: Lazy.any({ produce: () => this.allTags(stack) }) as unknown as AccessRequestProperties['Tags'],
        Owner: owner,
        Trigger: trigger,
        PendingOnDelete: pendingOnDelete as AccessRequestProperties['PendingOnDelete'],
      },
      permissions: [{
        actions: ['ssm:AddTagsToResource', 'ssm:RemoveTagsFromResource'],
        resources: [stack.formatArn({ service: 'ssm', resource: 'opsitem', resourceName: '*' })],
        // Ids are made by the service; the tag says which requests are this one's.
        conditions: { StringLike: { [`aws:ResourceTag/${OWN_TAG}`]: `${owner}/*` } },
      }],
      actAs: { role: requester!, permissions: requesterPermissions(stack, nodeIds(targets)), sharedPermissions: sharedRequesterPermissions(stack) },
    });
    this.accessRequestId = resource.attribute(ACCESS_REQUEST_ID);
    this.status = resource.attribute(ACCESS_REQUEST_STATUS);
    this.node.addValidation({ validate: () => this.tagFaults(stack) });
    watchRequesters(this);
  }

  /**
   * Define a rule of EventBridge for changes of the status of this request: that it was approved, rejected or cancelled. The rule can only be made after the
   * request, so it may miss that approval is pending; requests that are approved automatically have no events.
   *
   * @param id the construct id of the rule, within this construct.
   * @param options the rule and its target.
   */
  public onStatusChange(id: string, options: events.OnEventOptions = {}): events.Rule {
    return ruleFor(this, id, options, AccessRequestEvents.requesterStatusUpdated({ accessRequestIds: [this.accessRequestId] }));
  }

  /** Those of the stack too, as CloudFormation gives them to the other resources. */
  private allTags(stack: Stack): Record<string, string> | undefined {
    const tags = { ...tagsOf(stack), ...this.cdkTagManager.tagValues() };
    const own = Object.entries(tags).filter(([key]) => !/^aws:/i.test(key));
    return own.length === 0 ? undefined : Object.fromEntries(own);
  }

  /** Tags that came from around it, which nobody has looked at. */
  private tagFaults(stack: Stack): string[] {
    const tags = this.allTags(stack) ?? {};
    accessRequestTagDoubts(tags, 1).forEach(doubt => this.warn(doubt));
    return accessRequestTagFaults(tags, 1).map(fault => `access cannot be requested like this: ${fault}`);
  }

  private warn(message: string): void {
    Annotations.of(this).addWarningV2('cdk-systems-manager:accessRequest', message);
  }
}

/** CloudFormation gives the tags of a stack to the stacks that are nested in it, too. */
function tagsOf(stack: Stack): Record<string, string> {
  const { nestedStackParent: parent } = stack;
  return { ...parent === undefined ? {} : tagsOf(parent), ...stack.tags.tagValues() };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** The ids of the nodes, where all targets name some. */
function nodeIds(targets: readonly Target[]): string[] | undefined {
  const areIds = targets.every(({ _content: { Key, Values } }) => Key === 'InstanceIds' && Array.isArray(Values) && !Token.isUnresolved(Values));
  return areIds ? targets.flatMap(({ _content: { Values } }) => Values as string[]) : undefined;
}
