import { Annotations, aws_iam as iam, aws_ssm as ssm, Duration } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { changeRequestDoubts, changeRequestFaults, givenFaults } from './change-request-faults';
import { ChangeRequestInput } from './change-request-input';
import { executionPermissions, startArns, tagPermissions } from './execution-permissions';
import { DEFAULT_WAIT } from './execution-wait';
import { UnfinishedExecution } from './unfinished-execution';
import { RunbookInvocation } from '../automation/runbook-invocation';
import { ValidationError } from '../document/host-language';
import { faultsInWords } from '../document/limits';
import { EXECUTION_ID, OPS_ITEM_ID, STATUS } from '../operations/provider/automation-properties';
import {
  CHANGE_REQUEST_OUTCOME_TYPE, CHANGE_REQUEST_TYPE, ChangeRequestOutcomeProperties, ChangeRequestProperties,
} from '../operations/provider/change-request-properties';
import { OperationResource } from '../operations/provider/operation-resource';
import { ASK_FOR_STACK } from '../operations/provider/stack-status';
import { WaitingResource } from '../operations/provider/waiting-resource';

/**
 * Properties of a change request.
 */
export interface ChangeRequestProps {
  /**
   * The change template, or its name; its ARN where another account shares it. It must have been reviewed and approved, where the account
   * reviews templates.
   */
  readonly template: string | ssm.IDocumentRef;

  /**
   * The version of the template: `$DEFAULT`, `$LATEST` or a number from 1.
   *
   * @default - the default version
   */
  readonly templateVersion?: string;

  /**
   * The values of the parameters of the template, each a list, such as who approves.
   *
   * @default - no values
   */
  readonly templateParameters?: Record<string, string[]>;

  /**
   * What is to be run once the request is approved: `runbook.invoke(…)` or `RunbookInvocation.of(…)`. The template must allow the runbook.
   */
  readonly runbook: RunbookInvocation;

  /**
   * The name of the request, 1 to 1,024 characters.
   *
   * @default - no name
   */
  readonly changeRequestName?: string;

  /**
   * What approvers should know, as Markdown, 1 to 32,768 characters.
   *
   * @default - the information of the template
   */
  readonly changeDetails?: string;

  /**
   * When the runbook is to run, as ISO 8601 with its zone, such as `2026-12-01T22:00:00Z` or `2026-12-01T23:00+01:00`: seconds
   * may be left out, the offset has hours, a colon and minutes.
   *
   * @default - as soon as it is approved
   */
  readonly scheduledStart?: string;

  /**
   * When the change should be over, in the form of `scheduledStart` and after it; an estimate for approvers.
   *
   * @default - no estimate
   */
  readonly scheduledEnd?: string;

  /**
   * Whether nobody need approve, which the template must allow. Approvals of a change freeze are needed all the same.
   *
   * The function of this construct is only allowed such requests when this is true.
   *
   * @default - false, by the service
   */
  readonly autoApprove?: boolean;

  /**
   * Tags of the request, 5 at most; no key begins with `aws:`.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;

  /**
   * What the deployment waits for: `AwaitedState.APPROVED` or `AwaitedState.COMPLETED`. It fails when the request is rejected, fails,
   * or takes longer than `waitTimeout`; the request itself stays what it is then, unless the deployment that made it is rolled back.
   *
   * @default - nothing, as approvals can take days and CloudFormation waits an hour at most
   */
  readonly waitFor?: string;

  /**
   * How long it waits: whole seconds, 55 minutes at most, as CloudFormation waits an hour for all of it.
   *
   * @default Duration.minutes(55)
   */
  readonly waitTimeout?: Duration;

  /**
   * What becomes of a request that has not begun, when another one takes its place or it is taken out of the stack:
   * `UnfinishedExecution.STOP` or `UnfinishedExecution.LEAVE`. What has begun goes on in any case.
   *
   * @default UnfinishedExecution.STOP
   */
  readonly unfinishedOnDelete?: string;

  /**
   * Change calendars that must all be open at `scheduledStart`, or else when the request is made: documents, names, or ARNs where other
   * accounts share them; 10 at most. The deployment fails where one is closed.
   *
   * @default - no calendars, beside those that Change Manager itself looks at when the runbook is to run
   */
  readonly openCalendars?: (string | ssm.IDocumentRef)[];

