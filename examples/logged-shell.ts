import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { Nodes, Session, SessionDocument } from '../src';

/** A shell whose sessions are logged and encrypted, for operators and for the nodes of one team. */
export class LoggedShellStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true });
    // CloudWatch Logs refuses to use a key whose policy does not name it.
    key.grantEncryptDecrypt(new iam.ServicePrincipal(`logs.${this.region}.amazonaws.com`));
    const logGroup = new logs.LogGroup(this, 'Log', { encryptionKey: key, retention: logs.RetentionDays.ONE_YEAR });
    const logBucket = new s3.Bucket(this, 'LogBucket', { encryptionKey: key, enforceSSL: true });

    const shell = new SessionDocument(this, 'Shell', {
      documentName: 'Ops-Shell',
      description: 'A logged shell for operators',
      session: Session.shell({
        logGroup,
        logBucket,
        logPrefix: 'sessions',
        encryptionKey: key,
        runAs: 'ops',
        idleTimeout: Duration.minutes(15),
        maxDuration: Duration.hours(4),
        shellProfile: { linux: 'exec bash -l', windows: 'Set-Location C:\\' },
      }),
    });

    const operators = new iam.Role(this, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });
    shell.grants.startSession(operators, { nodes: Nodes.tagged('Team', 'web') });
    shell.grants.ownSessions(operators);

    const instanceRole = new iam.Role(this, 'InstanceRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    shell.grants.hostSession(instanceRole);

    new CfnOutput(this, 'Connect', { value: shell.startSessionCommand('i-0123456789abcdef0') });

    new SessionDocument(this, 'PlainShell', {
      description: 'A shell without any log, closed after ten idle minutes',
      session: Session.shell({ idleTimeout: Duration.minutes(10) }),
    });
  }
}
