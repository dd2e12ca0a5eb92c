import type { Answer } from '../../../lambda/shared/answer';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { StsDouble } from '../../sts-double';
import { HandlerCase } from '../handlers/handler-case';
import { event, Invocation, invoke, InvokeOptions } from '../invoke';
import { throughFramework } from '../through-framework';

type Type = 'Create' | 'Update' | 'Delete';
type Request = ReturnType<typeof event>;

const TYPES: readonly Type[] = ['Create', 'Update', 'Delete'];
const READS = /^(Describe|Get|List)/;
/** Enough for some calls, too little to outlast a service that throttles. */
const HARDLY_ANY_TIME = 130_000;
/** Enough to go on without what is only told to people. */
const SOME_TIME = 240_000;
/** What the provider framework's looks at what goes on may take; a test that has the service throttle all of them waits for each. */
const LOOKS = 4;
const ROLLBACK = 'rollback';

/** A handler, a double in the state in which a request finds it, and the request. */
class Scene {
  public static async set(handler: HandlerCase, type: Type): Promise<Scene> {
    const double = await SsmDouble.start({ settle: { describes: 1 }, callers: handler.callers });
    doubles.push(double);
    handler.prepare(double);
    const scene = new Scene(handler, double, type, handler.holds(double));
    if (type === 'Create') return scene;
    const made = await scene.run(scene.requestFor('Create'));
    expect(made).toMatchObject({ told: { Status: 'SUCCESS' } });
    scene.physicalId = made.told!.PhysicalResourceId;
    if (type === 'Update') handler.beforeUpdate?.(double);
    return new Scene(handler, double, type, handler.holds(double), scene.physicalId);
  }

  private constructor(
    public readonly handler: HandlerCase, public readonly double: SsmDouble, public readonly type: Type,
    public readonly before: unknown, public physicalId?: string,
  ) {
  }

  public get request(): Request {
    return this.requestFor(this.type);
  }

  public get holds(): unknown {
    return this.handler.holds(this.double);
  }

  /** What the service must hold after the request. */
  public get wanted(): unknown {
    const { create, update, delete: deleted } = this.handler.after;
    return { Create: create, Update: update, Delete: deleted }[this.type];
  }

  /** How many versions each document has. */
  public get versions(): [string, number][] {
    return [...this.double.documents.byName].map(([name, { versions }]) => [name, versions.length]);
  }

  /** The calls that changed something so far; of those with the same client token, which the service takes for one, and of blind ones, the first. */
  public get changes(): string[] {
    const changes = this.double.requests.filter(({ operation, acted }) => acted && !READS.test(operation));
    const tokens = changes.map(({ input }) => (input as { ClientToken?: string }).ClientToken);
    const operations = changes.map(({ operation }) => operation);
    const isFirst = (_: string, index: number) => (tokens[index] === undefined || tokens.indexOf(tokens[index]) === index)
      && (!this.handler.blind?.includes(operations[index]) || operations.indexOf(operations[index]) === index);
    return operations.filter(isFirst);
  }

  public requestFor(type: Type, given: Partial<Request> = {}): Request {
    const { created, updated, resourceType } = this.handler;
    return event({
      RequestType: type,
      RequestId: `request-${type}`,
      ResourceType: resourceType,
      PhysicalResourceId: type === 'Create' ? undefined : this.physicalId,
      ResourceProperties: type === 'Update' ? updated : created,
      ...type === 'Update' ? { OldResourceProperties: created } : {},
      ...given,
    });
  }

  /** The update back that CloudFormation asks for when something else failed. */
  public rollback(physicalId: string): Request {
    const { created, updated } = this.handler;
    return this.requestFor('Update', { RequestId: ROLLBACK, PhysicalResourceId: physicalId, ResourceProperties: created, OldResourceProperties: updated });
  }

