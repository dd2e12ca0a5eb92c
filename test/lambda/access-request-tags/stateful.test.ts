import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Answer } from '../../../lambda/shared/answer';
import { ACCESS_REQUEST_TAGS_TYPE, TagMap } from '../../../src/operations/provider/access-request-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { accessRequestTags, OTHER_REQUEST_ID, REQUEST_ID } from '../handlers/access-request-tags';
import { event, invoke } from '../invoke';

/** How many sequences of deployments are tried. */
const SEQUENCES = 300;
/** What people put on the requests; keys of theirs that are declared anew are refused. */
const THEIRS = { jane: 'x' };
const REQUESTS = [REQUEST_ID, OTHER_REQUEST_ID];

interface Declared {
  readonly request: string;
  readonly tags: TagMap;
}

/** `full`: there is no room for more tags; `lost`: the answer to the call that adds tags gets lost. */
interface Accident {
  readonly kind: 'none' | 'full' | 'lost';
  readonly replays: number;
}

const NONE: Accident = { kind: 'none', replays: 0 };

interface Model {
  declared?: Declared;
  readonly tags: Record<string, TagMap>;
  asked: number;
}

class Real {
  public physicalId?: string;

  public constructor(public readonly double: SsmDouble, private readonly cloudFormation: CloudFormationDouble) {
  }

  public async ask(
    type: 'Create' | 'Update' | 'Delete', status: string, { request, tags }: Declared, given: { id?: string; old?: Declared; accident?: Accident } = {},
  ): Promise<Answer> {
    const { id, old, accident: { kind, replays } = NONE } = given;
    const { double, cloudFormation } = this;
    cloudFormation.status = status;
    const operation = 'AddTagsToResource';
    if (kind === 'full') double.faults.add({ kind: 'error', operation, code: 'TooManyTagsError', message: '', status: 400, times: replays + 1 });
    else if (kind === 'lost') double.faults.add({ kind: 'dropAfter', operation });
    const sent = event({
      RequestType: type,
      ResourceType: ACCESS_REQUEST_TAGS_TYPE,
      RequestId: randomUUID(),
      PhysicalResourceId: id,
      ResourceProperties: accessRequestTags(tags, request),
      OldResourceProperties: old && accessRequestTags(old.tags, old.request),
    });
    let answer!: Answer;
    for (let count = 0; count <= replays; count += 1) {
      const { told, error, log } = await invoke('access-request-tags', double.endpoint, sent, { cloudFormationEndpoint: cloudFormation.endpoint });
      if (told === undefined) throw new Error(`CloudFormation was not answered: ${error?.stack}\n${log}`);
      if (count > 0 && told.Status === 'SUCCESS') expect(told).toEqual(answer);
      answer = told;
    }
    double.faults.clear();
    return answer;
  }
}

/** Puts tags on a request, as far as there is room. */
function tag(model: Model, { request, tags }: Declared, before: TagMap, isFull: boolean): boolean {
  const actual = model.tags[request];
  const isMissing = Object.entries(tags).some(([key, value]) => actual[key] !== value);
  const kept = Object.fromEntries(Object.entries(actual).filter(([key, value]) => before[key] !== value || key in tags));
  model.tags[request] = isFull && isMissing ? kept : { ...kept, ...tags };
  return !isFull || !isMissing;
}

/** Takes off what is still as it was declared. */
function untag(model: Model, { request, tags }: Declared): void {
  model.tags[request] = Object.fromEntries(Object.entries(model.tags[request]).filter(([key, value]) => tags[key] !== value));
}

function isTaken({ tags: all }: Model, { request, tags }: Declared, before: TagMap = {}): boolean {
  return Object.entries(tags).some(([key, value]) => !(key in before) && key in all[request] && all[request][key] !== value);
}

function expectSame({ tags }: Model, { double }: Real): void {
  for (const request of REQUESTS) expect([request, double.tags.get('OpsItem', request)]).toEqual([request, tags[request]]);
}

class Create implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly declared: Declared, private readonly accident: Accident, private readonly failsElsewhere: boolean) {
  }

  public check({ declared }: Readonly<Model>): boolean {
    return declared === undefined;
  }

  public async run(model: Model, real: Real): Promise<void> {
    const { declared, accident } = this;
    const { Status, Reason, PhysicalResourceId: id } = await real.ask('Create', 'CREATE_IN_PROGRESS', declared, { accident });
    const isRefused = isTaken(model, declared);
    const isDone = !isRefused && tag(model, declared, {}, accident.kind === 'full');
    expect(Status).toBe(isDone ? 'SUCCESS' : 'FAILED');
    if (isRefused) expect(Reason).toContain('somebody else has set it');
    model.asked += 1;
    expectSame(model, real);
    if (isDone && !this.failsElsewhere) {
      model.declared = declared;
      real.physicalId = id;
      return;
    }
    expect(await real.ask('Delete', 'ROLLBACK_IN_PROGRESS', declared, { id })).toMatchObject({ Status: 'SUCCESS' });
    // A creation that was refused has nothing to be taken back.
    if (!isRefused) untag(model, declared);
    expectSame(model, real);
  }

  public toString = () => `Create ${JSON.stringify([this.declared, this.accident, this.failsElsewhere])}`;
}

class Update implements fc.AsyncCommand<Model, Real> {
  public constructor(
    private readonly declared: Declared,
    private readonly accident: Accident,
    private readonly failsElsewhere: boolean,
    private readonly isBackByNewId: boolean,
  ) {
  }

  public check({ declared }: Readonly<Model>): boolean {
    return declared !== undefined;
  }

