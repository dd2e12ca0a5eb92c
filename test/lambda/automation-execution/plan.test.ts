import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { isOther, isToRetry, isToWaitFor, lineageAfter, markOfRun, Observed, plan, toStart } from '../../../lambda/automation-execution/plan';
import { idOf, Link } from '../../../lambda/shared/execution/lineage';
import { AUTOMATION_ADVICE } from '../../../lambda/shared/execution/start-advice';
import type { Decision, Request } from '../../../lambda/shared/operation';
import type { RunbookExecutionProperties } from '../../../src/operations/provider/runbook-execution-properties';

const OPTIONS = { WaitForCompletion: false, Timeout: 3_600, UnfinishedOnDelete: 'Stop' } as const;
const RUN_A = { DocumentName: 'Runbook', Parameters: { Release: ['a'] } };
const RUN_B = { DocumentName: 'Runbook', Parameters: { Release: ['b'] } };
const A: RunbookExecutionProperties = { ...OPTIONS, OnUpdate: RUN_A };
const B: RunbookExecutionProperties = { ...OPTIONS, OnUpdate: RUN_B };
const NONE: RunbookExecutionProperties = OPTIONS;
const ONCE: RunbookExecutionProperties = { ...OPTIONS, OnCreate: { DocumentName: 'SetUp' } };

const [ONE, TWO, THREE] = ['1', '2', '3'].map(digit => `${digit.repeat(8)}-1111-2222-3333-444444444444`);
const link = (properties: RunbookExecutionProperties, id: string): Link => ({ id, mark: markOfRun(properties) });
const id = (...lineage: readonly Link[]) => idOf('runbook-execution', lineage);
const ID_OF_A = id(link(A, ONE));
/** It was put in after what only runs at creation. */
const ID_OF_A_AFTER_ONCE = id(link(A, TWO), link(ONCE, ONE));
const ID_OF_B = id(link(B, TWO), link(A, ONE));
/** Nobody knows whether the creation started it. */
const ID_OF_MAYBE = id(link(A, ''));

const EXECUTION: AutomationExecution = { AutomationExecutionId: ONE, DocumentName: 'Runbook', AutomationExecutionStatus: 'Success', Outputs: { 'Step.Id': ['one'] } };
const token = 'token';

const creation = (properties: RunbookExecutionProperties): Request<RunbookExecutionProperties> => ({ type: 'Create', properties });
const change = (old: RunbookExecutionProperties | undefined, properties: RunbookExecutionProperties, physicalId: string): Extract<Request<RunbookExecutionProperties>, { type: 'Update' }> =>
  ({ type: 'Update', properties, old, physicalId });

const start = (input: object) => ({ calls: [{ api: 'StartAutomationExecution', input: { ...input, ClientToken: token }, advice: AUTOMATION_ADVICE }] });
const done = (ExecutionId: string, Status = 'Unknown') => ({ done: { ExecutionId, Status } });

describe('a runbook is started', () => {
  test.each<[string, Request<RunbookExecutionProperties>, object]>([
    ['at creation', creation(A), RUN_A],
    ['at creation, another one', creation({ ...A, ...ONCE }), { DocumentName: 'SetUp' }],
    ['at creation, only then', creation(ONCE), { DocumentName: 'SetUp' }],
    ['when it changes', change(A, B, ID_OF_A), RUN_B],
    ['when the trigger changes', change(A, { ...A, Trigger: '1' }, ID_OF_A), RUN_A],
    ['when it is put in', change(ONCE, A, id(link(ONCE, ONE))), RUN_A],
    ['when it is put in again', change(NONE, A, ID_OF_A), RUN_A],
    ['when the one before the last is declared again by a person', change(B, A, ID_OF_B), RUN_A],
    ['when its creation failed before', change(A, A, 'nothing-made:Resource'), RUN_A],
    ['when nobody knows whether its creation started it', change(A, A, ID_OF_MAYBE), RUN_A],
    ['when what was before cannot be read', change(undefined, B, ID_OF_A), RUN_B],
  ])('%s', (_, request, input) => {
    expect(plan(request, { token, isRollback: false }, [])).toEqual(start(input));
  });

  test('while its calendars are open', () => {
    const request = creation({ ...A, Calendars: ['Shop'] });
    expect(plan(request, { token, calendars: { isOpen: true } }, [])).toEqual(start(RUN_A));
    expect(plan(request, { token, calendars: { isOpen: false, nextTransition: '2030-02-01T06:00:00Z' } }, [])).toEqual({
      refused: 'the change calendar Shop is closed, and must be open for this to start; the next change of its state is at 2030-02-01T06:00:00Z; '
        + 'deploy again, or delete again, when it is open',
    });
  });
});

