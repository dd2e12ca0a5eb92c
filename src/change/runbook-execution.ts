import { Annotations, aws_ssm as ssm, Duration, Lazy } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { executionPermissions, startArns, tagPermissions } from './execution-permissions';
import { DEFAULT_WAIT } from './execution-wait';
import { outputFaults } from './output-faults';
import { RequiredCalendars } from './required-calendars';
import { givenFaults, runbookExecutionFaults, TimedInvocation, TIMES } from './runbook-execution-faults';
import { UnfinishedExecution } from './unfinished-execution';
import { tagsInput } from '../automation/execution-tags';
import { RunbookInvocation } from '../automation/runbook-invocation';
import { alarmInput, withoutUndefined } from '../automation/runbook-run';
import { AlarmConfiguration } from '../automation/target-location';
import { ValidationError } from '../document/host-language';
import { faultsInWords } from '../document/limits';
import { AutomationInput, EXECUTION_ID, OUTPUT, STATUS } from '../operations/provider/automation-properties';
import {
  RUNBOOK_EXECUTION_TYPE, RUNBOOK_ON_DELETE_TYPE, RunbookExecutionProperties, RunbookOnDeleteProperties,
} from '../operations/provider/runbook-execution-properties';
import { ASK_FOR_STACK } from '../operations/provider/stack-status';
import { WaitingResource } from '../operations/provider/waiting-resource';
import { readableDocumentName } from '../operations/readable-document';

/**
 * Properties of the execution of a runbook.
 */
export interface RunbookExecutionProps {
  /**
   * What is run when this is deployed first: `runbook.invoke(…)` or `RunbookInvocation.of(…)`.
   *
   * @default - `onUpdate`; give one of the three at least
   */
  readonly onCreate?: RunbookInvocation;

  /**
   * What is run when it, or `trigger`, has changed.
   *
   * @default - nothing is run then
   */
  readonly onUpdate?: RunbookInvocation;

  /**
   * What is run when this is taken out of the stack, the stack is deleted, or its creation is rolled back.
   *
   * @default - nothing is run then
   */
  readonly onDelete?: RunbookInvocation;

  /**
   * Whether the deployment waits for the end of the runbook, and fails when the runbook does, with the step that failed and its message.
   *
   * @default true
   */
  readonly waitForCompletion?: boolean;

  /**
   * How long it waits: whole seconds, 55 minutes at most, as CloudFormation waits an hour for all of it. The runbook goes on after that, unless it is
   * stopped.
   *
   * @default Duration.minutes(55)
   */
  readonly timeout?: Duration;

  /**
   * The alarm of CloudWatch that stops the runbook. The role of the runbook must allow `cloudwatch:DescribeAlarms` and
   * `ssm:StopAutomationExecution`.
   *
   * @default - no alarm
   */
  readonly alarmConfiguration?: AlarmConfiguration;

  /**
   * Tags of the executions, 5 at most; no key begins with `aws:`.
   *
   * @default - no tags
   */
  readonly tags?: Record<string, string>;

  /**
   * Change calendars that must all be open when a runbook is run: documents, names, or ARNs where other accounts share them; 10 at most.
   * The deployment fails where one is closed, and so does the deletion of what has `onDelete`.
   *
   * @default - no calendars
   */
  readonly openCalendars?: (string | ssm.IDocumentRef)[];

  /**
   * Another text runs `onUpdate` again, although it did not change, such as the hash of the runbook.
   *
   * @default - it is run when it changes
   */
  readonly trigger?: string;

  /**
   * What becomes of a runbook that still runs, when this is taken out of the stack: `UnfinishedExecution.STOP` or `UnfinishedExecution.LEAVE`.
   *
   * @default UnfinishedExecution.LEAVE
   */
  readonly unfinishedOnDelete?: string;
}

/**
 * Runs a runbook as part of a deployment: when this is created, changed or deleted.
 *
 * Each deployment runs it once: a repeated or interrupted one does not run it again, nor does one that is rolled back. A runbook that is changed
 * is not run again by itself: give its `contentHash` as `trigger` for that.
 *
 * Nobody can answer an execution in a deployment, so there is no interactive mode. The client token is derived from the stack and its
 * deployment, so none can be given. Accounts and Regions are given by `targetLocations` and not by a presigned URL, which would be a credential
 * in the template, and be worth nothing at the next deployment.
 *
 * @stateless
 */
@propertyInjectable
export class RunbookExecution extends Construct {
  /** Uniquely identifies this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-systems-manager.RunbookExecution';

  /** The id of the execution that was started last; `none` where nothing has been run yet. */
  public readonly executionId: string;
  /**
   * Its status, such as `Success`; with `waitForCompletion: false` as it was when it was started. `Unknown` where the service has forgotten the
   * execution, which it does after 30 days, or did not tell in time.
   */
  public readonly status: string;

  private readonly resource: WaitingResource<RunbookExecutionProperties>;
  private readonly runs: readonly TimedInvocation[];
  private readonly isAwaited: boolean;
  private readonly outputs: string[] = [];

