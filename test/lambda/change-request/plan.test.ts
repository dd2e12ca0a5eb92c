import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { isToStart, lineageAfter, markOfRequest, Observed, plan, scheduledTime } from '../../../lambda/change-request/plan';
import { idOf, Link } from '../../../lambda/shared/execution/lineage';
import { CHANGE_REQUEST_ADVICE } from '../../../lambda/shared/execution/start-advice';
import type { Decision } from '../../../lambda/shared/operation';
import type { ChangeRequestProperties } from '../../../src/operations/provider/change-request-properties';

const INPUT = { DocumentName: 'Template', Runbooks: [{ DocumentName: 'Runbook', Parameters: { Instance: ['one'] } }] };
const A: ChangeRequestProperties = { Request: INPUT, UnfinishedOnDelete: 'Stop' };
const B: ChangeRequestProperties = { ...A, Request: { ...INPUT, ChangeRequestName: 'other' } };
const C: ChangeRequestProperties = { ...A, Trigger: 'again' };

const [ONE, TWO, THREE] = ['1', '2', '3'].map(digit => `${digit.repeat(8)}-1111-2222-3333-444444444444`);
const link = (properties: ChangeRequestProperties, id: string): Link => ({ id, mark: markOfRequest(properties) });
const id = (...lineage: readonly Link[]) => idOf('change-request', lineage);
const ID_OF_A = id(link(A, ONE));
const ID_OF_B = id(link(B, TWO), link(A, ONE));

const EXECUTION: AutomationExecution = { AutomationExecutionId: ONE, AutomationExecutionStatus: 'PendingApproval', OpsItemId: 'oi-0123456789ab' };

function create(properties: ChangeRequestProperties, observed: Observed): Decision {
  return plan({ type: 'Create', properties }, observed, []);
}

function update(properties: ChangeRequestProperties, physicalId: string, observed: Observed): Decision {
  return plan({ type: 'Update', properties, physicalId }, observed, []);
}

const start = (input: object, ClientToken = 'token') =>
  ({ calls: [{ api: 'StartChangeRequestExecution', input: { ...input, ClientToken }, advice: CHANGE_REQUEST_ADVICE }] });
const done = (ExecutionId: string, Status = 'Unknown', OpsItemId = 'Unknown') => ({ done: { ExecutionId, Status, OpsItemId } });
const UNKNOWN_BEFORE = 'the stack is rolled back to a change request that this resource does not know; none is started';
const token = 'token';

describe('a request is started', () => {
  test.each<[string, Decision, object]>([
    ['when it is made', create(A, { token }), INPUT],
    ['when another one is declared', update(B, ID_OF_A, { token, isRollback: false }), B.Request],
    ['when another trigger is given', update(C, ID_OF_A, { token }), INPUT],
    ['when the one before the last is declared again by a person', update(A, ID_OF_B, { token, isRollback: false }), INPUT],
    ['when its creation failed before', update(A, 'nothing-made:Resource', { token }), INPUT],
    ['when nobody knows whether its creation started it', update(A, id(link(A, '')), { token }), INPUT],
    ['while its calendars are open', create({ ...A, Calendars: ['Shop'] }, { token, calendars: { isOpen: true } }), INPUT],
  ])('%s', (_, decision, input) => {
    expect(decision).toEqual(start(input));
  });

  test('at the times that are given, as dates', () => {
    const properties = { ...A, Request: { ...INPUT, ScheduledTime: '2030-01-31T18:00:00Z' } };
    expect(create(properties, { token })).toEqual(start({ ...INPUT, ScheduledTime: new Date('2030-01-31T18:00:00Z') }));
    expect(scheduledTime(properties)).toBe('2030-01-31T18:00:00Z');
    expect(scheduledTime(A)).toBeUndefined();
  });
});

