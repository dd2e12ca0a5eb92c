import { InteractiveCommandsProps, interactiveCommands, NonInteractiveCommandsProps, nonInteractiveCommands } from './command-session';
import { PortForwardingSessionProps, portForwardingSession, SshSessionProps, sshSession } from './port-session';
import { SessionParts } from './session-parts';
import { SessionResources } from './session-resources';
import { ShellSessionProps, shellSession } from './shell-session';
import { SessionType } from '../content/schema/session';
import { DocumentParameter } from '../document/document-parameter';

/**
 * What happens in a session: a shell, commands or a forwarded port.
 */
export class Session {
  /**
   * A shell (`Standard_Stream`). The Session Manager preferences of a Region have this form too.
   *
   * @param props where it is logged, how it is encrypted, as whom it runs and how long.
   */
  public static shell(props: ShellSessionProps = {}): Session {
    return new Session(shellSession(props));
  }

  /**
   * Commands that people talk to (`InteractiveCommands`), such as `top` or `passwd`.
   *
   * Errors when there are commands for no operating system.
   *
   * @param props the commands, and what is different from the preferences of the Region.
   */
  public static interactiveCommands(props: InteractiveCommandsProps): Session {
    return new Session(interactiveCommands(props));
  }

  /**
   * A command that runs without a terminal and gives its output (`NonInteractiveCommands`).
   *
   * On Linux and macOS it runs without a shell: write `sh -c '…'` for pipes, globs and redirections.
   *
   * Errors when there are commands for no operating system.
   *
   * @param props the commands, and what is different from the preferences of the Region.
   */
  public static nonInteractiveCommands(props: NonInteractiveCommandsProps): Session {
    return new Session(nonInteractiveCommands(props));
  }

  /**
   * A tunnel from a port of the client to a port of the node, or of a host that the node reaches (`Port`).
   *
   * Such sessions are not logged, and not encrypted with a key beside TLS.
   *
   * @param props the two ends.
   */
  public static portForwarding(props: PortForwardingSessionProps): Session {
    return new Session(portForwardingSession(props));
  }

  /**
   * A stream for an SSH client (`Port`), as `AWS-StartSSHSession`.
   *
   * Such sessions are not logged, and not encrypted with a key beside TLS. They need an agent from version 2.3.672.0.
   *
   * @param props the port of the SSH server.
   */
  public static ssh(props: SshSessionProps = {}): Session {
    return new Session(sshSession(props));
  }

  private constructor(private readonly parts: SessionParts) {
  }

  /** The session type. @internal */
  public get _type(): SessionType {
    return this.parts.sessionType;
  }

  /** What its sessions use, which grants must know. @internal */
  public get _resources(): SessionResources {
    return this.parts.resources;
  }

  /** The content of a document for such sessions. @internal */
  public _content(description?: string, parameters: readonly DocumentParameter[] = []): Record<string, unknown> {
    const { sessionType, inputs, properties } = this.parts;
    return {
      schemaVersion: '1.0',
      description,
      sessionType,
      parameters: DocumentParameter._renderAll(parameters),
      inputs,
      properties,
    };
  }
}
