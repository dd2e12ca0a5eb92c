import type { AutomationExecution, StepExecution } from '@aws-sdk/client-ssm';
import { failureOf, stateOf, whereToLook } from '../../../lambda/automation-execution/failure';

const ID = '11111111-2222-3333-4444-555555555555';
const LOOK = `; all of it: aws ssm get-automation-execution --automation-execution-id ${ID}`;
const seen = (AutomationExecutionStatus: string | undefined, some: Partial<AutomationExecution> = {}): AutomationExecution =>
  ({ AutomationExecutionId: ID, AutomationExecutionStatus: AutomationExecutionStatus as 'Failed', ...some });

/** Up to five steps, by their statuses. */
const steps = (...given: (string | Partial<StepExecution>)[]): StepExecution[] => given.map((each, index) => ({
  StepName: ['Stop', 'Patch', 'Reboot', 'Check', 'Start'][index],
  Action: index === 3 ? 'aws:approve' : 'aws:executeAwsApi',
  ...typeof each === 'string' ? { StepStatus: each as 'Failed' } : each,
}));
const failed = (some: Partial<StepExecution> = {}): Partial<StepExecution> => ({ StepStatus: 'Failed', FailureMessage: 'no such instance', ...some });
const reason = (...given: Parameters<typeof steps>) => failureOf('runbook "Patch"', seen('Failed', { FailureMessage: 'Step fails.' }), steps(...given));

describe('how an execution failed', () => {
  test('in one step: which of how many, its action, its message, and where to look', () => {
    expect(reason('Success', 'Success', failed(), 'Pending', 'Pending')).toBe(
      `runbook "Patch" failed in step 3 of 5, "Reboot" (aws:executeAwsApi): no such instance${LOOK}`);
  });

  test.each<[string, Partial<StepExecution>, string]>([
    ['its type, where it has no message', { FailureMessage: '', FailureDetails: { FailureType: 'Verification' }, ResponseCode: '1' }, ': Verification'],
    ['its response code, where it has no type', { FailureMessage: undefined, ResponseCode: '1' }, ': response code 1'],
    ['the message of the execution, where it says nothing', { FailureMessage: undefined }, ': Step fails'],
    ['its message without white space around it', { FailureMessage: '\n no such instance \n' }, ': no such instance'],
  ])('the step tells %s', (_, some, told) => {
    expect(reason('Success', failed(some))).toBe(`runbook "Patch" failed in step 2 of 2, "Patch" (aws:executeAwsApi)${told}${LOOK}`);
  });

  test('in several steps: the first three', () => {
    expect(reason('Success', failed(), failed({ FailureMessage: undefined }))).toBe(
      `runbook "Patch" failed in 2 of 3 steps: step 2 of 3, "Patch" (aws:executeAwsApi): no such instance; step 3 of 3, "Reboot" (aws:executeAwsApi)${LOOK}`);
    expect(reason(failed(), failed(), failed())).toMatch(/"Reboot" \(aws:executeAwsApi\): no such instance; all of it/);
    expect(reason(failed(), failed(), failed(), failed(), failed())).toMatch(
      /^runbook "Patch" failed in 5 of 5 steps: .*"Reboot" \(aws:executeAwsApi\): no such instance; and 2 more; all of it/);
  });

  test.each<[string | undefined, string]>([
    ['TimedOut', 'timed out'],
    ['Cancelled', 'was cancelled'],
    ['Rejected', 'was rejected'],
    ['Exited', 'exited'],
    ['ChangeCalendarOverrideRejected', 'was rejected, as the change calendar is closed'],
    ['CompletedWithFailure', 'completed with a failure'],
    ['Unheard', 'is Unheard'],
    [undefined, 'is undefined'],
  ])('as its status %s says', (status, ending) => {
    expect(failureOf('it', seen(status), [])).toBe(`it ${ending}${LOOK}`);
    expect(failureOf('it', seen(status, { FailureMessage: '' }), [])).toBe(`it ${ending}${LOOK}`);
    expect(failureOf('it', seen(status, { FailureMessage: 'why' }), steps('Success', { StepStatus: undefined }))).toBe(`it ${ending}: why${LOOK}`);
  });

  test.each(['Failed', 'TimedOut', 'Cancelled', 'Rejected', 'Exited', 'ChangeCalendarOverrideRejected', 'CompletedWithFailure'])('in a step that is %s', status => {
    expect(failureOf('it', seen('Rejected'), steps('Success', 'Success', 'Success', status))).toBe(`it was rejected in step 4 of 4, "Check" (aws:approve)${LOOK}`);
  });
});

test('what an execution is doing', () => {
  expect(stateOf(seen('InProgress'), steps('Success', 'InProgress', 'Pending'))).toBe('InProgress, at step 2 of 3, "Patch" (aws:executeAwsApi)');
  expect(stateOf(seen('Waiting'), steps('Waiting', 'InProgress'))).toBe('Waiting, at step 1 of 2, "Stop" (aws:executeAwsApi)');
  expect(stateOf(seen('PendingApproval'), steps('Pending'))).toBe('PendingApproval');
  expect(stateOf(seen('Pending'), [])).toBe('Pending');
});

test('where to look: at the execution, and for a change request at its OpsItem', () => {
  expect(whereToLook(seen('Failed'))).toBe(LOOK);
  expect(whereToLook(seen('Failed', { OpsItemId: 'oi-0123456789ab' }))).toBe(`${LOOK}, OpsItem oi-0123456789ab`);
});
