import assert from 'node:assert/strict';
import { aws_iam as iam, Duration, Stack, Tags } from 'aws-cdk-lib';
import {
  AccessRequest, Content, DefaultVersion, Document, DocumentSharing, ExistingPreferences, PreferencesOnDelete, PublicSharingBlock, Runbook,
  RunbookExecution, Session, SessionPreferences, steps, Target,
} from '../../../src';
import { Assembly, Stage } from '../stage';

/** What differs between the deployments of a stack whose runbook tests it. */
export interface Tested {
  readonly word: string;
  readonly accountIds: readonly string[];
  readonly idleMinutes: number;
  readonly ticket: string;
  readonly isHeldBack?: boolean;
  readonly blocksPublicSharing?: boolean;
  readonly isTested?: boolean;
}

export const PREFERENCES = 'SSM-SessionManagerRunShell';
/** What the console has left. */
export const CONSOLE = '{"schemaVersion":"1.0","description":"of the console","sessionType":"Standard_Stream","inputs":{"idleSessionTimeout":"60"}}';

/** A bit of everything that others use, and a runbook that tests it once everything stands. */
export function synthTested(stage: Stage, { word, accountIds, idleMinutes, ticket, isHeldBack, blocksPublicSharing, isTested }: Tested): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Tested');
    const say = (id: string) => new Document(stack, id, {
      content: Content.fromObject({
        schemaVersion: '2.2',
        mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: [`echo ${word}`] } }],
      }),
    });
    const document = say('Say');
    Tags.of(document).add('Ticket', ticket);
    const requester = new iam.Role(stack, 'OnCall', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const before = [
      new DocumentSharing(stack, 'Shared', { document, accountIds: [...accountIds] }),
      new DefaultVersion(stack, 'Default', { document: say('Held'), documentVersion: isHeldBack ? '1' : undefined }),
      new SessionPreferences(stack, 'Preferences', {
        session: Session.shell({ idleTimeout: Duration.minutes(idleMinutes) }),
        existing: ExistingPreferences.REPLACE,
        onDelete: PreferencesOnDelete.RESTORE,
      }),
      new AccessRequest(stack, 'Request', { requester, reason: 'Disk full', targets: [Target.instanceIds('i-0123456789abcdef0')], tags: { Ticket: ticket } }),
      ...blocksPublicSharing ? [new PublicSharingBlock(stack, 'Block')] : [],
    ];
    if (isTested) {
      const test = new Runbook(stack, 'Test', { steps: [new steps.Sleep('Look', { duration: Duration.seconds(1) })] });
      const execution = new RunbookExecution(stack, 'Execution', { onUpdate: test.invoke(), trigger: document.contentHash });
      execution.node.addDependency(...before);
    }
  });
}

/** How the runbook ends that fails. */
export const FAILS = { statuses: ['InProgress', 'Failed'], failedStep: { name: 'Look', message: 'the web tier does not answer' } };

/** That people read which step of which runbook failed, what it said, and where there is more. */
export function readsFailure(stage: Stage, said: string): void {
  const [{ id, documentName }, ...others] = stage.double.executions.all.filter(({ kind }) => kind === 'Automation');
  assert.deepEqual(others, []);
  const reason = 'Tested/Execution(\\w{8}) \\(Custom::SSMRunbookExecution Execution\\1\\) Received response status \\[FAILED\\] from custom resource\\. '
    + `Message returned: runbook "${documentName}" failed in step 1 of 1, "Look" \\(aws:sleep\\): Step fails when it is Execute/Cancelling action\\. `
    + 'the web tier does not answer\\. Please refer to Automation Service Troubleshooting Guide for more diagnosis details; '
    + `all of it: aws ssm get-automation-execution --automation-execution-id ${id} `
    + 'The log is in /aws/cloudformation/Tested/cdksystemsmanagerautomationexecutionLog\\w{8}\\. ';
  assert.match(said, new RegExp(reason));
}
