import { aws_ssm as ssm, IResource, Resource } from 'aws-cdk-lib';
import { DocumentGrants } from './document-grants';

/**
 * A Systems Manager document.
 */
export interface IDocument extends IResource, ssm.IDocumentRef {
  /**
   * The name of the document.
   *
   * @attribute
   */
  readonly documentName: string;

  /**
   * The ARN of the document.
   *
   * @attribute
   */
  readonly documentArn: string;

  /**
   * Permissions on the document.
   */
  readonly grants: DocumentGrants;
}

/**
 * What all documents share, those of this app and imported ones. Their grants stand in each class: types of documents have grants of their own, and Go
 * refuses a class whose property has another type than that of its base.
 */
export abstract class DocumentBase extends Resource implements ssm.IDocumentRef {
  /**
   * The name of the document.
   *
   * @attribute
   */
  public abstract readonly documentName: string;

  /**
   * The ARN of the document.
   *
   * @attribute
   */
  public abstract readonly documentArn: string;

  /**
   * A reference to the document, for constructs that take any kind of document.
   */
  public get documentRef(): ssm.DocumentReference {
    return { documentName: this.documentName };
  }
}
