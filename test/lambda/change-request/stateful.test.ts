import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Answer } from '../../../lambda/shared/answer';
import { CHANGE_REQUEST_TYPE, ChangeRequestProperties } from '../../../src/operations/provider/change-request-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { changeRequest, putTemplate } from '../handlers/change-request';
import { event, invoke } from '../invoke';

/** How many sequences of deployments are tried. */
const SEQUENCES = 1_000;

/** What a person may declare: which request, whether it is to be made once more, and what becomes of it in the end. */
interface Declared {
  readonly reason: string;
  readonly trigger: string;
  readonly unfinished: 'Stop' | 'Leave';
}

/** What happens to a request to the handler. */
interface Accident {
  /** `refused`: the service starts nothing; `lost`: its answer to the start gets lost; `late`: it tells nothing more once it has started. */
  readonly kind: 'none' | 'refused' | 'lost' | 'late';
  /** How often Lambda delivers the request again. */
  readonly replays: number;
}

/** An execution as the model has it. */
interface Expected {
  readonly reason: string;
  status: string;
}

/** What there must be. */
interface Model {
  declared?: Declared;
  /** The execution that the resource stands for. */
  current?: Expected;
  executions: Expected[];
  /** How often the service alone could tell whether anything was started. */
  asked: number;
}

/** What there is: a service, and a stack with one change request. */
class Real {
  public physicalId?: string;
  /** What the last successful answer told of the resource; undefined after a deletion. */
  public data?: Answer['Data'];

  public constructor(public readonly double: SsmDouble, private readonly cloudFormation: CloudFormationDouble) {
  }

  public async ask(
    type: 'Create' | 'Update' | 'Delete', status: string, declared: Declared, given: { id?: string; old?: Declared; accident?: Accident } = {},
  ): Promise<Answer> {
    const { id, old, accident = { kind: 'none', replays: 0 } } = given;
    this.cloudFormation.status = status;
    const request = event({
      RequestType: type,
      ResourceType: CHANGE_REQUEST_TYPE,
      RequestId: randomUUID(),
      PhysicalResourceId: id,
      ResourceProperties: propertiesOf(declared),
      OldResourceProperties: old && propertiesOf(old),
    });
    const { kind } = accident;
    const operation = 'StartChangeRequestExecution';
    if (kind === 'refused') {
      this.double.faults.add({ kind: 'error', operation, code: 'AutomationExecutionLimitExceededException', message: 'Too many.', status: 400, times: accident.replays + 1 });
    } else if (kind === 'lost') {
      this.double.faults.add({ kind: 'dropAfter', operation });
    } else if (kind === 'late') {
      this.double.faults.add({ kind: 'throttle', operation: 'GetAutomationExecution', times: 10_000 });
    }
    let told: Answer | undefined;
    for (let count = 0; count <= accident.replays; count += 1) {
      const options = { cloudFormationEndpoint: this.cloudFormation.endpoint, timeLeft: kind === 'late' ? 75_000 : undefined };
      const { told: answer } = await invoke('change-request', this.double.endpoint, request, options);
      if (told !== undefined) expect(answer).toEqual({ ...told, Reason: answer?.Reason, Data: answer?.Data });
      told = answer;
    }
    this.double.faults.clear();
    if (told!.Status === 'SUCCESS' && type !== 'Delete') this.data = told!.Data;
    return told!;
  }
}

function propertiesOf({ reason, trigger, unfinished }: Declared): ChangeRequestProperties {
  return { ...changeRequest(reason, unfinished), Trigger: trigger };
}

function expectSame(model: Model, { double, physicalId, data }: Real): void {
  const seen = double.executions.all;
  expect(seen.map(({ input, status }) => ({ reason: input.Runbooks[0].Parameters.Reason[0] as string, status }))).toEqual(model.executions);
  // The resource stands for the execution that it should.
  if (model.current === undefined) return;
  const { id } = seen[model.executions.indexOf(model.current)];
  expect(physicalId?.startsWith(`change-request:${id}.`)).toBe(true);
  expect(data?.ExecutionId).toBe(id);
}