describe('a runbook is not started', () => {
  const isRollback = true;

  test.each<[string, Request<RunbookExecutionProperties>, Observed, Decision]>([
    ['twice', creation(A), { started: ONE, execution: EXECUTION }, done(ONE, 'Success')],
    ['twice in an update', change(A, B, ID_OF_A), { started: TWO }, done(TWO)],
    ['twice where it is waited for, which tells the rest', creation({ ...A, WaitForCompletion: true }), { started: ONE, execution: EXECUTION }, { done: { ExecutionId: ONE } }],
    ['when nothing changes', change(A, A, ID_OF_A), { execution: EXECUTION }, done(ONE, 'Success')],
    ['when only options change', change(A, { ...A, WaitForCompletion: true, UnfinishedOnDelete: 'Leave' }, ID_OF_A), { execution: EXECUTION }, done(ONE, 'Success')],
    ['when what runs at creation changes', change(A, { ...A, ...ONCE }, ID_OF_A), {}, done(ONE)],
    ['when what was before cannot be read', change(undefined, A, ID_OF_A), {}, done(ONE)],
    ['when it is taken out', change(A, NONE, ID_OF_A), { execution: EXECUTION }, done(ONE, 'Success')],
    ['when the trigger changes of what only runs at creation', change(ONCE, { ...ONCE, Trigger: '1' }, id(link(ONCE, ONE))), {}, done(ONE)],
    ['when there is none', creation(NONE), {}, done('none', 'none')],
    ['by a rollback that is sent the new id', change(B, A, ID_OF_B), { isRollback, execution: EXECUTION }, done(ONE, 'Success')],
    ['by a rollback that is sent the old id', change(B, A, ID_OF_A), { execution: EXECUTION }, done(ONE, 'Success')],
    ['by a rollback that puts it in again', change(NONE, A, ID_OF_A), { isRollback }, done(ONE)],
    ['by a rollback that takes it out again', change(B, NONE, ID_OF_B), { isRollback }, done(ONE)],
    ['by a rollback to what it does not know', change(B, { ...A, Trigger: '1' }, ID_OF_B), { isRollback }, done(TWO)],
    ['by a rollback to what was never made', change(B, A, 'nothing-made:Resource'), { isRollback }, done('none', 'none')],
    ['by a rollback to what may have been made', change(B, A, ID_OF_MAYBE), { isRollback }, done('none', 'none')],
  ])('%s', (_, request, observed, expected) => {
    expect(plan(request, observed, [])).toEqual(expected);
  });
});

describe('outputs', () => {
  const Outputs = ['Step.Id'];
  const withOutputs = { ...A, Outputs };
  const lost = `the outputs Step.Id of execution ${ONE} cannot be read any more, as the service keeps executions for 30 days`;

  test.each<[string, Decision, Decision]>([
    ['are told when nothing is started', plan(change(A, withOutputs, ID_OF_A), { execution: EXECUTION }, []), { done: { 'ExecutionId': ONE, 'Status': 'Success', 'Output.Step.Id': 'one' } }],
    ['that it did not give are refused', plan(change(A, withOutputs, ID_OF_A), { execution: { ...EXECUTION, Outputs: {} } }, []),
      { refused: 'runbook "Runbook" gave no output Step.Id; it gave none' }],
    ['of what the service has forgotten are refused', plan(change(A, withOutputs, ID_OF_A), {}, []), { refused: `${lost}; change trigger to run onUpdate again` }],
    ['of what the service has forgotten keep no stack from going back', plan(change(B, withOutputs, ID_OF_A), { isRollback: true }, []), { ...done(ONE), note: lost }],
    ['of nothing are refused', plan(change(NONE, { ...NONE, Outputs }, id(link(NONE, ''))), {}, []),
      { refused: 'there are no outputs Step.Id, as nothing has been run yet; give onCreate, or onUpdate' }],
    ['of nothing keep no stack from going back', plan(change(B, withOutputs, 'nothing-made:Resource'), { isRollback: true }, []), done('none', 'none')],
  ])('%s', (_, decision, expected) => {
    expect(decision).toEqual(expected);
  });
});

