import { aws_iam as iam, Reference, Stack, Tokenization } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DerivedRoleOptions } from './assume-role';
import { StepPermissions } from './step-permissions';
import { Doubt, NeededPermission } from '../content/permissions/derive';
import { policyAt, policyOf } from '../content/permissions/policy';

/** The most that all inline policies of a role may have together is 10,240 characters; tokens may become longer than they look. */
const MAX_INLINE_CHARACTERS = 6_000;

/**
 * Something that the role of a runbook must allow, as a statement of its policy does.
 */
export interface RequiredPermission {
  /**
   * The name of the step that needs it.
   */
  readonly step: string;

  /**
   * The action of the step, such as `aws:createImage`.
   */
  readonly stepAction: string;

  /**
   * The IAM actions, such as `ec2:CreateImage`.
   */
  readonly actions: string[];

  /**
   * The ARNs of the resources; `*` where IAM knows none for the actions, or where they are only known when the runbook runs.
   */
  readonly resources: string[];

  /**
   * The conditions, as a policy has them.
   *
   * @default - no conditions
   */
  readonly conditions?: Record<string, any>;

  /**
   * What in the step needs it, such as a line of a script.
   *
   * @default - the action of the step
   */
  readonly origin?: string;
}

/** What the steps of a runbook need, with what the user says of it. @internal */
export interface Requirements {
  readonly permissions: readonly NeededPermission[];
  readonly doubts: readonly Doubt[];
  readonly statements: readonly iam.PolicyStatement[];
}

/** Put what the user says of steps in the place of what their inputs tell. @internal */
export function applyStepPermissions(
  permissions: readonly NeededPermission[], doubts: readonly Doubt[], stated: ReadonlyMap<string, StepPermissions>,
): Requirements {
  return {
    permissions: permissions.flatMap(permission => {
      const said = stated.get(permission.step);
      if (said === undefined) return [permission];
      if (!said._derives) return [];
      const isNarrowed = said._resourceArns !== undefined && canBeNarrowed(permission);
      return [isNarrowed ? { ...permission, resources: said._resourceArns! } : permission];
    }),
    // Whoever states what a step needs has answered the doubt.
    doubts: doubts.filter(({ step }) => !stated.has(step)),
    statements: [...stated.values()].flatMap(({ _statements }) => _statements),
  };
}

/** The required permissions with the names of CDK. @internal */
export function asRequired(scope: Construct, permissions: readonly NeededPermission[]): RequiredPermission[] {
  return permissions.map(({ step, action, actions, resources, conditions, origin }) => {
    const [{ Resource, Condition }] = policyAt(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: resources, Condition: conditions }] }, placeOf(scope)).Statement;
    return { step, stepAction: action, actions: [...actions], resources: [...Resource], conditions: Condition, origin };
  });
}

/** The statements that allow what is needed, as few as possible. @internal */
export function statementsOf(scope: Construct, requirements: Requirements): iam.PolicyStatement[] {
  const { Statement } = policyAt(policyOf(requirements.permissions), placeOf(scope));
  return [
    ...Statement.map(({ Action, Resource, Condition }) => new iam.PolicyStatement({
      actions: [...Action], resources: [...Resource], conditions: Condition as iam.Conditions | undefined,
    })),
    ...requirements.statements.map(statement => statement.copy()),
  ];
}

/** A role that SSM alone can assume, for executions in this account and Region. @internal */
export function makeRole(scope: Construct, options: DerivedRoleOptions, statements: readonly iam.PolicyStatement[]): iam.Role {
  const stack = Stack.of(scope);
  const all = [...statements, ...options.statements ?? []];
  const isSmall = JSON.stringify(all.map(statement => statement.toJSON())).length <= MAX_INLINE_CHARACTERS;
  const role = new iam.Role(scope, 'AssumeRole', {
    roleName: options.roleName,
    description: options.description,
    permissionsBoundary: options.permissionsBoundary,
    assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'ssm', resource: 'automation-execution', resourceName: '*' }) },
      },
    }),
    // Inside of the role it costs no resource of its own; only a separate policy is split when it is too large.
    inlinePolicies: isSmall && all.length > 0 ? { Steps: new iam.PolicyDocument({ statements: all }) } : undefined,
  });
  if (!isSmall) all.forEach(statement => role.addToPolicy(statement));
  return role;
}

/** Passing a role has a resource of its own, and what IAM knows no resources for cannot have one. */
function canBeNarrowed({ actions, knowsNoResources }: NeededPermission): boolean {
  return !actions.includes('iam:PassRole') && knowsNoResources !== true;
}

function placeOf(scope: Construct): { partition: string; region: string; account: string } {
  const { partition, region, account } = Stack.of(scope);
  return { partition, region, account };
}

/** Whether a text that is only known at deployment is an ARN, as far as that shows. @internal */
export function isArn(text: string): boolean {
  const { firstToken, length } = Tokenization.reverseString(text);
  return text.startsWith('arn:') || (length === 1 && Reference.isReference(firstToken) && /arn$/i.test(firstToken.displayName));
}
