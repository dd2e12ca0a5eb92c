import { aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ContentHashProperties } from './provider/content-hash-properties';
import { OperationResource } from './provider/operation-resource';
import { documentArnOf } from '../document/document-grants';
import { revisionOf } from '../document/revision';

/** The type of the custom resources that read content hashes. */
export const CONTENT_HASH_TYPE = 'Custom::SSMDocumentContentHash';

/**
 * The content hash that SSM reports for what was deployed.
 *
 * @internal
 */
export class DeployedContentHash extends Construct {
  public readonly contentHash: string;

  public constructor(scope: Construct, id: string, document: ssm.IDocumentRef) {
    super(scope, id);
    this.contentHash = new OperationResource<ContentHashProperties>(this, 'Default', {
      handler: 'content-hash',
      resourceType: CONTENT_HASH_TYPE,
      properties: { DocumentName: document.documentRef.documentName, DocumentVersion: '$LATEST', Revision: revisionOf(document) },
      document,
      permissions: [{ actions: ['ssm:DescribeDocument'], resources: [documentArnOf(document)] }],
    }).attribute('Hash');
  }
}
