import { putCalendar } from '../lambda/handlers/change-request';
import { SeededDocument } from '../ssm-double/document-store';
import { SsmDouble } from '../ssm-double/ssm-double';

const OTHER_ACCOUNT = { owner: '444455556666', shares: { 111122223333: '$DEFAULT' } } as const;
/** A version that others wrote: it takes all parameters that are given, and allows every runbook. */
const THEIRS = JSON.stringify({
  schemaVersion: '0.3',
  autoApprovable: true,
  parameters: Object.fromEntries(['InstanceId', 'Mode', 'Other', 'AutomationAssumeRole', 'Approver', 'Kind'].map(name => [name, { type: 'StringList', default: [] }])),
  mainSteps: [{ name: 'Only', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
});

/**
 * Put the documents that the change requests of the tests name.
 *
 * @param runbook the text of the app's runbook, as it is deployed.
 * @param template the text of its change template.
 */
export function putNamedDocuments(double: SsmDouble, runbook: string, template: string): void {
  const put = (type: string, name: string, more: Partial<SeededDocument> = {}) =>
    double.documents.put({ name, type, contents: Array<string>(12).fill(THEIRS), ...more });
  put('Automation', 'Web-Restart', { contents: [runbook, THEIRS, THEIRS] });
  put('Automation.ChangeTemplate', 'Web-Template', { contents: [template, THEIRS, THEIRS] });
  for (const name of ['AWS-HelloWorld', 'AWS-RestartEC2Instance', 'AWS-StopEC2Instance']) put('Automation', name, { owner: 'Amazon' });
  put('Automation', 'Ops');
  put('Automation', 'SharedRunbook', OTHER_ACCOUNT);
  for (const name of ['Theirs', 'Imported-Template']) put('Automation.ChangeTemplate', name);
  put('Automation.ChangeTemplate', 'Shared', OTHER_ACCOUNT);
  putCalendar(double);
  const { content } = double.document('Freeze')!.versions[0];
  put('ChangeCalendar', 'TheirFreeze', { contents: [content], format: 'TEXT', ...OTHER_ACCOUNT });
}
