import { createHash, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Answer } from '../../../lambda/shared/answer';
import { ACCESS_REQUEST_TYPE, OWN_TAG, TagMap } from '../../../src/operations/provider/access-request-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { accessKeyIdOf, StsDouble } from '../../sts-double';
import { accessRequest, CALLERS, OTHER_REQUESTER, OWNER, ownRequests, Properties, putForeign, REQUESTER } from '../handlers/access-request';
import { event, invoke } from '../invoke';

/** How many sequences of deployments are tried. */
const SEQUENCES = 1_000;
/** The function's own access key id, and the operations that it makes itself; all others are made by the requester. */
const FUNCTION = 'AKIDEXAMPLE';
const OF_THE_FUNCTION = ['AddTagsToResource', 'RemoveTagsFromResource'];
const OF_THE_REQUESTER = ['DescribeOpsItems', 'GetOpsItem', 'ListTagsForResource', 'StartAccessRequest', 'StopAutomationExecution'];
/** Of how many lists a request may be missing until a start is made again whose answer got lost. */
const PATIENCE = 12;

/** What a person may declare. */
interface Declared {
  readonly reason: string;
  readonly node: string;
  readonly trigger: string;
  readonly role: string;
  readonly tags: TagMap;
  readonly pending: 'Cancel' | 'Leave';
}

/** What happens to a request to the handler. */
interface Accident {
  /**
   * `refused`: the service starts nothing; `lost`: its answer to the start gets lost; `unheard`: the start does; `late`: it tells nothing more once
   * it has started; `full`: there is no room for more tags.
   */
  readonly kind: 'none' | 'refused' | 'lost' | 'unheard' | 'late' | 'full';
  /** How often Lambda delivers the request again. */
  readonly replays: number;
  /** How many lists do not show yet what is requested now. */
  readonly lag: number;
  readonly isAutomatic: boolean;
}

const NONE: Accident = { kind: 'none', replays: 0, lag: 0, isAutomatic: false };

/** A request for access as the model has it. */
interface Expected {
  readonly reason: string;
  readonly node: string;
  readonly role: string;
  status: string;
  /** Without the resource's own. */
  tags: TagMap;
  /** What the own tag says; undefined when the resource has let go of it. */
  own?: string;
}

/** What there must be. */
interface Model {
  declared?: Declared;
  /** The request that the resource stands for. */
  current?: Expected;
  requests: Expected[];
  /** How often the service alone could tell whether anything was started. */
  asked: number;
}

interface Told {
  readonly answer: Answer;
  /** What the own tag says of a request that it starts. */
  readonly own: string;
}

/** What there is: a service, and a stack with one access request. */
class Real {
  public physicalId?: string;

  public constructor(public readonly double: SsmDouble, private readonly sts: StsDouble) {
  }

  public async ask(
    type: 'Create' | 'Update' | 'Delete', declared: Declared, given: { id?: string; old?: Declared; accident?: Accident } = {},
  ): Promise<Told> {
    const { id, old, accident = NONE } = given;
    const request = event({
      RequestType: type,
      ResourceType: ACCESS_REQUEST_TYPE,
      RequestId: randomUUID(),
      PhysicalResourceId: id,
      ResourceProperties: propertiesOf(declared),
      OldResourceProperties: old && propertiesOf(old),
    });
    const { double, sts } = this;
    Object.assign(double.accessRequests.rules, { listingLag: accident.lag, approval: accident.isAutomatic ? 'automatic' : 'manual' });
    this.prepare(accident);
    const [requests, roles] = [double.requests.length, sts.requests.length];
    let answer!: Answer;
    for (let count = 0; count <= accident.replays; count += 1) {
      const { told, error, log } = await invoke('access-request', double.endpoint, request, {
        stsEndpoint: sts.endpoint, timeLeft: accident.kind === 'late' ? 75_000 : undefined,
      });
      if (told === undefined) throw new Error(`CloudFormation was not answered: ${error?.stack}\n${log}`);
      if (count > 0 && told.Status === 'SUCCESS') expect(told).toEqual(answer);
      answer = told;
      // A request comes again after a minute, and what CloudFormation asks for next comes later, too.
      double.accessRequests.catchUp();
    }
    double.faults.clear();
    for (const { operation, accessKeyId } of double.requests.slice(requests)) {
      expect([...OF_THE_FUNCTION, ...OF_THE_REQUESTER]).toContain(operation);
      expect([operation, accessKeyId]).toEqual([operation, OF_THE_FUNCTION.includes(operation) ? FUNCTION : accessKeyIdOf(declared.role)]);
    }
    for (const { roleArn, caller } of sts.requests.slice(roles)) expect([roleArn, caller]).toEqual([declared.role, FUNCTION]);
    return { answer, own: `${OWNER}/${createHash('sha256').update(request.RequestId).digest('hex').slice(0, 16)}` };
  }

