import { createHash } from 'crypto';
import { aws_iam as iam, aws_ssm as ssm, CfnResource, Names, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const LONGEST_POLICY_NAME = 128;
/** Of a document, and of a role. */
const LONGEST_NAME = 128;
const LONGEST_ROLE_NAME = 64;
/** What CloudFormation puts behind the names that it makes: a hyphen and twelve characters. */
const RANDOM_PART = '-000000000000';
/** What a name needs to be unique in its stack. */
const SHORTEST_UNIQUE = 16;

/**
 * The name of the policy of a custom resource. It is another one for another document, and for another role in whose name is acted: where CloudFormation
 * replaces what the custom resource is about, it makes a new policy too, and keeps the old one until what stands under the old document or role is
 * tidied up. To be asked when the template is made.
 *
 * What only deployment knows of a document or a role from elsewhere may hold what names of policies must not, and a generated name can leave no
 * room for it: then the policy keeps its name.
 *
 * @internal
 */
export function policyName(scope: IConstruct, subject: ssm.IDocumentRef | iam.IRoleRef | undefined): string {
  const [ofSubject, length] = subject === undefined ? ['', 0] : 'documentRef' in subject ? markOfDocument(subject) : markOfRole(subject);
  const room = LONGEST_POLICY_NAME - length - 1;
  if (ofSubject === '' || room < SHORTEST_UNIQUE) return Names.uniqueResourceName(scope, { maxLength: LONGEST_POLICY_NAME });
  return `${Names.uniqueResourceName(scope, { maxLength: Math.min(room, 64) })}-${ofSubject}`;
}

/**
 * The name of a policy that is attached to a role which other stacks may attach theirs to. CloudFormation overwrites a policy of the same name and deletes
 * it with either stack, and the name that the CDK gives is the logical id, which stacks of one class have in common, in every Region. To be asked when
 * the template is made.
 *
 * @internal
 */
export function attachedPolicyName(policy: iam.Policy): string {
  let stack = Stack.of(policy);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  const place = createHash('sha256').update(JSON.stringify([stack.stackName, policy.node.path])).digest('hex').slice(0, 8);
  return `${Names.uniqueResourceName(policy, { maxLength: 80 })}-${place}-${stack.region}`;
}

/** What is another one for another document, and how long it is at most. */
function markOfDocument(document: ssm.IDocumentRef): [string, number] {
  const resource = resourceOf(document, ssm.CfnDocument.isCfnDocument);
  return markOf(resource, resource?.name ?? document.documentRef.documentName, resource?.name, LONGEST_NAME);
}

/** The same for a role. */
function markOfRole(role: iam.IRoleRef): [string, number] {
  const resource = resourceOf(role, iam.CfnRole.isCfnRole);
  // A role gives its resource a token where it has no name.
  const roleName = resource && Stack.of(resource).resolve(resource.roleName) === undefined ? undefined : resource?.roleName;
  return markOf(resource, roleName ?? role.roleRef.roleName, roleName, LONGEST_ROLE_NAME);
}

function markOf(resource: CfnResource | undefined, name: string, givenName: string | undefined, longest: number): [string, number] {
  if (!Token.isUnresolved(name)) return [createHash('sha256').update(name).digest('hex').slice(0, 12), 12];
  if (resource === undefined || givenName !== undefined) return ['', 0];
  const stack = Stack.of(resource);
  return [resource.ref, Math.min(longest, `${stack.stackName}-${stack.getLogicalId(resource)}${RANDOM_PART}`.length)];
}

function resourceOf<Resource extends CfnResource>(subject: IConstruct, isOne: (x: any) => x is Resource): Resource | undefined {
  if (isOne(subject)) return subject;
  const { defaultChild } = subject.node;
  return defaultChild !== undefined && isOne(defaultChild) ? defaultChild : undefined;
}