/** Whether a request makes something, and what. Where its time is short, a slow machine may not get as far as the start. */
function startIn(model: Model, { reason }: Declared, { kind }: Accident, { double }: Real): Expected | undefined {
  if (kind === 'refused') return undefined;
  if (kind === 'late') {
    model.asked += 1;
    if (double.executions.all.length === model.executions.length) return undefined;
  }
  const execution = { reason, status: 'PendingApproval' };
  model.executions.push(execution);
  return execution;
}

function deletedIn(execution: Expected | undefined, { unfinished }: Declared): void {
  if (execution !== undefined && unfinished === 'Stop' && ['PendingApproval', 'Approved'].includes(execution.status)) execution.status = 'Cancelled';
}

/** The first deployment; where something else of the stack fails, or the request itself, it is rolled back. */
class Create implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly declared: Declared, private readonly accident: Accident, private readonly failsElsewhere: boolean) {
  }

  public check({ declared }: Readonly<Model>): boolean {
    return declared === undefined;
  }

  public async run(model: Model, real: Real): Promise<void> {
    const { declared, accident } = this;
    const { Status, PhysicalResourceId: id } = await real.ask('Create', 'CREATE_IN_PROGRESS', declared, { accident });
    const execution = startIn(model, declared, accident, real);
    expect(Status).toBe(accident.kind === 'refused' || accident.kind === 'late' ? 'FAILED' : 'SUCCESS');
    if (Status === 'SUCCESS' && !this.failsElsewhere) {
      Object.assign(model, { declared, current: execution });
      real.physicalId = id;
    } else {
      expect(await real.ask('Delete', 'ROLLBACK_IN_PROGRESS', declared, { id })).toMatchObject({ Status: 'SUCCESS' });
      deletedIn(execution, declared);
    }
    expectSame(model, real);
  }

  public toString = () => `Create ${JSON.stringify([this.declared, this.accident, this.failsElsewhere])}`;
}

/** A later deployment. */
class Update implements fc.AsyncCommand<Model, Real> {
  public constructor(
    private readonly declared: Declared,
    private readonly accident: Accident,
    private readonly failsElsewhere: boolean,
    private readonly isBackByNewId: boolean,
  ) {
  }

  public check({ declared }: Readonly<Model>): boolean {
    // CloudFormation sends none where nothing has changed.
    return declared !== undefined && JSON.stringify(declared) !== JSON.stringify(this.declared);
  }

  public async run(model: Model, real: Real): Promise<void> {
    const { declared, failsElsewhere } = this;
    const { declared: old, current: before } = model as Required<Model>;
    const id = real.physicalId!;
    const isOther = declared.reason !== old.reason || declared.trigger !== old.trigger;
    // Where nothing is started, nothing of a start can go wrong.
    const accident: Accident = isOther ? this.accident : { ...this.accident, kind: 'none' };
    const { Status, PhysicalResourceId: newId } = await real.ask('Update', 'UPDATE_IN_PROGRESS', declared, { id, old, accident });
    const execution = isOther ? startIn(model, declared, accident, real) : before;
    expect(Status).toBe(accident.kind === 'refused' || accident.kind === 'late' ? 'FAILED' : 'SUCCESS');
    expect(newId === id).toBe(!isOther || Status === 'FAILED');
    if (Status === 'SUCCESS' && !failsElsewhere) {
      Object.assign(model, { declared, current: execution });
      real.physicalId = newId;
      if (isOther) {
        await real.ask('Delete', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', old, { id });
        deletedIn(before, old);
      }
    } else {
      const back = await real.ask('Update', 'UPDATE_ROLLBACK_IN_PROGRESS', old, { id: this.isBackByNewId ? newId : id, old: declared });
      expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
      if (newId !== id) {
        await real.ask('Delete', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', declared, { id: newId });
        deletedIn(execution, declared);
      }
    }
    expectSame(model, real);
  }

  public toString = () => `Update ${JSON.stringify([this.declared, this.accident, this.failsElsewhere, this.isBackByNewId])}`;
}

/** The stack, or the resource in it, is deleted; with a replay. */
class Delete implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly replays: number) {
  }

