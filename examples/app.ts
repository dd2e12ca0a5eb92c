import { App } from 'aws-cdk-lib';
import { ChangeStack } from './change';
import { CommandsStack } from './commands';
import { ExistingDocumentsStack } from './existing-documents';
import { LoggedShellStack } from './logged-shell';
import { NodeAccessStack } from './node-access';
import { OperationsStack } from './operations';
import { PatchWithBackupStack } from './patch-with-backup';
import { TunnelsStack } from './tunnels';

/** Add every example to an app. */
export function addExamples(app: App): void {
  new LoggedShellStack(app, 'LoggedShell');
  new TunnelsStack(app, 'Tunnels');
  new CommandsStack(app, 'Commands');
  new PatchWithBackupStack(app, 'PatchWithBackup');
  new ExistingDocumentsStack(app, 'ExistingDocuments');
  new OperationsStack(app, 'Operations');
  new ChangeStack(app, 'Change');
  new NodeAccessStack(app, 'NodeAccess');
}