  private prepare({ kind, replays }: Accident): void {
    const { faults } = this.double;
    const operation = 'StartAccessRequest';
    if (kind === 'refused') {
      faults.add({ kind: 'error', operation, code: 'ServiceQuotaExceededException', message: 'Too many.', status: 400, times: replays + 1 });
    } else if (kind === 'lost') {
      faults.add({ kind: 'dropAfter', operation });
    } else if (kind === 'unheard') {
      faults.add({ kind: 'dropBefore', operation });
    } else if (kind === 'late') {
      faults.add({ kind: 'throttle', operation: 'GetOpsItem', times: 10_000 });
    } else if (kind === 'full') {
      faults.add({ kind: 'error', operation: 'AddTagsToResource', code: 'TooManyTagsError', message: '', status: 400, times: replays + 1 });
    }
  }
}

function propertiesOf({ reason, node, trigger, role, tags, pending }: Declared): Properties {
  return accessRequest({
    Reason: reason, Targets: [{ Key: 'InstanceIds', Values: [node] }], Trigger: trigger, ActAsRoleArn: role, Tags: tags, PendingOnDelete: pending,
  });
}

function isSameRequest(one: Declared, other: Declared): boolean {
  return (['reason', 'node', 'trigger', 'role'] as const).every(key => one[key] === other[key]);
}

function roleOf(session: string): string | undefined {
  return [REQUESTER, OTHER_REQUESTER].find(role => CALLERS[accessKeyIdOf(role)] === session);
}

function expectSame(model: Model, { double, physicalId }: Real): void {
  const seen = ownRequests(double);
  expect(seen.map(({ reason, targets, status, createdBy, tags: { [OWN_TAG]: own, ...tags } }) => ({
    reason, node: targets[0].Values![0], role: roleOf(createdBy), status, tags, own,
  }))).toEqual(model.requests);
  // The resource stands for the request that it should, and for no other.
  const own = model.requests.filter(request => request.own !== undefined);
  expect(own).toEqual(model.current === undefined ? [] : [model.current]);
  if (model.current === undefined) return;
  expect(physicalId?.startsWith(`access-request:${seen[model.requests.indexOf(model.current)].id}.`)).toBe(true);
}

/** What is told of the request that the resource stands for. */
function expectTold({ requests }: Model, { Status, Data }: Answer, request: Expected, { double }: Real): void {
  expect(Status).toBe('SUCCESS');
  expect(Data).toEqual({ AccessRequestId: ownRequests(double)[requests.indexOf(request)].id, Status: request.status });
}

