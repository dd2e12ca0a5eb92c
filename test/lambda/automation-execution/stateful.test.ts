import fc from 'fast-check';
import type { Answer } from '../../../lambda/shared/answer';
import { RUNBOOK_EXECUTION_TYPE, RunbookExecutionProperties } from '../../../src/operations/provider/runbook-execution-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { putTemplate, RUNBOOK } from '../handlers/change-request';
import { Accident, command, rarely, replays, sequenceCount, Situation as SituationOf, StackModel, StatefulStack } from '../stateful-stack';
import { throughFramework } from '../through-framework';

/** How many sequences of deployments are tried. */
const SEQUENCES = sequenceCount(200);
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
interface Happens extends Accident {
  /** `refused`: the service starts nothing; `lost`: its answer to the start gets lost. */
  readonly kind: 'none' | 'refused' | 'lost';
  /** What becomes of what is started; `InProgress`: it goes on for longer than anybody waits. */
  readonly end: End;
}

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

type Current = Execution | undefined;
type Situation = SituationOf<Declared, Current>;

/** What a deployment comes to. */
interface Outcome {
  readonly succeeds: boolean;
  readonly started?: Execution;
  /** What the resource stands for then, where it is not rolled back. */
  readonly current: Current;
}

interface Model extends StackModel<Declared, Current> {
  /** After one that failed and was not rolled back; `last` is what was declared for the last time when something was run, or nothing was to be. */
  failed?: Situation & { readonly last: Declared };
  readonly executions: Execution[];
}

type Stack = StatefulStack<Declared, Current, Happens, Model>;

/** Whether something else is to be run at an update. */
function isOther(one: Declared, other: Declared): boolean {
  return one.onUpdate !== other.onUpdate || one.trigger !== other.trigger;
}

