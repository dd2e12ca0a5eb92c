import { Need } from './iam-evaluator';
import { SsmDouble } from '../../ssm-double/ssm-double';

/** A call as the gateway reads it. */
export interface Call {
  /** Name of the service in signatures, such as "ssm". */
  readonly service: string;
  readonly action: string;
  readonly input: Readonly<Record<string, any>>;
}

const ON_DOCUMENT_NAME = [
  'CreateDocument', 'DeleteDocument', 'DescribeDocument', 'DescribeDocumentPermission', 'GetDocument', 'ListDocumentMetadataHistory',
  'ListDocumentVersions', 'ModifyDocumentPermission', 'UpdateDocument', 'UpdateDocumentDefaultVersion', 'UpdateDocumentMetadata',
];
const ON_SETTING = ['GetServiceSetting', 'ResetServiceSetting', 'UpdateServiceSetting'];
const ON_EXECUTION = ['DescribeAutomationStepExecutions', 'GetAutomationExecution', 'StopAutomationExecution'];
const ON_TAGGED = ['AddTagsToResource', 'ListTagsForResource', 'RemoveTagsFromResource'];
const WITHOUT_RESOURCE = ['DescribeAutomationExecutions', 'DescribeOpsItems'];
/** What the service authorization reference calls the types that can be tagged. */
const TAGGED: Readonly<Record<string, string>> = { Document: 'document', OpsItem: 'opsitem', Automation: 'automation-execution' };

/**
 * What IAM asks for when a call is made, after the service authorization reference. Where that names several types of resource for an action,
 * all of them are asked for.
 */
export function needsOf(call: Call, double: SsmDouble): readonly Need[] {
  const { service, action, input } = call;
  if (service === 'ssm') return ssmNeeds(call, double);
  if (service === 'sts' && action === 'AssumeRole') return [{ action: 'sts:AssumeRole', resource: input.RoleArn }];
  if (service === 'cloudformation' && action === 'DescribeStacks') return [{ action: 'cloudformation:DescribeStacks', resource: input.StackName }];
  if (service === 'lambda') return [{ action: `lambda:${action}`, resource: input.FunctionName }];
  if (service === 'states' && action === 'StartExecution') return [{ action: 'states:StartExecution', resource: input.stateMachineArn }];
  throw new Error(`what ${service}:${action} needs is not known to these tests`);
}

function ssmNeeds({ action: operation, input }: Call, double: SsmDouble): readonly Need[] {
  const action = `ssm:${operation}`;
  const arn = (resource: string) => `arn:aws:ssm:${double.region}:${double.account}:${resource}`;
  const documentArn = (name: string) => name.startsWith('arn:') ? name : arn(`document/${name}`);
  if (ON_DOCUMENT_NAME.includes(operation)) return [{ action, resource: documentArn(input.Name), context: documentContext(input, double) }];
  if (ON_SETTING.includes(operation)) return [{ action, resource: arn(`servicesetting${input.SettingId}`) }];
  if (ON_EXECUTION.includes(operation)) {
    const context = resourceTags(double.executions.get(input.AutomationExecutionId)?.tags);
    return [{ action, resource: arn(`automation-execution/${input.AutomationExecutionId}`), context }];
  }
  if (operation === 'GetCalendarState') return input.CalendarNames.map((name: string) => ({ action, resource: documentArn(name) }));
  if (ON_TAGGED.includes(operation)) {
    const context = { ...resourceTags(double.tags.get(input.ResourceType, input.ResourceId)), ...requestTags(input) };
    return [{ action, resource: arn(`${TAGGED[input.ResourceType]}/${input.ResourceId}`), context }];
  }
  if (operation === 'GetOpsItem') return [{ action, resource: arn(`opsitem/${input.OpsItemId}`) }];
  if (WITHOUT_RESOURCE.includes(operation)) return [{ action, resource: '*' }];
  if (operation === 'StartAccessRequest') return accessNeeds(action, input, double, arn);
  if (operation === 'StartAutomationExecution') {
    const { DocumentName, Parameters } = input;
    return [...startNeeds(action, input, {}, double, arn), ...passRoleNeeds([{ DocumentName, Parameters }], double)];
  }
  if (operation === 'StartChangeRequestExecution') {
    const tagging = input.Tags?.length > 0 ? [{ action: 'ssm:AddTagsToResource', resource: arn('automation-execution/any') }] : [];
    const context = { 'ssm:AutoApprove': String(input.AutoApprove ?? false) };
    return [...startNeeds(action, input, context, double, arn), ...tagging, ...passRoleNeeds(input.Runbooks, double)];
  }
  throw new Error(`what ssm:${operation} needs is not known to these tests`);
}

