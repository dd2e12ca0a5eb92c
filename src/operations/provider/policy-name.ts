import { createHash } from 'crypto';
import { aws_ssm as ssm, Names, Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { LONGEST_NAME, RANDOM_PART } from './policy-length';

const LONGEST_POLICY_NAME = 128;
/** What a name needs to be unique in its stack. */
const SHORTEST_UNIQUE = 16;

/**
 * The name of the policy of a custom resource. It is another one for another document: where CloudFormation replaces the document, it
 * makes a new policy too, and keeps the old one until what stands under the old document is tidied up. To be asked when the template
 * is made.
 *
 * @internal
 */
export function policyName(scope: IConstruct, document: ssm.IDocumentRef | undefined): string {
  const name = document?.documentRef.documentName;
  const ofName = name === undefined ? '' : Token.isUnresolved(name) ? reference(document!, name) : createHash('sha256').update(name).digest('hex').slice(0, 12);
  const room = LONGEST_POLICY_NAME - (ofName === name ? longestName(document!) : ofName.length) - 1;
  if (ofName === '' || room < SHORTEST_UNIQUE) return Names.uniqueResourceName(scope, { maxLength: LONGEST_POLICY_NAME });
  return `${Names.uniqueResourceName(scope, { maxLength: Math.min(room, 64) })}-${ofName}`;
}

/** The name, where it is that of a resource; other values that only deployment knows may hold what names of policies must not. */
function reference(document: ssm.IDocumentRef, name: string): string {
  return resourceOf(document) === undefined ? '' : name;
}

function longestName(document: ssm.IDocumentRef): number {
  const resource = resourceOf(document)!;
  const stack = Stack.of(resource);
  if (resource.name !== undefined) return Token.isUnresolved(resource.name) ? LONGEST_NAME : resource.name.length;
  return Math.min(LONGEST_NAME, `${stack.stackName}-${stack.getLogicalId(resource)}${RANDOM_PART}`.length);
}

function resourceOf(document: ssm.IDocumentRef): ssm.CfnDocument | undefined {
  if (ssm.CfnDocument.isCfnDocument(document)) return document;
  const { defaultChild } = document.node;
  return defaultChild !== undefined && ssm.CfnDocument.isCfnDocument(defaultChild) ? defaultChild : undefined;
}
