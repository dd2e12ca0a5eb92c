import { Duration } from 'aws-cdk-lib';

/** As long as CloudFormation waits. @internal */
export const LONGEST_WAIT = Duration.hours(1);

/** What is wrong with how long is waited. @internal */
export function waitFaults(what: string, wait: Duration | undefined): string[] {
  if (wait === undefined || wait.isUnresolved()) return [];
  const seconds = wait.toSeconds({ integral: false });
  const isAllowed = Number.isInteger(seconds) && seconds >= 1 && seconds <= LONGEST_WAIT.toSeconds();
  return isAllowed ? [] : [`${what} is ${wait.toHumanString()}; whole seconds up to 1 hour are allowed, as CloudFormation waits no longer`];
}
