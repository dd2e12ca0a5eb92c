import type { AutomationExecution, StepExecution } from '@aws-sdk/client-ssm';
import { Awaited, outputsOf, Verdict, verdictOf } from '../../../lambda/automation-execution/completion';

const ID = '11111111-2222-3333-4444-555555555555';
const COMMAND = `aws ssm get-automation-execution --automation-execution-id ${ID}`;
const MINUTE = 60_000;
const RUNBOOK: Awaited = { executionId: ID, waitFor: 'Completed', isChangeRequest: false, outputs: [], since: 10 * MINUTE, until: 68 * MINUTE };
const REQUEST: Awaited = { ...RUNBOOK, isChangeRequest: true };
const APPROVAL: Awaited = { ...REQUEST, waitFor: 'Approved' };
const AGAIN: Awaited = { ...APPROVAL, wasAwaited: true };

const EARLY = RUNBOOK.until - 1;
const LATE = RUNBOOK.until;

const seen = (AutomationExecutionStatus: string | undefined, some: Partial<AutomationExecution> = {}): AutomationExecution =>
  ({ AutomationExecutionId: ID, DocumentName: 'Patch', AutomationExecutionStatus: AutomationExecutionStatus as 'Failed', ...some });
const REQUESTED = { ChangeRequestName: 'Patch tonight', OpsItemId: 'oi-0123456789ab' };
const STEPS: StepExecution[] = [{ StepName: 'Stop', Action: 'aws:sleep', StepStatus: 'InProgress' }];

const verdict = (awaited: Awaited, execution: AutomationExecution | undefined, now = EARLY, steps: readonly StepExecution[] = []) =>
  () => verdictOf(awaited, execution, steps, now);

describe('a runbook', () => {
  test.each<[string, () => Verdict, unknown]>([
    ['that runs is waited for', verdict(RUNBOOK, seen('InProgress')), 'wait'],
    ['that is approved as a change request would be is waited for', verdict(RUNBOOK, seen('Approved')), 'wait'],
    ['that cannot be read just now is waited for', verdict(RUNBOOK, undefined), 'wait'],
    ['whose status is not told is waited for', verdict(RUNBOOK, seen(undefined)), 'wait'],
    ['that is being cancelled is waited for', verdict(RUNBOOK, seen('Cancelling')), 'wait'],
    ['that succeeded is done', verdict(RUNBOOK, seen('Success', { OpsItemId: 'oi-0123456789ab' })), { done: { Status: 'Success' } }],
    ['that succeeded in the last moment is done', verdict(RUNBOOK, seen('Success'), LATE), { done: { Status: 'Success' } }],
    ['that failed has failed', verdict(RUNBOOK, seen('Failed', { FailureMessage: 'why' })), { failed: `runbook "Patch" failed: why; all of it: ${COMMAND}` }],
    ['gives its outputs', verdict({ ...RUNBOOK, outputs: ['Stop.Id'] }, seen('Success', { Outputs: { 'Stop.Id': ['one'], 'Stop.Other': ['two'] } })),
      { done: { 'Status': 'Success', 'Output.Stop.Id': 'one' } }],
    ['that lacks an output has failed', verdict({ ...RUNBOOK, outputs: ['Stop.Id'] }, seen('Success', { Outputs: { 'Stop.Other': ['two'] } })),
      { failed: 'runbook "Patch" gave no output Stop.Id; it gave Stop.Other' }],
    ['that takes too long fails the deployment', verdict(RUNBOOK, seen('InProgress'), LATE, STEPS), {
      failed: 'runbook "Patch" did not end within 58 minutes: it is InProgress, at step 1 of 1, "Stop" (aws:sleep), and goes on unless it is stopped; '
        + `give it more time (timeout, 55 minutes at most), or do not wait for it (waitForCompletion: false); all of it: ${COMMAND}`,
    }],
    ['that is given a minute is not given minutes', verdict({ ...RUNBOOK, until: 11 * MINUTE }, seen('InProgress'), 11 * MINUTE),
      { failed: expect.stringMatching(/^runbook "Patch" did not end within 1 minute: it is InProgress, and goes on/) }],
    ['that cannot be read to the end fails the deployment', verdict(RUNBOOK, undefined, LATE), {
      failed: `execution ${ID} cannot be read, 58 minutes after the wait for it began; the service keeps executions for 30 days; look whether it is still there: ${COMMAND}`,
    }],
  ])('%s', (_, decide, expected) => {
    expect(decide()).toEqual(expected);
  });
});

