/** A statement of a policy, as IAM holds it. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>>;
  readonly NotAction?: unknown;
  readonly NotResource?: unknown;
  /** Of policies that say who may assume a role. */
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
}

export interface PolicyDocument {
  /** Of the policy that it is in, for people. */
  readonly name?: string;
  readonly Statement: Statement | readonly Statement[];
}

/** What a call needs: an action on a resource, and what is known of the request. */
export interface Need {
  readonly action: string;
  /** An ARN, or "*" where the action knows no resources. */
  readonly resource: string;
  /** Condition keys with their values; those of `KNOWN_KEYS` that are left out are not in the request. */
  readonly context?: Readonly<Record<string, string>>;
}

/** The condition keys that needs tell. A condition on any other one is an error: nobody knows whether a denial is meant. */
export const KNOWN_KEYS: readonly string[] = ['aws:RequestTag/', 'aws:ResourceTag/', 'iam:PassedToService', 'ssm:AutoApprove', 'ssm:DocumentType'];

/**
 * Whether policies allow what a call needs, as IAM decides it for identity-based policies of one account. It knows what policies of this project
 * use. What else it meets in a denial is an error, and also in a permission, unless another one suffices: nothing is allowed that was not understood.
 */
export function isAllowed(need: Need, policies: readonly PolicyDocument[]): boolean {
  const statements = policies.flatMap(({ Statement }) => Statement);
  if (statements.some(statement => statement.Effect === 'Deny' && isAbout(statement, need))) return false;
  const unknown: Error[] = [];
  const isGranted = statements.filter(({ Effect }) => Effect === 'Allow').some(statement => {
    try {
      return isAbout(statement, need);
    } catch (error) {
      unknown.push(error as Error);
      return false;
    }
  });
  if (!isGranted && unknown.length > 0) throw unknown[0];
  return isGranted;
}

/** Whether the policy of a role lets somebody of its account assume it, who is allowed to by policies of their own. */
export function trusts(policy: PolicyDocument, roleArn: string): boolean {
  const [, , , , account] = roleArn.split(':');
  const matching = [policy.Statement].flat().filter(({ Action, Principal, Condition }) => {
    if (Condition !== undefined) throw new Error('the evaluator does not know conditions of who may assume a role');
    const principals = Principal === '*' ? ['*'] : listOf(Principal?.AWS);
    return listOf(Action).some(pattern => matches(pattern.toLowerCase(), 'sts:assumerole'))
      && principals.some(principal => ['*', roleArn, account, `arn:aws:iam::${account}:root`].includes(principal));
  });
  return !matching.some(({ Effect }) => Effect === 'Deny') && matching.some(({ Effect }) => Effect === 'Allow');
}

/** The statement that allows what a call needs, for people who look; statements that are not understood are passed over. */
export function allowedBy(need: Need, policies: readonly PolicyDocument[]): string | undefined {
  for (const { name = 'a policy', Statement } of policies) {
    const statement = [Statement].flat().find(one => {
      try {
        return one.Effect === 'Allow' && isAbout(one, need);
      } catch {
        return false;
      }
    });
    if (statement === undefined) continue;
    const action = listOf(statement.Action).find(pattern => matches(pattern.toLowerCase(), need.action.toLowerCase()));
    const resource = listOf(statement.Resource).find(pattern => matches(pattern, need.resource));
    const conditions = Object.values(statement.Condition ?? {}).flatMap(Object.keys);
    return `${name}: ${action} on ${resource}${conditions.length === 0 ? '' : ` with conditions on ${conditions.join(', ')}`}`;
  }
  return undefined;
}

function isAbout(statement: Statement, need: Need): boolean {
  for (const unknown of ['NotAction', 'NotResource'] as const) {
    if (statement[unknown] !== undefined) throw new Error(`the evaluator does not know ${unknown}`);
  }
  return listOf(statement.Action).some(pattern => matches(pattern.toLowerCase(), need.action.toLowerCase()))
    && listOf(statement.Resource).some(pattern => matches(pattern, need.resource))
    && Object.entries(statement.Condition ?? {}).every(([operator, keys]) => isMet(operator, keys, need.context ?? {}));
}

function isMet(operator: string, keys: Readonly<Record<string, unknown>>, context: Readonly<Record<string, string>>): boolean {
  const [, name, ifExists] = /^(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const compare = COMPARISONS[name];
  if (compare === undefined) throw new Error(`the evaluator does not know the condition operator ${operator}`);
  const known = Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(keys).every(([key, expected]) => {
    const value = known[key.toLowerCase()];
    if (value === undefined && !isKnown(key)) throw new Error(`the evaluator does not know the condition key ${key}`);
    if (value === undefined) return ifExists !== undefined;
    return listOf(expected).some(one => compare(one, value));
  });
}

function isKnown(key: string): boolean {
  return KNOWN_KEYS.some(known => known.endsWith('/') ? key.toLowerCase().startsWith(known.toLowerCase()) : key.toLowerCase() === known.toLowerCase());
}

const COMPARISONS: Readonly<Record<string, (expected: string, value: string) => boolean>> = {
  StringEquals: (expected, value) => expected === value,
  StringLike: matches,
  ArnLike: matches,
  ArnEquals: matches,
  Bool: (expected, value) => expected.toLowerCase() === value.toLowerCase(),
};

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);
}

/** "*" stands for any characters, "?" for one. */
function matches(pattern: string, value: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`, 's').test(value);
}
