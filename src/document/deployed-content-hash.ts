import { aws_ssm as ssm } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { documentArnOf } from './document-grants';
import { revisionOf } from './revision';
import { CONTENT_HASH_TYPE, ContentHashProperties } from '../operations/provider/content-hash-properties';
import { OperationResource } from '../operations/provider/operation-resource';

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
