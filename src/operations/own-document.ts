import { aws_ssm as ssm, Stack, Token, TokenComparison, ValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { IConstruct } from 'constructs';
import { documentArnOf } from '../document/document-grants';

/**
 * The name of a document that this stack's account owns, in this stack's Region. Errors where it is known to be another's: nobody
 * else can change it.
 *
 * @param purpose what is to be done, for the message: "have its default version moved".
 * @internal
 */
export function ownDocumentName(scope: IConstruct, document: ssm.IDocumentRef, purpose: string): string {
  const { documentName } = document.documentRef;
  const arn = documentArnOf(document);
  const stack = Stack.of(scope);
  const refuse = (whose: string) => new ValidationError(lit`NotOwnDocument`,
    `document ${JSON.stringify(nameIn(arn))} ${whose}, and only a document of the account and the Region of this stack can ${purpose}; `
    + 'give one of those, such as a copy of your own', scope);
  // The parts between colons are whole tokens or literals, where the text is no token itself.
  const [,,, regionInArn, accountInArn] = arn.startsWith('arn:') ? arn.split(':') : [];
  if (accountInArn === '') throw refuse('belongs to Amazon');
  const { region, account } = arn === documentName ? { region: regionInArn, account: accountInArn } : document.env;
  if (isAnother(account, stack.account)) throw refuse(`belongs to account ${account}`);
  if (isAnother(region, stack.region)) throw refuse(`is in Region ${region}`);
  return documentName.startsWith('arn:') ? nameIn(documentName) : documentName;
}

function isAnother(one: string, other: string): boolean {
  return Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
}

function nameIn(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}
