import { randomBytes, randomUUID } from 'node:crypto';
import { serviceModel } from './service-model';
import { Tags } from './tags';

export type ExecutionKind = 'Automation' | 'ChangeRequest' | 'AccessRequest';

/** In which an execution can be: AutomationExecutionStatus of the model. */
export const EXECUTION_STATUSES: readonly string[] = serviceModel.shapes.AutomationExecutionStatus.enum!;
/** In which an execution ends. Which these are follows from their descriptions; no list of them is published. */
export const FINAL_STATUSES: readonly string[] = [
  'Success', 'TimedOut', 'Cancelled', 'Failed', 'Rejected', 'ChangeCalendarOverrideRejected', 'CompletedWithSuccess', 'CompletedWithFailure', 'Exited',
];

/** A step of an execution, in the words of the service: any member of StepExecution. */
export interface StepState {
  readonly StepName: string;
  readonly StepStatus: string;
  readonly Action?: string;
  readonly FailureMessage?: string;
  readonly [member: string]: unknown;
}

/** How an execution goes on. */
export interface Script {
  /** What one read after the other shows; the last one stays. */
  readonly statuses: readonly string[];
  /** The step that fails, once the execution has Failed, TimedOut or CompletedWithFailure: those before it have succeeded, those after it are Pending. */
  readonly failedStep?: { readonly name: string; readonly message: string };
  /** @default the message of the failed step, in the words the service puts around it */
  readonly failureMessage?: string;
  /** Outputs of the execution once it has ended. */
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
}

/** What a test may change of an execution. */
export interface ExecutionChange extends Partial<Script> {
  /** From now on, whatever the script says. */
  readonly status?: string;
  /** Instead of those that follow from the document and the status. */
  readonly steps?: readonly StepState[];
}

/** An execution, as tests see it. */
export interface ExecutionState {
  readonly id: string;
  readonly kind: ExecutionKind;
  /** What the last read showed; before one, what the first will show. */
  readonly status: string;
  /** The document that was started: for a change request its template. */
  readonly documentName: string;
  /** Resolved: a number. */
  readonly documentVersion: string;
  /** The request that started it, without its client token. */
  readonly input: any;
  readonly clientToken?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly steps: readonly StepState[];
  readonly failureMessage?: string;
  readonly outputs?: Readonly<Record<string, readonly string[]>>;
  /** Of a change request and of what asks the approvers of an access request. */
  readonly opsItemId?: string;
  readonly executedBy: string;
  readonly startedAt: Date;
  readonly endedAt?: Date;
  /** Whether StopAutomationExecution was accepted for it. */
  readonly stopped: boolean;
}

interface Step {
  readonly name: string;
  readonly action: string;
}

/** What starts an execution. */
export interface Start {
  readonly kind: ExecutionKind;
  readonly input: any;
  readonly documentName: string;
  readonly documentVersion: string;
  readonly steps: readonly Step[];
  readonly executedBy: string;
  /** @default another one for a change request, none for others */
  readonly opsItemId?: string;
}

interface StoredExecution extends Start {
  readonly id: string;
  readonly startedAt: Date;
  endedAt?: Date;
  script: Script;
  /** Place in the statuses of the script. */
  at: number;
  /** Whether a read has shown the status at that place. */
  isShown: boolean;
  setSteps?: readonly StepState[];
  isStopped: boolean;
}

/** All executions of one account and Region, in the order of their start. */
export class ExecutionStore {
  /** How many steps an execution tells of; those after them are in DescribeAutomationStepExecutions. How many it is in truth is not known. */
  public shownSteps = Infinity;
  private readonly byId = new Map<string, StoredExecution>();
  private readonly tokens = new Map<string, { readonly request: string; readonly id: string }>();
  private readonly scripts: Partial<Record<ExecutionKind, Script>> = {};
  private readonly stopListeners: ((id: string) => void)[] = [];

  public constructor(private readonly tags: Tags, private readonly reads: number, private readonly now: () => number) {}

  /** Every execution that was ever started, oldest first. Looking is no read. */
  public get all(): readonly ExecutionState[] {
    return [...this.byId.values()].map(execution => this.state(execution));
  }

  /** Looking is no read. */
  public get(id: string): ExecutionState | undefined {
    const execution = this.byId.get(id);
    return execution && this.state(execution);
  }

  /** How executions go on that are started from now on. */
  public script(script: Script | readonly string[], kind: ExecutionKind = 'Automation'): void {
    this.scripts[kind] = checked('statuses' in script ? script : { statuses: script });
  }

  /** Changes one execution, as what happens outside does: an approval, a step that fails. */
  public set(id: string, change: ExecutionChange): ExecutionState {
    const execution = this.byId.get(id);
    if (!execution) throw new Error(`There is no execution ${id}; there are ${[...this.byId.keys()].join(', ') || 'none'}`);
    const { status, steps, ...script } = change;
    const statuses = script.statuses ?? (status === undefined ? undefined : [status]);
    execution.script = checked({ ...execution.script, ...script, ...statuses && { statuses } });
    if (steps) execution.setSteps = steps;
    if (statuses) this.moveTo(execution, 0);
    return this.state(execution);
  }

  /** Tells of every execution that is stopped by StopAutomationExecution. */
  public onStop(listener: (id: string) => void): void {
    this.stopListeners.push(listener);
  }

  /** As the service does after 30 days: nothing is known of any execution, nor of the tokens that started them. */
  public forgetAll(): void {
    this.byId.clear();
    this.tokens.clear();
  }

  /** As time does: afterwards a token that was used starts anew. */
  public forgetTokens(): void {
    this.tokens.clear();
  }

