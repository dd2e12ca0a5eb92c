import { Annotations, CfnResource, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AUTO_APPROVAL_POLICY_NAME, DENY_ACCESS_POLICY_NAME, MAX_MANUAL_POLICIES } from '../content/schema/approval-policies';
import { isPlainMap } from '../content/value';
import type { ContentDocument } from '../document/content-document';

/** @internal */
export type PolicyKind = 'manual' | 'auto-approval' | 'deny-access';

interface Counted {
  readonly policy: ContentDocument;
  readonly kind: PolicyKind;
}

/** What is found about a policy when all policies of an app are known. */
interface Found {
  readonly errors: string[];
  readonly overlaps: Map<ContentDocument, string[]>;
  readonly warnings: string[];
}

interface App {
  readonly policies: Counted[];
  /** What was found, and among how many. */
  found?: { readonly of: number; readonly byPolicy: ReadonlyMap<ContentDocument, Found> };
}

const apps = new WeakMap<IConstruct, App>();

/**
 * Have a policy counted among those of its account and Region, over all stacks of the app, when it is validated.
 *
 * @internal
 */
export function countPolicy(policy: ContentDocument, kind: PolicyKind): void {
  const { root } = policy.node;
  const app = apps.get(root) ?? { policies: [] };
  apps.set(root, app);
  app.policies.push({ policy, kind });
  policy.node.addValidation({ validate: () => tell(policy, foundIn(app).get(policy)) });
}

function tell(policy: ContentDocument, found: Found | undefined): string[] {
  if (found === undefined) return [];
  for (const warning of found.warnings) Annotations.of(policy).addWarningV2('cdk-systems-manager:severalDenyAccessPolicies', warning);
  for (const [other, targets] of found.overlaps) {
    Annotations.of(policy).addWarningV2('cdk-systems-manager:manualApprovalPoliciesOverlap', `${other.node.path} and ${policy.node.path} both are for ${targets.join(', ')}: `
      + 'where two manual approval policies match one node, every request for it fails; name each target in one of them');
  }
  return found.errors;
}

/** All policies are gone through once; again only where some were added since. */
function foundIn(app: App): ReadonlyMap<ContentDocument, Found> {
  if (app.found?.of !== app.policies.length) app.found = { of: app.policies.length, byPolicy: goThrough(app.policies) };
  return app.found!.byPolicy;
}

function goThrough(policies: readonly Counted[]): ReadonlyMap<ContentDocument, Found> {
  const byPolicy = new Map<ContentDocument, Found>();
  const about = (policy: ContentDocument): Found => {
    const found = byPolicy.get(policy) ?? { errors: [], overlaps: new Map(), warnings: [] };
    byPolicy.set(policy, found);
    return found;
  };
  for (const [where, group] of groupsOf(policies.filter(({ policy }) => !isConditional(policy)))) {
    const of = (wanted: PolicyKind): ContentDocument[] => group.filter(({ kind }) => kind === wanted).map(({ policy }) => policy);
    const manual = of('manual');
    if (manual.length > MAX_MANUAL_POLICIES) {
      about(manual[MAX_MANUAL_POLICIES]).errors.push(`${manual.length} manual approval policies are declared for ${told(where)}, which takes ${MAX_MANUAL_POLICIES} at most; `
        + 'put tags that need the same approvals into one policy');
    }
    findOverlaps(manual, about);
    for (const [kind, name] of [['auto-approval', AUTO_APPROVAL_POLICY_NAME], ['deny-access', DENY_ACCESS_POLICY_NAME]] as const) {
      const [first, ...others] = of(kind);
      for (const other of others) {
        about(other).errors.push(`${first.node.path} is the ${kind} policy of ${told(where)} already: its name is always ${name}, so there is one; put the Cedar policies of both into one`);
      }
    }
  }
  // Two accounts may be those of two organisations.
  const [first, ...others] = policies.filter(({ kind, policy }) => kind === 'deny-access' && !isConditional(policy)).map(({ policy }) => policy);
  for (const other of others) {
    if (about(other).errors.length > 0) continue;
    about(other).warnings.push(`${first.node.path} is a deny-access policy too; an organisation has one, in the home Region of its delegated administrator, from where it is copied `
      + 'to other Regions. Leave one of them out unless they belong to different organisations');
  }
  return byPolicy;
}

function findOverlaps(policies: readonly ContentDocument[], about: (policy: ContentDocument) => Found): void {
  const owners = new Map<string, ContentDocument>();
  for (const policy of policies) {
    for (const target of targetsOf(policy)) {
      const owner = owners.get(target);
      if (owner === undefined) {
        owners.set(target, policy);
      } else if (owner !== policy) {
        const { overlaps } = about(policy);
        overlaps.set(owner, [...overlaps.get(owner) ?? [], target]);
      }
    }
  }
}

/** Each value of each target, as far as it is known which ones they are; tokens count as what they are. */
function targetsOf({ _given }: ContentDocument): string[] {
  const targets = isPlainMap(_given) && Array.isArray(_given.targets) ? _given.targets as unknown[] : [];
  const all = targets.flatMap(target => {
    const { Key: key, Values: values } = isPlainMap(target) ? target : {};
    if (typeof key !== 'string' || !Array.isArray(values)) return [];
    return values.map(value => key === 'InstanceIds' && value === '*' ? 'all nodes' : `nodes with ${JSON.stringify(key)} ${JSON.stringify(value)}`);
  });
  return [...new Set(all)];
}

/** The policies by account and Region; where these are not known, by stack. */
function groupsOf(policies: readonly Counted[]): Map<string, Counted[]> {
  const groups = new Map<string, Counted[]>();
  for (const counted of policies) {
    const stack = outermost(Stack.of(counted.policy));
    const { account, region } = stack;
    const key = JSON.stringify(Token.isUnresolved(account) || Token.isUnresolved(region) ? [stack.node.path] : [account, region]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [counted]);
    else group.push(counted);
  }
  return groups;
}

function told(key: string): string {
  const [first, region] = JSON.parse(key) as string[];
  return region === undefined ? `the account and Region of the stack ${first}` : `account ${first} in ${region}`;
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent === undefined ? stack : outermost(stack.nestedStackParent);
}

/** A policy that a condition of the template may leave out counts for nothing, as another one may stand in its place. */
function isConditional({ node: { defaultChild } }: ContentDocument): boolean {
  return CfnResource.isCfnResource(defaultChild) && defaultChild.cfnOptions.condition !== undefined;
}
