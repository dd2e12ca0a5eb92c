import { UnscopedValidationError } from 'aws-cdk-lib';
import { lit } from 'aws-cdk-lib/core/lib/helpers-internal';
import { sessionInputs, sessionResources } from './session-inputs';
import { SessionOptions } from './session-options';
import { SessionParts } from './session-parts';
import { COMMAND_PLATFORMS } from '../content/schema/session';
import { inLastingOrder } from '../document/host-language';

/**
 * Properties of a session that runs commands which people talk to.
 */
export interface InteractiveCommandsProps extends SessionOptions {
  /**
   * The command line or the script for Linux nodes; several lines are fine. It runs through `sh -c` when it is interactive,
   * and without a shell when it is not. At least one operating system needs commands.
   *
   * @default - sessions on Linux nodes fail
   */
  readonly linux?: string;

  /**
   * The PowerShell command or script for Windows nodes.
   *
   * @default - sessions on Windows nodes fail
   */
  readonly windows?: string;

  /**
   * The command line or the script for macOS nodes; it runs as on Linux.
   *
   * @default - sessions on macOS nodes fail
   */
  readonly macos?: string;

  /**
   * Run the commands as root or SYSTEM instead of as the run-as user or `ssm-user`, on every operating system.
   *
   * @default false
   */
  readonly runAsElevated?: boolean;

  /**
   * Settings of every operating system that go into `properties` as they are written; they win over the typed ones. A setting
   * that is a parameter of the document stands here, such as `{ separateOutputStream: separate.valueAsString }`.
   *
   * @default - nothing else
   */
  readonly properties?: Record<string, any>;
}

/**
 * Properties of a session that runs a command and gives its output.
 */
export interface NonInteractiveCommandsProps extends InteractiveCommandsProps {
  /**
   * Give what the command writes to its standard output, what it writes to its standard error and its exit code one after the
   * other, each behind a separator, instead of everything mixed.
   *
   * @default false
   */
  readonly separateOutputStream?: boolean;

  /**
   * What stands before the standard output when the streams are separate: at most 30 letters, digits, line breaks, `_`, `:`
   * and `-`.
   *
   * @default - nothing
   */
  readonly stdoutSeparatorPrefix?: string;

  /**
   * What stands before the standard error when the streams are separate: at most 30 letters, digits, line breaks, `_`, `:`
   * and `-`.
   *
   * @default - nothing
   */
  readonly stderrSeparatorPrefix?: string;
}

/** @internal */
export function interactiveCommands(props: InteractiveCommandsProps): SessionParts {
  return commandSession('InteractiveCommands', props, {});
}

/** @internal */
export function nonInteractiveCommands(props: NonInteractiveCommandsProps): SessionParts {
  const { separateOutputStream, stdoutSeparatorPrefix, stderrSeparatorPrefix } = props;
  // The guide and the agent's source write "stdOut…"; AWS's own document does not, and the agent ignores case.
  return commandSession('NonInteractiveCommands', props, { separateOutputStream, stdoutSeparatorPrefix, stderrSeparatorPrefix });
}

function commandSession(sessionType: 'InteractiveCommands' | 'NonInteractiveCommands', props: InteractiveCommandsProps, settings: object): SessionParts {
  const properties: Record<string, unknown> = {};
  for (const platform of COMMAND_PLATFORMS) {
    const commands = props[platform];
    if (commands === undefined) continue;
    if (commands.trim() === '') {
      throw new UnscopedValidationError(lit`NoCommands`, `${platform} is "", a command line or a script is needed; leave it out when sessions on ${platform} are not meant to work`);
    }
    properties[platform] = { commands, runAsElevated: props.runAsElevated ?? false, ...settings, ...inLastingOrder(props.properties) };
  }
  if (Object.keys(properties).length === 0) {
    throw new UnscopedValidationError(lit`NoCommands`, `no commands are given, so every session would fail; give at least one of ${COMMAND_PLATFORMS.join(', ')}`);
  }
  return {
    sessionType,
    // The agent never streams the logs of commands.
    inputs: changesInputs(props) ? sessionInputs(props, { cloudWatchStreamingEnabled: false }) : undefined,
    properties,
    resources: sessionResources(props),
  };
}

/** Without inputs, the preferences of the Region count. */
function changesInputs(props: InteractiveCommandsProps): boolean {
  const { linux, windows, macos, runAsElevated, properties, ...options } = props;
  const { separateOutputStream, stdoutSeparatorPrefix, stderrSeparatorPrefix, ...inputs } = options as Partial<NonInteractiveCommandsProps>;
  return Object.values(inputs).some(value => value !== undefined);
}
