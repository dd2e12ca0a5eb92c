import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { Content, Document, DocumentFormat } from '../src';

const file = (name: string) => Content.fromFile(join(__dirname, 'documents', name));

/** Documents that stand in files already, of any type. */
export class ExistingDocumentsStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new Document(this, 'RestartInstance', {
      documentName: 'Ops-RestartInstance',
      content: file('restart-instance.yaml'),
      documentFormat: DocumentFormat.YAML,
    });
    new Document(this, 'CollectLogs', { content: file('collect-logs.json') });
    new Document(this, 'Freeze', { documentName: 'Year-End-Freeze', content: file('freeze.ics') });

    const role = new iam.Role(this, 'AutomationRole', { assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') });
    new Document(this, 'TagInstance', {
      content: Content.fromObject({
        schemaVersion: '0.3',
        assumeRole: role.roleArn,
        parameters: { InstanceId: { type: 'AWS::EC2::Instance::Id' } },
        mainSteps: [{
          name: 'Tag',
          action: 'aws:createTags',
          inputs: { ResourceType: 'EC2', ResourceIds: ['{{ InstanceId }}'], Tags: [{ Key: 'Stack', Value: this.stackName }] },
        }],
      }),
    });
  }
}
