import { Permission, PermissionConditions } from './permission';

/** A statement of an IAM policy, with lists throughout. */
export interface PolicyStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: PermissionConditions;
}

/** An IAM policy document. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** Where a runbook runs. */
export interface RunPlace {
  /** @default 'aws' */
  readonly partition?: string;
  /** @default '*' */
  readonly region?: string;
  /** @default '*' */
  readonly account?: string;
}

/**
 * The policy that allows what is needed, and nothing else: one statement for all actions on the same resources under the same
 * conditions, in an order that only depends on what is needed.
 */
export function policyOf(permissions: readonly Permission[]): PolicyDocument {
  const resourcesOfAction = new Map<string, { action: string; resources: Set<string>; conditions?: PermissionConditions }>();
  for (const { actions, resources, conditions } of permissions) {
    for (const action of actions) {
      const key = `${action} ${conditionKey(conditions)}`;
      const entry = resourcesOfAction.get(key) ?? { action, resources: new Set<string>(), conditions };
      resources.forEach(resource => entry.resources.add(resource));
      resourcesOfAction.set(key, entry);
    }
  }
  const statements = new Map<string, { actions: string[]; resources: readonly string[]; conditions?: PermissionConditions }>();
  for (const { action, resources, conditions } of resourcesOfAction.values()) {
    const list = resources.has('*') ? ['*'] : [...resources].sort(byCodeUnits);
    // Whatever is allowed on everything without conditions needs no second statement.
    if (conditions !== undefined && resourcesOfAction.get(`${action} `)?.resources.has('*')) continue;
    const key = `${JSON.stringify(list)} ${conditionKey(conditions)}`;
    const statement = statements.get(key) ?? { actions: [], resources: list, conditions };
    statement.actions.push(action);
    statements.set(key, statement);
  }
  const sorted = [...statements.values()].map(({ actions, resources, conditions }): PolicyStatement => ({
    Effect: 'Allow',
    Action: actions.sort(byCodeUnits),
    Resource: resources,
    ...conditions === undefined ? {} : { Condition: conditions },
  }));
  return { Version: '2012-10-17', Statement: sorted.sort((left, right) => byCodeUnits(sortKey(left), sortKey(right))) };
}

/** A policy for one place: what stands for partition, region and account is replaced. */
export function policyAt(policy: PolicyDocument, { partition = 'aws', region = '*', account = '*' }: RunPlace): PolicyDocument {
  const replace = (text: string): string => text
    .replaceAll('${AWS::Partition}', partition).replaceAll('${AWS::Region}', region).replaceAll('${AWS::AccountId}', account);
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return replace(value);
    if (Array.isArray(value)) return [...new Set(value.map(deep))];
    return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [replace(key), deep(inner)]));
  };
  return {
    Version: policy.Version,
    Statement: policy.Statement.map(({ Effect, Action, Resource, Condition }) => ({
      Effect,
      Action,
      Resource: deep(Resource) as string[],
      ...Condition === undefined ? {} : { Condition: deep(Condition) as PermissionConditions },
    })),
  };
}

function sortKey({ Action, Resource, Condition }: PolicyStatement): string {
  return `${Action.join()} ${Resource.join()} ${conditionKey(Condition)}`;
}

function conditionKey(conditions: PermissionConditions | undefined): string {
  return conditions === undefined || Object.keys(conditions).length === 0 ? '' : JSON.stringify(ordered(conditions));
}

/** The same conditions are the same text, whatever the order of their keys. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return [...value].sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([left], [right]) => byCodeUnits(left, right)).map(([key, inner]) => [key, ordered(inner)]);
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