  public check({ declared }: Readonly<Model>): boolean {
    return declared !== undefined;
  }

  public async run(model: Model, real: Real): Promise<void> {
    const { declared, current } = model as Required<Model>;
    const accident: Accident = { kind: 'none', replays: this.replays };
    expect(await real.ask('Delete', 'DELETE_IN_PROGRESS', declared, { id: real.physicalId, accident })).toMatchObject({ Status: 'SUCCESS' });
    deletedIn(current, declared);
    Object.assign(model, { declared: undefined, current: undefined });
    expectSame(model, real);
  }

  public toString = () => `Delete ${this.replays}`;
}

/** People decide, and time passes, after which the service knows no client token any more. */
class Meanwhile implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly which: number, private readonly status: string) {
  }

  public check({ executions }: Readonly<Model>): boolean {
    return executions.some(({ status }) => status === 'PendingApproval');
  }

  public async run({ executions }: Model, { double }: Real): Promise<void> {
    const pending = executions.flatMap(({ status }, index) => status === 'PendingApproval' ? [index] : []);
    const index = pending[this.which % pending.length];
    executions[index].status = this.status;
    double.executions.set(double.executions.all[index].id, { status: this.status });
    double.executions.forgetTokens();
  }

  public toString = () => `Meanwhile ${this.which} ${this.status}`;
}

const declaration: fc.Arbitrary<Declared> = fc.record({
  reason: fc.constantFrom('November', 'December'), trigger: fc.constantFrom('1', '2'), unfinished: fc.constantFrom('Stop', 'Leave'),
});
const accident: fc.Arbitrary<Accident> = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constant('none' as const) }, { weight: 3, arbitrary: fc.constant('refused' as const) },
    { weight: 3, arbitrary: fc.constant('lost' as const) }, { weight: 1, arbitrary: fc.constant('late' as const) },
  ),
  replays: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
});
const rarely = fc.nat(3).map(chance => chance === 0);
const update = fc.tuple(declaration, accident, rarely, fc.boolean()).map(given => new Update(...given));

test('there are as many change requests as the declarations ask for, whatever goes wrong', async () => {
  let [started, asked, requests] = [0, 0, 0];
  const double = await SsmDouble.start();
  const cloudFormation = await CloudFormationDouble.start();
  putTemplate(double);
  const property = fc.asyncProperty(fc.commands([
    fc.tuple(declaration, accident, rarely).map(given => new Create(...given)),
    fc.tuple(declaration, accident, rarely).map(given => new Create(...given)),
    update,
    update,
    update,
    fc.nat(1).map(replays => new Delete(replays)),
    fc.tuple(fc.nat(), fc.constantFrom('Approved', 'RunbookInProgress', 'Rejected', 'CompletedWithSuccess')).map(given => new Meanwhile(...given)),
  ], { maxCommands: 12, size: 'max' }), async commands => {
    double.executions.forgetAll();
    double.faults.clear();
    const model: Model = { executions: [], asked: 0 };
    await fc.asyncModelRun(() => ({ model, real: new Real(double, cloudFormation) }), commands);
    started += model.executions.length;
    asked += model.asked;
  });
  try {
    await fc.assert(property, { numRuns: SEQUENCES });
  } finally {
    requests = double.requests.length;
    await double.stop();
    await cloudFormation.stop();
  }
  if (process.env.SHOW_SEQUENCES !== undefined) process.stdout.write(`${SEQUENCES} sequences, ${requests} calls, ${started} change requests, each as predicted but ${asked} that were late\n`);
  // Sequences that do nothing, and a model that asks what it should predict, prove nothing.
  expect(started).toBeGreaterThan(SEQUENCES);
  expect(asked).toBeLessThan(started / 5);
}, 900_000);
