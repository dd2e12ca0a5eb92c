import fc from 'fast-check';
import { ACCESS_REQUEST_TAGS_TYPE, TagMap } from '../../../src/operations/provider/access-request-properties';
import { CloudFormationDouble } from '../../cloudformation-double';
import { SsmDouble } from '../../ssm-double/ssm-double';
import { accessRequestTags, OTHER_REQUEST_ID, REQUEST_ID } from '../handlers/access-request-tags';
import { Accident, command, rarely, replays, sequenceCount, StackModel, StatefulStack } from '../stateful-stack';

/** How many sequences of deployments are tried. */
const SEQUENCES = sequenceCount(100);
/** What people put on the requests; keys of theirs that are declared anew are refused. */
const THEIRS = { jane: 'x' };
const REQUESTS = [REQUEST_ID, OTHER_REQUEST_ID];

interface Declared {
  readonly request: string;
  readonly tags: TagMap;
}

interface Happens extends Accident {
  /** `full`: there is no room for more tags; `lost`: the answer to the call that adds tags gets lost. */
  readonly kind: 'none' | 'full' | 'lost';
  /** Whether somebody sets all that was declared before, between an update and its rollback. */
  readonly isTakenBetween: boolean;
}

/** What there must be; a resource whose creation was refused stands for nothing that could be taken back. */
interface Model extends StackModel<Declared, 'tags' | 'nothing'> {
  readonly tags: Record<string, TagMap>;
  asked: number;
  /** How many rollbacks met a tag that somebody else had set, which must not stop them. */
  overridden: number;
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

function isTaken({ tags: all }: Model, { request, tags }: Declared, before: TagMap): boolean {
  return Object.entries(tags).some(([key, value]) => !(key in before) && key in all[request] && all[request][key] !== value);
}

function expectSame({ tags }: Model, double: SsmDouble): void {
  for (const request of REQUESTS) expect([request, double.tags.get('OpsItem', request)]).toEqual([request, tags[request]]);
}

function stackOf(double: SsmDouble, cloudFormation: CloudFormationDouble) {
  return new StatefulStack<Declared, 'tags' | 'nothing', Happens, Model>({
    handler: 'access-request-tags',
    resourceType: ACCESS_REQUEST_TAGS_TYPE,
    services: { double, cloudFormation },
    nothing: { kind: 'none', replays: 0, isTakenBetween: false },
    propertiesOf: ({ request, tags }) => accessRequestTags(tags, request),
    prepare: ({ kind, replays: times }) => {
      const operation = 'AddTagsToResource';
      if (kind === 'full') double.faults.add({ kind: 'error', operation, code: 'TooManyTagsError', message: '', status: 400, times: times + 1 });
      else if (kind === 'lost') double.faults.add({ kind: 'dropAfter', operation });
      return {};
    },
    expectAgain: (answer, before) => {
      if (answer.Status === 'SUCCESS') expect(answer).toEqual(before);
    },
    deployed: (model, { answer, declared, before, accident }) => {
      const isReplaced = before === undefined || declared.request !== before.declared.request;
      const had = isReplaced ? {} : before.declared.tags;
      const isRefused = isTaken(model, declared, had);
      if (isRefused && before === undefined) expect(answer.Reason).toContain('somebody else has set it');
      const succeeds = !isRefused && tag(model, declared, had, accident.kind === 'full');
      model.asked += 1;
      expectSame(model, double);
      return { succeeds, current: isRefused ? 'nothing' : 'tags', isReplaced };
    },
    beforeRollback: (model, { declared: { request, tags } }, { isTakenBetween }) => {
      if (isTakenBetween) for (const key of Object.keys(tags)) setByHand(model, double, request, key, 'hers');
    },
    rolledBack: (model, { before, undone, isByNewId }) => {
      const isOther = undone.declared.request !== before.declared.request;
      const had = isOther ? {} : undone.declared.tags;
      // Asked with the old id, the handler never left the old request.
      if ((!isOther || isByNewId) && isTaken(model, before.declared, had)) model.overridden += 1;
      tag(model, before.declared, had, false);
      // What the new one did on another request is taken back, by the rollback or by the deletion that follows.
      if (isOther) untag(model, undone.declared);
    },
    deleted: (model, { declared, current }) => {
      if (current === 'tags') untag(model, declared);
      expectSame(model, double);
    },
    expectSame: model => expectSame(model, double),
  });
}

/** Somebody tags a request by hand, or takes a tag off. */
function tagByHand(double: SsmDouble, request: string, key: string, value: string | undefined) {
  return command<Model>('Tag', [request, key, value], () => true, model => setByHand(model, double, request, key, value));
}

function setByHand({ tags }: Model, double: SsmDouble, request: string, key: string, value: string | undefined): void {
  const { [key]: _, ...others } = tags[request];
  tags[request] = value === undefined ? others : { ...others, [key]: value };
  double.tags.put('OpsItem', request, tags[request]);
}

const declaration: fc.Arbitrary<Declared> = fc.record({
  request: fc.oneof({ weight: 3, arbitrary: fc.constant(REQUEST_ID) }, { weight: 1, arbitrary: fc.constant(OTHER_REQUEST_ID) }),
  tags: fc.record({ team: fc.constantFrom('web', 'shop'), ticket: fc.constantFrom('1', '2'), cost: fc.constant('7') }, { requiredKeys: [] }).map(each => ({ ...each })),
});
const accident: fc.Arbitrary<Happens> = fc.record({
  kind: fc.constantFrom('none' as const, 'none' as const, 'full' as const, 'lost' as const),
  replays,
  isTakenBetween: rarely.map(isLeft => !isLeft),
});

test('a request has the tags that are declared, and those that people put there', async () => {
  const double = await SsmDouble.start();
  const stack = stackOf(double, await CloudFormationDouble.start());
  const { asked, overridden } = await stack.tryOut({
    count: SEQUENCES,
    maxCommands: 30,
    commands: [
      ...stack.deployments(declaration, declaration, accident),
      fc.tuple(fc.constantFrom(...REQUESTS), fc.constantFrom('team', 'ticket', 'jane'), fc.constantFrom('hers', 'hers', undefined)).map(given => tagByHand(double, ...given)),
    ],
    begin: () => {
      for (const request of REQUESTS) double.tags.put('OpsItem', request, THEIRS);
      return { tags: Object.fromEntries(REQUESTS.map(request => [request, THEIRS])), asked: 0, overridden: 0 };
    },
    counted: model => ({ asked: model.asked, overridden: model.overridden }),
  });
  // Only its own role, and nothing but tags.
  expect(new Set(double.requests.map(({ operation, accessKeyId }) => `${operation} by ${accessKeyId}`))).toEqual(
    new Set(['ListTagsForResource', 'AddTagsToResource', 'RemoveTagsFromResource'].map(operation => `${operation} by AKIDEXAMPLE`)));
  // Sequences in which these do not happen prove nothing about them.
  expect(asked).toBeGreaterThan(SEQUENCES / 2);
  expect(overridden).toBeGreaterThan(0);
}, 300_000);
