import { App, aws_iam as iam, CustomResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TemplateResource } from './operation-template';
import { ChangeStack } from '../../examples/change';
import { NodeAccessStack } from '../../examples/node-access';
import { OperationsStack } from '../../examples/operations';
import { Document, ReviewAction, TemplateReview } from '../../src';

interface Statement {
  readonly Action: string | string[];
  readonly Effect: string;
  readonly Resource: unknown;
  readonly Condition?: object;
}

const stack = new OperationsStack(new App(), 'Operations');
const template = Document.fromDocumentName(stack, 'WebPatch', 'Web-Patch');
new TemplateReview(stack, 'Sent', { template, action: ReviewAction.sendForReview() });
new TemplateReview(stack, 'Approved', { template, action: ReviewAction.approve(), reviewer: iam.Role.fromRoleArn(stack, 'Lead', 'arn:aws:iam::111122223333:role/lead') });

function resourcesOf(given: Stack): Record<string, TemplateResource> {
  return Template.fromStack(given).toJSON().Resources;
}

/** What the custom resources of each type may do. */
function grantedIn(given: Stack): Record<string, string[]> {
  const resources = resourcesOf(given);
  const granted = new Map<string, Set<string>>();
  for (const construct of given.node.findAll()) {
    const [resource, policy] = ['Resource', 'Policy'].map(id => construct.node.tryFindChild(id));
    if (!(resource instanceof CustomResource) || !(policy instanceof iam.CfnRolePolicy)) continue;
    const { Type, DependsOn } = resources[given.resolve(resource.ref).Ref];
    const logicalId = given.getLogicalId(policy);
    expect(DependsOn).toContain(logicalId);
    for (const { Action, Effect, Resource, Condition } of resources[logicalId].Properties.PolicyDocument.Statement as Statement[]) {
      expect(Effect).toBe('Allow');
      const what = `${[Action].flat().map(action => action.replace('ssm:', '')).join(', ')} on ${[Resource].flat().map(arn).join(' and ')}`;
      granted.set(Type, new Set([...granted.get(Type) ?? [], `${what}${Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`}`]));
    }
  }
  if (process.env.SHOW_POLICIES !== undefined) {
    process.stdout.write([...granted].map(([type, policies]) => `${type}\n${[...policies].map(policy => `  ${policy}\n`).join('')}`).join(''));
  }
  return Object.fromEntries([...granted].map(([type, policies]) => [type, [...policies]]));
}

/** An ARN as a person would write it. */
function arn(value: unknown): string {
  const { 'Ref': ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]]; 'Fn::GetAtt'?: string[] };
  if (typeof value === 'string') return value;
  if (join !== undefined) return join[1].map(arn).join(join[0]);
  return `{${ref ?? attribute!.join('.')}}`.replace('AWS::', '').replace(/[0-9A-F]{8}(?=\})/, '');
}

test('each operation may do what it does, to its own document or setting', () => {
  const place = 'arn:{Partition}:ssm:{Region}:{AccountId}';
  const documents = ['Restart', 'RestartTwice'];
  const onDocuments = (actions: string) => documents.map(name => `${actions} on ${place}:document/{${name}}`);
  const onSettings = (actions: string) => [
    'documents/console/public-sharing-permission', 'automation/customer-script-log-group-name', 'automation/customer-script-log-destination',
  ].map(setting => `${actions} on ${place}:servicesetting/ssm/${setting}`);
  const preferences = `${place}:document/SSM-SessionManagerRunShell`;

  expect(grantedIn(stack)).toEqual({
    'Custom::SSMDocumentContentHash': onDocuments('DescribeDocument'),
    'Custom::SSMDocumentDefaultVersion': onDocuments('DescribeDocument, UpdateDocumentDefaultVersion'),
    'Custom::SSMDocumentSharing': onDocuments('DescribeDocument, DescribeDocumentPermission, ModifyDocumentPermission'),
    'Custom::SSMPriorSessionPreferences': [`DescribeDocument on ${preferences}`],
    'Custom::SSMSessionPreferences': [`DescribeDocument, GetDocument, CreateDocument, UpdateDocument, UpdateDocumentDefaultVersion on ${preferences}`],
    'Custom::SSMPriorServiceSetting': onSettings('GetServiceSetting'),
    'Custom::SSMServiceSetting': onSettings('GetServiceSetting, UpdateServiceSetting, ResetServiceSetting'),
    'Custom::SSMTemplateReview': [
      `DescribeDocument, UpdateDocumentMetadata on ${place}:document/Web-Patch`, 'cloudformation:DescribeStacks on {StackId}',
      'sts:AssumeRole on arn:aws:iam::111122223333:role/lead',
    ],
  });
});

test('change requests and runbook executions name what they start; executions have no names before they are started', () => {
  const place = 'arn:{Partition}:ssm:{Region}:{AccountId}';
  const executions = `${place}:automation-execution/*`;
  const started = (document: string) => `${place}:document/{${document}} and ${place}:automation-definition/{${document}}:* and ${executions}`;
  const passed = (role: string) => `iam:PassRole on ${role} if {"StringEquals":{"iam:PassedToService":"ssm.amazonaws.com"}}`;
  const ownStack = 'cloudformation:DescribeStacks on {StackId}';
  expect(grantedIn(new ChangeStack(new App(), 'Change'))).toEqual({
    'Custom::SSMChangeRequest': [
      `StartChangeRequestExecution on ${started('Template')} if {"BoolIfExists":{"ssm:AutoApprove":"false"}}`,
      `GetAutomationExecution, StopAutomationExecution on ${executions}`,
      `AddTagsToResource on ${executions}`,
      `GetCalendarState on ${place}:document/{ChangeTimes}`,
      passed('{RestartAssumeRoleBFC6C319.Arn}'),
      // Which instances have a tag can be asked of all resources or of none.
      'tag:GetResources on *',
      ownStack,
    ],
    'Custom::SSMDocumentContentHash': [`DescribeDocument on ${place}:document/{SmokeTest}`],
    'Custom::SSMRunbookExecution': [
      `StartAutomationExecution on ${started('SmokeTest')}`,
      `DescribeAutomationStepExecutions, GetAutomationExecution, StopAutomationExecution on ${executions}`,
      passed('{SmokeTestAssumeRoleDCCDDB11.Arn}'),
      ownStack,
    ],
    'Custom::SSMRunbookOnDelete': [`DescribeAutomationStepExecutions, GetAutomationExecution on ${executions}`],
    'Custom::SSMTemplateReview': [`DescribeDocument, UpdateDocumentMetadata on ${place}:document/{Template}`, ownStack],
  });
});

test('access is requested by assuming the requester and tagging its own request; a request is tagged by its id', () => {
  const place = 'arn:{Partition}:ssm:{Region}:{AccountId}';
  const own = '{"StringLike":{"aws:ResourceTag/cdk-systems-manager:access-request":{"Fn::Join":["",[{"Ref":"AWS::StackId"},"/99f65b7d/*"]]}}}';
  expect(grantedIn(new NodeAccessStack(new App(), 'NodeAccess'))).toEqual({
    'Custom::SSMAccessRequest': [`AddTagsToResource, RemoveTagsFromResource on ${place}:opsitem/* if ${own}`, 'sts:AssumeRole on {EngineersE9FA6DBF.Arn}'],
    // A rollback must not be refused, so the stack is asked whether it is one.
    'Custom::SSMAccessRequestTags': [
      `AddTagsToResource, ListTagsForResource, RemoveTagsFromResource on ${place}:opsitem/{MigrationC13A4580.AccessRequestId}`,
      'cloudformation:DescribeStacks on {StackId}',
    ],
  });
});

test('the roles themselves may write into their own log, and nothing else', () => {
  const resources = resourcesOf(stack);
  const functions = Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  expect(functions).toHaveLength(6);
  for (const { Properties } of functions) {
    const role = resources[Properties.Role['Fn::GetAtt'][0]].Properties;
    expect(role.ManagedPolicyArns).toBeUndefined();
    expect(role.Policies.flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement)).toEqual([
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [Properties.LoggingConfig.LogGroup.Ref, 'Arn'] } },
    ]);
  }
});
