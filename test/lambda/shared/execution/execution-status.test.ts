import { AutomationExecutionStatus } from '@aws-sdk/client-ssm';
import { hasEnded, hasNotBegun, hasSucceeded, isApproved, isRunning } from '../../../../lambda/shared/execution/execution-status';

const QUESTIONS = { hasEnded, hasSucceeded, hasNotBegun, isApproved, isRunning };

const WAITING = ['hasNotBegun', 'isRunning'];
const ENDED = ['hasEnded'];

/** What is true of each status. */
const ANSWERS: Readonly<Record<AutomationExecutionStatus, readonly string[]>> = {
  Pending: WAITING,
  PendingApproval: WAITING,
  PendingChangeCalendarOverride: WAITING,
  ChangeCalendarOverrideApproved: WAITING,
  Approved: ['hasNotBegun', 'isApproved', 'isRunning'],
  Scheduled: ['hasNotBegun', 'isApproved', 'isRunning'],
  Waiting: WAITING,
  InProgress: ['isRunning'],
  RunbookInProgress: ['isApproved', 'isRunning'],
  Cancelling: [],
  Success: ['hasEnded', 'hasSucceeded', 'isApproved'],
  CompletedWithSuccess: ['hasEnded', 'hasSucceeded', 'isApproved'],
  CompletedWithFailure: ['hasEnded', 'isApproved'],
  TimedOut: ENDED,
  Cancelled: ENDED,
  Failed: ENDED,
  Rejected: ENDED,
  ChangeCalendarOverrideRejected: ENDED,
  Exited: ENDED,
};

test.each(Object.values(AutomationExecutionStatus))('%s', status => {
  const answers = Object.entries(QUESTIONS).filter(([, ask]) => ask(status)).map(([name]) => name);
  expect(answers.sort()).toEqual([...ANSWERS[status]].sort());
});

test('a status that came later is neither an end nor a beginning', () => {
  expect(Object.entries(QUESTIONS).filter(([, ask]) => ask('Unheard')).map(([name]) => name)).toEqual(['isRunning']);
});
