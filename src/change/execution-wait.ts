import { Duration } from 'aws-cdk-lib';
import { LONGEST_WAIT } from '../operations/provider/automation-properties';

/** How long is waited unless it is said. @internal */
export const DEFAULT_WAIT = Duration.seconds(LONGEST_WAIT);

/** What is wrong with how long is waited. @internal */
export function waitFaults(what: string, wait: Duration | undefined): string[] {
  if (wait === undefined || wait.isUnresolved()) return [];
  const seconds = wait.toSeconds({ integral: false });
  const isAllowed = Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_WAIT;
  return isAllowed ? []
    : [`${what} is ${wait.toHumanString()}; whole seconds up to ${DEFAULT_WAIT.toHumanString()} are allowed, as CloudFormation waits an hour for all of it`];
}
