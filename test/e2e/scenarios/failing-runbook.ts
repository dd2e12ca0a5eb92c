import { Duration, Stack } from 'aws-cdk-lib';
import { Content, Document, DocumentSharing, PublicSharingBlock, Runbook, RunbookExecution, steps } from '../../../src';
import { Assembly, Stage } from '../stage';

/** What differs between the deployments of a stack whose runbook tests it. */
export interface Tested {
  readonly word: string;
  readonly accountIds: readonly string[];
  readonly blocksPublicSharing?: boolean;
  readonly isTested?: boolean;
}

/** A document that others use, and a runbook that tests it once everything stands. */
export function synthTested(stage: Stage, { word, accountIds, blocksPublicSharing, isTested }: Tested): Assembly {
  return stage.synth(app => {
    const stack = new Stack(app, 'Tested');
    const document = new Document(stack, 'Say', {
      content: Content.fromObject({
        schemaVersion: '2.2',
        mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand: [`echo ${word}`] } }],
      }),
    });
    const sharing = new DocumentSharing(stack, 'Shared', { document, accountIds: [...accountIds] });
    const blocks = blocksPublicSharing ? [new PublicSharingBlock(stack, 'Block')] : [];
    if (isTested) {
      const test = new Runbook(stack, 'Test', { steps: [new steps.Sleep('Look', { duration: Duration.seconds(1) })] });
      const execution = new RunbookExecution(stack, 'Execution', { onUpdate: test.invoke(), trigger: document.contentHash });
      execution.node.addDependency(sharing, ...blocks);
    }
  });
}
