import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Answer } from '../../../lambda/shared/answer';
import { RUNBOOK_EXECUTION_TYPE, RunbookExecutionProperties } from '../../../src/operations/provider/runbook-execution-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { putTemplate, RUNBOOK } from '../handlers/change-request';
import { event } from '../invoke';
import { throughFramework } from '../through-framework';

/** How many sequences of deployments are tried. */
const SEQUENCES = Number(process.env.SEQUENCES ?? 200);
const START = 'StartAutomationExecution';
/** An output of each runbook that has ended. */
const OUTPUTS = ['Check.Id'];
/** How often is asked whether a runbook has ended: more often than one takes that ends. */
const ATTEMPTS = 4;

type Reason = 'November' | 'December';
type End = 'Success' | 'Failed' | 'InProgress';

/** What a person may declare. */
interface Declared {
  readonly onCreate?: Reason;
  readonly onUpdate?: Reason;
  readonly trigger: string;
  readonly wait: boolean;
  readonly outputs: boolean;
  readonly unfinished: 'Stop' | 'Leave';
}

/** What happens to a request to the handler. */
interface Accident {
  /** `refused`: the service starts nothing; `lost`: its answer to the start gets lost. */
  readonly kind: 'none' | 'refused' | 'lost';
  /** What becomes of what is started; `InProgress`: it goes on for longer than anybody waits. */
  readonly end: End;
  /** How often Lambda delivers the request again. */
  readonly replays: number;
}

const NOTHING: Accident = { kind: 'none', end: 'Success', replays: 0 };

/** An execution as the model has it. */
interface Execution {
  readonly reason: Reason;
  /** What was declared when it was started. */
  readonly declared: Declared;
  status: End | 'Cancelled';
  isStopped: boolean;
  /** Where the service has it, which knows each for 30 days. */
  isGone: boolean;
  id?: string;
}

/** What a deployment left: what was declared, which execution the resource stands for, and the physical id that CloudFormation has of it. */
interface Situation {
  readonly declared: Declared;
  readonly current?: Execution;
  readonly id: string;
}

/** What a deployment comes to. */
interface Outcome {
  readonly succeeds: boolean;
  readonly started?: Execution;
  /** What the resource stands for then, where it is not rolled back. */
  readonly current?: Execution;
}

interface Model {
  /** After the last deployment that succeeded. */
  stable?: Situation;
  /** After one that failed and was not rolled back; `last` is what was declared for the last time when something was run, or nothing was to be. */
  failed?: Situation & { readonly last: Declared };
  readonly executions: Execution[];
}

interface Asked {
  readonly id?: string;
  readonly old?: Declared;
  readonly accident?: Accident;
}

/** What there is: a service, and a stack with one execution. */
class Real {
  public constructor(public readonly double: SsmDouble, private readonly cloudFormation: CloudFormationDouble) {
  }

  public async ask(type: 'Create' | 'Update' | 'Delete', status: string, declared: Declared, { id, old, accident = NOTHING }: Asked = {}): Promise<Answer> {
    this.cloudFormation.status = status;
    const request = event({
      RequestType: type,
      ResourceType: RUNBOOK_EXECUTION_TYPE,
      RequestId: randomUUID(),
      PhysicalResourceId: id,
      ResourceProperties: propertiesOf(declared),
      OldResourceProperties: old && propertiesOf(old),
    });
    const { kind, end, replays } = accident;
    if (kind === 'refused') {
      this.double.faults.add({ kind: 'error', operation: START, code: 'AutomationExecutionLimitExceededException', message: 'Too many.', status: 400, times: replays + 1 });
    } else if (kind === 'lost') {
      this.double.faults.add({ kind: 'dropAfter', operation: START });
    }
    // What nobody waits for has its status at once, as looks move it on.
    this.double.executions.script({
      statuses: declared.wait && end !== 'InProgress' ? ['InProgress', end] : [end], outputs: { 'Check.Id': ['i-1'] }, failedStep: { name: 'Patch', message: 'No space' },
    });
    const starts = this.starts();
    let told: Answer | undefined;
    for (let count = 0; count <= replays; count += 1) {
      const options = { cloudFormationEndpoint: this.cloudFormation.endpoint, attempts: ATTEMPTS };
      const { told: answer } = await throughFramework('automation-execution', this.double.endpoint, request, options);
      if (told !== undefined) expect(answer).toMatchObject({ Status: told.Status, PhysicalResourceId: told.PhysicalResourceId });
      told = answer;
    }
    this.double.faults.clear();
    if (type === 'Delete' || status.includes('ROLLBACK')) expect(this.starts()).toBe(starts);
    return told!;
  }