  public async run(model: Model, real: Real): Promise<void> {
    const { declared, accident } = this;
    const old = model.declared!;
    const id = real.physicalId!;
    const isOther = declared.request !== old.request;
    const isRefused = isTaken(model, declared, isOther ? {} : old.tags);
    const { Status, PhysicalResourceId: newId } = await real.ask('Update', 'UPDATE_IN_PROGRESS', declared, { id, old, accident });
    const isDone = !isRefused && tag(model, declared, isOther ? {} : old.tags, accident.kind === 'full');
    model.asked += 1;
    expect(Status).toBe(isDone ? 'SUCCESS' : 'FAILED');
    expect(newId === id).toBe(!isOther || !isDone);
    expectSame(model, real);
    if (isDone && !this.failsElsewhere) {
      model.declared = declared;
      real.physicalId = newId;
      if (!isOther) return;
      await real.ask('Delete', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', old, { id });
      untag(model, old);
      return expectSame(model, real);
    }
    const isByNewId = this.isBackByNewId && newId !== id;
    const back = await real.ask('Update', 'UPDATE_ROLLBACK_IN_PROGRESS', old, { id: isByNewId ? newId : id, old: declared, accident: { ...NONE, replays: accident.replays } });
    expect(back).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: id });
    tag(model, old, isOther ? {} : declared.tags, false);
    // What the new one did on another request is taken back, by the rollback or by the deletion that follows.
    if (newId !== id) expect(await real.ask('Delete', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS', declared, { id: newId })).toMatchObject({ Status: 'SUCCESS' });
    if (isOther) untag(model, declared);
    expectSame(model, real);
  }

  public toString = () => `Update ${JSON.stringify([this.declared, this.accident, this.failsElsewhere, this.isBackByNewId])}`;
}

class Delete implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly replays: number) {
  }

  public check({ declared }: Readonly<Model>): boolean {
    return declared !== undefined;
  }

  public async run(model: Model, real: Real): Promise<void> {
    const declared = model.declared!;
    expect(await real.ask('Delete', 'DELETE_IN_PROGRESS', declared, { id: real.physicalId, accident: { ...NONE, replays: this.replays } })).toMatchObject({ Status: 'SUCCESS' });
    untag(model, declared);
    model.declared = undefined;
    expectSame(model, real);
  }

  public toString = () => `Delete ${this.replays}`;
}

/** Somebody tags a request by hand, or takes a tag off. */
class Tag implements fc.AsyncCommand<Model, Real> {
  public constructor(private readonly request: string, private readonly key: string, private readonly value: string | undefined) {
  }

  public check(): boolean {
    return true;
  }

  public async run(model: Model, { double }: Real): Promise<void> {
    const { [this.key]: _, ...others } = model.tags[this.request];
    model.tags[this.request] = this.value === undefined ? others : { ...others, [this.key]: this.value };
    double.tags.put('OpsItem', this.request, model.tags[this.request]);
  }

  public toString = () => `Tag ${this.request} ${this.key} ${this.value}`;
}

const declaration: fc.Arbitrary<Declared> = fc.record({
  request: fc.oneof({ weight: 3, arbitrary: fc.constant(REQUEST_ID) }, { weight: 1, arbitrary: fc.constant(OTHER_REQUEST_ID) }),
  tags: fc.record({ team: fc.constantFrom('web', 'shop'), ticket: fc.constantFrom('1', '2'), cost: fc.constant('7') }, { requiredKeys: [] }).map(each => ({ ...each })),
});
const accident: fc.Arbitrary<Accident> = fc.record({
  kind: fc.constantFrom('none' as const, 'none' as const, 'full' as const, 'lost' as const),
  replays: fc.nat(3).map(chance => chance === 0 ? 1 : 0),
});
const rarely = fc.nat(3).map(chance => chance === 0);
const update = fc.tuple(declaration, accident, rarely, fc.boolean()).map(given => new Update(...given));

test('a request has the tags that are declared, and those that people put there', async () => {
  let asked = 0;
  const double = await SsmDouble.start();
  const cloudFormation = await CloudFormationDouble.start();
  const property = fc.asyncProperty(fc.commands([
    fc.tuple(declaration, accident, rarely).map(given => new Create(...given)),
    update,
    update,
    fc.nat(1).map(replays => new Delete(replays)),
    fc.tuple(fc.constantFrom(...REQUESTS), fc.constantFrom('team', 'ticket', 'jane'), fc.constantFrom('hers', 'hers', undefined)).map(given => new Tag(...given)),
  ], { maxCommands: 10, size: 'max' }), async commands => {
    const model: Model = { tags: Object.fromEntries(REQUESTS.map(request => [request, THEIRS])), asked: 0 };
    for (const request of REQUESTS) double.tags.put('OpsItem', request, THEIRS);
    await fc.asyncModelRun(() => ({ model, real: new Real(double, cloudFormation) }), commands);
    asked += model.asked;
  });
  try {
    await fc.assert(property, { numRuns: SEQUENCES });
  } finally {
    await double.stop();
    await cloudFormation.stop();
  }
  // Only its own role, and nothing but tags.
  expect(new Set(double.requests.map(({ operation, accessKeyId }) => `${operation} by ${accessKeyId}`))).toEqual(
    new Set(['ListTagsForResource', 'AddTagsToResource', 'RemoveTagsFromResource'].map(operation => `${operation} by AKIDEXAMPLE`)));
  if (process.env.SHOW_SEQUENCES !== undefined) process.stdout.write(`${SEQUENCES} sequences, ${double.requests.length} calls, ${asked} deployments, each as predicted\n`);
  expect(asked).toBeGreaterThan(SEQUENCES);
}, 300_000);
