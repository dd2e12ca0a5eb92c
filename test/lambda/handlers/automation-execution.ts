import { CALENDAR, changeRequest, forgetAll, putCalendar, putTemplate, RUNBOOK, statusesOf, TEMPLATE } from './change-request';
import type { HandlerCase } from './handler-case';
import { CHANGE_REQUEST_OUTCOME_TYPE } from '../../../src/operations/provider/change-request-properties';
import { RUNBOOK_EXECUTION_TYPE, RUNBOOK_ON_DELETE_TYPE } from '../../../src/operations/provider/runbook-execution-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';

const EXECUTION_IDS = ['0a1b2c3d-1111-4111-8111-111111111111', '0a1b2c3d-2222-4222-8222-222222222222'];
const WAITING = { WaitForCompletion: true, Timeout: 3_300 };
const NO_DOCUMENT = /AutomationDefinitionNotFoundException.*; look whether the document exists/;

function run(reason: string): object {
  return { DocumentName: RUNBOOK, Parameters: { Reason: [reason] } };
}

/** Two change requests that are approved after some looks. */
function putRequests(double: SsmDouble): void {
  putTemplate(double);
  double.executions.script(['PendingApproval', 'PendingApproval', 'Approved'], 'ChangeRequest');
  for (const id of EXECUTION_IDS) {
    const { Request: input } = changeRequest(id);
    double.executions.start({ kind: 'ChangeRequest', input, documentName: TEMPLATE, documentVersion: '1', steps: [], executedBy: 'somebody' }, id, id);
  }
}

export const AUTOMATION_EXECUTION: readonly HandlerCase[] = [
  {
    handler: 'automation-execution',
    resourceType: RUNBOOK_EXECUTION_TYPE,
    story: 'run at creation and for each change',
    isWaiting: true,
    prepare: putTemplate,
    created: { ...WAITING, OnUpdate: run('November'), UnfinishedOnDelete: 'Leave' },
    updated: { ...WAITING, OnUpdate: run('December'), UnfinishedOnDelete: 'Leave' },
    malformed: { ...WAITING, OnUpdate: 'all', UnfinishedOnDelete: 'Leave' },
    vanish: forgetAll,
    missing: NO_DOCUMENT,
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds: ({ executions }) => executions.all.length,
    after: { create: 1, update: 2, rolledBack: 2, delete: 1 },
  },
  {
    handler: 'automation-execution',
    resourceType: RUNBOOK_EXECUTION_TYPE,
    story: 'not waited for, and stopped',
    isWaiting: true,
    optional: ['GetAutomationExecution'],
    prepare: double => {
      putTemplate(double);
      double.executions.script(['InProgress']);
    },
    created: { OnUpdate: run('November'), WaitForCompletion: false, Timeout: 3_300, UnfinishedOnDelete: 'Stop' },
    updated: { OnUpdate: run('December'), WaitForCompletion: false, Timeout: 3_300, UnfinishedOnDelete: 'Stop' },
    malformed: { OnUpdate: run('November'), WaitForCompletion: 'no', Timeout: 'long', UnfinishedOnDelete: 'Stop' },
    vanish: forgetAll,
    missing: NO_DOCUMENT,
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds: double => statusesOf(double).map(status => status === 'Cancelling' ? 'Cancelled' : status),
    after: { create: ['InProgress'], update: ['InProgress', 'InProgress'], rolledBack: ['InProgress', 'InProgress'], delete: ['Cancelled'] },
  },
  {
    handler: 'automation-execution',
    resourceType: RUNBOOK_ON_DELETE_TYPE,
    story: 'run at deletion, with a calendar',
    isWaiting: true,
    prepare: double => {
      putTemplate(double);
      putCalendar(double);
    },
    created: { ...WAITING, OnDelete: run('November'), Calendars: [CALENDAR] },
    updated: { ...WAITING, OnDelete: run('December'), Calendars: [CALENDAR] },
    malformed: { ...WAITING, OnDelete: ['all'] },
    withoutIt: { Create: 'SUCCESS', Update: 'SUCCESS' },
    holds: ({ executions }) => executions.all.map(({ input }) => input.Parameters.Reason[0] as string),
    after: { create: [], update: [], rolledBack: [], delete: ['November'] },
  },
  {
    // It only looks.
    handler: 'automation-execution',
    resourceType: CHANGE_REQUEST_OUTCOME_TYPE,
    story: 'waiting for an approval',
    isWaiting: true,
    prepare: putRequests,
    created: { ExecutionId: EXECUTION_IDS[0], WaitFor: 'Approved', Timeout: 3_300 },
    updated: { ExecutionId: EXECUTION_IDS[1], WaitFor: 'Approved', Timeout: 3_300 },
    malformed: { ExecutionId: EXECUTION_IDS[0], WaitFor: 'Rejected', Timeout: 3_300 },
    vanish: forgetAll,
    missing: /AutomationExecutionNotFoundException/,
    withoutIt: { Create: 'FAILED', Update: 'FAILED' },
    holds: ({ executions }) => executions.all.length,
    after: { create: 2, update: 2, rolledBack: 2, delete: 2 },
  },
];