/** What comes of a request that runs something, and of one that does not. */
function outcomeOf(model: Model, declared: Declared, reason: Reason | undefined, { kind, end }: Happens, current?: Execution): Outcome {
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
function expectSame({ executions }: Model, double: SsmDouble): void {
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

function stackOf(double: SsmDouble, cloudFormation: CloudFormationDouble): Stack {
  let starts = 0;
  return new StatefulStack<Declared, Current, Happens, Model>({
    handler: 'automation-execution',
    resourceType: RUNBOOK_EXECUTION_TYPE,
    services: { double, cloudFormation },
    nothing: { kind: 'none', end: 'Success', replays: 0 },
    run: (handler, endpoint, request, options) => throughFramework(handler, endpoint, request, { ...options, attempts: ATTEMPTS }),
    propertiesOf: ({ onCreate, onUpdate, trigger, wait, outputs, unfinished }) => {
      const run = (reason?: Reason) => reason && { DocumentName: RUNBOOK, Parameters: { Reason: [reason] } };
      return {
        OnCreate: run(onCreate),
        OnUpdate: run(onUpdate),
        Trigger: trigger,
        WaitForCompletion: wait,
        Timeout: 3_300,
        Outputs: outputs ? OUTPUTS : undefined,
        UnfinishedOnDelete: unfinished,
      } satisfies RunbookExecutionProperties;
    },
    prepare: ({ kind, end, replays: again }, { wait }) => {
      if (kind === 'refused') {
        double.faults.add({ kind: 'error', operation: START, code: 'AutomationExecutionLimitExceededException', message: 'Too many.', status: 400, times: again + 1 });
      } else if (kind === 'lost') {
        double.faults.add({ kind: 'dropAfter', operation: START });
      }
      // What nobody waits for has its status at once, as looks move it on.
      double.executions.script({
        statuses: wait && end !== 'InProgress' ? ['InProgress', end] : [end], outputs: { 'Check.Id': ['i-1'] }, failedStep: { name: 'Patch', message: 'No space' },
      });
      starts = double.requestsFor(START).length;
      return {};
    },
    expectAgain: (answer, { Status, PhysicalResourceId }) => expect(answer).toMatchObject({ Status, PhysicalResourceId }),
    expectCalls: (type, status) => {
      if (type === 'Delete' || status.includes('ROLLBACK')) expect(double.requestsFor(START)).toHaveLength(starts);
    },
    deployed: (model, { answer, declared, accident }) => {
      const { succeeds, current } = outcomeOf(model, declared, declared.onCreate ?? declared.onUpdate, accident);
      expectSame(model, double);
      if (succeeds || current !== undefined) expectFor(current, answer);
      return { succeeds, current };
    },
    rolledBack: (_, { answer, before: { current } }) => expectFor(current, answer),
    deleted: (_, { current, declared: { unfinished } }) => {
      if (current === undefined || current.isGone || current.status !== 'InProgress' || unfinished === 'Leave') return;
      Object.assign(current, { status: 'Cancelled', isStopped: true });
    },
    expectSame: model => expectSame(model, double),
  });
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

/** A later deployment, after which the stack may stay as it failed. */
function update(stack: Stack, declared: Declared, given: Happens, course: Course) {
  // CloudFormation sends none where nothing has changed, but where the last one failed.
  const isSent = ({ stable, failed }: Readonly<Model>) => stable !== undefined
    && (failed !== undefined || JSON.stringify(stable.declared) !== JSON.stringify(declared));
  return command<Model>('Update', [declared, given, course], isSent, async model => {
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
    const isNever = reason === undefined || (isAgain && given.kind === 'refused');
    const accident: Happens = { ...given, kind: isNever ? 'none' : given.kind };

    const { answer } = await stack.ask('Update', 'UPDATE_IN_PROGRESS', declared, { id, old, accident });
    const { succeeds, started, current } = outcomeOf(model, declared, reason, accident, has);
    expectSame(model, stack.double);
    expect(answer.Status).toBe(succeeds ? 'SUCCESS' : 'FAILED');
    expectFor(current, answer);
    expect(answer.PhysicalResourceId === id).toBe(started === undefined);

    const now: Situation = { declared, current, id: answer.PhysicalResourceId };
    // After several that failed it can only be told which one is meant by what it ran.
    const isClear = failed === undefined || (stable.declared.onUpdate !== undefined && isOther(stable.declared, declared));
    const isIdle = declared.onUpdate === undefined;
    if (isClear && (succeeds ? course.failsElsewhere : !course.isLeft || isIdle)) {
      const isByNew = isAgain || (course.isBackByNewId && !(isRetry && failed === undefined));
      await rollBack(stack, model, now, isByNew ? now.id : id, given.replays);
    } else if (succeeds) {
      Object.assign(model, { stable: now, failed: undefined });
      for (const former of new Set([before, stable])) {
        if (former.id !== now.id) await stack.deleted(model, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', former);
      }
    } else if (isIdle) {
      await stack.deleted(model, 'DELETE_IN_PROGRESS', now);
      Object.assign(model, { stable: undefined, failed: undefined });
    } else {
      model.failed = { ...now, last: accident.kind === 'refused' ? last : declared };
    }
    expectSame(model, stack.double);
  });
}

async function rollBack(stack: Stack, model: Model, now: Situation, id: string, count: number): Promise<void> {
  const { failed } = model;
  const stable = model.stable!;
  await stack.rolledBack(model, stable, now, id, count);
  model.failed = undefined;
  const formers = failed === undefined || failed.id === now.id ? [now] : [now, failed];
  for (const former of formers) {
    if (former.id !== stable.id) await stack.deleted(model, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', former);
  }
}

/** The stack, or the resource in it, is deleted. */
function remove(stack: Stack) {
  return command<Model>('Delete', [], ({ stable }) => stable !== undefined, async model => {
    await stack.deleted(model, 'DELETE_IN_PROGRESS', model.failed ?? model.stable!);
    Object.assign(model, { stable: undefined, failed: undefined });
    expectSame(model, stack.double);
  });
}

/** Time passes: runbooks end, and the service forgets client tokens, and at last executions. */
function meanwhile(double: SsmDouble, what: 'Success' | 'Failed' | 'forgotten') {
  const concerned = ({ executions }: Readonly<Model>) => executions.filter(({ isGone, status }) => !isGone && (what === 'forgotten' || status === 'InProgress'));
  return command<Model>('Meanwhile', [what], model => concerned(model).length > 0, model => {
    double.executions.forgetTokens();
    if (what === 'forgotten') double.executions.forgetAll();
    for (const execution of concerned(model)) {
      if (what === 'forgotten') {
        execution.isGone = true;
      } else {
        execution.status = what;
        double.executions.set(execution.id!, { status: what });
      }
    }
  });
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
const accident: fc.Arbitrary<Happens> = fc.record({
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constant('none' as const) }, { weight: 1, arbitrary: fc.constant('refused' as const) },
    { weight: 1, arbitrary: fc.constant('lost' as const) },
  ),
  end: fc.oneof(
    { weight: 4, arbitrary: fc.constant('Success' as const) }, { weight: 2, arbitrary: fc.constant('Failed' as const) },
    { weight: 1, arbitrary: fc.constant('InProgress' as const) },
  ),
  replays,
});
const course: fc.Arbitrary<Course> = fc.record({
  failsElsewhere: rarely,
  isBackByNewId: fc.boolean(),
  isLeft: fc.boolean(),
  tellsFailed: fc.boolean(),
});

test('as many runbooks are run as the declarations ask for, whatever goes wrong', async () => {
  const double = await SsmDouble.start();
  putTemplate(double);
  const stack = stackOf(double, await CloudFormationDouble.start());
  const create = fc.tuple(declaration, accident, rarely).map(given => stack.create(...given));
  const later = fc.tuple(declaration, accident, course).map(given => update(stack, ...given));
  const { started } = await stack.tryOut({
    count: SEQUENCES,
    maxCommands: 12,
    commands: [
      create, create, later, later, later, later, fc.constant(remove(stack)),
      fc.constantFrom('Success' as const, 'Failed' as const, 'forgotten' as const).map(what => meanwhile(double, what)),
    ],
    begin: () => {
      double.executions.forgetAll();
      return { executions: [] };
    },
    counted: ({ executions }) => ({ started: executions.length }),
  });
  // Sequences that do nothing prove nothing.
  expect(started).toBeGreaterThan(SEQUENCES / 2);
}, 900_000);