describe('the resource stands for', () => {
  const isRollback = true;

  test.each<[string, readonly Link[], string]>([
    ['what was started', lineageAfter(creation(A), { started: ONE }), ID_OF_A],
    ['what was started, and behind it the one before', lineageAfter(change(A, B, ID_OF_A), { started: TWO }), ID_OF_B],
    ['nothing, where there is nothing to start', lineageAfter(creation(NONE), {}), id(link(NONE, ''))],
    ['nothing, where its creation failed and there is nothing to start', lineageAfter(change(A, NONE, 'nothing-made:Resource'), {}), id(link(NONE, ''))],
    ['what it stood for, when nothing is started', lineageAfter(change(A, A, ID_OF_A), {}), ID_OF_A],
    ['what it stood for, when it is taken out', lineageAfter(change(B, NONE, ID_OF_B), {}), ID_OF_B],
    ['the one before, after a rollback', lineageAfter(change(B, A, ID_OF_B), { isRollback }), ID_OF_A],
    ['the one before, after a rollback to nothing', lineageAfter(change(B, NONE, ID_OF_B), { isRollback }), ID_OF_A],
    ['what it stood for, where the update that failed had started nothing', lineageAfter(change(NONE, A, ID_OF_A), { isRollback }), ID_OF_A],
    ['what it stood for, where a rollback to nothing is sent the old id', lineageAfter(change({ ...B, Trigger: '1' }, NONE, ID_OF_B), { isRollback }), ID_OF_B],
    ['what it stood for, where nobody knows what failed', lineageAfter(change(undefined, NONE, ID_OF_B), { isRollback }), ID_OF_B],
    ['the only one that there is', lineageAfter(change(A, NONE, ID_OF_A), { isRollback }), ID_OF_A],
    ['what it stood for, after a rollback to what it does not know', lineageAfter(change(B, { ...A, Trigger: '1' }, ID_OF_B), { isRollback }), ID_OF_B],
    ['what it stood for, where what was started again has the same mark', lineageAfter(change(NONE, A, id(link(A, TWO), link(A, ONE))), { isRollback }), id(link(A, TWO), link(A, ONE))],
    ['the one before several that failed, and were not rolled back', lineageAfter(change(B, A, id(link(B, TWO), link(B, THREE), link(A, ONE))), { isRollback }), ID_OF_A],
    ['what it stood for, where a rollback takes out what was never run', lineageAfter(change(B, NONE, ID_OF_A_AFTER_ONCE), { isRollback }), ID_OF_A_AFTER_ONCE],
    ['nothing, where nothing was made', lineageAfter(change(B, A, 'nothing-made:Resource'), { isRollback }), id()],
  ])('%s', (_, lineage, expected) => {
    expect(id(...lineage)).toBe(expected);
  });
});

test('whether the stack is rolled back is only asked where something depends on it', () => {
  expect(isOther(change(A, B, ID_OF_A), {})).toBe(true);
  expect(isOther(change(NONE, A, ID_OF_A), {})).toBe(true);
  expect(isOther(change(B, NONE, ID_OF_B), {})).toBe(true);
  expect(isOther(change(A, A, ID_OF_A), {})).toBe(false);
  expect(isOther(change(ONCE, NONE, id(link(ONCE, ONE))), {})).toBe(false);
  expect(isOther(change(A, B, ID_OF_A), { started: TWO })).toBe(false);
  expect(isOther(creation(A), {})).toBe(false);
});

test('what is to be started', () => {
  expect(toStart(creation({ ...A, ...ONCE }), {})).toEqual({ DocumentName: 'SetUp' });
  expect(toStart(creation(A), { started: ONE })).toBeUndefined();
  expect(toStart(change(A, B, ID_OF_A), { isRollback: true })).toBeUndefined();
  expect(toStart({ type: 'Delete', properties: A, physicalId: ID_OF_B }, {})).toBeUndefined();
});