  /** What a client token has started, and with which request; tokens are UUIDs, so their case does not matter. */
  public startedWith(token: string): { readonly request: string; readonly id: string } | undefined {
    return this.tokens.get(token.toLowerCase());
  }

  /** @param id of its own for what a test puts there, instead of having it started. */
  public start(start: Start, request: string, id: string = randomUUID()): string {
    const { kind, input } = start;
    const opsItemId = start.opsItemId ?? (kind === 'ChangeRequest' ? `oi-${randomBytes(6).toString('hex')}` : undefined);
    const script = this.scripts[kind] ?? { statuses: this.usual(kind, input) };
    const execution: StoredExecution = { ...start, id, opsItemId, startedAt: new Date(this.now()), script, at: 0, isShown: false, isStopped: false };
    this.byId.set(id, execution);
    this.moveTo(execution, 0);
    execution.isShown = false;
    const tags = Object.fromEntries((input.Tags ?? []).map((tag: { Key: string; Value: string }) => [tag.Key, tag.Value]));
    this.tags.put('Automation', id, tags);
    if (opsItemId) this.tags.put('OpsItem', opsItemId, tags); // whether a request's tags stand on its OpsItem, its execution or both is unproven
    if (input.ClientToken !== undefined) this.tokens.set(input.ClientToken.toLowerCase(), { request, id });
    return id;
  }

  /** A read that counts: each one shows the next status. */
  public read(id: string): ExecutionState | undefined {
    const execution = this.byId.get(id);
    if (!execution) return undefined;
    if (execution.isShown && execution.at < execution.script.statuses.length - 1) this.moveTo(execution, execution.at + 1);
    execution.isShown = true;
    return this.state(execution);
  }

  /** Stops what still goes on: at once where nothing runs yet. */
  public stop(id: string): void {
    const execution = this.byId.get(id)!;
    const isRunning = ['InProgress', 'Waiting', 'RunbookInProgress'].includes(statusOf(execution));
    execution.isStopped = true;
    execution.script = { ...execution.script, statuses: isRunning ? ['Cancelling', 'Cancelled'] : ['Cancelled'] };
    this.moveTo(execution, 0);
    for (const listener of this.stopListeners) listener(id);
  }

  private moveTo(execution: StoredExecution, at: number): void {
    execution.at = at;
    execution.isShown = true;
    execution.endedAt = FINAL_STATUSES.includes(statusOf(execution)) ? execution.endedAt ?? new Date(this.now()) : undefined;
  }

  /** A change request waits for its approval as long as nobody approves it, and so does what asks the approvers of an access request. */
  private usual(kind: ExecutionKind, input: any): readonly string[] {
    if (kind === 'Automation') return [...['Pending', ...new Array(this.reads).fill('InProgress')].slice(0, this.reads), 'Success'];
    if (kind === 'AccessRequest' || !input.AutoApprove) return ['PendingApproval'];
    return input.ScheduledTime === undefined ? ['Approved', 'RunbookInProgress', 'CompletedWithSuccess'] : ['Approved', 'Scheduled'];
  }

  private state(execution: StoredExecution): ExecutionState {
    const { script, endedAt } = execution;
    const { ClientToken, ...input } = execution.input;
    const status = statusOf(execution);
    const hasFailed = ['Failed', 'TimedOut', 'CompletedWithFailure'].includes(status);
    const failureMessage = script.failureMessage ?? (hasFailed && script.failedStep ? inTheWordsOfTheService(script.failedStep.message) : undefined);
    return {
      id: execution.id,
      kind: execution.kind,
      status,
      documentName: execution.documentName,
      documentVersion: execution.documentVersion,
      input,
      ...ClientToken !== undefined && { clientToken: ClientToken },
      tags: this.tags.get('Automation', execution.id)!,
      steps: execution.setSteps ?? stepsOf(execution, status, hasFailed),
      ...failureMessage !== undefined && endedAt && { failureMessage },
      ...script.outputs && endedAt && { outputs: script.outputs },
      ...execution.opsItemId !== undefined && { opsItemId: execution.opsItemId },
      executedBy: execution.executedBy,
      startedAt: execution.startedAt,
      ...endedAt && { endedAt },
      stopped: execution.isStopped,
    };
  }
}

function statusOf(execution: StoredExecution): string {
  return execution.script.statuses[execution.at];
}

/** Where the steps are, as far as the status of the whole tells: a guess, except for a step that was said to fail. */
function stepsOf({ steps, script }: StoredExecution, status: string, hasFailed: boolean): StepState[] {
  const failedAt = hasFailed && script.failedStep ? steps.findIndex(step => step.name === script.failedStep!.name) : -1;
  return steps.map(({ name, action }, index) => {
    const isFailed = index === failedAt;
    return {
      StepName: name,
      Action: action,
      StepStatus: isFailed ? 'Failed' : status === 'Success' || status === 'CompletedWithSuccess' || index < failedAt ? 'Success'
        : status === 'InProgress' && index === 0 ? 'InProgress' : 'Pending',
      ...isFailed && { FailureMessage: inTheWordsOfTheService(script.failedStep!.message) },
    };
  });
}

/** As people quote it; not recorded. */
function inTheWordsOfTheService(message: string): string {
  return `Step fails when it is Execute/Cancelling action. ${message}. Please refer to Automation Service Troubleshooting Guide for more diagnosis details.`;
}

function checked(script: Script): Script {
  const unknown = script.statuses.filter(status => !EXECUTION_STATUSES.includes(status));
  if (unknown.length > 0 || script.statuses.length === 0) {
    throw new Error(`No statuses of an execution: [${unknown.join(', ')}]; there are ${EXECUTION_STATUSES.join(', ')}`);
  }
  return script;
}
