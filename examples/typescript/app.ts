import { App, CfnOutput, Duration, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import {
  ApprovalLevel, Approver, ChangeTemplate, Choice, Condition, DefaultVersion, DocumentParameter, DocumentSharing, Nodes, OnFailure, Runbook,
  Script, Session, SessionDocument, StepOutput, steps, SystemVariable,
} from 'cdk-systems-manager';
import { Construct } from 'constructs';

/** What a team needs to run a web tier: a logged shell, a runbook that patches an instance, and the change that people approve before it runs. */
class WebOperationsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const operators = new iam.Role(this, 'Operators', { assumedBy: new iam.AccountRootPrincipal() });
    const leads = new iam.Role(this, 'Leads', { assumedBy: new iam.AccountRootPrincipal() });

    // A shell on the instances of the team, logged, and closed when idle.
    const log = new logs.LogGroup(this, 'ShellLog', { retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.RETAIN });
    const shell = new SessionDocument(this, 'Shell', {
      documentName: 'Web-Shell',
      description: 'A logged shell for operators',
      session: Session.shell({
        logGroup: log,
        runAs: 'ops',
        idleTimeout: Duration.minutes(15),
        maxDuration: Duration.hours(4),
        shellProfile: { linux: 'exec bash -l' },
      }),
    });
    shell.grants.startSession(operators, { nodes: Nodes.tagged('Team', 'web') });
    shell.grants.ownSessions(operators);

    // A runbook: patches an instance that runs, after an image was made of it, and tells what became of it.
    const instanceId = DocumentParameter.ofEc2InstanceId('InstanceId', { description: 'The instance to patch' });
    const describe = new steps.AwsApi('Describe', {
      service: 'ec2',
      api: 'DescribeInstances',
      parameters: { InstanceIds: [instanceId.valueAsString] },
      outputs: { State: StepOutput.ofString('$.Reservations[0].Instances[0].State.Name') },
    });
    const backup = new steps.CreateImage('Backup', {
      instanceId: instanceId.valueAsString,
      imageName: `before-patch-${SystemVariable.executionId}`,
      noReboot: true,
    });
    const onlyRunning = new steps.Branch('OnlyRunning', {
      choices: [Choice.when(Condition.stringEquals(describe.output('State'), 'running'), backup)],
      isEnd: true, // any other instance is left as it is
    });
    const patch = new steps.RunCommand('Patch', {
      document: 'AWS-RunPatchBaseline',
      instanceIds: [instanceId.valueAsString],
      parameters: { Operation: ['Install'], RebootOption: ['RebootIfNeeded'] },
      timeout: Duration.hours(1),
      onFailure: OnFailure.goTo('Report'),
    });
    const report = new steps.ExecuteScript('Report', {
      script: Script.pythonFile('report.py', 'report'),
      inputPayload: { image: backup.imageId, instance: instanceId.valueAsString },
      outputs: { Summary: StepOutput.ofString('$.Payload.summary') },
    });
    const runbook = new Runbook(this, 'PatchWithBackup', {
      documentName: 'Web-PatchWithBackup',
      description: 'Patches an instance that runs, after an image was made of it',
      parameters: [instanceId],
      steps: [describe, onlyRunning, backup, patch, report],
      outputs: [report.output('Summary')],
    });
    runbook.grants.startAutomation(leads);

    // Who approves before it runs.
    const change = new ChangeTemplate(this, 'PatchChange', {
      documentName: 'Web-PatchChange',
      templateInformation: '## What is patched, and why now?',
      runbooks: [runbook],
      approvals: [ApprovalLevel.of([Approver.iamRole(leads), Approver.ssoGroup('platform')], { required: 1, timeout: Duration.hours(8) })],
    });
    change.grants.startChangeRequest(operators);

    // Every deployment makes its version the default one, and another account may run it.
    const promoted = new DefaultVersion(this, 'Promoted', { document: runbook });
    new DocumentSharing(this, 'Shared', { document: runbook, accountIds: ['444455556666'] });

    new CfnOutput(this, 'OpenShell', { value: shell.startSessionCommand('i-0123456789abcdef0') });
    new CfnOutput(this, 'RunbookHash', { value: runbook.contentHash });
    new CfnOutput(this, 'RunbookVersion', { value: promoted.documentVersion });
  }
}

const app = new App();
new WebOperationsStack(app, 'WebOperations');
app.synth();
