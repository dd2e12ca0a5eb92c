import { lineageAfter, markOfRequest, Observed, plan, Properties } from '../../../lambda/access-request/plan';
import { idOf } from '../../../lambda/shared/execution/lineage';
import type { Decision } from '../../../lambda/shared/operation';
import { OWN_TAG } from '../../../src/operations/provider/access-request-properties';
import { accessRequest, OTHER_REQUESTER, OWNER } from '../handlers/access-request';

const A = accessRequest({ Reason: 'November', Tags: { team: 'web' } });
const B = accessRequest({ Reason: 'December', Tags: { team: 'web' } });
const LEFT = accessRequest({ ...A, PendingOnDelete: 'Leave' });
const [ONE, TWO, THREE] = ['oi-111111111111', 'oi-222222222222', 'oi-333333333333'];
const EXECUTION = '11111111-2222-3333-4444-555555555555';
const TAG = `${OWNER}/0123456789abcdef`;
const TOO_LATE = ['AutomationExecutionNotFoundException', 'InvalidAutomationStatusUpdateException'];

const link = (properties: Properties, id: string) => ({ id, mark: markOfRequest(properties) });
const ID_OF_A = idOf('access-request', [link(A, ONE)]);

const nothing: Observed = { letGo: [], tag: TAG };
const seen = (id: string, tags?: Record<string, string>, status?: string): Observed =>
  ({ ...nothing, id, tags: tags && { [OWN_TAG]: TAG, ...tags }, status });
const held = (status?: string, executionId: string | undefined = EXECUTION, id = TWO) => ({ id, tag: TAG, status, executionId });

const create = (observed: Observed, properties = A) => plan({ type: 'Create', properties }, observed, []);
const update = (observed: Observed, properties: Properties, old?: Properties) => plan({ type: 'Update', properties, old, physicalId: ID_OF_A }, observed, []);
const remove = (letGo: Observed['letGo'], properties = A, met: readonly string[] = []) =>
  plan({ type: 'Delete', properties, physicalId: ID_OF_A }, { ...nothing, letGo }, met);

const done = (AccessRequestId: string, Status = 'Unknown'): Decision => ({ done: { AccessRequestId, Status } });
const untag = (id = TWO) => ({
  api: 'RemoveTagsFromResource', input: { ResourceType: 'OpsItem', ResourceId: id, TagKeys: [OWN_TAG] }, asOwn: true, unless: ['AccessDeniedException', 'InvalidResourceId'],
});
const stop = (unless: readonly string[] = TOO_LATE) => ({
  api: 'StopAutomationExecution', input: { AutomationExecutionId: EXECUTION, Type: 'Cancel' }, unless, advice: { AccessDeniedException: expect.stringContaining('pendingOnDelete') },
});
const apis = (decision: Decision) => 'calls' in decision ? decision.calls.map(({ api }) => api) : decision;

describe('a request is started once, with the tags and the own one', () => {
  const start = ({ Reason, Targets }: Properties, tags: Record<string, string>) => ({
    calls: [{
      api: 'StartAccessRequest',
      input: { Reason, Targets, Tags: Object.entries({ ...tags, [OWN_TAG]: TAG }).map(([Key, Value]) => ({ Key, Value })) },
      isOnce: true,
      advice: {
        AccessDeniedException: expect.stringContaining('ssm:StartAccessRequest'),
        ResourceNotFoundException: expect.stringContaining('whether the nodes exist'),
        ServiceQuotaExceededException: expect.stringContaining('too many'),
        ValidationException: expect.stringContaining('approval policy'),
      },
    }],
  });

  test.each<[string, Decision, object]>([
    ['when it is made', create(nothing), start(A, { team: 'web' })],
    ['without tags', create(nothing, accessRequest()), start(accessRequest(), {})],
    ['when another one is declared', update(nothing, B, A), start(B, { team: 'web' })],
    ['when nobody knows what was declared before', update(nothing, B), start(B, { team: 'web' })],
  ])('%s', (_, decision, expected) => expect(decision).toEqual(expected));
});

describe('a request that is there', () => {
  test.each<[string, Decision, Decision]>([
    ['was made just now', create(seen(ONE, undefined, 'PendingApproval')), done(ONE, 'PendingApproval')],
    ['cannot be read', create(seen(ONE)), done(ONE)],
    ['is as it should be', update(seen(ONE, { team: 'web', [OWN_TAG]: TAG }, 'Approved'), A, B), done(ONE, 'Approved')],
    ['has other tags, too', create(seen(ONE, { team: 'web', jane: 'was here' })), done(ONE)],
  ])('%s', (_, decision, expected) => expect(decision).toEqual(expected));
});

describe('tags of a request that is there', () => {
  const add = (tags: object) => ({ api: 'AddTagsToResource', input: { ResourceType: 'OpsItem', ResourceId: ONE, Tags: tags }, asOwn: true });
  const take = (...TagKeys: string[]) => ({ api: 'RemoveTagsFromResource', input: { ResourceType: 'OpsItem', ResourceId: ONE, TagKeys }, asOwn: true });
  const other = accessRequest({ ...A, Tags: { ticket: '42' } });
  const none = accessRequest({ ...A, Tags: undefined });

  test.each<[string, Decision, unknown[]]>([
    ['are changed', update(seen(ONE, { team: 'web', jane: 'x' }), other, A), [take('team'), add([{ Key: 'ticket', Value: '42' }])]],
    ['are taken away', update(seen(ONE, { team: 'web' }), none, A), [take('team')]],
    ['are added', update(seen(ONE, { jane: 'x' }), A, none), [add([{ Key: 'team', Value: 'web' }])]],
    ['of another declaration were never there', update(seen(ONE, { team: 'web', ticket: '7' }), A, { ...B, Tags: { ticket: '42' } }), []],
    ['that nobody knows of stay', update(seen(ONE, { team: 'web', ticket: '7' }), A), []],
    ['are completed where a creation comes again', create(seen(ONE, {})), [add([{ Key: 'team', Value: 'web' }])]],
  ])('%s', (_, decision, calls) => expect(decision).toEqual(calls.length === 0 ? done(ONE) : { calls }));
});

