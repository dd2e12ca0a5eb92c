import { aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { describe } from '../content/value';

/**
 * A document that is given as such, or by its name or ARN.
 *
 * @param id the id of the construct that stands for a name; it makes nothing.
 * @internal
 */
export function documentByName(scope: Construct, id: string, document: string | ssm.IDocumentRef): ssm.IDocumentRef {
  return typeof document === 'string' ? ssm.CfnDocument.fromDocumentName(scope, id, document) : document;
}

/** What is wrong with what was given as a document, where no compiler looked. @internal */
export function documentFaults(what: string, given: unknown): string[] {
  if (typeof given === 'string' || (typeof given === 'object' && given !== null && 'documentRef' in given)) return [];
  const found = Construct.isConstruct(given) ? `the construct ${given.node.path}` : describe(given);
  return [`${what} is ${found}; give the document, its name or its ARN`];
}