  constructor(scope: Construct, id: string, props: RunbookExecutionProps) {
    super(scope, id);
    const { waitForCompletion = true, timeout = DEFAULT_WAIT, tags, alarmConfiguration, openCalendars, trigger } = props;
    const { unfinishedOnDelete = UnfinishedExecution.LEAVE } = props;
    this.refuse(givenFaults(props));
    const invocations = this.bind(props);
    const calendars = new RequiredCalendars(this, openCalendars);
    this.refuse(runbookExecutionFaults(props, invocations, calendars));
    invocations.forEach(({ property, invocation }) => invocation.doubts
      .forEach(doubt => Annotations.of(this).addWarningV2('cdk-systems-manager:runbookExecution', `${property}: ${doubt}`)));
    this.runs = invocations.filter(({ property }) => property !== 'onDelete');
    this.isAwaited = waitForCompletion;
    const waiting = { WaitForCompletion: waitForCompletion, Timeout: timeout.toSeconds(), Calendars: calendars.names() };
    const inputOf = (property: TimedInvocation['property']): AutomationInput | undefined => {
      const timed = invocations.find(each => each.property === property);
      return timed && withoutUndefined({
        DocumentName: timed.documentName, ...timed.invocation.input, AlarmConfiguration: alarmInput(alarmConfiguration), Tags: tagsInput(tags),
      });
    };
    const permissions = (timed: readonly TimedInvocation[], actions: readonly string[]) => [
      ...timed.length === 0 ? [] : [{
        actions: ['ssm:StartAutomationExecution'],
        resources: startArns(this, timed.map(({ invocation: { document, documentVersion: version } }) => ({ document, version }))),
      }],
      executionPermissions(this, ['ssm:DescribeAutomationStepExecutions', 'ssm:GetAutomationExecution', ...actions]),
      ...timed.length === 0 ? [] : [...tagPermissions(this, tags), ...calendars.permissions()],
      ...timed.flatMap(({ invocation }) => invocation.permissions(this, alarmConfiguration)),
    ];
    const onDelete = new WaitingResource<RunbookOnDeleteProperties>(this, 'OnDelete', {
      resourceType: RUNBOOK_ON_DELETE_TYPE,
      properties: { OnDelete: inputOf('onDelete'), ...waiting },
      document: invocations.find(({ property }) => property === 'onDelete')?.invocation.document,
      permissions: permissions(invocations.filter(({ property }) => property === 'onDelete'), []),
    });
    this.resource = new WaitingResource<RunbookExecutionProperties>(this, 'Default', {
      resourceType: RUNBOOK_EXECUTION_TYPE,
      properties: {
        OnCreate: inputOf('onCreate'),
        OnUpdate: inputOf('onUpdate'),
        ...waiting,
        Trigger: trigger,
        Outputs: Lazy.list({ produce: () => this.outputs }, { omitEmpty: true }),
        UnfinishedOnDelete: unfinishedOnDelete as RunbookExecutionProperties['UnfinishedOnDelete'],
      },
      document: this.runs[0]?.invocation.document,
      permissions: [...permissions(this.runs, ['ssm:StopAutomationExecution']), ASK_FOR_STACK],
    });
    // What is run at the end is run after all else is gone.
    this.resource.node.addDependency(onDelete, ...this.runs.flatMap(({ invocation }) => invocation.dependencies));
    onDelete.node.addDependency(...invocations.filter(({ property }) => property === 'onDelete').flatMap(({ invocation }) => invocation.dependencies));
    this.executionId = this.resource.attribute(EXECUTION_ID);
    this.status = this.resource.attribute(STATUS);
  }

  /**
   * What the runbook gave as one of its outputs: a single value as it is, several as a JSON list.
   *
   * Errors when a runbook of this app does not list that output, when nothing is run that could give one, and when nobody waits for it.
   *
   * @param name the name as the runbook lists it, `Step.Output`.
   */
  public output(name: string): string {
    const faults = [
      ...this.isAwaited ? [] : ['waitForCompletion is false, and outputs are known when the runbook has ended; wait for it'],
      ...this.runs.length === 0 ? ['there is neither onCreate nor onUpdate, which could have outputs'] : [],
      ...this.runs.flatMap(({ property, invocation }) => outputFaults(name, invocation).map(fault => `${property}: ${fault}`)),
    ];
    if (faults.length > 0) {
      throw new ValidationError(lit`NoSuchOutput`, faultsInWords(`there is no output ${JSON.stringify(name)}`, faults), this);
    }
    if (!this.outputs.includes(name)) this.outputs.push(name);
    return this.resource.attribute(`${OUTPUT}${name}`);
  }

  private refuse(faults: readonly string[]): void {
    if (faults.length === 0) return;
    throw new ValidationError(lit`InvalidRunbookExecution`, faultsInWords('the runbook cannot be run like this', faults), this);
  }

  private bind(props: RunbookExecutionProps): TimedInvocation[] {
    return TIMES.flatMap(property => {
      const invocation = props[property]?._bind(this, `Runbook${property.slice(2)}`);
      return invocation === undefined ? [] : [{ property, invocation, documentName: readableDocumentName(this, invocation.document, 'run') }];
    });
  }
}
