import { aws_iam as iam, aws_ssm as ssm, Stack, Token } from 'aws-cdk-lib';
import { isAmazonName } from '../content/schema/names';

const READ_ACTIONS = ['ssm:DescribeDocument', 'ssm:GetDocument', 'ssm:ListDocumentVersions'];

/**
 * Permissions on a document, for documents of every origin.
 */
export class DocumentGrants {
  /**
   * Grants on a document.
   *
   * @param document a document of this library, an L1 document or an imported one.
   */
  public static fromDocument(document: ssm.IDocumentRef): DocumentGrants {
    return new DocumentGrants(document);
  }

  /**
   * @param document the document.
   */
  protected constructor(protected readonly document: ssm.IDocumentRef) {
  }

  /**
   * Grant reading the document: its content, its description and the list of its versions.
   *
   * @param grantee who may.
   */
  public read(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: READ_ACTIONS, resourceArns: [documentArnOf(this.document)] });
  }
}

/**
 * The ARN of a document; documents that Amazon owns have one without an account.
 *
 * @internal
 */
export function documentArnOf(document: ssm.IDocumentRef): string {
  const { documentArn } = document as { documentArn?: unknown };
  if (typeof documentArn === 'string') return documentArn;
  const { documentName } = document.documentRef;
  if (!Token.isUnresolved(documentName)) {
    if (documentName.startsWith('arn:')) return documentName;
    if (!ssm.CfnDocument.isCfnDocument(document) && isAmazonName(documentName)) return amazonDocumentArn(Stack.of(document), documentName);
  }
  return ssm.CfnDocument.arnForDocument(document);
}

/**
 * The ARN of a document that is only known by its name.
 *
 * @internal
 */
export function importedDocumentArn(stack: Stack, documentName: string): string {
  return !Token.isUnresolved(documentName) && isAmazonName(documentName) ? amazonDocumentArn(stack, documentName)
    : stack.formatArn({ service: 'ssm', resource: 'document', resourceName: documentName });
}

/** @internal */
export function amazonDocumentArn(stack: Stack, documentName: string): string {
  return stack.formatArn({ service: 'ssm', account: '', resource: 'document', resourceName: documentName });
}
