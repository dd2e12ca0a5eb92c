import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Answer } from '../../../lambda/shared/answer';
import { ACCESS_REQUEST_TYPE, OWN_TAG, TagMap } from '../../../src/operations/provider/access-request-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { accessKeyIdOf, StsDouble } from '../../sts-double';
import { accessRequest, CALLERS, OTHER_REQUESTER, OWNER, ownRequests, putForeign, REQUESTER } from '../handlers/access-request';
import { Accident, command, Deployment, Outcome, replays, sequenceCount, StackModel, StatefulStack } from '../stateful-stack';

/** How many sequences of deployments are tried. */
const SEQUENCES = sequenceCount(250);
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
interface Happens extends Accident {
  /**
   * `refused`: the service starts nothing; `lost`: its answer to the start gets lost; `unheard`: the start does; `late`: it tells nothing more once
   * it has started; `full`: there is no room for more tags.
   */
  readonly kind: 'none' | 'refused' | 'lost' | 'unheard' | 'late' | 'full';
  /** How many lists do not show yet what is requested now. */
  readonly lag: number;
  readonly isAutomatic: boolean;
}

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

/** What there must be; the resource stands for the request of the last deployment. */
interface Model extends StackModel<Declared, Expected | undefined> {
  requests: Expected[];
}

function isSameRequest(one: Declared, other: Declared): boolean {
  return (['reason', 'node', 'trigger', 'role'] as const).every(key => one[key] === other[key]);
}

function roleOf(session: string): string | undefined {
  return [REQUESTER, OTHER_REQUESTER].find(role => CALLERS[accessKeyIdOf(role)] === session);
}

/** What is told of the request that the resource stands for. */
function expectTold({ requests }: Model, { Data }: Answer, request: Expected, double: SsmDouble): void {
  expect(Data).toEqual({ AccessRequestId: ownRequests(double)[requests.indexOf(request)].id, Status: request.status });
}

/** What the own tag says of a request that is made for a request of CloudFormation. */
function ownTag(requestId: string): string {
  return `${OWNER}/${createHash('sha256').update(requestId).digest('hex').slice(0, 16)}`;
}

