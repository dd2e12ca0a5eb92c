import { aws_events as events, aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { nameOfDocument } from './attributes';
import { checkFilters } from './event-filters';
import { ExecutionStatus } from './execution-status';

/**
 * Which executions of runbooks events tell of.
 */
export interface ExecutionStatusEventOptions {
  /**
   * The runbooks, or their names. Events hold a name; whether they hold the ARN where another account shares the runbook is not verified, so that
   * both match there.
   *
   * @default - any runbook
   */
  readonly runbooks?: (string | ssm.IDocumentRef)[];

  /**
   * The statuses, such as `ExecutionStatus.FAILED`. The user guide lists the events of `Approved`, `Canceled`, `Failed`, `PendingApproval`,
   * `PendingChangeCalendarOverride`, `Rejected`, `Scheduled`, `Success` and `TimedOut`.
   *
   * @default - any status
   */
  readonly statuses?: string[];
}

/**
 * Which steps of runbooks events tell of.
 */
export interface StepStatusEventOptions extends ExecutionStatusEventOptions {
  /**
   * The names of the steps.
   *
   * @default - any step
   */
  readonly steps?: string[];

  /**
   * The actions of the steps, such as `aws:approve`.
   *
   * @default - any action
   */
  readonly actions?: string[];
}

/**
 * Patterns for the events that Automation sends to EventBridge, on a best-effort basis.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-eventbridge-events.html
 */
export class AutomationEvents {
  /**
   * The status of an execution has changed.
   *
   * Errors when a list is empty, which EventBridge refuses, and when a status is written with other capitals than events have.
   *
   * @param options which ones; all of the account and Region when omitted.
   */
  public static executionStatusChanged(options: ExecutionStatusEventOptions = {}): events.EventPattern {
    return pattern('EC2 Automation Execution Status-change Notification', detailOf(options));
  }

  /**
   * The status of a step of an execution has changed: `Canceled`, `Failed`, `Success` and `TimedOut` have events.
   *
   * Errors when a list is empty, which EventBridge refuses, and when a status is written with other capitals than events have.
   *
   * @param options which ones; all of the account and Region when omitted.
   */
  public static stepStatusChanged(options: StepStatusEventOptions = {}): events.EventPattern {
    const { steps, actions } = options;
    checkFilters({ steps, actions });
    return pattern('EC2 Automation Step Status-change Notification', { ...detailOf(options), StepName: steps, Action: actions });
  }

  private constructor() {
  }
}

/** As events may write it, and the API does not. */
const CANCELED = 'Canceled';

function detailOf({ runbooks, statuses }: ExecutionStatusEventOptions): Record<string, string[] | undefined> {
  checkFilters({ runbooks, statuses }, { statuses: [...Object.values(ExecutionStatus), CANCELED] });
  return { Definition: runbooks?.flatMap(namesInEvents), Status: statuses?.flatMap(inBothSpellings) };
}

function inBothSpellings(status: string): string[] {
  return status === ExecutionStatus.CANCELLED ? [status, CANCELED] : [status];
}

/** What events may call a document. @internal */
export function namesInEvents(document: string | ssm.IDocumentRef): string[] {
  if (typeof document === 'string') return [document];
  return [...new Set([document.documentRef.documentName, nameOfDocument(document)])];
}

/** A pattern for events of Systems Manager, without what is not asked for. @internal */
export function pattern(detailType: string, detail: Readonly<Record<string, unknown[] | undefined>>, resources?: string[]): events.EventPattern {
  const asked = Object.entries(detail).filter(([, values]) => values !== undefined);
  return {
    source: ['aws.ssm'],
    detailType: [detailType],
    ...resources === undefined ? {} : { resources },
    ...asked.length === 0 ? {} : { detail: Object.fromEntries(asked) },
  };
}

/** A rule with a pattern, as `on…` methods make one. @internal */
export function ruleFor(scope: Construct, id: string, options: events.OnEventOptions, eventPattern: events.EventPattern): events.Rule {
  const rule = new events.Rule(scope, id, options);
  rule.addEventPattern(eventPattern);
  rule.addTarget(options.target);
  return rule;
}
