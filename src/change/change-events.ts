import { aws_events as events, aws_ssm as ssm } from 'aws-cdk-lib';
import { CalendarState } from './calendar-state';
import { namesInEvents, pattern } from '../automation/automation-events';
import { checkFilters } from '../automation/event-filters';
import { documentArnOf } from '../document/document-grants';

/**
 * The statuses of change requests that the user guide lists for events. Any other text can stand in its place.
 */
export class ChangeRequestStatus {
  /** It has its approvals. */
  public static readonly APPROVED = 'Approved';
  /** It was rejected, which is final. */
  public static readonly REJECTED = 'Rejected';
  /** It was requested, or its runbook runs. */
  public static readonly IN_PROGRESS = 'InProgress';

  private constructor() {
  }
}

/**
 * Which change requests events tell of.
 */
export interface ChangeRequestStatusEventOptions {
  /**
   * The change templates, or their names. Events hold a name; whether they hold the ARN where another account shares the template is not verified,
   * so that both match there.
   *
   * @default - any change template
   */
  readonly templates?: (string | ssm.IDocumentRef)[];

  /**
   * The statuses, such as `ChangeRequestStatus.REJECTED`.
   *
   * @default - any status
   */
  readonly statuses?: string[];
}

/**
 * Which calendars events tell of.
 */
export interface CalendarStateEventOptions {
  /**
   * The calendars. Those that another account shares have no events.
   *
   * @default - any calendar
   */
  readonly calendars?: ssm.IDocumentRef[];

  /**
   * The states: `CalendarState.OPEN`, `CalendarState.CLOSED`.
   *
   * @default - both
   */
  readonly states?: string[];
}

/**
 * Patterns for the events that Change Manager and Change Calendar send to EventBridge, on a best-effort basis.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-eventbridge-events.html
 */
export class ChangeEvents {
  /**
   * The status of a change request has changed.
   *
   * Errors when a list is empty, which EventBridge refuses, and when a status is written with other capitals than events have.
   *
   * @param options which ones; all of the account and Region when omitted.
   */
  public static changeRequestStatusUpdated(options: ChangeRequestStatusEventOptions = {}): events.EventPattern {
    const { templates, statuses } = options;
    checkFilters({ templates, statuses }, { statuses: Object.values(ChangeRequestStatus) });
    return pattern('Change Request Status Update', { 'change-template-document-name': templates?.flatMap(namesInEvents), 'ops-item-status': statuses });
  }

  /**
   * A calendar has opened or closed. Events come up to 15 minutes late, and may come twice.
   *
   * Errors when a list is empty, which EventBridge refuses, and when a state is none of a `CalendarState`.
   *
   * @param options which ones; all of the account and Region when omitted.
   */
  public static calendarStateChanged(options: CalendarStateEventOptions = {}): events.EventPattern {
    const { calendars, states } = options;
    checkFilters({ calendars, states }, {}, { states: Object.values(CalendarState) });
    return pattern('Calendar State Change', { state: states }, calendars?.map(documentArnOf));
  }

  private constructor() {
  }
}