  /** What CloudFormation does at the end of a rollback: it deletes what the update had put in the place of what was there. */
  public async cleanUp({ PhysicalResourceId: updated }: Answer, { PhysicalResourceId: rolledBack }: Answer): Promise<void> {
    if (this.handler.isCleanedUp !== true || updated === rolledBack) return;
    const { told } = await this.run(this.requestFor('Delete', { PhysicalResourceId: updated, ResourceProperties: this.handler.updated }));
    expect(told).toMatchObject({ Status: 'SUCCESS' });
  }

  /** Run a request, and hold every answer against what CloudFormation takes and what may stand in a log. */
  public async run(request: Request = this.request, options?: InvokeOptions): Promise<Invocation> {
    cloudFormation.status = request.RequestId === ROLLBACK ? 'UPDATE_ROLLBACK_IN_PROGRESS' : `${request.RequestType.toUpperCase()}_IN_PROGRESS`;
    const { handler, isWaiting } = this.handler;
    const run = isWaiting ? throughFramework : invoke;
    const { endpoint: cloudFormationEndpoint } = cloudFormation;
    const { endpoint: stsEndpoint } = sts;
    const invocation = await run(handler, this.double.endpoint, request, { attempts: LOOKS, ...options, cloudFormationEndpoint, stsEndpoint });
    for (const body of invocation.bodies) {
      const told = JSON.parse(body) as Answer;
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096);
      expect(told).toMatchObject({ StackId: request.StackId, RequestId: request.RequestId, LogicalResourceId: request.LogicalResourceId });
      expect(told.PhysicalResourceId).toMatch(/^.{1,1024}$/s);
      if (told.Status === 'FAILED') expect(told.Reason).toMatch(isWaiting ? /.{10,}/ : /^[a-z ]+: .{10,}/s);
      if (request.RequestType === 'Delete') expect(told.PhysicalResourceId).toBe(request.PhysicalResourceId);
      // The framework tells the id of what was begun, which the rollback is then asked for with.
      if (request.RequestType === 'Update' && told.Status === 'FAILED' && !isWaiting) expect(told.PhysicalResourceId).toBe(request.PhysicalResourceId);
    }
    for (const secret of ['X-Amz-Signature', 'secret-key', 'session-token', 'assumed-secret', 'assumed-token']) expect(`${invocation.log}${invocation.bodies.join('')}`).not.toContain(secret);
    return invocation;
  }

  /** What a request comes to of which these calls do not succeed. */
  public statusWithout(calls: readonly string[]): Answer['Status'] {
    return calls.every(call => this.isOptional(call)) ? 'SUCCESS' : 'FAILED';
  }

  public timeWithout([call]: readonly string[]): number {
    return this.isOptional(call) ? SOME_TIME : HARDLY_ANY_TIME;
  }

  private isOptional(call: string): boolean {
    return this.handler.optional?.includes(call) === true && this.type !== 'Delete';
  }

  /** Run the request with a service that throttles all that comes after so many calls, until the time is up. */
  public async runUntil(calls: number, timeLeft = HARDLY_ANY_TIME): Promise<Invocation> {
    const before = this.double.requests.length;
    this.double.faults.add({ kind: 'throttle', skip: calls, times: 1_000 });
    const invocation = await this.run(this.request, { timeLeft });
    this.double.faults.clear();
    const faults = this.double.requests.slice(before).map(({ fault }) => fault);
    expect(faults.slice(0, calls + 1)).toEqual([...Array.from({ length: calls }, () => undefined), 'throttle']);
    return invocation;
  }
}

const doubles: SsmDouble[] = [];
let cloudFormation: CloudFormationDouble;
let sts: StsDouble;

beforeAll(async () => {
  cloudFormation = await CloudFormationDouble.start();
  sts = await StsDouble.start();
});
afterAll(async () => {
  await cloudFormation.stop();
  await sts.stop();
});

afterEach(async () => {
  for (const double of doubles.splice(0)) await double.stop();
});

/** What one fault came to: what CloudFormation was told, and what the service holds then. */
type Cell = string;

interface FaultCase {
  readonly name: string;
  run(handler: HandlerCase, type: Type): Promise<Cell>;
}

