import { Token, UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { SessionParts } from './session-parts';
import { hasReference } from '../content/references';
import { isLinkLocalHost, PORT_FIELDS } from '../content/schema/session';

/**
 * Properties of a session that forwards a port of the client to a port of the node, or of a host that the node reaches.
 */
export interface PortForwardingSessionProps {
  /**
   * The port on the node, or on the host when one is given: a text with a number from 1 to 65535.
   */
  readonly port: string;

  /**
   * The port on the client: a text with a number from 0 to 65535; 0 is any free port.
   *
   * @default - any free port
   */
  readonly localPort?: string;

  /**
   * The host to forward to, seen from the node; needs an agent from version 3.1.1374.0.
   *
   * Errors for link-local addresses, such as 169.254.169.254: the agent refuses them, as services of the node itself live there.
   *
   * @default - the node itself
   */
  readonly host?: string;

  /**
   * The path of a Unix socket on the client, to be used instead of a local port.
   *
   * Errors when a local port is given as well.
   *
   * @default - a local port
   */
  readonly localUnixSocket?: string;
}

/**
 * Properties of a session that carries SSH.
 */
export interface SshSessionProps {
  /**
   * The port of the SSH server on the node: a text with a number from 1 to 65535.
   *
   * @default '22'
   */
  readonly port?: string;
}

/** @internal */
export function portForwardingSession({ port, localPort, host, localUnixSocket }: PortForwardingSessionProps): SessionParts {
  checkPort('port', port, PORT_FIELDS.portNumber);
  if (localPort !== undefined) checkPort('localPort', localPort, PORT_FIELDS.localPortNumber);
  checkHost(host);
  if (localUnixSocket !== undefined) checkSocket(localUnixSocket, localPort);
  return {
    sessionType: 'Port',
    properties: {
      portNumber: port,
      type: 'LocalPortForwarding',
      localPortNumber: localPort,
      localConnectionType: localUnixSocket === undefined ? undefined : 'unix',
      localUnixSocket,
      host,
    },
    resources: {},
  };
}

/** Without a type, the session is a plain stream, which is what ProxyCommand of an SSH client needs. @internal */
export function sshSession({ port = '22' }: SshSessionProps): SessionParts {
  checkPort('port', port, PORT_FIELDS.portNumber);
  return { sessionType: 'Port', properties: { portNumber: port }, resources: {} };
}

function checkPort(name: string, port: string, { min, max }: { readonly min?: number; readonly max?: number }): void {
  if (Token.isUnresolved(port) || hasReference(port)) return;
  if (!/^[0-9]{1,5}$/.test(port) || Number(port) < min! || Number(port) > max!) {
    throw new UnscopedValidationError(lit`InvalidSessionPort`, `${name} is ${JSON.stringify(port)}; a text with a number from ${min} to ${max} is allowed, such as "5432"`);
  }
}

function checkHost(host: string | undefined): void {
  if (host === undefined || Token.isUnresolved(host)) return;
  if (host === '') {
    throw new UnscopedValidationError(lit`InvalidSessionHost`, 'host is "", a host name or an address is needed; leave it out for the node itself');
  }
  if (isLinkLocalHost(host)) {
    throw new UnscopedValidationError(lit`InvalidSessionHost`,
      `host is ${JSON.stringify(host)}; the agent refuses link-local addresses, as services of the node itself live there (metadata, time, credentials)`);
  }
}

function checkSocket(socket: string, localPort: string | undefined): void {
  if (socket === '') {
    throw new UnscopedValidationError(lit`InvalidSessionSocket`, 'localUnixSocket is "", the path of a socket is needed; leave it out for a local port');
  }
  if (localPort !== undefined) {
    throw new UnscopedValidationError(lit`InvalidSessionSocket`, 'localPort and localUnixSocket are both given; a session forwards from one of them');
  }
}