describe('a change request', () => {
  const told = (Status: string) => ({ done: { Status, OpsItemId: 'oi-0123456789ab' } });
  const late = (wish: string, state: string) =>
    `change request "Patch tonight" was not ${wish} within 58 minutes: it is ${state}; CloudFormation waits an hour at most and people may take days, so leave waitFor out, `
    + `and deploy what needs it once it is ${wish}; the rollback of the deployment that made it stops it, unless it has begun or unfinishedOnDelete is Leave; all of it: `
    + `${COMMAND}, OpsItem oi-0123456789ab`;

  test.each<[string, () => Verdict, unknown]>([
    ['that waits for approval is waited for', verdict(APPROVAL, seen('PendingApproval', REQUESTED)), 'wait'],
    ['that is approved is done', verdict(APPROVAL, seen('Approved', REQUESTED)), told('Approved')],
    ['whose runbook runs is approved', verdict(APPROVAL, seen('RunbookInProgress', REQUESTED)), told('RunbookInProgress')],
    ['whose runbook failed is approved', verdict(APPROVAL, seen('CompletedWithFailure', REQUESTED)), told('CompletedWithFailure')],
    ['without an OpsItem is done too', verdict(APPROVAL, seen('Approved')), { done: { Status: 'Approved', OpsItemId: '' } }],
    ['that is approved is not completed', verdict(REQUEST, seen('Approved', REQUESTED)), 'wait'],
    ['that is completed is done', verdict(REQUEST, seen('CompletedWithSuccess', REQUESTED)), told('CompletedWithSuccess')],
    ['whose runbook failed is not completed', verdict(REQUEST, seen('CompletedWithFailure', REQUESTED)),
      { failed: `change request "Patch tonight" completed with a failure; all of it: ${COMMAND}, OpsItem oi-0123456789ab` }],
    ['without a name has its id', verdict(REQUEST, seen('Cancelled')), { failed: `change request "${ID}" was cancelled; all of it: ${COMMAND}` }],
    ['that is rejected has failed', verdict(APPROVAL, seen('Rejected', REQUESTED)),
      { failed: `change request "Patch tonight" was rejected; all of it: ${COMMAND}, OpsItem oi-0123456789ab` }],
    ['that nobody approves', verdict(APPROVAL, seen('PendingApproval', REQUESTED), LATE), { failed: late('approved', 'PendingApproval') }],
    ['that goes on', verdict(REQUEST, seen('RunbookInProgress', REQUESTED), LATE), { failed: late('completed', 'RunbookInProgress') }],

    ['that was waited for before is told as it is', verdict(AGAIN, seen('RunbookInProgress', REQUESTED)), told('RunbookInProgress')],
    ['that was waited for before and failed since keeps no stack from going back', verdict(AGAIN, seen('Failed', REQUESTED)), told('Failed')],
    ['that was waited for before and is forgotten keeps no stack from going back', verdict(AGAIN, undefined), { done: { Status: 'Unknown', OpsItemId: 'Unknown' } }],
  ])('%s', (_, decide, expected) => {
    expect(decide()).toEqual(expected);
  });
});

describe('outputs', () => {
  test('a single value is told as it is, several and none as a list', () => {
    const Outputs = { One: ['a'], Two: ['a', 'b'], Empty: [''] };
    expect(outputsOf(['One', 'Two', 'Empty'], seen('Success', { Outputs }))).toEqual({ done: { 'Output.One': 'a', 'Output.Two': '["a","b"]', 'Output.Empty': '' } });
    expect(outputsOf(['None'], seen('Success', { Outputs: { None: [] } }))).toEqual({ done: { 'Output.None': '[]' } });
    expect(outputsOf([], seen('Success'))).toEqual({ done: {} });
  });

  test('all that are missing are told', () => {
    expect(outputsOf(['One', 'Two', 'toString'], seen('Success', { Outputs: { One: ['a'], Three: [] } }))).toEqual(
      { failed: 'runbook "Patch" gave no output Two, toString; it gave One, Three' });
    expect(outputsOf(['One'], seen('Success'))).toEqual({ failed: 'runbook "Patch" gave no output One; it gave none' });
  });
});
