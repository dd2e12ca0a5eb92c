import { aws_ssm as ssm, Token, TokenComparison } from 'aws-cdk-lib';
import { documentArnOf } from '../document/document-grants';

/**
 * Whose a document is, as far as it is known; tokens where it is not.
 *
 * @internal
 */
export interface DocumentOrigin {
  readonly arn: string;
  readonly name: string;
  /** Empty for documents of Amazon. */
  readonly account: string;
  readonly region: string;
}

/**
 * Where a document comes from.
 *
 * @internal
 */
export function documentOrigin(document: ssm.IDocumentRef): DocumentOrigin {
  const { documentName } = document.documentRef;
  const arn = documentArnOf(document);
  // The parts between colons are whole tokens or literals, where the text is no token itself.
  const [,,, region, account] = arn.startsWith('arn:') ? arn.split(':') : [];
  const name = documentName.startsWith('arn:') ? nameIn(documentName) : documentName;
  return { arn, name, ...account === '' || arn === documentName ? { account, region } : document.env };
}

/**
 * Whether two accounts or Regions are known to differ.
 *
 * @internal
 */
export function isAnother(one: string, other: string): boolean {
  return Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
}

/**
 * The name of a document as its ARN has it.
 *
 * @internal
 */
export function nameIn(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}