/** Whether a request makes something, and what. Where its time is short, a slow machine may not get as far as the start. */
function startIn(model: Model, declared: Declared, { kind, lag, isAutomatic }: Accident, own: string, { double }: Real): Expected | undefined {
  const { reason, node, role, tags } = declared;
  if (kind === 'refused') return undefined;
  if (kind === 'late') {
    model.asked += 1;
    if (ownRequests(double).length === model.requests.length) return undefined;
  }
  const make = () => ({ reason, node, role, status: isAutomatic ? 'Approved' : 'PendingApproval', tags, own });
  if (kind === 'lost' && lag >= PATIENCE) {
    // It was given up for lost, and was there after all: let go of as soon as it is seen.
    const lost = make();
    model.requests.push(lost);
    letGoIn(lost);
  }
  const request = make();
  model.requests.push(request);
  return request;
}

function letGoIn(request: Expected | undefined, pending: Declared['pending'] = 'Cancel'): void {
  if (request === undefined) return;
  request.own = undefined;
  if (pending === 'Cancel' && request.status === 'PendingApproval') request.status = 'Cancelled';
}

/** What is to be added and removed, where these tags were wanted before. */
function difference(wanted: TagMap, before: TagMap, actual: TagMap) {
  return {
    add: Object.keys(wanted).filter(key => actual[key] !== wanted[key]),
    remove: Object.keys(before).filter(key => !(key in wanted) && actual[key] === before[key]),
  };
}

function without(tags: TagMap, keys: readonly string[]): TagMap {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
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
    const { answer, own } = await real.ask('Create', declared, { accident });
    const request = startIn(model, declared, accident, own, real);
    const isFailed = accident.kind === 'refused' || accident.kind === 'late';
    if (isFailed) expect(answer.Status).toBe('FAILED');
    else expectTold(model, answer, request!, real);
    if (!isFailed && !this.failsElsewhere) {
      Object.assign(model, { declared, current: request });
      real.physicalId = answer.PhysicalResourceId;
    } else {
      expect((await real.ask('Delete', declared, { id: answer.PhysicalResourceId })).answer).toMatchObject({ Status: 'SUCCESS' });
      letGoIn(request, declared.pending);
    }
    expectSame(model, real);
  }

  public toString = () => `Create ${JSON.stringify([this.declared, this.accident, this.failsElsewhere])}`;
}

/** A later deployment; what is not declared anew stays as it is. */
class Update implements fc.AsyncCommand<Model, Real> {
  public constructor(
    private readonly change: Partial<Declared>,
    private readonly accident: Accident,
    private readonly failsElsewhere: boolean,
    private readonly isBackByNewId: boolean,
  ) {
  }

  public check({ declared }: Readonly<Model>): boolean {
    return declared !== undefined;
  }

  public async run(model: Model, real: Real): Promise<void> {
    const { declared: old, current: before } = model as Required<Model>;
    const declared = { ...old, ...this.change };
    if (isSameRequest(declared, old)) await this.tag(model, real, declared, old, before);
    else await this.replace(model, real, declared, old, before);
    expectSame(model, real);
  }

