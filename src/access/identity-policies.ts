import {
  CfnResource, DefaultTokenResolver, IFragmentConcatenator, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, Stage,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { definitionOf } from '../operations/resource-definition';

/** A statement of a policy, as its template will have it. */
export type Statement = Readonly<Record<string, unknown>>;

/** Somebody who has policies. */
export interface Identity {
  /** The role, user, group or permission set; where it is none of the app, the policy that names it. */
  readonly construct: IConstruct;
  readonly statements: { readonly policy: IConstruct; readonly statement: Statement }[];
  /** The names of Amazon's managed policies. */
  readonly amazonPolicies: string[];
}

type Properties = Readonly<Record<string, unknown>>;

/** What in a policy names those that have it, and the types of these. */
const HOLDERS = ['Roles', 'Users', 'Groups', 'RoleName', 'UserName', 'GroupName'];
const IDENTITIES: ReadonlySet<string> = new Set(['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group', 'AWS::SSO::PermissionSet']);
const POLICIES: ReadonlySet<string> = new Set([
  'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy', 'AWS::IAM::UserPolicy', 'AWS::IAM::GroupPolicy',
]);

/** Stands in a resolved text for a resource that it refers to, with the resource's path; both characters are for private use. */
const REFERENCE = /\uE000([^\uE000\uE001]*)\uE001/g;

/**
 * Everybody in a stage that has policies, with their statements: read from the resources, whatever constructs they come from, so that it does not
 * matter who added a statement, nor when. Members of groups are not followed.
 */
export function identitiesOf(stage: IConstruct): Identity[] {
  const resources = stage.node.findAll().filter(construct => CfnResource.isCfnResource(construct) && Stage.of(construct) === stage) as CfnResource[];
  const identities = new Map<string, Identity>();
  const identityOf = (key: string, construct: IConstruct): Identity => {
    const found = identities.get(key) ?? { construct, statements: [], amazonPolicies: [] };
    identities.set(key, found);
    return found;
  };
  const policies = new Map<string, { readonly construct: CfnResource; readonly statements: readonly Statement[]; readonly name?: unknown }>();
  const held = new Set<string>();
  const hold = (identity: Identity, path: string): void => {
    const policy = policies.get(path);
    if (policy === undefined) return;
    held.add(path);
    identity.statements.push(...policy.statements.map(statement => ({ policy: policy.construct, statement })));
  };

  const read = resources.filter(({ cfnResourceType }) => IDENTITIES.has(cfnResourceType) || POLICIES.has(cfnResourceType))
    .map(construct => ({ construct, path: construct.node.path, type: construct.cfnResourceType, properties: propertiesOf(construct) }));
  for (const { construct, path, type, properties } of read) {
    const { PolicyDocument: document, ManagedPolicyName: name } = properties;
    if (POLICIES.has(type)) policies.set(path, { construct, statements: statementsOf(document), name });
    else identityOf(path, construct);
  }
  for (const { construct, path, type, properties } of read) {
    if (POLICIES.has(type)) {
      for (const holder of HOLDERS.flatMap(name => [properties[name] ?? []].flat())) {
        const [owner] = referencesIn(holder);
        // One that was imported has nothing but its name.
        const key = owner ?? `${Stack.of(construct).account}/${text(holder)}`;
        hold(identityOf(key, construct), path);
      }
      continue;
    }
    const identity = identityOf(path, construct);
    const inline = [...[properties.Policies ?? []].flat().map(policy => (policy as Properties).PolicyDocument), properties.InlinePolicy];
    identity.statements.push(...inline.flatMap(statementsOf).map(statement => ({ policy: construct, statement })));
    for (const arn of [properties.ManagedPolicyArns ?? properties.ManagedPolicies ?? []].flat()) {
      referencesIn(arn).forEach(policy => hold(identity, policy));
      const [, amazon] = /:iam::aws:policy\/(?:[^"]*\/)?([^"/]+)/.exec(text(arn)) ?? [];
      if (amazon !== undefined) identity.amazonPolicies.push(amazon);
    }
    for (const reference of [properties.CustomerManagedPolicyReferences ?? []].flat()) {
      const { Name } = reference as Properties;
      const named = [...policies].filter(([, { name }]) => typeof name === 'string' && name === Name).map(([policy]) => policy);
      [...referencesIn(Name), ...named].forEach(policy => hold(identity, policy));
    }
  }
  // Who gets it is decided elsewhere.
  for (const { path, type, construct } of read) if (type === 'AWS::IAM::ManagedPolicy' && !held.has(path)) hold(identityOf(path, construct), path);
  return [...identities.values()];
}

function propertiesOf(resource: CfnResource): Properties {
  return definitionOf(resource, new Marking())?.Properties ?? {};
}

function statementsOf(document: unknown): Statement[] {
  if (typeof document === 'string') {
    try {
      return statementsOf(JSON.parse(document));
    } catch {
      return [];
    }
  }
  const { Statement: statements = [] } = (document ?? {}) as { Statement?: Statement | Statement[] };
  return [statements].flat();
}

function referencesIn(value: unknown): string[] {
  return [...JSON.stringify(value ?? '').matchAll(REFERENCE)].map(([, path]) => path);
}

/** A value as one text, as far as it can be read. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Ref': ref, 'Fn::Join': join, 'Fn::Sub': sub } = (value ?? {}) as Record<string, unknown>;
  // Without colons, which ARNs are read by.
  if (typeof ref === 'string') return `<${ref.replace(/:+/g, '.')}>`;
  if (Array.isArray(join) && Array.isArray(join[1])) return join[1].map(text).join(String(join[0]));
  if (sub !== undefined) return text(Array.isArray(sub) ? sub[0] : sub);
  return JSON.stringify(value) ?? '';
}

/** Resolves as a stack does, but for references to resources. */
class Marking extends DefaultTokenResolver {
  public constructor() {
    super(new Joined());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (!Reference.isReference(token) || !CfnResource.isCfnResource(token.target)) return super.resolveToken(token, context, postProcessor);
    return `\uE000${token.target.node.path}\uE001`;
  }
}

class Joined implements IFragmentConcatenator {
  public join(left: unknown, right: unknown): unknown {
    return `${text(left ?? '')}${text(right ?? '')}`;
  }
}