  private starts(): number {
    return this.double.requestsFor(START).length;
  }
}

function propertiesOf({ onCreate, onUpdate, trigger, wait, outputs, unfinished }: Declared): RunbookExecutionProperties {
  const run = (reason?: Reason) => reason && { DocumentName: RUNBOOK, Parameters: { Reason: [reason] } };
  return {
    OnCreate: run(onCreate),
    OnUpdate: run(onUpdate),
    Trigger: trigger,
    WaitForCompletion: wait,
    Timeout: 3_300,
    Outputs: outputs ? OUTPUTS : undefined,
    UnfinishedOnDelete: unfinished,
  };
}

/** Whether something else is to be run at an update. */
function isOther(one: Declared, other: Declared): boolean {
  return one.onUpdate !== other.onUpdate || one.trigger !== other.trigger;
}

/** What comes of a request that runs something, and of one that does not. */
function outcomeOf(model: Model, declared: Declared, reason: Reason | undefined, { kind, end }: Accident, current?: Execution): Outcome {
  if (reason !== undefined) {
    if (kind === 'refused') return { succeeds: false, current };
    const started: Execution = { reason, declared, status: end, isStopped: false, isGone: false };
    model.executions.push(started);
    return { succeeds: !declared.wait || end === 'Success', started, current: started };
  }
  const isWaitedFor = declared.wait && current?.isGone === false && current.status === 'InProgress';
  const hasNoOutputs = declared.outputs && current?.isGone !== false;
  return { succeeds: !isWaitedFor && !hasNoOutputs, current };
}

/** All is as the model has it; what was started just now gets its id. */
function expectSame({ executions }: Model, { double }: Real): void {
  const there = executions.filter(({ isGone }) => !isGone);
  const seen = double.executions.all;
  expect(seen.map(({ input, stopped }) => ({ reason: input.Parameters.Reason[0] as string, stopped })))
    .toEqual(there.map(({ reason, isStopped }) => ({ reason, stopped: isStopped })));
  there.forEach((execution, index) => { execution.id = seen[index].id; });
}

/** The resource stands for an execution, as its id says and, where it was told, its attributes. */
function expectFor(current: Execution | undefined, { Status, PhysicalResourceId: id, Data }: Answer): void {
  expect(id.startsWith(`runbook-execution:${current?.id ?? ''}.`)).toBe(true);
  if (Status === 'FAILED') return;
  expect(Data).toMatchObject({ ExecutionId: current?.id ?? 'none', Status: expect.any(String) });
}

/** CloudFormation deletes an id that nothing has any more. */
async function deleted(real: Real, status: string, { declared, current, id }: Situation): Promise<void> {
  expect(await real.ask('Delete', status, declared, { id })).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
  if (current === undefined || current.isGone || current.status !== 'InProgress' || declared.unfinished === 'Leave') return;
  Object.assign(current, { status: 'Cancelled', isStopped: true });
}

/** The first deployment; where something else of the stack fails, or the runbook, it is rolled back. */
class Create implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly declared: Declared, private readonly accident: Accident, private readonly failsElsewhere: boolean) {
  }

  public check({ stable }: Readonly<Model>): boolean {
    return stable === undefined;
  }

  public async run(model: Model, real: Real): Promise<void> {
    const { declared, accident } = this;
    const answer = await real.ask('Create', 'CREATE_IN_PROGRESS', declared, { accident });
    const { succeeds, current } = outcomeOf(model, declared, declared.onCreate ?? declared.onUpdate, accident);
    expectSame(model, real);
    expect(answer.Status).toBe(succeeds ? 'SUCCESS' : 'FAILED');
    if (succeeds || current !== undefined) expectFor(current, answer);
    const made: Situation = { declared, current, id: answer.PhysicalResourceId };
    if (succeeds && !this.failsElsewhere) model.stable = made;
    else await deleted(real, 'ROLLBACK_IN_PROGRESS', made);
    expectSame(model, real);
  }

  public toString = () => `Create ${JSON.stringify([this.declared, this.accident, this.failsElsewhere])}`;
}

