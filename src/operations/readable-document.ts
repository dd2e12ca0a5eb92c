import { aws_ssm as ssm, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { documentOrigin, isAnother, nameIn } from './document-origin';
import { ValidationError } from '../document/host-language';

/**
 * The name by which a document can be read, which is its ARN where it may belong to another account: a name alone would find a document of
 * this account. Errors where it is known to be in another Region, as its name would be looked for in this one.
 *
 * @param use what is to be done with it, for the message: "verify".
 * @internal
 */
export function readableDocumentName(scope: IConstruct, document: ssm.IDocumentRef, use: string): string {
  const { arn, name, region, account } = documentOrigin(document);
  const stack = Stack.of(scope);
  if (isAnother(region, stack.region)) {
    throw new ValidationError(lit`DocumentInAnotherRegion`,
      `document ${JSON.stringify(nameIn(arn))} is in Region ${region}, and a stack can only ${use} documents of its own Region, ${stack.region}; ${use} it in a stack of that Region`, scope);
  }
  const isOurs = [TokenComparison.SAME, TokenComparison.BOTH_UNRESOLVED].includes(Token.compareStrings(account, stack.account));
  return isOurs || account === '' ? name : arn;
}