/** Whether a request makes something, and what. */
function startIn(model: Model, declared: Declared, { kind, lag, isAutomatic }: Happens, own: string): Expected | undefined {
  const { reason, node, role, tags } = declared;
  if (kind === 'refused') return undefined;
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

function prepare({ kind, replays: again }: Happens, { faults }: SsmDouble): void {
  const operation = 'StartAccessRequest';
  if (kind === 'refused') {
    faults.add({ kind: 'error', operation, code: 'ServiceQuotaExceededException', message: 'Too many.', status: 400, times: again + 1 });
  } else if (kind === 'lost') {
    faults.add({ kind: 'dropAfter', operation });
  } else if (kind === 'unheard') {
    faults.add({ kind: 'dropBefore', operation });
  } else if (kind === 'late') {
    faults.add({ kind: 'throttle', operation: 'GetOpsItem', times: 10_000 });
  } else if (kind === 'full') {
    faults.add({ kind: 'error', operation: 'AddTagsToResource', code: 'TooManyTagsError', message: '', status: 400, times: again + 1 });
  }
}

/** The same request with other tags, or with nothing that it can see. */
function tag(
  model: Model, { answer, declared, accident: { kind, replays: again }, before }: Required<Deployment<Declared, Expected | undefined, Happens>>,
  calls: SsmDouble['requests'], double: SsmDouble,
): Outcome<Expected> {
  const request = before.current!;
  const { add, remove } = difference(declared.tags, before.declared.tags, request.tags);
  const isFull = kind === 'full' && add.length > 0;
  const changes = calls.filter(({ operation }) => OF_THE_FUNCTION.includes(operation)).map(({ operation, input }) =>
    [operation, input.TagKeys ?? input.Tags.map((each: { Key: string }) => each.Key)]);
  // The difference only, and nothing again where the request comes again; but for what was refused.
  const adding = Array.from({ length: isFull ? again + 1 : 1 }, () => ['AddTagsToResource', add]);
  expect(changes).toEqual([...remove.length > 0 ? [['RemoveTagsFromResource', remove]] : [], ...add.length > 0 ? adding : []]);
  request.tags = { ...without(request.tags, remove), ...isFull ? {} : declared.tags };
  if (isFull) expect(answer.Reason).toContain('TooManyTagsError');
  else expectTold(model, answer, request, double);
  return { succeeds: !isFull, current: request };
}

function stackOf(double: SsmDouble, sts: StsDouble) {
  let [calls, roles] = [0, 0];
  return new StatefulStack<Declared, Expected | undefined, Happens, Model>({
    handler: 'access-request',
    resourceType: ACCESS_REQUEST_TYPE,
    services: { double, sts },
    nothing: { kind: 'none', replays: 0, lag: 0, isAutomatic: false },
    propertiesOf: ({ reason, node, trigger, role, tags, pending }) => accessRequest({
      Reason: reason, Targets: [{ Key: 'InstanceIds', Values: [node] }], Trigger: trigger, ActAsRoleArn: role, Tags: tags, PendingOnDelete: pending,
    }),
    // Where nothing is started, nothing of a start can go wrong.
    accidentAt: (accident, declared, before) =>
      isSameRequest(declared, before) && accident.kind !== 'full' ? { ...accident, kind: 'none' } : accident,
    prepare: accident => {
      Object.assign(double.accessRequests.rules, { listingLag: accident.lag, approval: accident.isAutomatic ? 'automatic' : 'manual' });
      prepare(accident, double);
      [calls, roles] = [double.requests.length, sts.requests.length];
      return { timeLeft: accident.kind === 'late' ? 75_000 : undefined };
    },
    // A request comes again after a minute, and what CloudFormation asks for next comes later, too.
    delivered: () => double.accessRequests.catchUp(),
    expectAgain: (answer, before) => {
      if (answer.Status === 'SUCCESS') expect(answer).toEqual(before);
    },
    expectCalls: (_, __, { role }) => {
      for (const { operation, accessKeyId } of double.requests.slice(calls)) {
        expect([...OF_THE_FUNCTION, ...OF_THE_REQUESTER]).toContain(operation);
        expect([operation, accessKeyId]).toEqual([operation, OF_THE_FUNCTION.includes(operation) ? FUNCTION : accessKeyIdOf(role)]);
      }
      for (const { roleArn, caller } of sts.requests.slice(roles)) expect([roleArn, caller]).toEqual([role, FUNCTION]);
    },
    deployed: (model, deployment) => {
      const { answer, requestId, declared, accident, before } = deployment;
      if (before !== undefined && isSameRequest(declared, before.declared)) {
        return tag(model, { ...deployment, before }, double.requests.slice(calls), double);
      }
      const current = startIn(model, declared, accident, ownTag(requestId));
      const succeeds = accident.kind !== 'refused' && accident.kind !== 'late';
      if (succeeds) expectTold(model, answer, current!, double);
      return { succeeds, current, isReplaced: true };
    },
    rolledBack: (model, { answer, before, undone, isByNewId }) => {
      const request = before.current!;
      const isSame = isSameRequest(before.declared, undone.declared);
      const remove = isSame ? difference(before.declared.tags, undone.declared.tags, request.tags).remove : [];
      request.tags = { ...without(request.tags, remove), ...before.declared.tags };
      expectTold(model, answer, request, double);
      // What nobody ever stood for is not left, whatever was declared.
      if (!isSame && !isByNewId) letGoIn(undone.current);
    },
    deleted: (_, { current, declared }) => letGoIn(current, declared.pending),
    expectSame: ({ requests, stable }) => {
      const seen = ownRequests(double);
      expect(seen.map(({ reason, targets, status, createdBy, tags: { [OWN_TAG]: own, ...tags } }) => ({
        reason, node: targets[0].Values![0], role: roleOf(createdBy), status, tags, own,
      }))).toEqual(requests);
      // The resource stands for the request that it should, and for no other.
      expect(requests.filter(({ own }) => own !== undefined)).toEqual(stable === undefined ? [] : [stable.current]);
      if (stable !== undefined) expect(stable.id.startsWith(`access-request:${seen[requests.indexOf(stable.current!)].id}.`)).toBe(true);
    },
  });
}

/** People decide about a request that waits. */
function decide(double: SsmDouble, which: number, status: string) {
  const pendingIn = ({ requests }: Readonly<Model>) => requests.flatMap((request, index) => request.status === 'PendingApproval' ? [index] : []);
  return command<Model>('Decide', [which, status], model => pendingIn(model).length > 0, model => {
    const pending = pendingIn(model);
    const index = pending[which % pending.length];
    model.requests[index].status = status;
    double.accessRequests.set(ownRequests(double)[index].id, { status });
  });
}

/** Somebody tags a request, or takes a tag off. */
function tagByHand(double: SsmDouble, which: number, key: string, value: string | undefined) {
  return command<Model>('Tag', [which, key, value], ({ requests }) => requests.length > 0, ({ requests }) => {
    const index = which % requests.length;
    const request = requests[index];
    const { [key]: _, ...others } = request.tags;
    request.tags = value === undefined ? others : { ...others, [key]: value };
    double.tags.put('OpsItem', ownRequests(double)[index].id, { ...request.tags, ...request.own === undefined ? {} : { [OWN_TAG]: request.own } });
  });
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
const accident: fc.Arbitrary<Happens> = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constant('none' as const) }, { weight: 3, arbitrary: fc.constant('refused' as const) },
    { weight: 3, arbitrary: fc.constant('lost' as const) }, { weight: 1, arbitrary: fc.constant('unheard' as const) },
    { weight: 1, arbitrary: fc.constant('late' as const) }, { weight: 2, arbitrary: fc.constant('full' as const) },
  ),
  replays,
  lag: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(PATIENCE) }),
  isAutomatic: fc.nat(4).map(chance => chance === 0),
});

test('there are as many access requests as the declarations ask for, each with its tags, whatever goes wrong', async () => {
  const double = await SsmDouble.start({ callers: CALLERS });
  const stack = stackOf(double, await StsDouble.start());
  const { started } = await stack.tryOut({
    count: SEQUENCES,
    maxCommands: 12,
    commands: [
      ...stack.deployments(declaration, change, accident),
      fc.tuple(fc.nat(), fc.constantFrom('Approved', 'Rejected', 'TimedOut', 'Revoked', 'Expired')).map(given => decide(double, ...given)),
      fc.tuple(fc.nat(), fc.constantFrom('team', 'ticket', 'jane'), fc.constantFrom('hers', undefined)).map(given => tagByHand(double, ...given)),
    ],
    setting: fc.record({ filterPages: fc.boolean(), order: fc.constantFrom('oldest first' as const, 'newest first' as const) }),
    begin: rules => {
      double.accessRequests.forgetAll();
      double.executions.forgetAll();
      Object.assign(double.accessRequests.rules, { ...rules, approval: 'manual', listingLag: 0 });
      putForeign(double);
      return { requests: [] };
    },
    counted: ({ requests }) => ({ started: requests.length }),
  });
  // Sequences that do nothing prove nothing.
  expect(started).toBeGreaterThan(SEQUENCES / 2);
}, 900_000);
