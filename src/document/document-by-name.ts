import { aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * A document that is given as such, or by its name or ARN.
 *
 * @param id the id of the construct that stands for a name; it makes nothing.
 * @internal
 */
export function documentByName(scope: Construct, id: string, document: string | ssm.IDocumentRef): ssm.IDocumentRef {
  return typeof document === 'string' ? ssm.CfnDocument.fromDocumentName(scope, id, document) : document;
}