function resourceTags(tags: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/** Of a document that there is, or is to be. */
function documentContext({ Name, DocumentName = Name, DocumentType }: Call['input'], double: SsmDouble): Record<string, string> {
  const type = double.document(DocumentName)?.type ?? DocumentType;
  return type === undefined ? {} : { 'ssm:DocumentType': type };
}

function requestTags(input: Call['input']): Record<string, string> {
  return Object.fromEntries((input.Tags ?? []).map(({ Key, Value }: { Key: string; Value: string }) => [`aws:RequestTag/${Key}`, Value]));
}

/**
 * An OpsItem is made in the name of the caller, with the tags, and so is what asks the approvers: AWS's policy for requesters lets them start it. Which
 * document that is, is for the service to find out.
 */
function accessNeeds(action: string, input: Call['input'], double: SsmDouble, arn: (resource: string) => string): readonly Need[] {
  const nodes: string[] = input.Targets.flatMap(({ Values }: { Values: string[] }) => Values);
  const opsItem = arn('opsitem/any');
  return [
    ...nodes.map(id => ({
      action,
      resource: id.startsWith('mi-') ? arn(`managed-instance/${id}`) : `arn:aws:ec2:${double.region}:${double.account}:instance/${id}`,
      context: requestTags(input),
    })),
    { action: 'ssm:CreateOpsItem', resource: opsItem, context: requestTags(input) },
    ...double.accessRequests.rules.approval === 'automatic' ? [] : [
      { action: 'ssm:StartAutomationExecution', resource: arn('document/any'), context: { 'ssm:DocumentType': 'ManualApprovalPolicy' } },
      { action: 'ssm:StartAutomationExecution', resource: arn('automation-execution/any') },
    ],
    ...input.Tags?.length > 0 ? [{ action: 'ssm:AddTagsToResource', resource: opsItem, context: requestTags(input) }] : [],
  ];
}

function startNeeds(
  action: string, input: Call['input'], request: Record<string, string>, double: SsmDouble, arn: (resource: string) => string,
): readonly Need[] {
  const { DocumentName: name, DocumentVersion: version = '$DEFAULT' } = input;
  const context = { ...request, ...requestTags(input) };
  return [
    ...[`document/${name}`, `automation-definition/${name}:${version}`]
      .map(resource => ({ action, resource: arn(resource), context: { ...context, ...documentContext(input, double) } })),
    { action, resource: arn('automation-execution/any'), context },
  ];
}

/** Whoever starts a runbook passes the role that it assumes. */
function passRoleNeeds(runbooks: readonly { DocumentName: string; Parameters?: Record<string, string[]> }[], double: SsmDouble): readonly Need[] {
  return runbooks.flatMap(({ DocumentName, Parameters }) => {
    const document = double.document(DocumentName);
    const version = document?.versions.find(one => one.version === document.defaultVersion);
    const declared = version === undefined ? undefined : (JSON.parse(version.content) as { assumeRole?: string }).assumeRole;
    const parameter = /^\{\{\s*(\w+)\s*\}\}$/.exec(declared ?? '')?.[1];
    const role = parameter === undefined ? declared : Parameters?.[parameter]?.[0];
    return role === undefined || role === '' ? [] : [{ action: 'iam:PassRole', resource: role, context: { 'iam:PassedToService': 'ssm.amazonaws.com' } }];
  });
}