function asWanted(scene: Scene, { told, error }: Invocation): Cell {
  expect(error).toBeUndefined();
  expect(told).toMatchObject({ Status: 'SUCCESS' });
  expect(scene.holds).toEqual(scene.wanted);
  return `SUCCESS: ${shown(scene.holds)}`;
}

function asBefore(scene: Scene, { told, error }: Invocation, reason: RegExp): Cell {
  expect(error).toBeUndefined();
  expect(told).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
  expect(scene.holds).toEqual(scene.before);
  return `FAILED, as before: ${shown(scene.before)}`;
}

function shown(held: unknown): string {
  return held === undefined ? 'nothing' : JSON.stringify(held);
}

/** The operations that a request calls when all goes well. */
async function callsOf(handler: HandlerCase, type: Type): Promise<readonly string[]> {
  const scene = await Scene.set(handler, type);
  const before = scene.double.requests.length;
  await scene.run();
  const calls = scene.double.requests.slice(before).map(({ operation }) => operation);
  // So there is no change that is not cut off from what follows, where a fault stands at each call.
  // A change that stands alone is cut off from the answer, where that is never taken.
  if (calls.length !== 1) expect(calls.at(-1) ?? 'Describe').toMatch(READS);
  return calls;
}

const FAULTS: readonly FaultCase[] = [
  {
    name: 'fresh',
    run: async (handler, type) => {
      const scene = await Scene.set(handler, type);
      return asWanted(scene, await scene.run());
    },
  },
  {
    name: 'the same request again',
    run: async (handler, type) => {
      const scene = await Scene.set(handler, type);
      const first = await scene.run();
      const changes = scene.changes;
      const second = await scene.run();
      expect(second.told).toEqual(first.told);
      expect(scene.changes).toEqual(changes);
      return asWanted(scene, second);
    },
  },
  ...([
    ['each operation throttled 8 times', { kind: 'throttle', times: 8 }],
    ['500 twice for each operation, then fine', { kind: 'serverError', times: 2 }],
  ] as const).map(([name, fault]): FaultCase => ({
    name,
    run: async (handler, type) => {
      const scene = await Scene.set(handler, type);
      scene.double.faults.add(...[...new Set(await callsOf(handler, type))].map(operation => ({ ...fault, operation })));
      const cell = asWanted(scene, await scene.run());
      expect(scene.double.faults.pending).toEqual([]);
      return cell;
    },
  })),
  {
    name: 'connection dropped after the service acted, at each call',
    run: async (handler, type) => {
      const clean = await Scene.set(handler, type);
      await clean.run();
      let cell = asWanted(clean, await clean.run());
      const calls = await callsOf(handler, type);
      for (let skip = 0; skip < calls.length; skip += 1) {
        const scene = await Scene.set(handler, type);
        scene.double.faults.add({ kind: 'dropAfter', skip });
        cell = asWanted(scene, await scene.run());
        expect(scene.double.requests.filter(request => request.fault === 'dropAfter').map(({ operation }) => operation)).toEqual([calls[skip]]);
        expect(scene.versions).toEqual(clean.versions);
      }
      return cell;
    },
  },
  {
    name: 'answer refused twice',
    run: async (handler, type) => {
      const scene = await Scene.set(handler, type);
      const invocation = await scene.run(scene.request, { refuseAnswer: 2 });
      expect(invocation.bodies).toHaveLength(3);
      expect(new Set(invocation.bodies).size).toBe(1);
      return asWanted(scene, invocation);
    },
  },
  {
    name: 'answer never taken',
    run: async (handler, type) => {
      const scene = await Scene.set(handler, type);
      const { told, error } = await scene.run(scene.request, { refuseAnswer: 100 });
      expect(told).toBeUndefined();
      // Lambda runs the request again after an error.
      // The provider framework tries for as long as it waits, and gives up with its own words.
      expect(error?.message).toMatch(handler.isWaiting ? /./ : /^CloudFormation could not be answered: status 503$/);
      return asWanted(scene, await scene.run());
    },
  },
  {
    name: 'deadline near, service throttled',
    run: async (handler, type) => {
      const scene = await Scene.set(handler, type);
      const calls = await callsOf(handler, type);
      scene.double.faults.add({ kind: 'throttle', times: 1_000 });
      const invocation = await scene.run(scene.request, { timeLeft: HARDLY_ANY_TIME });
      if (calls.length === 0) return asWanted(scene, invocation);
      const cell = asBefore(scene, invocation, /time is up; .*Rate exceeded \(ThrottlingException, request id [0-9a-f-]+\)|^Operation timed out/);
      scene.double.faults.clear();
      if (type !== 'Create') return cell;
      // What CloudFormation does next.
      const { told } = await scene.run(scene.requestFor('Delete', { PhysicalResourceId: invocation.told!.PhysicalResourceId }));
      expect(told).toMatchObject({ Status: 'SUCCESS' });
      expect(scene.holds).toEqual(scene.before);
      return `${cell}; its Delete: SUCCESS`;
    },
  },
  {
    name: 'cut off after each call, then run again',
    run: async (handler, type) => {
      const clean = await Scene.set(handler, type);
      const already = clean.changes.length;
      let cell = asWanted(clean, await clean.run());
      const calls = await callsOf(handler, type);
      for (let skip = 1; skip < calls.length; skip += 1) {
        const scene = await Scene.set(handler, type);
        const { told } = await scene.runUntil(skip, scene.timeWithout(calls.slice(skip)));
        expect(told).toMatchObject({ Status: scene.statusWithout(calls.slice(skip)) });
        cell = asWanted(scene, await scene.run());
        expect(scene.changes.slice(already)).toEqual(clean.changes.slice(already));
      }
      return cell;
    },
  },
  {
    name: 'failed after each call, then rolled back',
    run: async (handler, type) => {
      // CloudFormation does not roll back a deletion that failed; it is tried again, as above.
      if (type === 'Delete') return '-';
      const calls = await callsOf(handler, type);
      for (let skip = 1; skip < calls.length; skip += 1) {
        const scene = await Scene.set(handler, type);
        const { told: failed } = await scene.runUntil(skip, scene.timeWithout(calls.slice(skip)));
        expect(failed).toMatchObject({ Status: scene.statusWithout(calls.slice(skip)) });
        if (type === 'Update') handler.beforeRollback?.(scene.double);
        const request = type === 'Update' ? scene.rollback(failed!.PhysicalResourceId) : scene.requestFor('Delete', { PhysicalResourceId: failed!.PhysicalResourceId });
        const left = scene.holds;
        const { told } = await scene.run(request);
        expect(told).toMatchObject({ Status: 'SUCCESS' });
        if (type === 'Update') await scene.cleanUp(failed!, told!);
        expect(scene.holds).toEqual(type === 'Update' ? handler.after.rolledBack : handler.staysDone === true ? left : handler.after.delete);
      }
      return `SUCCESS: ${shown(type === 'Update' ? handler.after.rolledBack : handler.after.delete)}`;
    },
  },
  {
    name: 'rolled back after it succeeded',
    run: async (handler, type) => {
      if (type === 'Delete') return '-';
      const scene = await Scene.set(handler, type);
      const { told: done } = await scene.run();
      if (type === 'Update') handler.beforeRollback?.(scene.double);
      const request = type === 'Update' ? scene.rollback(done!.PhysicalResourceId) : scene.requestFor('Delete', { PhysicalResourceId: done!.PhysicalResourceId });
      const { told } = await scene.run(request);
      expect(told).toMatchObject({ Status: 'SUCCESS' });
      if (type === 'Update') await scene.cleanUp(done!, told!);
      expect(scene.holds).toEqual(type === 'Update' ? handler.after.rolledBack : handler.after.delete);
      return `SUCCESS: ${shown(type === 'Update' ? handler.after.rolledBack : handler.after.delete)}`;
    },
  },
  {
    name: 'malformed properties',
    run: async (handler, type) => {
      const scene = await Scene.set(handler, type);
      const invocation = await scene.run({ ...scene.request, ResourceProperties: handler.malformed });
      if (type === 'Delete') {
        expect(invocation.told).toMatchObject({ Status: 'SUCCESS' });
        expect(scene.holds).toEqual(scene.before);
        return `SUCCESS, as before: ${shown(scene.before)}`;
      }
      const cell = asBefore(scene, invocation, /: the properties cannot be used: /);
      if (type === 'Update') return cell;
      const requests = scene.double.requests.length;
      const { told } = await scene.run(scene.requestFor('Delete', { PhysicalResourceId: invocation.told!.PhysicalResourceId, ResourceProperties: handler.malformed }));
      expect(told).toMatchObject({ Status: 'SUCCESS' });
      expect(scene.double.requests).toHaveLength(requests);
      return `${cell}; its Delete: SUCCESS`;
    },
  },
  {
    name: 'what it is about is not there',
    run: async (handler, type) => {
      if (handler.vanish === undefined) return '-';
      const scene = await Scene.set(handler, type);
      handler.vanish(scene.double);
      const gone = scene.holds;
      const { told, error } = await scene.run();
      expect(error).toBeUndefined();
      const status = type === 'Delete' ? 'SUCCESS' : handler.withoutIt[type];
      expect(told).toMatchObject({ Status: status });
      if (status === 'FAILED') expect(told!.Reason).toMatch(handler.missing ?? /does not exist/);
      const isMade = status === 'SUCCESS' && type !== 'Delete' && handler.makesIt === true;
      expect(scene.holds).toEqual(isMade ? scene.wanted : gone);
      return `${status}: ${shown(scene.holds)}`;
    },
  },
  {
    name: 'no permission',
    run: async (handler, type) => {
      const scene = await Scene.set(handler, type);
      const calls = await callsOf(handler, type);
      scene.double.faults.add({ kind: 'error', code: 'AccessDeniedException', message: 'User: x is not authorized', times: 1_000 });
      const invocation = await scene.run();
      if (type === 'Delete' && handler.withoutPermission !== undefined) {
        expect(invocation.told).toMatchObject({ Status: handler.withoutPermission.Delete });
        expect(scene.holds).toEqual(scene.before);
        return `SUCCESS, as before: ${shown(scene.before)}`;
      }
      return calls.length === 0 ? asWanted(scene, invocation) : asBefore(scene, invocation, /User: x is not authorized \(AccessDeniedException, request id [0-9a-f-]+\)/);
    },
  },
];