/** How a later deployment goes on. */
interface Course {
  readonly failsElsewhere: boolean;
  /** Whether the rollback comes with the id that the update gave. */
  readonly isBackByNewId: boolean;
  /** Whether there is no rollback where the resource itself fails. */
  readonly isLeft: boolean;
  /** Whether, after that, CloudFormation tells what was declared when it failed, and not what was before. */
  readonly tellsFailed: boolean;
}

/** A later deployment. */
class Update implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly declared: Declared, private readonly accident: Accident, private readonly course: Course) {
  }

  public check({ stable, failed }: Readonly<Model>): boolean {
    // CloudFormation sends none where nothing has changed, but where the last one failed.
    return stable !== undefined && (failed !== undefined || JSON.stringify(stable.declared) !== JSON.stringify(this.declared));
  }

  public async run(model: Model, real: Real): Promise<void> {
    const { declared, course } = this;
    const { failed } = model;
    const stable = model.stable!;
    const before = failed ?? stable;
    const { id, current: has } = before;
    // What CloudFormation tells does not say whether something was taken out or never was deployed.
    const tellsFailed = course.tellsFailed || stable.declared.onUpdate === undefined;
    const old = failed !== undefined && tellsFailed ? failed.declared : stable.declared;
    const last = failed?.last ?? stable.declared;
    const wasAwaited = old.wait || isOther(old, declared);
    const isRetry = !isOther(last, declared) && declared.wait && wasAwaited && has?.isGone === false && has.status === 'Failed';
    const reason = isOther(last, declared) || isRetry ? declared.onUpdate : undefined;
    // Where it is put in again just as it was taken out, the events before and after it has run are the same; so nothing keeps it from being run.
    const isAgain = reason !== undefined && !isRetry && has !== undefined && !isOther(has.declared, declared);
    const isNever = reason === undefined || (isAgain && this.accident.kind === 'refused');
    const accident: Accident = { ...this.accident, kind: isNever ? 'none' : this.accident.kind };

    const answer = await real.ask('Update', 'UPDATE_IN_PROGRESS', declared, { id, old, accident });
    const { succeeds, started, current } = outcomeOf(model, declared, reason, accident, has);
    expectSame(model, real);
    expect(answer.Status).toBe(succeeds ? 'SUCCESS' : 'FAILED');
    expectFor(current, answer);
    expect(answer.PhysicalResourceId === id).toBe(started === undefined);

    const now: Situation = { declared, current, id: answer.PhysicalResourceId };
    // After several that failed it can only be told which one is meant by what it ran.
    const isClear = failed === undefined || (stable.declared.onUpdate !== undefined && isOther(stable.declared, declared));
    const isIdle = declared.onUpdate === undefined;
    if (isClear && (succeeds ? course.failsElsewhere : !course.isLeft || isIdle)) {
      const isByNew = isAgain || (course.isBackByNewId && !(isRetry && failed === undefined));
      await this.rollBack(model, real, now, isByNew ? now.id : id);
    } else if (succeeds) {
      Object.assign(model, { stable: now, failed: undefined });
      for (const former of new Set([before, stable])) {
        if (former.id !== now.id) await deleted(real, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', former);
      }
    } else if (isIdle) {
      await deleted(real, 'DELETE_IN_PROGRESS', now);
      Object.assign(model, { stable: undefined, failed: undefined });
    } else {
      model.failed = { ...now, last: accident.kind === 'refused' ? last : declared };
    }
    expectSame(model, real);
  }

  private async rollBack(model: Model, real: Real, now: Situation, id: string): Promise<void> {
    const { failed } = model;
    const stable = model.stable!;
    const accident: Accident = { ...NOTHING, replays: this.accident.replays };
    const back = await real.ask('Update', 'UPDATE_ROLLBACK_IN_PROGRESS', stable.declared, { id, old: now.declared, accident });
    expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: stable.id });
    expectFor(stable.current, back);
    model.failed = undefined;
    const formers = failed === undefined || failed.id === now.id ? [now] : [now, failed];
    for (const former of formers) {
      if (former.id !== stable.id) await deleted(real, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', former);
    }
  }

  public toString = () => `Update ${JSON.stringify([this.declared, this.accident, this.course])}`;
}