  /**
   * Another text makes another request, although nothing else changed.
   *
   * @default - a new request when anything in it changes
   */
  readonly trigger?: string;
}

/**
 * Requests a change: people approve it, then Change Manager runs the runbook.
 *
 * **Change Manager has taken no new customers since 7 November 2025.** Those who had it by then go on as before; in other accounts the
 * deployment fails with `NoLongerSupportedException`. `RunbookExecution` runs a runbook without it.
 *
 * A deployment makes exactly one request, and none that it is rolled back to. When anything in the request changes, or `trigger`, one new request is made
 * and the old one is stopped unless it has begun (`unfinishedOnDelete`). The client token is derived from the stack and its deployment, so
 * none can be given.
 *
 * The deployment ends when the request is made, unless `waitFor` says otherwise.
 *
 * @stateless
 */
@propertyInjectable
export class ChangeRequest extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.ChangeRequest';

  /** The id of the execution, by which Systems Manager knows the request. */
  public readonly executionId: string;
  /**
   * The status of the request, such as `PendingApproval`, as it was when the request was made; with `waitFor` when the wait ended. `Unknown` where
   * the service has forgotten the execution, which it does after 30 days, or did not tell in time.
   */
  public readonly status: string;
  /**
   * The id of the OpsItem that the request is, as it was known when the request was made; with `waitFor` when the wait ended. `Unknown` where
   * the service has forgotten the execution, which it does after 30 days, or did not tell in time.
   */
  public readonly opsItemId: string;

  constructor(scope: Construct, id: string, props: ChangeRequestProps) {
    super(scope, id);
    const { unfinishedOnDelete = UnfinishedExecution.STOP, waitFor, waitTimeout = DEFAULT_WAIT, trigger } = props;
    this.refuse(givenFaults(props));
    const input = new ChangeRequestInput(this, props);
    this.refuse(changeRequestFaults(input));
    changeRequestDoubts(input).forEach(doubt => Annotations.of(this).addWarningV2('cdk-systems-manager:changeRequest', doubt));
    const request = new OperationResource<ChangeRequestProperties>(this, 'Default', {
      handler: 'change-request',
      resourceType: CHANGE_REQUEST_TYPE,
      properties: {
        Request: input.request,
        Trigger: trigger,
        UnfinishedOnDelete: unfinishedOnDelete as ChangeRequestProperties['UnfinishedOnDelete'],
        Calendars: input.calendars.names(),
      },
      document: input.template,
      permissions: this.permissions(input),
    });
    request.node.addDependency(...input.runbook.dependencies);
    const outcome = waitFor === undefined ? request : new WaitingResource<ChangeRequestOutcomeProperties>(this, 'Outcome', {
      resourceType: CHANGE_REQUEST_OUTCOME_TYPE,
      properties: {
        ExecutionId: request.attribute(EXECUTION_ID),
        WaitFor: waitFor as ChangeRequestOutcomeProperties['WaitFor'],
        Timeout: waitTimeout.toSeconds(),
      },
      document: input.template,
      permissions: [executionPermissions(this, ['ssm:DescribeAutomationStepExecutions', 'ssm:GetAutomationExecution'])],
    });
    this.executionId = request.attribute(EXECUTION_ID);
    this.status = outcome.attribute(STATUS);
    this.opsItemId = outcome.attribute(OPS_ITEM_ID);
  }

  private refuse(faults: readonly string[]): void {
    if (faults.length === 0) return;
    throw new ValidationError(lit`InvalidChangeRequest`, faultsInWords('the change request cannot be made like this', faults), this);
  }

  private permissions({ template, runbook, calendars, props }: ChangeRequestInput): iam.PolicyStatementProps[] {
    const { autoApprove, templateVersion, tags } = props;
    return [
      {
        actions: ['ssm:StartChangeRequestExecution'],
        resources: startArns(this, [{ document: template, version: templateVersion }]),
        // Nobody shall get round the approvers by changing the function's request.
        conditions: autoApprove === true ? undefined : { BoolIfExists: { 'ssm:AutoApprove': 'false' } },
      },
      // Stopping in any case: a request that is replaced is deleted by what was declared for it, with the permissions of the new one.
      executionPermissions(this, ['ssm:GetAutomationExecution', 'ssm:StopAutomationExecution']),
      ...tagPermissions(this, tags),
      ...calendars.permissions(),
      ...runbook.permissions(this),
      ASK_FOR_STACK,
    ];
  }
}