describe('without the own tag, which somebody has taken off, or changed', () => {
  const other = accessRequest({ ...A, Tags: { ticket: '42' } });
  const tagged = (tags: Record<string, string>): Observed => ({ ...nothing, id: ONE, tags });

  test.each<[string, Record<string, string>]>([
    ['none', { team: 'web' }], ['another one', { team: 'web', [OWN_TAG]: `${OWNER}2/x` }], ['no more than the owner', { team: 'web', [OWN_TAG]: OWNER }],
  ])('tags are not changed: %s', (_, tags) => {
    expect(update(tagged(tags), other, A)).toEqual({
      refused: expect.stringMatching(`^the tags of access request ${ONE} cannot be changed, as .* ${OWN_TAG}, .* put it back with the value ${TAG}, or set another trigger`),
    });
    // There is nothing to be done.
    expect(update(tagged(tags), A, other)).toEqual(done(ONE));
  });
});

describe('a request is let go of', () => {
  test('cancelled and without the own tag', () => {
    expect(remove([held('PendingApproval')])).toEqual({ calls: [stop(), untag()] });
    expect(remove([held('PendingApproval'), held('Approved', undefined, THREE)])).toEqual({ calls: [stop(), untag(), untag(THREE)] });
    expect(remove([])).toEqual({ done: {} });
  });

  test.each(['PendingApproval', 'Pending', 'Open', 'InProgress'])('cancelled where it is %s', status => {
    expect(apis(remove([held(status)]))).toEqual(['StopAutomationExecution', 'RemoveTagsFromResource']);
  });

  test.each<[string, Decision]>([
    ['is approved', remove([held('Approved')])],
    ['is rejected', remove([held('Rejected')])],
    ['is not known', remove([held()])],
    ['has no execution', remove([{ id: TWO, tag: TAG, status: 'PendingApproval' }])],
    ['is to be left', remove([held('PendingApproval')], LEFT)],
    ['is decided meanwhile', remove([held('PendingApproval')], A, [TOO_LATE[1]])],
    ['is forgotten', remove([held('PendingApproval')], A, ['InvalidResourceId', TOO_LATE[0]])],
  ])('not cancelled where it %s', (_, decision) => expect(decision).toEqual({ calls: [untag()] }));

  test('cancelled all the same after trouble with its tag', () => {
    expect(apis(remove([held('PendingApproval')], A, ['AccessDeniedException']))).toEqual(['StopAutomationExecution', 'RemoveTagsFromResource']);
  });

  test.each<[string, Decision]>([
    ['a creation', create({ ...seen(ONE), letGo: [held('PendingApproval')] })],
    ['an update', update({ ...seen(ONE, {}), letGo: [held('PendingApproval')] }, A, B)],
    ['an update of one that is to be left', update({ ...nothing, letGo: [held('PendingApproval')] }, LEFT, B)],
  ])('by %s that finds one of its own that it never stood for: first, and whatever is allowed', (_, decision) => {
    expect(decision).toEqual({ calls: [stop([...TOO_LATE, 'AccessDeniedException']), untag()] });
  });
});

test('the lineage', () => {
  const [a, b] = [link(A, ONE), link(B, TWO)];
  const before = idOf('access-request', [b, a]);
  expect(lineageAfter(A, seen(ONE))).toEqual([a]);
  expect(lineageAfter(B, seen(TWO), ID_OF_A)).toEqual([b, a]);
  expect(lineageAfter(B, seen(TWO), before)).toEqual([b, a]);
  expect(lineageAfter(A, seen(ONE), before)).toEqual([a]);
  expect(lineageAfter(B, nothing, ID_OF_A)).toEqual([a]);
  expect(lineageAfter(B, seen(TWO), 'nothing-made:Resource')).toEqual([b]);
});

test('what makes another request, and what does not', () => {
  const mark = markOfRequest(A);
  const same: Partial<Properties>[] = [{ Tags: {} }, { Tags: undefined }, { PendingOnDelete: 'Leave' }];
  expect(same.map(given => markOfRequest({ ...A, ...given }))).toEqual(same.map(() => mark));
  const others: Partial<Properties>[] = [
    { Reason: 'x' }, { Targets: [{ Key: 'InstanceIds', Values: ['i-1'] }] }, { Trigger: '1' }, { Trigger: '' }, { ActAsRoleArn: OTHER_REQUESTER },
  ];
  expect(new Set([mark, ...others.map(given => markOfRequest({ ...A, ...given }))]).size).toBe(others.length + 1);
  const nodes = (...Values: string[]) => markOfRequest({ ...A, Targets: [{ Key: 'InstanceIds', Values }] });
  expect(nodes('i-1', 'i-2')).toBe(nodes('i-2', 'i-1'));
  expect(nodes('i-1', 'i-2')).not.toBe(nodes('i-1'));
});