/** The stack, or the resource in it, is deleted. */
class Delete implements fc.AsyncCommand<Model, Real> {
  public check({ stable }: Readonly<Model>): boolean {
    return stable !== undefined;
  }

  public async run(model: Model, real: Real): Promise<void> {
    await deleted(real, 'DELETE_IN_PROGRESS', model.failed ?? model.stable!);
    Object.assign(model, { stable: undefined, failed: undefined });
    expectSame(model, real);
  }

  public toString = () => 'Delete';
}

/** Time passes: runbooks end, and the service forgets client tokens, and at last executions. */
class Meanwhile implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly what: 'Success' | 'Failed' | 'forgotten') {
  }

  public check({ executions }: Readonly<Model>): boolean {
    return executions.some(({ isGone, status }) => !isGone && (this.what === 'forgotten' || status === 'InProgress'));
  }

  public async run({ executions }: Model, { double }: Real): Promise<void> {
    double.executions.forgetTokens();
    if (this.what === 'forgotten') double.executions.forgetAll();
    for (const execution of executions.filter(({ isGone }) => !isGone)) {
      if (this.what === 'forgotten') {
        execution.isGone = true;
      } else if (execution.status === 'InProgress') {
        execution.status = this.what;
        double.executions.set(execution.id!, { status: this.what });
      }
    }
  }

  public toString = () => `Meanwhile ${this.what}`;
}

const reason = fc.constantFrom<Reason | undefined>(undefined, 'November', 'December');
const declaration: fc.Arbitrary<Declared> = fc.record({
  onCreate: reason,
  onUpdate: reason,
  trigger: fc.constantFrom('1', '2'),
  wait: fc.boolean(),
  outputs: fc.boolean(),
  unfinished: fc.constantFrom('Stop', 'Leave'),
  // Outputs are only taken of what is run and waited for.
}).map(declared => ({ ...declared, outputs: declared.outputs && declared.wait && (declared.onCreate ?? declared.onUpdate) !== undefined }));
const accident: fc.Arbitrary<Accident> = fc.record({
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constant('none' as const) }, { weight: 1, arbitrary: fc.constant('refused' as const) },
    { weight: 1, arbitrary: fc.constant('lost' as const) },
  ),
  end: fc.oneof(
    { weight: 4, arbitrary: fc.constant('Success' as const) }, { weight: 2, arbitrary: fc.constant('Failed' as const) },
    { weight: 1, arbitrary: fc.constant('InProgress' as const) },
  ),
  replays: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
});
const rarely = fc.nat(3).map(chance => chance === 0);
const course: fc.Arbitrary<Course> = fc.record({
  failsElsewhere: rarely,
  isBackByNewId: fc.boolean(),
  isLeft: fc.boolean(),
  tellsFailed: fc.boolean(),
});
const create = fc.tuple(declaration, accident, rarely).map(given => new Create(...given));
const update = fc.tuple(declaration, accident, course).map(given => new Update(...given));

test('as many runbooks are run as the declarations ask for, whatever goes wrong', async () => {
  let started = 0;
  const double = await SsmDouble.start();
  const cloudFormation = await CloudFormationDouble.start();
  putTemplate(double);
  const property = fc.asyncProperty(fc.commands([
    create, create, update, update, update, update, fc.constant(new Delete()),
    fc.constantFrom('Success' as const, 'Failed' as const, 'forgotten' as const).map(what => new Meanwhile(what)),
  ], { maxCommands: 12, size: 'max' }), async commands => {
    double.executions.forgetAll();
    double.faults.clear();
    const model: Model = { executions: [] };
    await fc.asyncModelRun(() => ({ model, real: new Real(double, cloudFormation) }), commands);
    started += model.executions.length;
  });
  try {
    await fc.assert(property, { numRuns: SEQUENCES });
  } finally {
    await double.stop();
    await cloudFormation.stop();
  }
  if (process.env.SHOW_SEQUENCES !== undefined) process.stdout.write(`${SEQUENCES} sequences, ${started} executions, each as predicted\n`);
  // Sequences that do nothing prove nothing.
  expect(started).toBeGreaterThan(SEQUENCES / 2);
}, 900_000);