  /** The same request with other tags, or with nothing that it can see. */
  private async tag(model: Model, real: Real, declared: Declared, old: Declared, request: Expected): Promise<void> {
    const id = real.physicalId!;
    const { kind } = this.accident;
    const { add, remove } = difference(declared.tags, old.tags, request.tags);
    const isFull = kind === 'full' && add.length > 0;
    const from = real.double.requests.length;
    const { answer } = await real.ask('Update', declared, { id, old, accident: { ...this.accident, kind: kind === 'full' ? kind : 'none' } });
    const changes = real.double.requests.slice(from).filter(({ operation }) => OF_THE_FUNCTION.includes(operation)).map(({ operation, input }) =>
      [operation, input.TagKeys ?? input.Tags.map((tag: { Key: string }) => tag.Key)]);
    // The difference only, and nothing again where the request comes again; but for what was refused.
    const adding = Array.from({ length: isFull ? this.accident.replays + 1 : 1 }, () => ['AddTagsToResource', add]);
    expect(changes).toEqual([...remove.length > 0 ? [['RemoveTagsFromResource', remove]] : [], ...add.length > 0 ? adding : []]);
    request.tags = { ...without(request.tags, remove), ...isFull ? {} : declared.tags };
    expect(answer.PhysicalResourceId).toBe(id);
    if (isFull) expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('TooManyTagsError') });
    else expectTold(model, answer, request, real);
    if (!isFull && !this.failsElsewhere) {
      model.declared = declared;
    } else {
      const { answer: back } = await real.ask('Update', old, { id, old: declared, accident: { ...NONE, replays: this.accident.replays } });
      const undo = difference(old.tags, declared.tags, request.tags);
      request.tags = { ...without(request.tags, undo.remove), ...old.tags };
      expect(back.PhysicalResourceId).toBe(id);
      expectTold(model, back, request, real);
    }
  }

  /** Another request. */
  private async replace(model: Model, real: Real, declared: Declared, old: Declared, before: Expected): Promise<void> {
    const id = real.physicalId!;
    const { accident } = this;
    const { answer, own } = await real.ask('Update', declared, { id, old, accident });
    const { PhysicalResourceId: newId } = answer;
    const request = startIn(model, declared, accident, own, real);
    const isFailed = accident.kind === 'refused' || accident.kind === 'late';
    expect(newId === id).toBe(isFailed);
    if (isFailed) expect(answer.Status).toBe('FAILED');
    else expectTold(model, answer, request!, real);
    if (!isFailed && !this.failsElsewhere) {
      Object.assign(model, { declared, current: request });
      real.physicalId = newId;
      await real.ask('Delete', old, { id });
      letGoIn(before, old.pending);
      return;
    }
    const isByNewId = this.isBackByNewId && !isFailed;
    const { answer: back } = await real.ask('Update', old, { id: isByNewId ? newId : id, old: declared, accident: { ...NONE, replays: accident.replays } });
    expect(back.PhysicalResourceId).toBe(id);
    before.tags = { ...before.tags, ...old.tags };
    expectTold(model, back, before, real);
    // What nobody ever stood for is not left, whatever was declared.
    if (!isByNewId) letGoIn(request);
    if (isFailed) return;
    await real.ask('Delete', declared, { id: newId });
    letGoIn(request, declared.pending);
  }

  public toString = () => `Update ${JSON.stringify([this.change, this.accident, this.failsElsewhere, this.isBackByNewId])}`;
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
    const { answer } = await real.ask('Delete', declared, { id: real.physicalId, accident: { ...NONE, replays: this.replays } });
    expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: real.physicalId });
    letGoIn(current, declared.pending);
    Object.assign(model, { declared: undefined, current: undefined });
    expectSame(model, real);
  }

  public toString = () => `Delete ${this.replays}`;
}

/** People decide about a request that waits. */
class Decide implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly which: number, private readonly status: string) {
  }

  public check({ requests }: Readonly<Model>): boolean {
    return requests.some(({ status }) => status === 'PendingApproval');
  }

  public async run({ requests }: Model, { double }: Real): Promise<void> {
    const pending = requests.flatMap(({ status }, index) => status === 'PendingApproval' ? [index] : []);
    const index = pending[this.which % pending.length];
    requests[index].status = this.status;
    double.accessRequests.set(ownRequests(double)[index].id, { status: this.status });
  }

  public toString = () => `Decide ${this.which} ${this.status}`;
}

/** Somebody tags a request, or takes a tag off. */
class Tag implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly which: number, private readonly key: string, private readonly value: string | undefined) {
  }

  public check({ requests }: Readonly<Model>): boolean {
    return requests.length > 0;
  }

  public async run({ requests }: Model, { double }: Real): Promise<void> {
    const index = this.which % requests.length;
    const request = requests[index];
    const { [this.key]: _, ...others } = request.tags;
    request.tags = this.value === undefined ? others : { ...others, [this.key]: this.value };
    double.tags.put('OpsItem', ownRequests(double)[index].id, { ...request.tags, ...request.own === undefined ? {} : { [OWN_TAG]: request.own } });
  }

  public toString = () => `Tag ${this.which} ${this.key} ${this.value}`;
}

