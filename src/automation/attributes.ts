import { aws_iam as iam, aws_kms as kms, aws_sns as sns, aws_ssm as ssm, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import { documentArnOf } from '../document/document-grants';

/** What steps say of the resources that they are given. */

/** @internal */
export function arnOfRole({ roleRef }: iam.IRoleRef): string {
  return roleRef.roleArn;
}

/** @internal */
export function arnOfPrincipal(principal: iam.IUserRef | iam.IRoleRef): string {
  return 'userRef' in principal ? principal.userRef.userArn : principal.roleRef.roleArn;
}

/** @internal */
export function arnOfTopic({ topicRef }: sns.ITopicRef): string {
  return topicRef.topicArn;
}

/** @internal */
export function arnOfKey({ keyRef }: kms.IKeyRef): string {
  return keyRef.keyArn;
}

/**
 * The name of a document, or its ARN when it is known to be of another account than where it is used.
 *
 * @internal
 */
export function nameOfDocument(document: ssm.IDocumentRef): string {
  const { account } = document.env;
  const isElsewhere = account !== '' && !Token.isUnresolved(account)
    && Token.compareStrings(account, Stack.of(document).account) !== TokenComparison.SAME;
  return isElsewhere ? documentArnOf(document) : document.documentRef.documentName;
}
