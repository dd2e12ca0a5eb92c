import type { AutomationExecution } from '@aws-sdk/client-ssm';
import { hasNotBegun, isRunning } from '../../../../lambda/shared/execution/execution-status';
import { executionToStop, leftBehind, stopDecision } from '../../../../lambda/shared/execution/stop';

const ID = 'aaaaaaaa-1111-2222-3333-444444444444';
const OTHER = 'bbbbbbbb-1111-2222-3333-444444444444';

describe('which execution a deletion stops', () => {
  const asked = (physicalId: string, UnfinishedOnDelete: 'Stop' | 'Leave' = 'Stop') =>
    executionToStop({ type: 'Delete', properties: { UnfinishedOnDelete }, physicalId });

  test('its own, and none of those whose place it took', () => {
    expect(asked(`change-request:${ID}.aaaaaaaaaaaa`)).toBe(ID);
    expect(asked(`change-request:${ID}.aaaaaaaaaaaa,${OTHER}.bbbbbbbbbbbb`)).toBe(ID);
  });

  test.each([
    ['it is to be left', `change-request:${ID}.aaaaaaaaaaaa`, 'Leave'],
    ['none was started', 'runbook-execution:.aaaaaaaaaaaa', 'Stop'],
    ['none was started, though one before', `runbook-execution:.aaaaaaaaaaaa,${ID}.bbbbbbbbbbbb`, 'Stop'],
    ['the id is not one of ours, as CloudFormation makes it for a creation that it cancels', 'Stack-Resource-1ABCDEFGHIJKL', 'Stop'],
  ] as const)('none where %s', (_, physicalId, unfinished) => {
    expect(asked(physicalId, unfinished)).toBeUndefined();
  });
});

describe('stopping', () => {
  const seen = (AutomationExecutionStatus?: string): AutomationExecution => ({ AutomationExecutionId: ID, AutomationExecutionStatus: AutomationExecutionStatus as 'Pending' });
  const stop = {
    calls: [{
      api: 'StopAutomationExecution',
      input: { AutomationExecutionId: ID, Type: 'Cancel' },
      unless: ['AutomationExecutionNotFoundException', 'InvalidAutomationStatusUpdateException'],
    }],
  };

  test('what is not there, or forgotten by the service, needs none', () => {
    expect(stopDecision(undefined, isRunning, [])).toEqual({ done: {} });
    expect(stopDecision(undefined, isRunning, ['AutomationExecutionNotFoundException'])).toEqual({ done: {} });
  });

  test.each(['Pending', 'InProgress', 'Waiting'])('a runbook that is %s is stopped', status => {
    expect(stopDecision(seen(status), isRunning, [])).toEqual(stop);
  });

  test.each(['Success', 'Failed', 'Cancelling', 'Cancelled'])('a runbook that is %s is not', status => {
    expect(stopDecision(seen(status), isRunning, [])).toEqual({ done: {}, note: `execution ${ID} is ${status}` });
  });

  test('a change request is stopped as long as it has not begun', () => {
    expect(stopDecision(seen('PendingApproval'), hasNotBegun, [])).toEqual(stop);
    expect(stopDecision(seen('RunbookInProgress'), hasNotBegun, [])).toEqual({ done: {}, note: `execution ${ID} is RunbookInProgress` });
  });

  test('what cannot be stopped any more keeps no deletion from succeeding', () => {
    expect(stopDecision(seen('InProgress'), isRunning, ['InvalidAutomationStatusUpdateException'])).toEqual(
      { done: {}, note: `execution ${ID} is InProgress and cannot be stopped (InvalidAutomationStatusUpdateException)` });
  });
});

test('what is left behind is told with how to stop it', () => {
  expect(leftBehind(ID)).toBe(
    `execution ${ID} was started; stop it if it is not wanted (aws ssm stop-automation-execution --automation-execution-id ${ID} --type Cancel)`);
});