describe('with what an earlier deployment ran', () => {
  const [AWAITED_A, AWAITED_B]: readonly RunbookExecutionProperties[] = [{ ...A, WaitForCompletion: true }, { ...B, WaitForCompletion: true }];
  const execution = (AutomationExecutionStatus: AutomationExecution['AutomationExecutionStatus']): AutomationExecution => ({ ...EXECUTION, AutomationExecutionStatus });
  const again = change(AWAITED_A, AWAITED_A, ID_OF_A);

  test.each<[string, boolean, ReturnType<typeof change>, AutomationExecution | undefined]>([
    ['and failed', true, again, execution('Failed')],
    ['and timed out', true, again, execution('TimedOut')],
    ['and failed, where what was before cannot be read', true, change(undefined, AWAITED_A, ID_OF_A), execution('Failed')],
    ['and failed, where CloudFormation tells what was deployed before that', true, change(B, AWAITED_A, ID_OF_A), execution('Failed')],
    ['not where it succeeded', false, again, execution('Success')],
    ['not while it runs', false, again, execution('InProgress')],
    ['not where the service has forgotten it', false, again, undefined],
    ['not where nobody waited for it', false, change(A, AWAITED_A, ID_OF_A), execution('Failed')],
    ['not where nobody waits for it now', false, change(AWAITED_A, A, ID_OF_A), execution('Failed')],
  ])('it is tried again: %s', (_, expected, request, seen) => {
    expect(isToRetry(request, seen)).toBe(expected);
    expect(toStart(request, { execution: seen })).toEqual(expected ? RUN_A : undefined);
    expect(toStart(request, { execution: seen, isRollback: true })).toBeUndefined();
  });

  test('it is not tried again where another is to be run anyway, only that is', () => {
    expect(toStart(change(AWAITED_A, AWAITED_B, ID_OF_A), { execution: execution('Failed') })).toEqual(RUN_B);
  });

  test.each<[string, boolean, Request<RunbookExecutionProperties>, Observed]>([
    ['where it runs', true, again, { execution: execution('InProgress') }],
    ['where it runs and nobody waited for it before', true, change(A, AWAITED_A, ID_OF_A), { execution: execution('InProgress') }],
    ['not where it has ended', false, again, { execution: execution('Success') }],
    ['not where it has failed', false, again, { execution: execution('Failed') }],
    ['not where the service has forgotten it', false, again, {}],
    ['not where nobody waits', false, change(AWAITED_A, A, ID_OF_A), { execution: execution('InProgress') }],
    ['not by a rollback', false, again, { execution: execution('InProgress'), isRollback: true }],
    ['not where another was started', false, again, { execution: execution('InProgress'), started: TWO }],
    ['not by a creation', false, creation(AWAITED_A), { execution: execution('InProgress') }],
    ['not by a deletion', false, { type: 'Delete', properties: AWAITED_A, physicalId: ID_OF_A }, { execution: execution('InProgress') }],
  ])('it is waited for: %s', (_, expected, request, observed) => {
    expect(isToWaitFor(request, observed)).toBe(expected);
  });

  test('what is waited for tells its status at its end', () => {
    const observed = { execution: execution('InProgress') };
    expect(plan(again, observed, [])).toEqual({ done: { ExecutionId: ONE } });
    expect(plan(again, { ...observed, isRollback: true }, [])).toEqual(done(ONE, 'InProgress'));
  });
});

describe('a deletion', () => {
  const deletion = (execution?: AutomationExecution, met: readonly string[] = []) => plan({ type: 'Delete', properties: A, physicalId: ID_OF_A }, { execution }, met);

  test('stops what runs, and nothing else', () => {
    expect(deletion({ ...EXECUTION, AutomationExecutionStatus: 'InProgress' })).toEqual({
      calls: [{
        api: 'StopAutomationExecution',
        input: { AutomationExecutionId: ONE, Type: 'Cancel' },
        unless: ['AutomationExecutionNotFoundException', 'InvalidAutomationStatusUpdateException'],
      }],
    });
    expect(deletion(EXECUTION)).toEqual({ done: {}, note: `execution ${ONE} is Success` });
    expect(deletion()).toEqual({ done: {} });
  });

  test('succeeds where it cannot be stopped', () => {
    expect(deletion({ ...EXECUTION, AutomationExecutionStatus: 'InProgress' }, ['InvalidAutomationStatusUpdateException'])).toEqual(
      { done: {}, note: `execution ${ONE} is InProgress and cannot be stopped (InvalidAutomationStatusUpdateException)` });
  });
});

test('the mark of a run', () => {
  const marks = [A, B, { ...A, Trigger: '1' }, NONE].map(markOfRun);
  expect(new Set(marks).size).toBe(4);
  expect(markOfRun({ ...A, ...ONCE, WaitForCompletion: true })).toBe(markOfRun(A));
  expect(markOfRun({ ...ONCE, Trigger: '1' })).toBe(markOfRun(NONE));
});
