import { Duration, Stack } from 'aws-cdk-lib';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Workload } from './workload';
import { DocumentParameter, Session, SessionDocument } from '../../src';

const LOG = { description: 'The log to follow', allowedPattern: '^/var/log/[a-z/.-]+$' };

/** Session documents as `CfnDocument`, the content as an object. */
export function rawSessions(stack: Stack, workloads: readonly Workload[]): void {
  for (const { id, description } of workloads) {
    new CfnDocument(stack, id, {
      documentType: 'Session',
      updateMethod: 'NewVersion',
      content: {
        schemaVersion: '1.0',
        description,
        sessionType: 'InteractiveCommands',
        parameters: { Log: { type: 'String', description: LOG.description, default: '/var/log/messages', allowedPattern: LOG.allowedPattern } },
        // What the library writes for settings that are not given, and Session Manager does.
        inputs: {
          s3BucketName: '',
          s3KeyPrefix: '',
          s3EncryptionEnabled: true,
          cloudWatchLogGroupName: '',
          cloudWatchEncryptionEnabled: true,
          cloudWatchStreamingEnabled: false,
          kmsKeyId: '',
          runAsEnabled: true,
          runAsDefaultUser: 'operator',
          idleSessionTimeout: '15',
          maxSessionDuration: '60',
        },
        properties: { linux: { commands: 'tail -f {{ Log }}', runAsElevated: false } },
      },
    });
  }
}

/** `SessionDocument`. */
export function ourSessions(stack: Stack, workloads: readonly Workload[]): void {
  for (const { id, description } of workloads) {
    const log = DocumentParameter.ofString('Log', { ...LOG, defaultValue: '/var/log/messages' });
    new SessionDocument(stack, id, {
      description,
      parameters: [log],
      session: Session.interactiveCommands({
        linux: `tail -f ${log.valueAsString}`,
        runAsElevated: false,
        runAs: 'operator',
        idleTimeout: Duration.minutes(15),
        maxDuration: Duration.hours(1),
      }),
    });
  }
}
