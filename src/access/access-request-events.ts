import { aws_ec2 as ec2, aws_events as events, aws_ssm as ssm, Token } from 'aws-cdk-lib';
import { AccessRequestStatus } from './access-request-status';
import { namesInEvents, pattern } from '../automation/automation-events';
import { checkFilters, EventFilters } from '../automation/event-filters';

/**
 * Which access requests events tell of.
 */
export interface AccessRequestEventOptions {
  /**
   * The nodes: EC2 instances, ids (`i-…`, `mi-…`), or ARNs.
   *
   * @default - any node
   */
  readonly nodes?: (string | ec2.IInstanceRef)[];

  /**
   * Who requested access, as events name them: AWS's samples have the ids of users of IAM Identity Center; what stands there of requesters
   * who are roles is not verified.
   *
   * @default - anybody
   */
  readonly requesters?: string[];

  /**
   * The ids of access requests, such as `oi-0123456789ab`.
   *
   * @default - any request
   */
  readonly accessRequestIds?: string[];
}

/**
 * Which changes of access requests events tell requesters of.
 */
export interface RequesterStatusEventOptions extends AccessRequestEventOptions {
  /**
   * The statuses, such as `AccessRequestStatus.APPROVED`.
   *
   * @default - any status
   */
  readonly statuses?: string[];
}

/**
 * Which changes of access requests events tell approvers of.
 */
export interface ApproverStatusEventOptions extends RequesterStatusEventOptions {
  /**
   * Who may approve, as events name them: AWS's samples have ids of IAM Identity Center, and names. One of them is enough for a match.
   *
   * @default - anybody
   */
  readonly approvers?: string[];
}

/**
 * Which failed access requests events tell of.
 */
export interface AccessRequestFailedEventOptions extends AccessRequestEventOptions {
  /**
   * The approval policies that applied, or their names. One of them is enough for a match.
   *
   * @default - any policies
   */
  readonly policies?: (string | ssm.IDocumentRef)[];
}

/**
 * Patterns for the events of just-in-time node access, which come to EventBridge on a best-effort basis. Requests that are approved automatically have
 * none.
 *
 * AWS's samples of these events (aws-samples.github.io/aws-cloud-operations-best-practices) are what is known of them.
 */
export class AccessRequestEvents {
  /**
   * The status of a request has changed, told to who made it.
   *
   * Errors when a list is empty, which EventBridge refuses, and when a status is written with other capitals than events have.
   *
   * @param options which ones; all of the account and Region when omitted.
   */
  public static requesterStatusUpdated(options: RequesterStatusEventOptions = {}): events.EventPattern {
    const { statuses } = options;
    check(options, { statuses });
    return pattern('Requester Access Request Status Update', { ...detailOf(options), AccessRequestStatus: statuses });
  }

  /**
   * The status of a level of approvals has changed, told to those who may approve.
   *
   * Errors when a list is empty, which EventBridge refuses, and when a status is written with other capitals than events have.
   *
   * @param options which ones; all of the account and Region when omitted.
   */
  public static approverStatusUpdated(options: ApproverStatusEventOptions = {}): events.EventPattern {
    const { statuses, approvers } = options;
    check(options, { statuses, approvers });
    return pattern('Approver Access Request Status Update', {
      ...detailOf(options), AccessRequestApprovalLevelStatus: statuses, Approvers: approvers,
    });
  }

  /**
   * A request has failed, as when two approval policies apply to a node.
   *
   * Errors when a list is empty, which EventBridge refuses.
   *
   * @param options which ones; all of the account and Region when omitted.
   */
  public static requestFailed(options: AccessRequestFailedEventOptions = {}): events.EventPattern {
    const { policies } = options;
    check(options, { policies });
    return pattern('JITNA Access Request Failed', { ...detailOf(options), ApplicablePolicies: policies?.flatMap(namesInEvents) });
  }

  private constructor() {
  }
}

function check({ nodes, requesters, accessRequestIds }: AccessRequestEventOptions, more: EventFilters): void {
  checkFilters({ nodes, requesters, accessRequestIds, ...more }, { statuses: Object.values(AccessRequestStatus) });
}

function detailOf({ nodes, requesters, accessRequestIds }: AccessRequestEventOptions): Record<string, unknown[] | undefined> {
  return { TargetResourceArn: nodes?.map(inEvents), Requester: requesters, OpsItemId: accessRequestIds };
}

/** Events have the ARN of a node. It ends in the id, so that neither account nor Region need be known, nor the kind of node. */
function inEvents(node: string | ec2.IInstanceRef): unknown {
  if (typeof node !== 'string') return { suffix: `/${node.instanceRef.instanceId}` };
  if (Token.isUnresolved(node)) return { suffix: node };
  return node.startsWith('arn:') ? node : { suffix: `/${node}` };
}
