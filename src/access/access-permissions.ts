import { aws_iam as iam, Stack, Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { ApprovalPolicyType } from './approval-policy-type';
import { AUTO_APPROVAL_POLICY_NAME, DENY_ACCESS_POLICY_NAME, TOKEN_ROLE_NAME, TOKEN_ROLE_SERVICE } from '../content/schema/approval-policies';
import { breaks, faultsInWords, known, noneOf, when } from '../document/limits';
import { Nodes } from '../session/nodes';

/*
 * What people of just-in-time node access are allowed, once for the grants and the managed policies.
 *
 * After the policies of the User Guide (systems-manager-just-in-time-node-access-setting-up), with the resources that the Service Authorization
 * Reference knows for each action: those of one account and Region, as nodes, requests and policies belong together there.
 */

/** How somebody may request access to nodes. */
export interface RequestAccessOptions {
  /**
   * The nodes. IAM looks at it beside the approval policies, which decide who gets access when.
   *
   * @default Nodes.all()
   */
  readonly nodes?: Nodes;

  /**
   * Whether requests may be made with tags (`ssm:AddTagsToResource`). It allows tagging all OpsItems of the account and Region, which matters
   * where permissions depend on their tags. An `AccessRequest` sees to what its own tags need.
   *
   * @default false
   */
  readonly tagging?: boolean;

  /**
   * Whether to allow what the consoles of AWS show and call beside: lists of nodes, sessions, policies and people, what was set up, and the
   * passwords of Windows instances for Remote Desktop, which only the owner of the key pair can decrypt.
   *
   * @default false
   */
  readonly console?: boolean;
}

/** How somebody may approve access to nodes. */
export interface ApproveAccessOptions {
  /**
   * Whether to allow what the consoles of AWS show beside: the policies, who the people are, and what was set up.
   *
   * @default false
   */
  readonly console?: boolean;
}

/** Which approval policies somebody may write. */
export interface AuthorPoliciesOptions {
  /**
   * The token role that the policies name: a role, its ARN, or its name with its path where it has one. Whoever writes a policy must be allowed
   * to pass it.
   *
   * @default - the role `SSM-JustInTimeAccessTokenRole` of the account
   */
  readonly tokenRole?: string | iam.IRoleRef;

  /**
   * The kinds of policies: of `ApprovalPolicyType`. `AUTO` is the auto-approval policy and the deny-access policy, which have fixed names.
   *
   * @default - all
   */
  readonly policyTypes?: string[];

  /**
   * Whether to allow what the consoles of AWS show beside: who the people are, and what was set up.
   *
   * @default false
   */
  readonly console?: boolean;
}

/** What a statement allows. @internal */
export interface AccessPermission {
  readonly actions: string[];
  readonly resourceArns: string[];
  readonly conditions?: Record<string, Record<string, string | string[]>>;
}

/** The tag that the service gives to executions which ask for approval: it tells them from those of runbooks. */
const MANAGED_BY_SERVICE = { StringEquals: { 'aws:ResourceTag/SystemsManagerJustInTimeNodeAccessManaged': 'true' } };

const POLICY_TYPES: readonly string[] = Object.values(ApprovalPolicyType);

/** @internal */
export function readPermissions(stack: Stack): AccessPermission[] {
  return [
    { actions: ['ssm:GetOpsItem'], resourceArns: [opsItemsArn(stack)] },
    // Lists take no resource.
    { actions: ['ssm:DescribeOpsItems', 'ssm:ListOpsItemEvents'], resourceArns: ['*'] },
  ];
}

/** @internal */
export function requestPermissions(stack: Stack, options: RequestAccessOptions): AccessPermission[] {
  const { nodes = Nodes.all(), tagging = false, console = false } = options;
  const { arns: resourceArns, conditions } = nodes._inPolicy(stack);
  return [
    { actions: ['ssm:StartAccessRequest'], resourceArns, ...conditions === undefined ? {} : { conditions } },
    {
      // The Service Authorization Reference knows no resource for CreateOpsItem; the guide names OpsItems, and so does the policy of the service's own role.
      actions: ['ssm:CreateOpsItem', 'ssm:GetAccessToken', ...tagging ? ['ssm:AddTagsToResource'] : []],
      resourceArns: [opsItemsArn(stack)],
    },
    ...readPermissions(stack),
    ...askPermissions(stack),
    ...console ? requesterConsole(stack, nodes) : [],
  ];
}

/** Asking the approvers, which a request does by itself, and asking them no more. @internal */
export function askPermissions(stack: Stack): AccessPermission[] {
  return [
    { actions: ['ssm:StartAutomationExecution'], resourceArns: [ssmArn(stack, 'document')], conditions: ofTypes([ApprovalPolicyType.MANUAL]) },
    // By itself, as executions have no type.
    { actions: ['ssm:StartAutomationExecution'], resourceArns: [ssmArn(stack, 'automation-execution')] },
    { actions: ['ssm:StopAutomationExecution'], resourceArns: [ssmArn(stack, 'automation-execution')], conditions: MANAGED_BY_SERVICE },
  ];
}

/** @internal */
export function approvePermissions(stack: Stack, { console = false }: ApproveAccessOptions): AccessPermission[] {
  return [
    ...readPermissions(stack),
    { actions: ['ssm:SendAutomationSignal'], resourceArns: [ssmArn(stack, 'automation-execution')], conditions: MANAGED_BY_SERVICE },
    ...console ? [...consoleOf(['identitystore:ListGroupMembershipsForMember']), readPolicies(stack)] : [],
  ];
}

/** @internal */
export function authorPermissions(stack: Stack, options: AuthorPoliciesOptions): AccessPermission[] {
  const { tokenRole = TOKEN_ROLE_NAME, policyTypes = [...POLICY_TYPES], console = false } = options;
  checkAuthor(tokenRole, policyTypes);
  return [
    ...policyTypes.map((type): AccessPermission => ({
      actions: [
        'ssm:CreateDocument', 'ssm:DeleteDocument', 'ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions', 'ssm:UpdateDocument',
        'ssm:UpdateDocumentDefaultVersion',
        // Not in the guide's policy: CloudFormation gives every document the tags of its stack.
        'ssm:AddTagsToResource', 'ssm:ListTagsForResource', 'ssm:RemoveTagsFromResource',
      ],
      resourceArns: (type === ApprovalPolicyType.AUTO ? [AUTO_APPROVAL_POLICY_NAME, DENY_ACCESS_POLICY_NAME] : ['*']).map(name => ssmArn(stack, 'document', name)),
      conditions: ofTypes([type]),
    })),
    // The list takes no resource.
    { actions: ['ssm:ListDocuments'], resourceArns: ['*'] },
    {
      actions: ['iam:PassRole'],
      resourceArns: [roleArnOf(stack, tokenRole)],
      conditions: { StringEquals: { 'iam:PassedToService': TOKEN_ROLE_SERVICE } },
    },
    ...console ? consoleOf() : [],
  ];
}

function requesterConsole(stack: Stack, nodes: Nodes): AccessPermission[] {
  const { arns, conditions } = nodes._inPolicy(stack);
  const instances = arns.filter(arn => arn.includes(':instance/'));
  return [
    ...consoleOf([
      'ec2:DescribeInstances', 'ec2:DescribeTags', 'ssm-guiconnect:ListConnections', 'ssm:DescribeInstanceInformation',
      'ssm:DescribeInstanceProperties', 'ssm:DescribeSessions', 'ssm:ListNodes', 'ssm:ListNodesSummary',
    ]),
    readPolicies(stack),
    { actions: ['ssm:GetConnectionStatus'], resourceArns: Nodes.all()._inPolicy(stack).arns },
    { actions: ['ssm:ListTagsForResource'], resourceArns: [ssmArn(stack, 'managed-instance')] },
    ...instances.length === 0 ? [] : [{
      actions: ['ec2:GetPasswordData'], resourceArns: instances, ...conditions === undefined ? {} : { conditions: inTermsOfEc2(conditions) },
    }],
  ];
}

/** What the guide has for all of them that no request, approval or policy needs; hardly any of it takes a resource, and none can be named beforehand. */
function consoleOf(more: readonly string[] = []): AccessPermission[] {
  return [{
    actions: [
      'cloudformation:DescribeStacks', 'cloudformation:ListStacks',
      'identitystore:DescribeGroup', 'identitystore:DescribeUser', 'identitystore:GetUserId',
      'organizations:DescribeOrganization', 'organizations:ListDelegatedAdministrators',
      'ssm-quicksetup:GetConfiguration', 'ssm-quicksetup:GetConfigurationManager', 'ssm-quicksetup:ListConfigurationManagers',
      'ssm-quicksetup:ListConfigurations', 'ssm-quicksetup:ListQuickSetupTypes',
      'ssm:GetOpsSummary', 'ssm:ListDocuments',
      'sso:DescribeRegisteredRegions', 'sso:ListDirectoryAssociations',
      ...more,
    ],
    resourceArns: ['*'],
  }];
}

function readPolicies(stack: Stack): AccessPermission {
  return {
    actions: ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions'],
    resourceArns: [ssmArn(stack, 'document')],
    conditions: ofTypes([...POLICY_TYPES]),
  };
}

/** EC2 does not know the condition key of SSM for tags. */
function inTermsOfEc2(conditions: Record<string, Record<string, string[]>>): Record<string, Record<string, string[]>> {
  return Object.fromEntries(Object.entries(conditions).map(([operator, keys]) =>
    [operator, Object.fromEntries(Object.entries(keys).map(([key, values]) => [key.replace(/^ssm:resourceTag\//, 'aws:ResourceTag/'), values]))]));
}

function ofTypes(types: string[]): Record<string, Record<string, string | string[]>> {
  return { StringEquals: { 'ssm:DocumentType': types.length === 1 ? types[0] : types } };
}

function opsItemsArn(stack: Stack): string {
  return ssmArn(stack, 'opsitem');
}

function ssmArn(stack: Stack, resource: string, resourceName = '*'): string {
  return stack.formatArn({ service: 'ssm', resource, resourceName });
}

function roleArnOf(stack: Stack, role: string | iam.IRoleRef): string {
  if (typeof role !== 'string') return role.roleRef.roleArn;
  return !Token.isUnresolved(role) && role.startsWith('arn:') ? role : stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: role });
}

function checkAuthor(tokenRole: string | iam.IRoleRef, policyTypes: readonly string[]): void {
  const faults = [
    ...typeof tokenRole === 'string'
      ? breaks('tokenRole', tokenRole, /^(?:arn:[^:]+:iam::\d{12}:role\/)?(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/, 'a role, its ARN or its name is needed') : [],
    ...when(policyTypes.length === 0, 'policyTypes is empty; leave it out for all'),
    ...known(policyTypes).flatMap(type => noneOf('a policy type', type, POLICY_TYPES)),
  ];
  if (faults.length > 0) throw new UnscopedValidationError(lit`InvalidPolicyAuthor`, faultsInWords('the author of approval policies cannot be granted that', faults));
}