const tags: fc.Arbitrary<TagMap> = fc.record({ team: fc.constantFrom('web', 'shop'), ticket: fc.constantFrom('1', '2') }, { requiredKeys: [] })
  .map(each => ({ ...each }));
const part = {
  reason: fc.constantFrom('November', 'December'),
  node: fc.constantFrom('i-0000000000000001', 'i-0000000000000002'),
  trigger: fc.constantFrom('1', '2'),
  role: fc.constantFrom(REQUESTER, OTHER_REQUESTER),
  pending: fc.constantFrom('Cancel' as const, 'Leave' as const),
};
const declaration: fc.Arbitrary<Declared> = fc.record({ ...part, tags });
const change: fc.Arbitrary<Partial<Declared>> = fc.oneof(
  fc.record({ tags }),
  fc.record({ reason: part.reason }),
  fc.record({ reason: part.reason, tags }),
  fc.record({ ...part, tags }, { requiredKeys: [] }).map(each => ({ ...each })),
);
const accident: fc.Arbitrary<Accident> = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constant('none' as const) }, { weight: 3, arbitrary: fc.constant('refused' as const) },
    { weight: 3, arbitrary: fc.constant('lost' as const) }, { weight: 1, arbitrary: fc.constant('unheard' as const) },
    { weight: 1, arbitrary: fc.constant('late' as const) }, { weight: 2, arbitrary: fc.constant('full' as const) },
  ),
  replays: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
  lag: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(PATIENCE) }),
  isAutomatic: fc.nat(4).map(chance => chance === 0),
});
const rarely = fc.nat(3).map(chance => chance === 0);
const update = fc.tuple(change, accident, rarely, fc.boolean()).map(given => new Update(...given));

test('there are as many access requests as the declarations ask for, each with its tags, whatever goes wrong', async () => {
  let [started, asked] = [0, 0];
  const double = await SsmDouble.start({ callers: CALLERS });
  const sts = await StsDouble.start();
  const property = fc.asyncProperty(fc.boolean(), fc.boolean(), fc.commands([
    fc.tuple(declaration, accident, rarely).map(given => new Create(...given)),
    fc.tuple(declaration, accident, rarely).map(given => new Create(...given)),
    update,
    update,
    update,
    fc.nat(1).map(replays => new Delete(replays)),
    fc.tuple(fc.nat(), fc.constantFrom('Approved', 'Rejected', 'TimedOut', 'Revoked', 'Expired')).map(given => new Decide(...given)),
    fc.tuple(fc.nat(), fc.constantFrom('team', 'ticket', 'jane'), fc.constantFrom('hers', undefined)).map(given => new Tag(...given)),
  ], { maxCommands: 12, size: 'max' }), async (filterPages, isOldestFirst, commands) => {
    double.accessRequests.forgetAll();
    double.executions.forgetAll();
    double.faults.clear();
    Object.assign(double.accessRequests.rules, { filterPages, order: isOldestFirst ? 'oldest first' : 'newest first', approval: 'manual', listingLag: 0 });
    putForeign(double);
    const model: Model = { requests: [], asked: 0 };
    await fc.asyncModelRun(() => ({ model, real: new Real(double, sts) }), commands);
    started += model.requests.length;
    asked += model.asked;
  });
  try {
    await fc.assert(property, { numRuns: SEQUENCES });
  } finally {
    await double.stop();
    await sts.stop();
  }
  if (process.env.SHOW_SEQUENCES !== undefined) {
    process.stdout.write(`${SEQUENCES} sequences, ${double.requests.length} calls, ${started} access requests, each as predicted but ${asked} that were late\n`);
  }
  // Sequences that do nothing, and a model that asks what it should predict, prove nothing.
  expect(started).toBeGreaterThan(SEQUENCES);
  expect(asked).toBeLessThan(started / 5);
}, 900_000);
