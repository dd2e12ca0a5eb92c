import { aws_ssm as ssm, Stack } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { documentOrigin, isAnother, nameIn } from './document-origin';
import { ValidationError } from '../document/host-language';

/**
 * The name of a document that this stack's account owns, in this stack's Region. Errors where it is known to be another's: nobody
 * else can change it.
 *
 * @param purpose what is to be done, for the message: "have its default version moved".
 * @internal
 */
export function ownDocumentName(scope: IConstruct, document: ssm.IDocumentRef, purpose: string): string {
  const { arn, name, region, account } = documentOrigin(document);
  const stack = Stack.of(scope);
  const refuse = (whose: string) => new ValidationError(lit`NotOwnDocument`,
    `document ${JSON.stringify(nameIn(arn))} ${whose}, and only a document of the account and the Region of this stack can ${purpose}; `
    + 'give one of those, such as a copy of your own', scope);
  if (account === '') throw refuse('belongs to Amazon');
  if (isAnother(account, stack.account)) throw refuse(`belongs to account ${account}`);
  if (isAnother(region, stack.region)) throw refuse(`is in Region ${region}`);
  return name;
}