describe('a request is not started', () => {
  test.each<[string, Decision, Decision]>([
    ['twice', create(A, { started: ONE, execution: EXECUTION }), done(ONE, 'PendingApproval', 'oi-0123456789ab')],
    ['twice in an update', update(B, ID_OF_A, { started: TWO }), done(TWO)],
    ['when nothing changes', update(A, ID_OF_A, { execution: EXECUTION }), done(ONE, 'PendingApproval', 'oi-0123456789ab')],
    ['when only options change', update({ ...A, UnfinishedOnDelete: 'Leave', Calendars: ['Shop'] }, ID_OF_A, { execution: EXECUTION }),
      done(ONE, 'PendingApproval', 'oi-0123456789ab')],
    ['when the service has forgotten it', update(A, ID_OF_A, {}), done(ONE)],
    ['when the service tells nothing of it yet', update(A, ID_OF_A, { execution: {} }), done(ONE)],
    ['when only the order of keys changes', update({ ...A, Request: { Runbooks: INPUT.Runbooks, DocumentName: 'Template' } }, ID_OF_A, {}), done(ONE)],
    ['by a rollback that is sent the new id', update(A, ID_OF_B, { isRollback: true, execution: EXECUTION }), done(ONE, 'PendingApproval', 'oi-0123456789ab')],
    ['by a rollback that is sent the old id', update(A, ID_OF_A, {}), done(ONE)],
    ['by a rollback to what it does not know', update(C, ID_OF_B, { isRollback: true }), { ...done(TWO), note: UNKNOWN_BEFORE }],
    ['by a rollback to what was never made', update(A, 'nothing-made:Resource', { isRollback: true }), { ...done('Unknown'), note: UNKNOWN_BEFORE }],
    ['by a rollback to what may have been made', update(A, id(link(A, '')), { isRollback: true }), { ...done('Unknown'), note: UNKNOWN_BEFORE }],
  ])('%s', (_, decision, expected) => {
    expect(decision).toEqual(expected);
  });

  test('while a calendar is closed', () => {
    const properties = { ...A, Calendars: ['Shop'] };
    expect(create(properties, { token, calendars: { isOpen: false, nextTransition: '2030-02-01T06:00:00Z' } })).toEqual({
      refused: 'the change calendar Shop is closed, and must be open for this to start; the next change of its state is at 2030-02-01T06:00:00Z; '
        + 'deploy again, or delete again, when it is open',
    });
    expect(create({ ...properties, Request: { ...INPUT, ScheduledTime: '2030-01-31T18:00:00Z' } }, { token, calendars: { isOpen: false } })).toEqual({
      refused: 'the change calendar Shop is closed at 2030-01-31T18:00:00Z, and must be open for this to start; give a scheduledStart at which it is open',
    });
  });
});

describe('the resource stands for', () => {
  test.each<[string, readonly Link[], string]>([
    ['what was started', lineageAfter(A, { started: ONE }), ID_OF_A],
    ['what was started, and behind it the one before', lineageAfter(B, { started: TWO }, ID_OF_A), ID_OF_B],
    ['what was started again', lineageAfter(A, { started: THREE }, ID_OF_B), id(link(A, THREE), link(B, TWO), link(A, ONE))],
    ['what it stood for, when nothing is started', lineageAfter(A, {}, ID_OF_A), ID_OF_A],
    ['the one before, after a rollback', lineageAfter(A, { isRollback: true }, ID_OF_B), ID_OF_A],
    ['what it stood for, after a rollback to what it does not know', lineageAfter(C, { isRollback: true }, ID_OF_B), ID_OF_B],
    ['nothing, where nothing was made', lineageAfter(A, { isRollback: true }, 'nothing-made:Resource'), id()],
  ])('%s', (_, lineage, expected) => {
    expect(id(...lineage)).toBe(expected);
  });

  test('the same, whoever asks first', () => {
    expect(isToStart(A, {})).toBe(true);
    expect(isToStart(A, {}, ID_OF_A)).toBe(false);
    expect(isToStart(B, {}, ID_OF_A)).toBe(true);
    expect(isToStart(B, { isRollback: true }, ID_OF_A)).toBe(false);
    expect(isToStart(B, { started: TWO }, ID_OF_A)).toBe(false);
  });
});

describe('a deletion', () => {
  const deletion = (execution: AutomationExecution | undefined, met: readonly string[] = []) =>
    plan({ type: 'Delete', properties: A, physicalId: ID_OF_A }, { execution }, met);

  test('stops what has not begun, and nothing else', () => {
    expect(deletion(EXECUTION)).toEqual({
      calls: [{
        api: 'StopAutomationExecution',
        input: { AutomationExecutionId: ONE, Type: 'Cancel' },
        unless: ['AutomationExecutionNotFoundException', 'InvalidAutomationStatusUpdateException'],
      }],
    });
    expect(deletion({ ...EXECUTION, AutomationExecutionStatus: 'RunbookInProgress' })).toEqual({ done: {}, note: `execution ${ONE} is RunbookInProgress` });
    expect(deletion(undefined)).toEqual({ done: {} });
  });

  test('succeeds where it cannot be stopped', () => {
    expect(deletion(EXECUTION, ['InvalidAutomationStatusUpdateException'])).toEqual(
      { done: {}, note: `execution ${ONE} is PendingApproval and cannot be stopped (InvalidAutomationStatusUpdateException)` });
  });
});
