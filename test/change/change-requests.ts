import { Aws, aws_iam as iam, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import {
  AssumeRole, AwaitedState, ChangeRequestProps, Content, Document, DocumentParameter, DocumentType, Runbook, RunbookInvocation, steps, Target,
  TargetLocation, UnfinishedExecution,
} from '../../src';

export const ID = DocumentParameter.ofEc2InstanceId('InstanceId');
export const MODE = DocumentParameter.ofString('Mode', { allowedValues: ['slow', 'fast'], defaultValue: 'slow' });
export const ROLE = 'arn:aws:iam::111122223333:role/Automation';
const LOCATION: TargetLocation = {
  accounts: ['111122223333', 'ou-abcd-12345678'],
  regions: ['eu-west-1', 'us-east-1'],
  executionRoleName: 'Exec',
  targetLocationMaxConcurrency: '2',
  targetLocationMaxErrors: '5%',
  targetLocationAlarmConfiguration: { alarms: [{ name: 'There' }], ignorePollAlarmFailure: true },
  includeChildOrganizationUnits: true,
  excludeAccounts: ['444455556666', 'ou-abcd-87654321'],
  targets: [Target.tag('Team', 'web')],
  targetsMaxConcurrency: '10%',
  targetsMaxErrors: '0',
};

/** What change requests are made of in the tests. */
export interface Parts {
  readonly stack: Stack;
  readonly runbook: Runbook;
  readonly template: Document;
}

export function partsIn(stack: Stack): Parts {
  const runbook = new Runbook(stack, 'Runbook', {
    documentName: 'Web-Restart', parameters: [ID, MODE], steps: [new steps.Pause('Stop', {})], assumeRole: AssumeRole.fromRoleArn(ROLE),
  });
  return { stack, runbook, template: templateIn(stack, 'Template', [{ name: runbook.documentName, version: '$DEFAULT' }]) };
}

/** A change template with one approver, who is a parameter. */
export function templateIn(stack: Stack, id: string, runbooks?: object[], more: object = {}): Document {
  return new Document(stack, id, {
    documentType: DocumentType.CHANGE_TEMPLATE,
    content: Content.fromObject({
      schemaVersion: '0.3',
      templateInformation: 'Restarts the web tier.',
      parameters: { Approver: { type: 'String' }, Kind: { type: 'String', default: 'IamRole', allowedValues: ['IamRole', 'IamUser'] } },
      executableRunBooks: runbooks,
      ...more,
      mainSteps: [{
        name: 'Approve',
        action: 'aws:approve',
        timeoutSeconds: 3600,
        inputs: { EnhancedApprovals: { Approvers: [{ approver: '{{ Approver }}', type: '{{ Kind }}', minRequiredApprovals: 1 }] } },
      }],
    }),
  });
}

const given = { InstanceId: ['i-0123456789abcdef0'] };
const targeted = { targetParameter: ID };
const least = (props: Partial<ChangeRequestProps> = {}): ChangeRequestProps =>
  ({ template: 'Theirs', runbook: RunbookInvocation.of('AWS-HelloWorld'), ...props });
const ours = ({ template, runbook }: Parts, options: Parameters<Runbook['invoke']>[0], props: Partial<ChangeRequestProps> = {}): ChangeRequestProps =>
  ({ template, templateParameters: { Approver: ['Leads'] }, runbook: runbook.invoke(options), ...props });

/** Change requests of every kind. Together they touch every member of the input. */
export const CHANGE_REQUESTS: Readonly<Record<string, (parts: Parts) => ChangeRequestProps>> = {
  'the least': () => least(),
  'everything that is said of the request': () => least({
    templateVersion: '3',
    templateParameters: { Approver: ['Leads'], Kind: ['IamRole'] },
    changeRequestName: 'Restart the web tier',
    changeDetails: '# Why\n\n`kernel`',
    scheduledStart: '2026-12-01T22:00:00Z',
    scheduledEnd: '2026-12-01T23:30:00+01:00',
    autoApprove: true,
    tags: { Ticket: 'OPS-1', Empty: '' },
  }),
  'not auto-approved, said so': () => least({ autoApprove: false }),
  'only an end': () => least({ scheduledEnd: '2026-12-01T23:30:00.5-05:30' }),
  'the longest name and details': () => least({ changeRequestName: '🙂'.repeat(1_024), changeDetails: 'ä'.repeat(32_768) }),
  'five tags': () => least({ tags: { 'a': '1', 'b c': '2', 'ä': '=', 'd': '@', 'aws': 'x' } }),
  'by ARNs': () => least({
    template: 'arn:aws:ssm:us-east-1:444455556666:document/Shared', runbook: RunbookInvocation.of('arn:aws:ssm:us-east-1:444455556666:document/SharedRunbook'),
  }),
  'a version of the runbook': () => least({ runbook: RunbookInvocation.of('AWS-RestartEC2Instance', { documentVersion: '12', parameters: given }) }),
  'a runbook of the app': parts => ours(parts, { parameters: given }),
  'with all parameters': parts => ours(parts, { parameters: { ...given, Mode: ['fast'] } }),
  'of the latest template': parts => ours(parts, { parameters: given }, { templateVersion: '$LATEST' }),
  'of another version, whose parameters are not known': parts => ours(parts, { documentVersion: '2', parameters: { Other: ['x'] } }, { templateVersion: '2' }),
  'an imported runbook': ({ stack }) => least({ runbook: Runbook.fromAmazon(stack, 'Amazon', 'AWS-StopEC2Instance').invoke({ parameters: given }) }),
  'an imported template': ({ stack }) => least({ template: Document.fromDocumentName(stack, 'Imported', 'Imported-Template') }),
  'a tag': parts => ours(parts, { ...targeted, targets: [Target.tag('Team', 'web')] }),
  'a tag of any value': parts => ours(parts, { ...targeted, targets: [Target.tagKey('Team')] }),
  'a resource group': parts => ours(parts, { ...targeted, targets: [Target.resourceGroup('Web')] }),
  'values of the parameter': parts => ours(parts, { ...targeted, targets: [Target.parameterValues('i-1', 'i-2')] }),
  'all nodes': parts => ours(parts, { ...targeted, targets: [Target.allInstances()] }),
  'all EC2 instances': parts => ours(parts, { ...targeted, targets: [Target.allEc2Instances()] }),
  'five targets': parts => ours(parts, { ...targeted, targets: ['a', 'b', 'c', 'd', 'e'].map(key => Target.tag(key, 'x')) }),
  'a target of another form': parts => ours(parts, { ...targeted, targets: [Target.of('tag:aws:cloudformation:stack-name', ['Web'])] }),
  'rates': parts => ours(parts, { ...targeted, targets: [Target.allInstances()], maxConcurrency: '10%', maxErrors: '0' }),
  'the greatest rates': parts => ours(parts, { ...targeted, targets: [Target.allInstances()], maxConcurrency: '9999999', maxErrors: '100%' }),
  'target maps': parts => ours(parts, { targetMaps: [{ InstanceId: ['i-1'], Mode: ['slow'] }, { InstanceId: ['i-2'] }] }),
  'as many target maps as there can be': parts => ours(parts, { targetParameter: 'InstanceId', targetMaps: Array.from({ length: 300 }, (_, index) => ({ InstanceId: [`i-${index}`] })) }),
  'another place': parts => ours(parts, { parameters: given, targetLocations: [{ regions: ['us-east-1'] }] }),
  'other places, with everything': parts => ours(parts, { ...targeted, targetLocations: [LOCATION, { accounts: ['444455556666'] }] }),
  'a hundred places': parts => ours(parts, { parameters: given, targetLocations: Array.from({ length: 100 }, () => ({ accounts: ['444455556666'] })) }),
  'waiting for approval': parts => ours(parts, { parameters: given }, { waitFor: AwaitedState.APPROVED }),
  'waiting for its end': parts => ours(parts, { parameters: given }, { waitFor: AwaitedState.COMPLETED, waitTimeout: Duration.minutes(20) }),
  'staying, with calendars': parts => ours(parts, { parameters: given }, {
    unfinishedOnDelete: UnfinishedExecution.LEAVE, openCalendars: ['Freeze', 'arn:aws:ssm:us-east-1:444455556666:document/TheirFreeze'], trigger: '2',
  }),
  'what only deployment knows': parts => {
    const later = new CfnParameter(parts.stack, 'Later').valueAsString;
    return ours(parts, { parameters: { InstanceId: [later] }, documentVersion: later, maxConcurrency: later, maxErrors: later }, {
      templateVersion: later, changeRequestName: later, changeDetails: `for ${later}`, scheduledStart: later, scheduledEnd: later, tags: { Stack: Aws.STACK_NAME, Later: later },
    });
  },
  'a role that is given': ({ stack }) => least({
    runbook: RunbookInvocation.of('AWS-HelloWorld', { parameters: { AutomationAssumeRole: [new iam.Role(stack, 'Given', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') }).roleArn] } }),
  }),
  'a role of an imported runbook': ({ stack }) => least({
    runbook: Runbook.fromRunbookAttributes(stack, 'WithRole', { documentName: 'Ops', assumeRole: iam.Role.fromRoleArn(stack, 'Its', ROLE) }).invoke(),
  }),
};
