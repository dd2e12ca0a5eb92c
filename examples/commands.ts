import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DocumentFormat, DocumentParameter, Session, SessionDocument } from '../src';

/** Single commands instead of a whole shell. */
export class CommandsStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const logFile = DocumentParameter.ofString('logFile', {
      description: 'The log to follow',
      defaultValue: '/var/log/messages',
      allowedPattern: '^/var/log/[a-zA-Z0-9./-]+$',
    });
    const tail = new SessionDocument(this, 'Tail', {
      documentName: 'Ops-Tail',
      description: 'Follow one log',
      parameters: [logFile],
      session: Session.interactiveCommands({ linux: `tail -n 100 -f ${logFile}`, runAsElevated: true }),
    });
    new CfnOutput(this, 'FollowMessages', {
      value: tail.startSessionCommand('i-0123456789abcdef0', { logFile: ['/var/log/messages'] }, 'Looking for errors'),
    });

    new SessionDocument(this, 'DiskUsage', {
      description: 'How full the disks are',
      documentFormat: DocumentFormat.YAML,
      session: Session.nonInteractiveCommands({
        linux: 'df -h --output=source,pcent,target',
        macos: 'df -h',
        windows: 'Get-PSDrive -PSProvider FileSystem\nGet-Volume',
        separateOutputStream: true,
        stdoutSeparatorPrefix: 'STDOUT:',
        stderrSeparatorPrefix: 'STDERR:',
      }),
    });
  }
}
