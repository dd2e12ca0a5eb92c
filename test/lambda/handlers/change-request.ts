import type { HandlerCase } from './handler-case';
import { CHANGE_REQUEST_TYPE, ChangeRequestProperties } from '../../../src/operations/provider/change-request-properties';
import { SsmDouble } from '../../ssm-double/ssm-double';

export const TEMPLATE = 'Web-Change';
export const RUNBOOK = 'Web-Patch';

const TEMPLATE_CONTENT = JSON.stringify({
  schemaVersion: '0.3',
  executableRunBooks: [{ name: RUNBOOK }],
  mainSteps: [{
    name: 'Approve', action: 'aws:approve', inputs: { EnhancedApprovals: { Approvers: [{ approver: 'Ops', type: 'IamGroup', minRequiredApprovals: 1 }] } },
  }],
});
const RUNBOOK_CONTENT = JSON.stringify({
  schemaVersion: '0.3',
  parameters: { Reason: { type: 'String', default: 'none' } },
  mainSteps: ['Check', 'Patch', 'Verify'].map(name => ({ name, action: 'aws:sleep', inputs: { Duration: 'PT1S' } })),
});

export const CALENDAR = 'Freeze';

/** A calendar without events. */
export function putCalendar(double: SsmDouble, type: 'DEFAULT_OPEN' | 'DEFAULT_CLOSED' = 'DEFAULT_OPEN'): void {
  const lines = ['BEGIN:VCALENDAR', 'PRODID:-//AWS//Change Calendar 1.0//EN', 'VERSION:2.0', `X-CALENDAR-TYPE:${type}`, 'END:VCALENDAR', ''];
  double.documents.put({ name: CALENDAR, type: 'ChangeCalendar', format: 'TEXT', contents: [lines.join('\r\n')] });
}

/** A change template and the runbook that it allows. */
export function putTemplate(double: SsmDouble): void {
  double.documents.put({ name: TEMPLATE, type: 'Automation.ChangeTemplate', contents: [TEMPLATE_CONTENT] });
  double.documents.put({ name: RUNBOOK, type: 'Automation', contents: [RUNBOOK_CONTENT] });
}

/** The statuses of all executions, oldest first. */
export function statusesOf({ executions }: SsmDouble): string[] {
  return executions.all.map(({ status }) => status);
}

/** There is nothing left of documents and executions. */
export function forgetAll({ documents, executions }: SsmDouble): void {
  documents.byName.clear();
  executions.forgetAll();
}

export function changeRequest(reason: string, UnfinishedOnDelete: 'Stop' | 'Leave' = 'Stop'): ChangeRequestProperties {
  return {
    Request: { DocumentName: TEMPLATE, ChangeRequestName: 'Patch the web tier', Runbooks: [{ DocumentName: RUNBOOK, Parameters: { Reason: [reason] } }] },
    UnfinishedOnDelete,
  };
}

const BOTH = ['PendingApproval', 'PendingApproval'];

export const CHANGE_REQUEST: readonly HandlerCase[] = (['Stop', 'Leave'] as const).map(unfinished => ({
  handler: 'change-request',
  resourceType: CHANGE_REQUEST_TYPE,
  story: unfinished === 'Stop' ? 'stopped when it is deleted' : 'left when the resource is deleted',
  optional: ['GetAutomationExecution'],
  prepare: putTemplate,
  created: changeRequest('November', unfinished),
  updated: changeRequest('December', unfinished),
  malformed: { Request: 'all', UnfinishedOnDelete: unfinished },
  vanish: forgetAll,
  missing: /AutomationDefinitionNotFoundException.*; look whether the document exists/,
  withoutIt: { Create: 'FAILED', Update: 'FAILED' },
  holds: statusesOf,
  // CloudFormation deletes the one that was replaced at the end of the deployment, or the one that was made when it rolls back.
  after: { create: ['PendingApproval'], update: BOTH, rolledBack: BOTH, delete: [unfinished === 'Stop' ? 'Cancelled' : 'PendingApproval'] },
}));
