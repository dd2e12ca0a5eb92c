/** A statement of a policy, as IAM holds it. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>>;
  readonly NotAction?: unknown;
  readonly NotResource?: unknown;
}

export interface PolicyDocument {
  readonly Statement: Statement | readonly Statement[];
}

/** What a call needs: an action on a resource, and what is known of the request. */
export interface Need {
  readonly action: string;
  /** An ARN, or "*" where the action knows no resources. */
  readonly resource: string;
  /** Condition keys with their values; keys that are left out are not in the request. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * Whether policies allow what a call needs, as IAM decides it for identity-based policies of one account. It knows what policies of this project
 * use, and throws where it meets anything else, so that nothing is allowed that was not understood.
 */
export function isAllowed(need: Need, policies: readonly PolicyDocument[]): boolean {
  const matching = policies.flatMap(({ Statement }) => Statement).filter(statement => isAbout(statement, need));
  return !matching.some(({ Effect }) => Effect === 'Deny') && matching.some(({ Effect }) => Effect === 'Allow');
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
    if (value === undefined) return ifExists !== undefined;
    return listOf(expected).some(one => compare(one, value));
  });
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
