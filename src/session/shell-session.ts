import { sessionInputs, sessionResources } from './session-inputs';
import { SessionOptions } from './session-options';
import { SessionParts } from './session-parts';

/**
 * Commands that run in a shell when a session starts.
 */
export interface ShellProfile {
  /**
   * Commands for Linux and macOS, separated by line breaks or semicolons.
   *
   * @default - no commands
   */
  readonly linux?: string;

  /**
   * PowerShell commands for Windows, separated by line breaks or semicolons.
   *
   * @default - no commands
   */
  readonly windows?: string;
}

/**
 * Properties of an interactive shell.
 */
export interface ShellSessionProps extends SessionOptions {
  /**
   * Send the log to CloudWatch Logs line by line while the session runs, instead of once when it ends. On Windows it needs
   * PowerShell 5.1 or later.
   *
   * @default - true when there is a log group, otherwise false
   */
  readonly cloudWatchStreamingEnabled?: boolean;

  /**
   * Commands that run in the shell when a session starts.
   *
   * @default - no commands
   */
  readonly shellProfile?: ShellProfile;
}

/** @internal */
export function shellSession(props: ShellSessionProps): SessionParts {
  const { linux, windows } = props.shellProfile ?? {};
  const shellProfile = linux === undefined && windows === undefined ? undefined : {
    ...linux === undefined ? {} : { linux },
    ...windows === undefined ? {} : { windows },
  };
  return {
    sessionType: 'Standard_Stream',
    inputs: sessionInputs(props, { cloudWatchStreamingEnabled: props.cloudWatchStreamingEnabled ?? props.logGroup !== undefined, shellProfile }),
    resources: sessionResources(props),
  };
}
