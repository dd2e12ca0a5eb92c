import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { DocumentFormat, DocumentParameter, Session, SessionDocument } from '../src';

/** Ports of a node, and of a database behind it, on the machine of whoever starts the session. */
export class TunnelsStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const database = new CfnParameter(this, 'DatabaseHost', { description: 'The endpoint of the database' });

    const port = DocumentParameter.ofString('portNumber', {
      description: 'The port of the database',
      defaultValue: '5432',
      allowedPattern: '^[0-9]{1,5}$',
    });
    new SessionDocument(this, 'Database', {
      description: 'The database, on port 15432 of this machine',
      parameters: [port],
      session: Session.portForwarding({ host: database.valueAsString, port: port.valueAsString, localPort: '15432' }),
    });

    new SessionDocument(this, 'Web', {
      description: 'The web server of the node',
      documentFormat: DocumentFormat.YAML,
      session: Session.portForwarding({ port: '80', localPort: '8080' }),
    });

    const socket = DocumentParameter.ofString('socket', { description: 'The socket on this machine', allowedPattern: '^/tmp/[a-z.]+$' });
    new SessionDocument(this, 'Docker', {
      description: 'The Docker daemon of the node, as a socket on this machine',
      parameters: [socket],
      session: Session.portForwarding({ port: '2375', localUnixSocket: socket.valueAsString }),
    });

    new SessionDocument(this, 'Ssh', { description: 'SSH through Session Manager', session: Session.ssh() });
  }
}
