import { Aspects, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import {
  AutomationScriptLogging, ContentVerification, DefaultVersion, DeploymentBatches, DocumentParameter, DocumentSharing, PublicSharingBlock,
  Runbook, Session, SessionPreferences, steps,
} from '../src';

/** What a platform team sets up once for an account: preferences and settings, and runbooks for other accounts. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const sessionLog = new logs.LogGroup(this, 'SessionLog', { retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN });
    const scriptLog = new logs.LogGroup(this, 'ScriptLog', { retention: logs.RetentionDays.THREE_MONTHS });

    const preferences = new SessionPreferences(this, 'Preferences', {
      session: Session.shell({ logGroup: sessionLog, idleTimeout: Duration.minutes(20), maxDuration: Duration.hours(8) }),
    });
    new PublicSharingBlock(this, 'NoPublicDocuments');
    new AutomationScriptLogging(this, 'ScriptLogs', { logGroup: scriptLog });

    const instanceId = DocumentParameter.ofEc2InstanceId('InstanceId');
    const restart = new Runbook(this, 'Restart', {
      documentName: 'Platform-Restart',
      parameters: [instanceId],
      steps: [
        new steps.ChangeInstanceState('Stop', { instanceIds: [instanceId.valueAsString], desiredState: 'stopped' }),
        new steps.ChangeInstanceState('Start', { instanceIds: [instanceId.valueAsString], desiredState: 'running' }),
      ],
    });
    // It says which content of the other runbook it was made for.
    const restartTwice = new Runbook(this, 'RestartTwice', {
      documentName: 'Platform-RestartTwice',
      description: `Restarts twice; made for Platform-Restart with the hash ${restart.contentHash}`,
      parameters: [instanceId],
      steps: ['First', 'Second'].map(name => new steps.ExecuteAutomation(name, {
        document: restart, runtimeParameters: { InstanceId: [instanceId.valueAsString] },
      })),
    });
    for (const runbook of [restart, restartTwice]) {
      // CloudFormation is reported not to promote new versions every time, and the default version is what is verified.
      const promoted = new DefaultVersion(runbook, 'Promoted', { document: runbook });
      const verified = new ContentVerification(runbook, 'Verified', { document: runbook, refuseOutsideChanges: true });
      verified.node.addDependency(promoted);
      new DocumentSharing(runbook, 'Shared', { document: runbook, accountIds: ['444455556666', '777788889999'] });
    }
    Aspects.of(this).add(new DeploymentBatches());

    new CfnOutput(this, 'PreferencesHash', { value: preferences.contentHash });
  }
}
