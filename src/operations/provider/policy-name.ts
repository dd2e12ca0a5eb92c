import { createHash } from 'crypto';
import { aws_ssm as ssm, Names, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

const LONGEST_POLICY_NAME = 128;
/** Of a document. */
const LONGEST_NAME = 128;
/** What CloudFormation puts behind the names that it makes: a hyphen and twelve characters. */
const RANDOM_PART = '-000000000000';
/** What a name needs to be unique in its stack. */
const SHORTEST_UNIQUE = 16;

/**
 * The name of the policy of a custom resource. It is another one for another document: where CloudFormation replaces the document, it
 * makes a new policy too, and keeps the old one until what stands under the old document is tidied up. To be asked when the template
 * is made.
 *
 * What only deployment knows of a document from elsewhere may hold what names of policies must not, and a generated name can leave no
 * room for it: then the policy keeps its name.
 *
 * @internal
 */
export function policyName(scope: IConstruct, document: ssm.IDocumentRef | undefined): string {
  const [ofDocument, length] = document === undefined ? ['', 0] : markOf(document);
  const room = LONGEST_POLICY_NAME - length - 1;
  if (ofDocument === '' || room < SHORTEST_UNIQUE) return Names.uniqueResourceName(scope, { maxLength: LONGEST_POLICY_NAME });
  return `${Names.uniqueResourceName(scope, { maxLength: Math.min(room, 64) })}-${ofDocument}`;
}

/** What is another one for another document, and how long it is at most. */
function markOf(document: ssm.IDocumentRef): [string, number] {
  const resource = resourceOf(document);
  const name = resource?.name ?? document.documentRef.documentName;
  if (!Token.isUnresolved(name)) return [createHash('sha256').update(name).digest('hex').slice(0, 12), 12];
  if (resource === undefined || resource.name !== undefined) return ['', 0];
  const stack = Stack.of(resource);
  return [resource.ref, Math.min(LONGEST_NAME, `${stack.stackName}-${stack.getLogicalId(resource)}${RANDOM_PART}`.length)];
}

function resourceOf(document: ssm.IDocumentRef): ssm.CfnDocument | undefined {
  if (ssm.CfnDocument.isCfnDocument(document)) return document;
  const { defaultChild } = document.node;
  return defaultChild !== undefined && ssm.CfnDocument.isCfnDocument(defaultChild) ? defaultChild : undefined;
}
