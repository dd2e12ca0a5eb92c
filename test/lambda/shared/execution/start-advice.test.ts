import { AUTOMATION_ADVICE, CHANGE_REQUEST_ADVICE } from '../../../../lambda/shared/execution/start-advice';
import { serviceModel } from '../../../ssm-double/service-model';

/** Is tried again for as long as there is time, so nobody can do anything about it. */
const TRIED_AGAIN = 'InternalServerError';
/** The service may answer with it although the operations do not declare it. */
const UNDECLARED = 'AccessDeniedException';

test.each([
  ['StartAutomationExecution', AUTOMATION_ADVICE],
  ['StartChangeRequestExecution', CHANGE_REQUEST_ADVICE],
])('every error that %s declares has its advice', (operation, advice) => {
  const { errors } = serviceModel.operations[operation];
  expect(errors.length).toBeGreaterThan(5);
  expect(Object.keys(advice)).toEqual(expect.arrayContaining([...errors.filter(error => error !== TRIED_AGAIN), UNDECLARED]));
});

test('what it says', () => {
  expect(CHANGE_REQUEST_ADVICE).toEqual({
    ...AUTOMATION_ADVICE,
    AutomationDefinitionNotApprovedException: 'no version of the change template is approved, or the one asked for is still pending or was rejected; have it approved first: '
      + 'by a reviewer in Change Manager, or with a TemplateReview that this change request depends on',
    NoLongerSupportedException: 'AWS Systems Manager Change Manager has been closed to new customers since 7 November 2025; only accounts that used it before can make '
      + 'change requests. In others run the runbook itself (RunbookExecution), with a step aws:approve in it where people have to agree',
  });
  expect(AUTOMATION_ADVICE).toEqual({
    AutomationDefinitionNotFoundException: 'look whether the document exists in this account and Region, is an Automation runbook or a change template, '
      + 'and is shared with this account if it belongs to another',
    AutomationDefinitionVersionNotFoundException: 'look which versions there are (aws ssm list-document-versions --name <name>), or leave the version out for the default one',
    InvalidAutomationExecutionParametersException: 'compare the parameters with those that the document declares (aws ssm describe-document --name <name>), and for '
      + 'a change request the runbook with those that its template allows',
    AutomationExecutionLimitExceededException: 'too many executions run or wait in this account and Region; wait until some have ended, or ask for a higher quota, and deploy again',
    IdempotentParameterMismatch: 'another input was sent with the same client token before; deploy again, which makes a new one',
    InvalidTarget: 'a target does not exist, or not as the runbook takes it; look at the keys and values of targets and at targetParameter',
    AccessDeniedException: 'the role of the function lacks a permission, or may not pass the role that the runbook runs with; where the runbook takes its role as a parameter '
      + 'or belongs to another account, grant iam:PassRole on it',
  });
});
