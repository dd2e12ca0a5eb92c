import { AspectPriority, Aspects, aws_iam as iam, Lazy, Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { DerivedRoleOptions } from './assume-role';
import { StepRequirements } from './step-requirements';
import { TEXT_TOKEN, tokenName } from '../content/token-text';

/** IAM takes 10,240 characters in all inline policies of a role together; CDK splits a policy of its own from 10,000. */
const MAX_INLINE_CHARACTERS = 10_000;
/** The policy that CDK makes for grants. */
const POLICY_OF_GRANTS = 'DefaultPolicy';
/** What a value that is only known at deployment may become: an ARN, or the partition, the Region or the account. */
const CHARACTERS_OF_TOKEN = 120;
const CHARACTERS_OF_PLACE = 14;

/**
 * A role that SSM alone can assume, for executions in this account and Region, and that allows what the steps need.
 *
 * @internal
 */
export function makeRole(scope: Construct, options: DerivedRoleOptions, requirements: StepRequirements): iam.Role {
  const stack = Stack.of(scope);
  const statements = (): iam.PolicyStatement[] => [...requirements.statements(), ...(options.statements ?? []).map(statement => statement.copy())];
  const known = requirements.isLazy ? undefined : statements();
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
    // Inside of the role they cost no resource of their own, and the role allows everything as soon as it is there.
    inlinePolicies: known?.length ? { Steps: new iam.PolicyDocument({ statements: known }) } : undefined,
  });
  const { defaultChild: resource } = role.node;
  if (resource instanceof iam.CfnRole) {
    if (known === undefined) {
      resource.policies = Lazy.any({ produce: () => policiesOf(statements()) });
    } else {
      Aspects.of(role).add({
        visit: node => {
          if (node === role) moveWhenLarge(role, resource, known);
        },
      }, { priority: AspectPriority.MUTATING - 1 });
    }
  }
  return role;
}

function policiesOf(statements: iam.PolicyStatement[]): iam.CfnRole.PolicyProperty[] | undefined {
  return statements.length === 0 ? undefined : [{ policyName: 'Steps', policyDocument: new iam.PolicyDocument({ statements }) }];
}

/** What does not fit into a role goes to where grants go, which CDK spreads over managed policies when it is too large. */
function moveWhenLarge(role: iam.Role, resource: iam.CfnRole, statements: readonly iam.PolicyStatement[]): void {
  const grants: IConstruct | undefined = role.node.tryFindChild(POLICY_OF_GRANTS);
  const granted = grants instanceof iam.Policy ? characters(grants.document.toJSON()) : 0;
  if (characters(statements.map(statement => statement.toJSON())) + granted <= MAX_INLINE_CHARACTERS) return;
  resource.policies = undefined;
  for (const statement of statements) role.addToPolicy(statement.copy());
}

/** About how long a policy becomes. */
function characters(policy: unknown): number {
  return (JSON.stringify(policy) ?? '').replace(TEXT_TOKEN, token => 'x'.repeat(/^AWS\W/.test(tokenName(token)) ? CHARACTERS_OF_PLACE : CHARACTERS_OF_TOKEN)).length;
}