/** Runs each handler with each fault, at each kind of request; `SHOW_FAULTS` prints what comes of it. */
export function faultMatrix(handlers: readonly HandlerCase[]): void {
  const table = new Map<string, Map<string, Cell>>();

  describe.each(handlers.map(handler => [`${handler.handler} (${handler.story ?? handler.resourceType})`, handler] as const))('%s', (name, handler) => {
    describe.each(FAULTS.map(fault => [fault.name, fault] as const))('%s', (faultName, fault) => {
      test.each(TYPES)('%s', async type => {
        const cell = await fault.run(handler, type);
        const row = table.get(`${name} | ${faultName}`) ?? new Map<string, Cell>();
        table.set(`${name} | ${faultName}`, row.set(type, cell));
      });
    });
  });

  afterAll(() => {
    if (process.env.SHOW_FAULTS === undefined) return;
    const lines = [...table].map(([row, cells]) => `| ${row} | ${TYPES.map(type => cells.get(type) ?? '').join(' | ')} |`);
    process.stdout.write(`\n| handler | fault | Create | Update | Delete |\n|---|---|---|---|---|\n${lines.join('\n')}\n`);
  });
}

/** The calls that the handlers make in all stories, each once. */
export async function callsOfAll(handlers: readonly HandlerCase[]): Promise<string[]> {
  const made = new Set<string>();
  for (const handler of handlers) {
    for (const type of TYPES) {
      for (const operation of await callsOf(handler, type)) made.add(operation);
    }
  }
  return [...made].sort();
}
